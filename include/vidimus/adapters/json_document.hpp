// SPDX-License-Identifier: Apache-2.0
// A JSON text (RFC 8259) as values that know where they stand, so that whoever refuses one can say where. nlohmann-json reads
// the text; what it leaves to its users is refused here: a key that is there twice, a byte order mark, more than the limits.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/peer_name/printable.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

inline constexpr std::size_t json_octets_limit = std::size_t{4} << 20U;
inline constexpr std::size_t json_values_limit = std::size_t{1} << 18U;
inline constexpr std::size_t json_depth_limit = 32;
/// Of an object.
inline constexpr std::size_t json_members_limit = 32;

/// `integer` is one without a sign, up to 64 bits; `number` is any other.
enum class JsonKind : unsigned char { null, boolean, integer, number, text, array, object };

struct JsonValue {
  JsonKind kind{};
  std::size_t offset = 0;      ///< where it begins
  std::size_t key_offset = 0;  ///< where its key begins, in an object
  std::uint64_t integer = 0;   ///< 1: true
  std::string key{}, text{};
  std::vector<JsonValue> items{};  ///< of an array, or the members of an object
};

/// What was read and where from. It views the text.
struct JsonDocument {
  std::string name;  ///< of the file
  std::string_view text;
  JsonValue root{};

  /// `policy.json:7:14`: lines and characters from 1.
  [[nodiscard]] auto place(std::size_t offset) const -> std::string {
    auto const before = text.substr(0, offset);
    auto const line = 1 + std::ranges::count(before, '\n');
    auto const last = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
    auto const column =
        1 + std::ranges::count_if(last, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return name + ':' + std::to_string(line) + ':' + std::to_string(column);
  }
};

/// Hears what the parser reads. When it is told of a token, the parser has accepted all before it: between two tokens stand
/// blanks, commas and colons alone.
class JsonListener {
 public:
  explicit JsonListener(JsonDocument& document) : document_{document} {}

  [[nodiscard]] auto failure() -> std::optional<Failure>& { return failure_; }

  auto null() -> bool { return add(JsonKind::null, 4) != nullptr; }
  auto boolean(bool value) -> bool { return add(JsonKind::boolean, value ? 4 : 5, value ? 1 : 0) != nullptr; }
  auto number_integer(std::int64_t) -> bool { return add_number(JsonKind::number, 0); }
  auto number_unsigned(std::uint64_t value) -> bool { return add_number(JsonKind::integer, value); }
  auto number_float(double, std::string const&) -> bool { return add_number(JsonKind::number, 0); }
  auto string(std::string& text) -> bool {
    auto* const value = add(JsonKind::text, string_size());
    if (value != nullptr) value->text = std::move(text);
    return value != nullptr;
  }
  auto binary(nlohmann::json::binary_t&) -> bool { return fail(cursor_, Note{"JSON has no binary values"}); }

  auto start_object(std::size_t) -> bool { return open(JsonKind::object); }
  auto start_array(std::size_t) -> bool { return open(JsonKind::array); }
  auto end_object() -> bool { return close(); }
  auto end_array() -> bool { return close(); }

  auto key(std::string& text) -> bool {
    key_offset_ = skip_to_token();
    auto const& members = open_.back()->items;
    if (std::ranges::find(members, text, &JsonValue::key) != members.end())
      return fail(key_offset_, Note{"the key " + printable(text) + " is there already"});
    if (members.size() == json_members_limit)
      return fail(key_offset_, OverLimit{"keys of an object", json_members_limit, json_members_limit + 1});
    key_ = std::move(text);
    cursor_ += string_size();
    return true;
  }

  /// Its words behind the place that they begin with; `position` is the count of octets until then.
  auto parse_error(std::size_t position, std::string const&, nlohmann::detail::exception const& error) -> bool {
    std::string_view const words{error.what()};
    auto const place = words.find(": ");
    auto const offset = (std::min)(position == 0 ? 0 : position - 1, document_.text.size());
    return fail(offset, Note{printable(place == words.npos ? words : words.substr(place + 2))});
  }

 private:
  auto skip_to_token() -> std::size_t {
    cursor_ = (std::min)(document_.text.find_first_not_of(" \t\r\n,:", cursor_), document_.text.size());
    return cursor_;
  }
  /// Of the string at the cursor, with its quotes.
  [[nodiscard]] auto string_size() -> std::size_t {
    auto end = skip_to_token() + 1;
    while (end < document_.text.size() && document_.text[end] != '"') end += document_.text[end] == '\\' ? 2 : 1;
    return end + 1 - cursor_;
  }

  auto fail(std::size_t offset, Detail detail) -> bool {
    failure_.emplace(Finding{Errc::policy_file_malformed, std::move(detail), {}, document_.place(offset)});
    return false;
  }

  auto add_number(JsonKind kind, std::uint64_t value) -> bool {
    auto const begin = skip_to_token();
    auto const end = (std::min)(document_.text.find_first_not_of("+-.0123456789eE", begin), document_.text.size());
    return add(kind, end - begin, value) != nullptr;
  }

  /// A value that takes `size` octets of the text, in the innermost array or object that is open. Null after a failure.
  auto add(JsonKind kind, std::size_t size, std::uint64_t integer = 0) -> JsonValue* {
    auto const offset = skip_to_token();
    if (++count_ > json_values_limit) return fail(offset, OverLimit{"values", json_values_limit, count_}), nullptr;
    cursor_ += size;
    JsonValue value{kind, offset, key_offset_, integer, std::move(key_)};
    key_.clear();
    if (open_.empty()) return document_.root = std::move(value), &document_.root;
    return &open_.back()->items.emplace_back(std::move(value));
  }

  auto open(JsonKind kind) -> bool {
    if (open_.size() == json_depth_limit)
      return fail(skip_to_token(),
                  OverLimit{"arrays and objects in each other", json_depth_limit, json_depth_limit + 1});
    auto* const value = add(kind, 1);
    if (value != nullptr)
      open_.push_back(value);  // it stays where it is: nothing is added beside it until it is closed
    return value != nullptr;
  }
  auto close() -> bool {
    (void)skip_to_token();
    ++cursor_;
    open_.pop_back();
    return true;
  }

  JsonDocument& document_;
  std::vector<JsonValue*> open_;
  std::string key_;
  std::size_t key_offset_ = 0, cursor_ = 0, count_ = 0;
  std::optional<Failure> failure_;
};

/// Errors: `policy_file_malformed` with the place and what is wrong there; `file_too_large` with the name.
[[nodiscard]] inline auto parse_json(std::string_view text, std::string name) -> Result<JsonDocument> {
  if (text.size() > json_octets_limit)
    return refuse(
        Finding{Errc::file_too_large, OverLimit{"octets", json_octets_limit, text.size()}, {}, std::move(name)});
  JsonDocument document{std::move(name), text};
  if (text.starts_with("\xEF\xBB\xBF"))  // RFC 8259, 8.1
    return refuse(Finding{Errc::policy_file_malformed, Note{"a byte order mark"}, {}, document.place(0)});
  JsonListener listener{document};
  bool const is_read =
      nlohmann::json::sax_parse(text.begin(), text.end(), &listener, nlohmann::json::input_format_t::json, true, false);
  if (listener.failure()) return refuse(*std::move(listener.failure()));
  if (!is_read) return refuse(Finding{Errc::policy_file_malformed, {}, {}, document.place(text.size())});
  return document;
}

}  // namespace vidimus::detail

// SPDX-License-Identifier: Apache-2.0
// Values of a policy file as policies want them. Each knows where it stands, and whatever is not wanted is refused with that:
// `policy.json:7:14 /peer_name/all_of/1/dns_id`. Nothing that is missing or wrong is made up.
#pragma once

#include <vidimus/adapters/json_document.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/peer_name/printable.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

using JsonWords = std::span<std::string_view const>;

/// All of them, with commas between.
[[nodiscard]] inline auto joined(JsonWords words) -> std::string {
  std::string text;
  for (auto const word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

/// What an object of a policy file has: a definition of docs/policy.schema.json.
struct PolicyObject {
  std::string_view name;  ///< in the schema
  enum class Needs : unsigned char { all, exactly_one } needs;
  JsonWords keys;
  JsonWords optional{};

  [[nodiscard]] auto knows(std::string_view key) const -> bool {
    return std::ranges::find(keys, key) != keys.end() || std::ranges::find(optional, key) != optional.end();
  }
};

/// Texts of which one is chosen: a definition of the schema too.
struct PolicyWords {
  std::string_view name;
  JsonWords words;
};

/// Of a document that must outlive it.
class PolicyValue {
 public:
  explicit PolicyValue(JsonDocument const& document) : document_{&document}, value_{&document.root} {}

  /// `policy.json:7:14 /peer_name/dns_id`, the path as RFC 6901 writes it; of the whole, `/`.
  [[nodiscard]] auto place() const -> std::string { return place_at(value_->offset, path_); }

  /// Errors of these: `policy_file_refused` with what was wanted and what stands there.
  [[nodiscard]] auto text() const -> Result<std::string>;
  [[nodiscard]] auto integer(std::uint64_t minimum, std::uint64_t maximum) const -> Result<std::uint64_t>;
  [[nodiscard]] auto boolean() const -> Result<bool>;
  [[nodiscard]] auto is_null() const -> bool { return value_->kind == JsonKind::null; }
  /// The value of a key that says all by being there.
  [[nodiscard]] auto only_true() const -> Result<void>;
  /// Which of the words.
  [[nodiscard]] auto word(PolicyWords const& words) const -> Result<std::size_t>;
  [[nodiscard]] auto items(std::size_t minimum, std::size_t maximum) const -> Result<std::vector<PolicyValue>>;
  /// The keys are those of `object`: none unknown, none missing.
  [[nodiscard]] auto check(PolicyObject const& object) const -> Result<void>;
  /// The only member of an object that needs exactly one, and which of its keys that is.
  struct Choice;
  [[nodiscard]] auto choice(PolicyObject const& object) const -> Result<Choice>;

  /// A member of an object.
  [[nodiscard]] auto find(std::string_view key) const -> std::optional<PolicyValue> {
    auto const found = std::ranges::find(value_->items, key, &JsonValue::key);
    if (found == value_->items.end()) return std::nullopt;
    return PolicyValue{*document_, *found, path_ + '/' + pointer_token(key)};
  }

  /// What stands here is not what is wanted.
  [[nodiscard]] auto refuse_for(std::string wanted) const -> tl::unexpected<Failure> {
    return refuse_at(place(), std::move(wanted), shown());
  }
  /// What a policy says of the value, with the place.
  [[nodiscard]] auto refuse_for(Failure const& failure) const -> tl::unexpected<Failure> {
    auto finding = failure.decisive();
    finding.subject = place() + (finding.subject.empty() ? "" : ": " + finding.subject);
    return refuse(std::move(finding));
  }

 private:
  PolicyValue(JsonDocument const& document, JsonValue const& value, std::string path)
      : document_{&document}, value_{&value}, path_{std::move(path)} {}

  [[nodiscard]] auto place_at(std::size_t offset, std::string const& path) const -> std::string {
    return document_->place(offset) + ' ' + (path.empty() ? "/" : path);
  }
  static auto refuse_at(std::string place, std::string wanted, std::string presented) -> tl::unexpected<Failure> {
    return refuse(
        Finding{Errc::policy_file_refused, Mismatch{std::move(wanted), {std::move(presented)}}, {}, std::move(place)});
  }
  [[nodiscard]] auto shown() const -> std::string;
  static auto pointer_token(std::string_view key) -> std::string;

  JsonDocument const* document_;
  JsonValue const* value_;
  std::string path_;
};

struct PolicyValue::Choice {
  std::size_t index;
  PolicyValue value;
};

inline auto PolicyValue::text() const -> Result<std::string> {
  if (value_->kind != JsonKind::text) return refuse_for("a text");
  if (first_unprintable(value_->text)) return refuse_for("a text without control or invisible characters");
  return value_->text;
}

inline auto PolicyValue::integer(std::uint64_t minimum, std::uint64_t maximum) const -> Result<std::uint64_t> {
  bool const fits = value_->kind == JsonKind::integer && minimum <= value_->integer && value_->integer <= maximum;
  if (!fits) return refuse_for("a whole number of " + std::to_string(minimum) + " to " + std::to_string(maximum));
  return value_->integer;
}

inline auto PolicyValue::boolean() const -> Result<bool> {
  if (value_->kind != JsonKind::boolean) return refuse_for("true or false");
  return value_->integer == 1;
}

inline auto PolicyValue::only_true() const -> Result<void> {
  if (value_->kind != JsonKind::boolean || value_->integer != 1) return refuse_for("true, or the key is left out");
  return {};
}

inline auto PolicyValue::word(PolicyWords const& words) const -> Result<std::size_t> {
  auto const found = std::ranges::find(words.words, value_->text);
  if (value_->kind == JsonKind::text && found != words.words.end())
    return static_cast<std::size_t>(found - words.words.begin());
  return refuse_for("one of " + joined(words.words));
}

inline auto PolicyValue::items(std::size_t minimum, std::size_t maximum) const -> Result<std::vector<PolicyValue>> {
  auto const size = value_->items.size();
  if (value_->kind != JsonKind::array || size < minimum || maximum < size)
    return refuse_for("an array of " + std::to_string(minimum) + " to " + std::to_string(maximum) + " values");
  std::vector<PolicyValue> all;
  for (auto const& item : value_->items)
    all.push_back(PolicyValue{*document_, item, path_ + '/' + std::to_string(all.size())});
  return all;
}

inline auto PolicyValue::check(PolicyObject const& object) const -> Result<void> {
  auto const needs_all = object.needs == PolicyObject::Needs::all;
  auto const optional = object.optional.empty() ? std::string{} : ", and perhaps " + joined(object.optional);
  auto const wanted = (needs_all ? "the keys " : "one key of ") + joined(object.keys) + optional;
  if (value_->kind != JsonKind::object) return refuse_for("an object with " + wanted);
  for (auto const& member : value_->items)
    if (!object.knows(member.key))
      return refuse_at(place_at(member.key_offset, path_ + '/' + pointer_token(member.key)), wanted,
                       "the unknown key " + printable(member.key));
  if (!needs_all && value_->items.size() != 1)
    return refuse_at(place(), wanted, std::to_string(value_->items.size()) + " keys");
  if (needs_all)
    for (auto const key : object.keys)
      if (!find(key)) return refuse_at(place(), wanted, "no key " + std::string{key});
  return {};
}

inline auto PolicyValue::choice(PolicyObject const& object) const -> Result<Choice> {
  if (auto checked = check(object); !checked) return refuse(std::move(checked.error()));
  auto const& key = value_->items.front().key;
  auto const index = static_cast<std::size_t>(std::ranges::find(object.keys, key) - object.keys.begin());
  return Choice{index, *find(key)};
}

inline auto PolicyValue::shown() const -> std::string {
  switch (value_->kind) {
    case JsonKind::null: return "null";
    case JsonKind::boolean: return value_->integer == 1 ? "true" : "false";
    case JsonKind::integer: return std::to_string(value_->integer);
    case JsonKind::number: return "another number";
    case JsonKind::text: return '"' + printable(value_->text) + '"';
    case JsonKind::array: return "an array of " + std::to_string(value_->items.size());
    case JsonKind::object: return "an object";
  }
  return {};
}

/// RFC 6901, 3.
inline auto PolicyValue::pointer_token(std::string_view key) -> std::string {
  std::string token;
  for (char const c : key) token += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return printable(token);
}

/// Reads the members of an object. The first failure is kept, and nothing is made of the object then: ask `failure`.
class PolicyMembers {
 public:
  PolicyMembers(PolicyValue const& value, PolicyObject const& object) : value_{value} { keep(value.check(object)); }

  [[nodiscard]] auto failure() -> std::optional<Failure>& { return failure_; }

  /// `read` of the member, a function from a PolicyValue to a Result; nothing after a failure.
  template <class Read>
  auto read(std::string_view key, Read reader)
      -> std::optional<typename decltype(reader(std::declval<PolicyValue>()))::value_type> {
    if (failure_) return std::nullopt;
    return keep(reader(*value_.find(key)));
  }
  [[nodiscard]] auto has(std::string_view key) const -> bool { return !failure_ && value_.find(key).has_value(); }

  auto text(std::string_view key) -> std::string {
    return read(key, [](PolicyValue const& it) { return it.text(); }).value_or(std::string{});
  }
  auto boolean(std::string_view key) -> bool {
    return read(key, [](PolicyValue const& it) { return it.boolean(); }).value_or(false);
  }
  auto integer(std::string_view key, std::uint64_t minimum, std::uint64_t maximum) -> std::uint64_t {
    return read(key, [&](PolicyValue const& it) { return it.integer(minimum, maximum); }).value_or(0);
  }
  auto word(std::string_view key, PolicyWords const& words) -> std::size_t {
    return read(key, [&](PolicyValue const& it) { return it.word(words); }).value_or(0);
  }

 private:
  void keep(Result<void> result) {
    if (!result) failure_ = std::move(result.error());
  }
  template <class T>
  auto keep(Result<T> result) -> std::optional<T> {
    if (result) return *std::move(result);
    failure_ = std::move(result.error());
    return std::nullopt;
  }

  PolicyValue const& value_;
  std::optional<Failure> failure_;
};

}  // namespace vidimus::detail

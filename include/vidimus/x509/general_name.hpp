// SPDX-License-Identifier: Apache-2.0
// GeneralName and GeneralNames (RFC 5280, 4.2.1.6).
#pragma once

#include <vidimus/x509/escaped_text.hpp>
#include <vidimus/x509/name.hpp>

#include <range/v3/range_fwd.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace vidimus {

/// In the order of GeneralName's context tags.
enum class GeneralNameKind : std::uint8_t {
  other_name,
  rfc822_name,
  dns_name,
  x400_address,
  directory_name,
  edi_party_name,
  uri,
  ip_address,
  registered_id,
};

/// GeneralName ::= CHOICE (RFC 5280, 4.2.1.6). Views the encoding that it was read from.
struct GeneralName {
  GeneralNameKind kind{};
  /// The contents: ASCII characters of an rfc822Name, dNSName or URI; 4 or 16 octets of an iPAddress (8 or 32 in a name
  /// constraint); the whole Name of a directoryName; the contents octets of a registeredID; `type-id` and `[0] value` of
  /// an otherName.
  ByteView value;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<GeneralName>;

  /// The characters of an rfc822Name, dNSName or URI, which are ASCII without control characters; else empty.
  [[nodiscard]] auto text() const -> std::string_view;
  /// The name of a directoryName; else an empty one.
  [[nodiscard]] constexpr auto directory_name() const -> Name;
  /// The identifier of a registeredID or the type of an otherName; else empty.
  [[nodiscard]] constexpr auto id() const -> der::Oid;
  /// The value of an otherName: one element; else empty.
  [[nodiscard]] constexpr auto other_name_value() const -> ByteView;
  /// For people: `DNS:q1.example`, `IP:192.0.2.1`, `DirName:CN=QM2,O=Acme`. Escaped and bounded as `Name::to_text`.
  [[nodiscard]] auto to_text() const -> std::string;
};

/// Forward iterator over general names in encoded order.
class GeneralNameIterator {
 public:
  using value_type = GeneralName;
  using difference_type = std::ptrdiff_t;
  using reference = GeneralName;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;  // of C++17, whose forward iterators return references
  using iterator_concept = std::forward_iterator_tag;

  constexpr GeneralNameIterator() = default;
  [[gnu::always_inline]] constexpr explicit GeneralNameIterator(der::Cursor names) : rest_{names} { ++*this; }

  /// Only before the end.
  [[nodiscard]] constexpr auto operator*() const -> GeneralName { return current_; }
  [[gnu::always_inline]] constexpr auto operator++() -> GeneralNameIterator&;
  constexpr auto operator++(int) -> GeneralNameIterator {
    auto const before = *this;
    ++*this;
    return before;
  }
  /// Of iterators into the same names.
  friend constexpr auto operator==(GeneralNameIterator const& a, GeneralNameIterator const& b) -> bool {
    return a.current_.value.data() == b.current_.value.data();
  }

 private:
  der::Cursor rest_;
  GeneralName current_;  // at the end it views nothing
};

/// A view of SEQUENCE SIZE (1..MAX) OF GeneralName: a range of `GeneralName`.
class GeneralNames : public ranges::view_base {
 public:
  using value_type = GeneralName;

  constexpr GeneralNames() = default;
  /// Errors: those of the reader; `der_empty`; `extension_malformed` for an iPAddress that is no address.
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::sequence)
      -> der::DerResult<GeneralNames>;
  [[nodiscard, gnu::always_inline]] constexpr auto begin() const -> GeneralNameIterator {
    return GeneralNameIterator{der::Cursor{elements_}};
  }
  [[nodiscard]] constexpr auto end() const -> GeneralNameIterator { return {}; }
  [[nodiscard]] constexpr auto is_empty() const -> bool { return elements_.empty(); }
  /// How many names there are: counts them.
  [[nodiscard]] constexpr auto count() const -> std::size_t {
    std::size_t names = 0;
    for (auto at = begin(); at != end(); ++at) ++names;
    return names;
  }

 private:
  friend class Certificate;
  constexpr explicit GeneralNames(ByteView elements) : elements_{elements} {}
  /// Of an encoding that `read` has accepted: it is not checked again.
  [[nodiscard]] static constexpr auto read_again(ByteView der) -> GeneralNames {
    return GeneralNames{der::Cursor{der}.take(der::Tag::sequence).contents};
  }

  ByteView elements_;
};

constexpr auto GeneralNameIterator::operator++() -> GeneralNameIterator& {
  auto const name = rest_.take_any();
  auto const kind = der::number_of(name.tag);
  bool const is_name = !name.full.empty() && kind <= static_cast<unsigned>(GeneralNameKind::registered_id);
  if (!is_name) return *this = {};
  current_ = {static_cast<GeneralNameKind>(kind), name.contents};
  return *this;
}

namespace detail {

/// OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }, read from inside.
struct OtherName {
  der::Oid type;
  ByteView value;
};
[[nodiscard]] constexpr auto to_other_name(der::Element const& element) -> der::DerResult<OtherName> {
  der::Reader fields{element};
  auto const type = der::read_oid(fields);
  if (!type) return der::refuse(type.error());
  auto value_fields = fields.read_nested(der::context(0));
  if (!value_fields) return der::refuse(value_fields.error());
  auto const value = (*value_fields).read_any();
  if (!value) return der::refuse(value.error());
  if (auto const end = (*value_fields).finish(); !end) return der::refuse(end.error());
  if (auto const end = fields.finish(); !end) return der::refuse(end.error());
  return OtherName{*type, (*value).full};
}

/// IA5String; a control character is in no host name, mailbox or URI, and NUL has been used to cut names short.
[[nodiscard]] constexpr auto to_ascii(der::Element const& element) -> der::DerResult<ByteView> {
  if (!der::detail::is_visible_ascii(element.contents)) return der::refuse(Errc::der_bad_string, element.offset);
  return element.contents;
}

/// directoryName is EXPLICIT, as every tagged CHOICE.
[[nodiscard]] constexpr auto to_directory_name(der::Element const& element) -> der::DerResult<ByteView> {
  der::Reader inside{element};
  auto const name = Name::read(inside);
  if (!name) return der::refuse(name.error());
  if (auto const end = inside.finish(); !end) return der::refuse(end.error());
  return element.contents;
}

[[nodiscard]] constexpr auto to_general_name_value(GeneralNameKind kind, der::Element const& element)
    -> der::DerResult<ByteView> {
  switch (kind) {
    case GeneralNameKind::other_name:
      if (auto const name = to_other_name(element); !name) return der::refuse(name.error());
      return element.contents;
    case GeneralNameKind::rfc822_name:
    case GeneralNameKind::dns_name:
    case GeneralNameKind::uri: return to_ascii(element);
    case GeneralNameKind::directory_name: return to_directory_name(element);
    case GeneralNameKind::registered_id:
      if (auto const id = der::to_oid(element); !id) return der::refuse(id.error());
      return element.contents;
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name:
    case GeneralNameKind::ip_address: break;
  }
  return element.contents;
}

/// `192.0.2.1`, `2001:DB8:0:0:0:0:0:1`; an address and its mask in a name constraint: `192.0.2.0/255.255.255.0`.
[[nodiscard]] inline auto ip_address_text(ByteView octets) -> std::string {
  if (octets.size() == 8 || octets.size() == 32)
    return ip_address_text(octets.first(octets.size() / 2)) + '/' + ip_address_text(octets.last(octets.size() / 2));
  std::string text;
  if (octets.size() == 4)
    for (auto const octet : octets) text += (text.empty() ? "" : ".") + std::to_string(std::to_integer<int>(octet));
  if (octets.size() == 16)
    for (std::size_t i = 0; i != 16; i += 2) {
      auto const group = to_hex(octets.subspan(i, 2));
      text += (text.empty() ? "" : ":") + group.substr(std::min<std::size_t>(group.find_first_not_of('0'), 3));
    }
  return text;
}

}  // namespace detail

constexpr auto GeneralName::read(der::Reader& reader) -> der::DerResult<GeneralName> {
  constexpr unsigned constructed_kinds = 1U << 0 | 1U << 3 | 1U << 4 | 1U << 5;
  auto const element = reader.read_any();
  if (!element) return der::refuse(element.error());
  auto const tag = (*element).tag;
  auto const number = der::number_of(tag);
  auto const form = (constructed_kinds >> number & 1U) != 0 ? der::Form::constructed : der::Form::primitive;
  if (number > 8 || tag != der::context(number, form)) return der::refuse(Errc::der_unexpected_tag, (*element).offset);
  auto const kind = static_cast<GeneralNameKind>(number);
  auto const value = detail::to_general_name_value(kind, *element);
  if (!value) return der::refuse(value.error());
  return GeneralName{kind, *value};
}

inline auto GeneralName::text() const -> std::string_view {
  bool const ascii =
      kind == GeneralNameKind::rfc822_name || kind == GeneralNameKind::dns_name || kind == GeneralNameKind::uri;
  return ascii ? text_of(value) : std::string_view{};
}

constexpr auto GeneralName::directory_name() const -> Name {
  return kind == GeneralNameKind::directory_name ? Name{value} : Name{};
}

constexpr auto GeneralName::id() const -> der::Oid {
  if (kind == GeneralNameKind::registered_id) return der::Oid{value};
  if (kind != GeneralNameKind::other_name) return {};
  der::Reader fields{value};
  return der::read_oid(fields).value_or(der::Oid{});
}

constexpr auto GeneralName::other_name_value() const -> ByteView {
  if (kind != GeneralNameKind::other_name) return {};
  auto const name = detail::to_other_name(der::Element{der::context(0), value, value, 0});
  return name ? (*name).value : ByteView{};
}

inline auto GeneralName::to_text() const -> std::string {
  constexpr std::array<std::string_view, 9> labels{"otherName",    "email", "DNS", "X400Name",    "DirName",
                                                   "EdiPartyName", "URI",   "IP",  "RegisteredID"};
  auto const label = std::string{labels[static_cast<std::size_t>(kind)]} + ':';
  switch (kind) {
    case GeneralNameKind::rfc822_name:
    case GeneralNameKind::dns_name:
    case GeneralNameKind::uri: return label + detail::escaped_ascii(value, Name::text_limit);
    case GeneralNameKind::directory_name: return label + directory_name().to_text();
    case GeneralNameKind::ip_address: return label + detail::ip_address_text(value);
    case GeneralNameKind::registered_id: return label + id().to_text();
    case GeneralNameKind::other_name: return label + id().to_text();
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name: break;
  }
  return label + to_hex(value.first(std::min<std::size_t>(value.size(), 64)));
}

constexpr auto GeneralNames::read(der::Reader& reader, der::Tag tag) -> der::DerResult<GeneralNames> {
  auto const offset = reader.offset();
  auto const names = reader.read(tag);
  if (!names) return der::refuse(names.error());
  if ((*names).contents.empty()) return der::refuse(Errc::der_empty, offset);
  for (der::Reader rest{*names}; !rest.is_at_end();) {
    auto const name = GeneralName::read(rest);
    if (!name) return der::refuse(name.error());
    bool const is_address = (*name).value.size() == 4 || (*name).value.size() == 16;
    if ((*name).kind == GeneralNameKind::ip_address && !is_address)
      return der::refuse(Errc::extension_malformed, offset);
  }
  return GeneralNames{(*names).contents};
}

}  // namespace vidimus

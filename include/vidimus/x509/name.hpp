// SPDX-License-Identifier: Apache-2.0
// Distinguished names (RFC 5280, 4.1.2.4): a sequence of relative distinguished names, each a set of attributes.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/der/cursor.hpp>
#include <vidimus/x509/attribute.hpp>

#include <range/v3/range_fwd.hpp>

#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

namespace vidimus {

/// Forward iterator over a name's attributes in encoded order; where the encoding is malformed it ends.
class NameIterator {
 public:
  using value_type = Attribute;
  using difference_type = std::ptrdiff_t;
  using reference = Attribute;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;  // of C++17, whose forward iterators return references
  using iterator_concept = std::forward_iterator_tag;

  constexpr NameIterator() = default;
  [[gnu::always_inline]] constexpr explicit NameIterator(der::Cursor rdns) : rdns_{rdns} { ++*this; }

  /// Only before the end.
  [[nodiscard]] constexpr auto operator*() const -> Attribute { return current_; }
  [[gnu::always_inline]] constexpr auto operator++() -> NameIterator&;
  constexpr auto operator++(int) -> NameIterator {
    auto const before = *this;
    ++*this;
    return before;
  }
  /// Of iterators into the same name.
  friend constexpr auto operator==(NameIterator const& a, NameIterator const& b) -> bool {
    return a.current_.value_der.data() == b.current_.value_der.data();
  }

 private:
  der::Cursor rdns_, attributes_;
  std::size_t rdns_begun_ = 0;
  Attribute current_{};  // at the end without a value, which each attribute has
};

/// A view of a distinguished name: good as long as the bytes it was read from. A range of `Attribute` in encoded order.
class Name : public ranges::view_base {
 public:
  constexpr Name() = default;
  /// Of an encoding that was read before. It is not checked again: of any other, what precedes its first fault is seen, and
  /// of faults only those that leave no attribute to see.
  constexpr explicit Name(ByteView der) : der_{der} {}
  /// Exactly one Name. Errors: `certificate_malformed`.
  [[nodiscard]] static auto parse(ByteView der) -> Result<Name>;
  /// Name ::= SEQUENCE OF RelativeDistinguishedName. Errors: those of the reader; `der_empty` for an RDN without
  /// attributes, `der_unsorted_set`, `der_bad_string`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<Name>;

  /// The whole encoding.
  [[nodiscard]] constexpr auto der() const -> ByteView { return der_; }
  /// Whether there is no attribute.
  [[nodiscard]] constexpr auto is_empty() const -> bool { return begin() == end(); }
  [[nodiscard]] constexpr auto attributes() const -> Name { return *this; }
  [[nodiscard, gnu::always_inline]] constexpr auto begin() const -> NameIterator;
  [[nodiscard]] constexpr auto end() const -> NameIterator { return {}; }

  /// As RFC 4514 writes it: `CN=QM2,OU=Payments,O=Acme`. Control characters and those that turn the direction of writing
  /// are escaped, so that a name cannot forge a line of a log. Beyond `text_limit` octets it is cut and ends in `…`.
  [[nodiscard]] auto to_text() const -> std::string;
  static constexpr std::size_t text_limit = 1024;

 private:
  ByteView der_;
};

namespace detail {

/// X.690, 11.6: ascending, the shorter one padded with zero octets.
[[nodiscard]] constexpr auto is_ascending(ByteView a, ByteView b) -> bool {
  for (std::size_t i = 0; i != (std::max)(a.size(), b.size()); ++i) {
    auto const left = i < a.size() ? a[i] : std::byte{0}, right = i < b.size() ? b[i] : std::byte{0};
    if (left != right) return left < right;
  }
  return true;
}

/// Attributes in one relative distinguished name: more than two are rare, and comparing sets takes each with each.
inline constexpr std::size_t rdn_limit = 32;

/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue, or another identifier that replaces SET.
/// Errors: also `der_length_too_large` for more than `rdn_limit` attributes.
[[nodiscard]] constexpr auto read_rdn(der::Reader& reader, der::Tag tag = der::Tag::set) -> der::DerResult<ByteView> {
  auto elements = reader.read_nested_non_empty(tag);
  if (!elements) return der::refuse(elements.error());
  auto& rest = *elements;
  auto const all = rest.rest();
  std::size_t previous = 0, count = 0;  // where the attribute before began in `all`
  while (!rest.is_at_end()) {
    auto const offset = rest.offset();
    auto const begin = all.size() - rest.rest().size();
    if (count == rdn_limit) return der::refuse(Errc::der_length_too_large, offset);
    if (auto const attribute = Attribute::read(rest); !attribute) return der::refuse(attribute.error());
    auto const end = all.size() - rest.rest().size();
    if (count != 0 && !is_ascending(all.subspan(previous, begin - previous), all.subspan(begin, end - begin)))
      return der::refuse(Errc::der_unsorted_set, offset);
    previous = begin;
    ++count;
  }
  return all;
}

}  // namespace detail

constexpr auto NameIterator::operator++() -> NameIterator& {
  if (attributes_.is_at_end()) {
    attributes_ = der::Cursor{rdns_.take(der::Tag::set).contents};
    ++rdns_begun_;
  }
  der::Cursor fields{attributes_.take(der::Tag::sequence).contents};
  auto const type = fields.take(der::Tag::object_identifier);
  auto const value = fields.take_any();
  if (value.full.empty()) return *this = {};
  current_ = {der::Oid{type.contents}, value.tag, value.contents, rdns_begun_ - 1, value.full};
  return *this;
}

constexpr auto Name::begin() const -> NameIterator {
  return NameIterator{der::Cursor{der::Cursor{der_}.take(der::Tag::sequence).contents}};
}

constexpr auto Name::read(der::Reader& reader) -> der::DerResult<Name> {
  auto const element = reader.read(der::Tag::sequence);
  if (!element) return der::refuse(element.error());
  for (der::Reader rdns{*element}; !rdns.is_at_end();)
    if (auto const rdn = detail::read_rdn(rdns); !rdn) return der::refuse(rdn.error());
  return Name{(*element).full};
}

inline auto Name::parse(ByteView der) -> Result<Name> {
  der::Reader reader{der};
  auto const name = read(reader);
  auto const end = reader.finish();
  if (name && end) return *name;
  auto const error = name ? end.error() : name.error();
  return refuse(Errc::certificate_malformed, Malformed{"Name", error.offset, error.rule});
}

// RFC 4514, 2.1 and 2.2: relative names from the last to the first, joined by commas; attributes of one by plus signs.
inline auto Name::to_text() const -> std::string {
  std::vector<Attribute> attributes;
  for (auto const& attribute : *this) attributes.push_back(attribute);
  std::string text;
  for (auto last = attributes.size(); last != 0;) {
    auto first = last - 1;
    while (first != 0 && attributes[first - 1].rdn == attributes[last - 1].rdn) --first;
    for (auto at = first; at != last; ++at) {
      if (text.size() >= text_limit) return text + "…";
      if (!text.empty()) text += at == first ? ',' : '+';
      text += attributes[at].to_text(text_limit - text.size());
    }
    last = first;
  }
  return text;
}

}  // namespace vidimus

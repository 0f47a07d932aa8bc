// SPDX-License-Identifier: Apache-2.0
// Distinguished names (RFC 5280, 4.1.2.4): a sequence of relative distinguished names, each a set of attributes.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/der/oid.hpp>
#include <vidimus/der/string.hpp>

#include <range/v3/view/interface.hpp>

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>

namespace vidimus {

///   AttributeTypeAndValue ::= SEQUENCE { type AttributeType, value AttributeValue }
/// Where the value is a character string its characters have been checked.
struct Attribute {
  der::Oid type;
  der::Tag string_tag{};  ///< the value's identifier: mostly, and not only, a character string's
  ByteView value;         ///< the value's contents
  std::size_t rdn = 0;    ///< which relative distinguished name it belongs to, counted from 0 as encoded
  ByteView value_der;     ///< the value's whole element

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<Attribute>;
  /// The value as UTF-8; empty if it is no character string.
  [[nodiscard]] auto to_utf8() const -> std::optional<std::string> { return der::to_utf8(string_tag, value); }
};

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
  constexpr explicit NameIterator(der::Reader rdns) : rdns_{rdns} { ++*this; }

  /// Only before the end.
  [[nodiscard]] constexpr auto operator*() const -> Attribute { return *current_; }
  constexpr auto operator++() -> NameIterator&;
  constexpr auto operator++(int) -> NameIterator {
    auto const before = *this;
    ++*this;
    return before;
  }
  /// Of iterators into the same name.
  friend constexpr auto operator==(NameIterator const& a, NameIterator const& b) -> bool {
    return a.current_.has_value() == b.current_.has_value() && a.rdns_.rest().size() == b.rdns_.rest().size() &&
           a.attributes_.rest().size() == b.attributes_.rest().size();
  }

 private:
  constexpr void end() { *this = {}; }

  der::Reader rdns_, attributes_;
  std::size_t next_rdn_ = 0;
  std::optional<Attribute> current_;
};

/// A view of a distinguished name: good as long as the bytes it was read from. A range of `Attribute`, in encoded order.
class Name : public ranges::view_interface<Name> {
 public:
  constexpr Name() = default;
  /// Of an encoding that was read before; of any other, only what precedes its first fault is seen.
  constexpr explicit Name(ByteView der) : der_{der} {}
  /// Exactly one Name. Errors: `certificate_malformed`.
  [[nodiscard]] static auto parse(ByteView der) -> Result<Name>;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<Name>;

  /// The whole encoding.
  [[nodiscard]] constexpr auto der() const -> ByteView { return der_; }
  /// Without any attribute: an empty SEQUENCE.
  [[nodiscard]] constexpr auto is_empty() const -> bool { return begin() == end(); }
  [[nodiscard]] constexpr auto attributes() const -> Name { return *this; }
  [[nodiscard]] constexpr auto begin() const -> NameIterator;
  [[nodiscard]] constexpr auto end() const -> NameIterator { return {}; }

  /// As RFC 4514 writes it: `CN=QM2,OU=Payments,O=Acme`. Control characters and those that turn the direction of writing
  /// are escaped, so that a name cannot forge a line of a log. Longer than `text_limit` octets: cut, then `…`.
  [[nodiscard]] auto to_text() const -> std::string;
  static constexpr std::size_t text_limit = 1024;

 private:
  ByteView der_;
};

}  // namespace vidimus

#include <vidimus/x509/name_reader.hpp>
#include <vidimus/x509/name_text.hpp>

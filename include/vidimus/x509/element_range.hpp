// SPDX-License-Identifier: Apache-2.0
// SEQUENCE OF as a range: a view of the encoding whose iterator decodes one element at a time. It is a range-v3 view, so
// that users compose it; nothing is copied, and elements that did not decode could never have been put in.
#pragma once

#include <vidimus/der/reader.hpp>

#include <range/v3/range_fwd.hpp>

#include <cstddef>
#include <iterator>
#include <optional>

namespace vidimus::detail {

/// Forward iterator. `Value::read(der::Reader&)` decodes; where it fails the range ends.
template <class Value>
class ElementIterator {
 public:
  using value_type = Value;
  using difference_type = std::ptrdiff_t;
  using reference = Value;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;  // of C++17, whose forward iterators return references
  using iterator_concept = std::forward_iterator_tag;

  constexpr ElementIterator() = default;
  constexpr explicit ElementIterator(der::Reader elements) : rest_{elements} { ++*this; }

  /// Only before the end.
  [[nodiscard]] constexpr auto operator*() const -> Value { return *current_; }
  constexpr auto operator++() -> ElementIterator& {
    current_.reset();
    if (rest_.is_at_end()) return *this;
    if (auto const value = Value::read(rest_))
      current_ = *value;
    else
      rest_ = der::Reader{};
    return *this;
  }
  constexpr auto operator++(int) -> ElementIterator {
    auto const before = *this;
    ++*this;
    return before;
  }
  /// Of iterators into the same range.
  friend constexpr auto operator==(ElementIterator const& a, ElementIterator const& b) -> bool {
    return a.current_.has_value() == b.current_.has_value() && a.rest_.rest().size() == b.rest_.rest().size();
  }

 private:
  der::Reader rest_;
  std::optional<Value> current_;
};

template <class Derived, class Value>
class ElementRange : public ranges::view_base {
 public:
  using value_type = Value;

  [[nodiscard]] constexpr auto begin() const -> ElementIterator<Value> { return ElementIterator<Value>{elements_}; }
  [[nodiscard]] constexpr auto end() const -> ElementIterator<Value> { return {}; }
  [[nodiscard]] constexpr auto is_empty() const -> bool { return elements_.is_at_end(); }
  /// How many elements there are: counts them.
  [[nodiscard]] constexpr auto count() const -> std::size_t {
    std::size_t elements = 0;
    for (auto at = begin(); at != end(); ++at) ++elements;
    return elements;
  }

 protected:
  constexpr ElementRange() = default;
  constexpr explicit ElementRange(der::Reader elements) : elements_{elements} {}
  /// That every element decodes, and that there is one: SEQUENCE SIZE (1..MAX) OF.
  [[nodiscard]] static constexpr auto read_elements(der::Reader& reader, der::Tag tag) -> der::DerResult<Derived> {
    auto const elements = reader.read(tag);
    if (!elements) return der::refuse(elements.error());
    if ((*elements).contents.empty()) return der::refuse(Errc::der_empty, (*elements).offset);
    for (der::Reader rest{*elements}; !rest.is_at_end();)
      if (auto const value = Value::read(rest); !value) return der::refuse(value.error());
    return Derived{der::Reader{*elements}};
  }

 private:
  der::Reader elements_;
};

}  // namespace vidimus::detail

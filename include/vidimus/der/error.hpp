// SPDX-License-Identifier: Apache-2.0
// What the DER reader says when it refuses: the rule that was broken and where. Two words, no allocation, so that reading
// works in a constant expression. Who knows which field was being read turns it into a `Failure`.
#pragma once

#include <vidimus/core/errc.hpp>

#include <cstddef>

namespace vidimus::der {

struct DerError {
  Errc rule;           ///< Errc::der_…, or extension_malformed where the encoding is right and the value is not
  std::size_t offset;  ///< in octets, from the start of the outermost encoding
  friend constexpr auto operator==(DerError const&, DerError const&) -> bool = default;
};

/// A refusal on its way out of a function: `return refuse(Errc::der_bad_oid, element.offset);`
struct DerRefusal {
  DerError error;
};
[[nodiscard]] constexpr auto refuse(Errc rule, std::size_t offset) -> DerRefusal { return {{rule, offset}}; }
/// Hands on an error.
[[nodiscard]] constexpr auto refuse(DerError error) -> DerRefusal { return {error}; }

/// What was read, or why not: the part of tl::expected's interface that reading needs. Every field of every encoding has a
/// type of its own here, and this class costs the compiler a tenth of what tl::expected costs for each.
template <class T>
class [[nodiscard]] DerResult {
 public:
  constexpr DerResult(T value) : value_{value}, has_value_{true} {}
  constexpr DerResult(DerRefusal refusal) : error_{refusal.error} {}

  [[nodiscard]] constexpr auto has_value() const -> bool { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }
  /// Only of something that was read.
  [[nodiscard]] constexpr auto operator*() const -> T const& { return value_; }
  [[nodiscard]] constexpr auto operator*() -> T& { return value_; }
  [[nodiscard]] constexpr auto operator->() const -> T const* { return &value_; }
  [[nodiscard]] constexpr auto operator->() -> T* { return &value_; }
  [[nodiscard]] constexpr auto value() const -> T const& { return value_; }
  [[nodiscard]] constexpr auto value_or(T other) const -> T { return has_value_ ? value_ : other; }
  /// Only of a refusal.
  [[nodiscard]] constexpr auto error() const -> DerError { return error_; }

  /// Whether this was read.
  friend constexpr auto operator==(DerResult const& result, T const& value) -> bool
    requires requires { value == value; }
  {
    return result.has_value_ && result.value_ == value;
  }

 private:
  T value_{};
  DerError error_{};
  bool has_value_ = false;
};

/// Read, with nothing to give; or why not.
template <>
class [[nodiscard]] DerResult<void> {
 public:
  constexpr DerResult() : has_value_{true} {}
  constexpr DerResult(DerRefusal refusal) : error_{refusal.error} {}

  [[nodiscard]] constexpr auto has_value() const -> bool { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }
  [[nodiscard]] constexpr auto error() const -> DerError { return error_; }

 private:
  DerError error_{};
  bool has_value_ = false;
};

}  // namespace vidimus::der

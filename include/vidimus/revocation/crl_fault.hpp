// SPDX-License-Identifier: Apache-2.0
// Where and why reading a CRL stopped: the field by its name in RFC 5280, 5.1, and what the DER reader says.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/der/error.hpp>

#include <string>
#include <string_view>

namespace vidimus::detail {

struct CrlFault {
  std::string_view field;
  der::DerError error;
};

template <class T>
using CrlResult = tl::expected<T, CrlFault>;

[[nodiscard]] inline auto fault(std::string_view field, der::DerError error) -> tl::unexpected<CrlFault> {
  return tl::unexpected<CrlFault>{CrlFault{field, error}};
}
[[nodiscard]] inline auto fault(std::string_view field, Errc rule, std::size_t offset) -> tl::unexpected<CrlFault> {
  return fault(field, der::DerError{rule, offset});
}
[[nodiscard]] inline auto fault(CrlFault const& known) -> tl::unexpected<CrlFault> {
  return tl::unexpected<CrlFault>{known};
}

/// What a decoder says, of a field.
template <class T>
[[nodiscard]] auto in(std::string_view field, der::DerResult<T> result) -> CrlResult<T> {
  if (!result) return fault(field, result.error());
  return *result;
}

[[nodiscard]] inline auto refuse_crl(CrlFault const& fault) -> tl::unexpected<Failure> {
  return refuse(Errc::crl_malformed, Malformed{std::string{fault.field}, fault.error.offset, fault.error.rule});
}

}  // namespace vidimus::detail

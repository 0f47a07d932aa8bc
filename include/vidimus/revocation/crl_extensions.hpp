// SPDX-License-Identifier: Apache-2.0
// Walking over the extensions of a CRL or of one of its entries (RFC 5280, 5.2 and 5.3).
#pragma once

#include <vidimus/der/oid.hpp>
#include <vidimus/revocation/crl_fault.hpp>
#include <vidimus/x509/extension.hpp>

#include <cstddef>
#include <string_view>

namespace vidimus::detail {

/// A critical extension that is not processed: the CRL must not be used (RFC 5280, 5.2 and 5.3).
struct UnknownExtension {
  der::Oid id;
  std::size_t offset;
};

/// Whether an extension before `end` in the list has this identifier; all before `end` have been read.
[[nodiscard]] inline auto occurs_before(der::Reader list, std::size_t end, der::Oid id) -> bool {
  while (list.offset() < end)
    if (Extension::read(list)->id == id) return true;
  return false;
}

/// Calls `visit(extension)`, which may refuse, for each. None may occur twice (RFC 5280, 4.2), and there are at most as
/// many as anybody could need: finding doubles costs the square.
template <class Visit>
[[nodiscard]] auto for_each_extension(der::Reader const& list, std::string_view field, Visit visit) -> CrlResult<void> {
  constexpr int limit = 32;
  auto rest = list;
  for (int count = 0; !rest.is_at_end(); ++count) {
    auto const offset = rest.offset();
    auto const extension = Extension::read(rest);
    if (!extension) return fault(field, extension.error());
    if (count == limit) return fault(field, Errc::der_length_too_large, offset);
    if (occurs_before(list, offset, extension->id)) return fault(field, Errc::duplicate_extension, offset);
    if (auto const visited = visit(*extension); !visited) return visited;
  }
  return {};
}

}  // namespace vidimus::detail

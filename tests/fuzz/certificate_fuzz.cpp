// SPDX-License-Identifier: Apache-2.0
// Certificate::parse over anything: what it accepts is all of the input, and every field of it can be used.
#include <vidimus/x509/certificate.hpp>

#include <cstdint>
#include <cstdlib>

namespace {

using namespace vidimus;

template <class Range>
void walk(std::optional<Range> const& range) {
  if (range && range->count() == 0) std::abort();
}

void use(Certificate const& certificate) {
  (void)certificate.subject().to_text();
  (void)certificate.issuer().to_text();
  (void)certificate.is_self_issued();
  (void)certificate.serial_number().to_hex(":");
  (void)certificate.basic_constraints();
  (void)certificate.key_usage();
  (void)certificate.authority_key_identifier();
  walk(certificate.extended_key_usage());
  walk(certificate.crl_distribution_points());
  walk(certificate.certificate_policies());
  walk(certificate.policy_mappings());
  walk(certificate.authority_info_access());
  if (auto const names = certificate.subject_alt_names())
    for (auto const name : *names) (void)name.to_text();
  if (auto const constraints = certificate.name_constraints())
    walk(constraints->permitted), walk(constraints->excluded);
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const input = std::as_bytes(std::span{data, size});
  auto const certificate = Certificate::parse(input);
  if (!certificate) return 0;
  if (!same_bytes(certificate->der(), input)) std::abort();
  use(*certificate);
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// The CRL reader on any octets: what it reads, it can search, and every entry can be found by its serial number.
#include <vidimus/revocation/certificate_list.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace {

/// Walks over the entries as they stand and looks each up.
void find_every_entry(vidimus::CertificateList const& crl) {
  auto const fields = vidimus::detail::read_crl_fields(crl.der());
  std::size_t entries = 0;
  for (auto rest = fields->entries; !rest.is_at_end(); ++entries) {
    auto const entry = vidimus::detail::read_crl_entry(rest, crl.version() == 2);
    bool found = false;
    crl.find(entry->revoked.serial_number, [&](vidimus::RevokedCertificate const& revoked) {
      if (!(revoked.serial_number == entry->revoked.serial_number)) std::abort();
      found = found || revoked.revocation_date == entry->revoked.revocation_date;
    });
    if (!found) std::abort();
    if (entries == 64) break;  // many entries with one number would cost the square
  }
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const crl = vidimus::CertificateList::parse(std::as_bytes(std::span{data, size}));
  if (!crl) {
    if (crl.error().code() != vidimus::Errc::crl_malformed) std::abort();
    return 0;
  }
  (void)crl->to_text();
  (void)crl->unusable();
  find_every_entry(*crl);
  std::byte const absent[] = {std::byte{0x7f}, std::byte{0}};
  crl->find(vidimus::SerialNumber{absent}, [](vidimus::RevokedCertificate const&) {});
  if (crl->index_octets() > 20 * crl->size() + 8) std::abort();
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// What GnuTLS does with the names, where its development files are.
#pragma once

#ifdef VIDIMUS_WITH_GNUTLS

#include <gnutls/x509.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace bench {

class GnuTlsNames {
 public:
  explicit GnuTlsNames(std::vector<std::byte> const& der) {
    auto octets = der;
    gnutls_datum_t const datum{reinterpret_cast<unsigned char*>(octets.data()), static_cast<unsigned>(octets.size())};
    gnutls_x509_crt_t certificate = nullptr;
    if (gnutls_x509_crt_init(&certificate) != 0) throw std::runtime_error{"GnuTLS has no memory"};
    certificate_.reset(certificate, gnutls_x509_crt_deinit);
    if (gnutls_x509_crt_import(certificate, &datum, GNUTLS_X509_FMT_DER) != 0)
      throw std::runtime_error{"GnuTLS cannot read the certificate"};
  }
  [[nodiscard]] auto has_host(std::string const& host) const -> bool {
    return gnutls_x509_crt_check_hostname(certificate_.get(), host.c_str()) != 0;
  }
  [[nodiscard]] auto has_ip(std::string const& octets) const -> bool {
    auto const* const address = reinterpret_cast<unsigned char const*>(octets.data());
    return gnutls_x509_crt_check_ip(certificate_.get(), address, static_cast<unsigned>(octets.size()), 0) != 0;
  }
  static auto name() -> std::string { return std::string{"GnuTLS "} + gnutls_check_version(nullptr); }

 private:
  std::shared_ptr<std::remove_pointer_t<gnutls_x509_crt_t>> certificate_;
};

}  // namespace bench

#endif

// SPDX-License-Identifier: Apache-2.0
// What OpenSSL does with the names.
#pragma once

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

class OpenSslNames {
 public:
  explicit OpenSslNames(std::vector<std::byte> const& der) {
    auto const* octets = reinterpret_cast<unsigned char const*>(der.data());
    certificate_.reset(d2i_X509(nullptr, &octets, static_cast<long>(der.size())), X509_free);
    if (!certificate_) throw std::runtime_error{"OpenSSL cannot read the certificate"};
  }
  /// As vidimus does: no common name, a wildcard is a whole label.
  [[nodiscard]] auto has_host(std::string const& host) const -> bool {
    constexpr unsigned flags = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    return X509_check_host(certificate_.get(), host.data(), host.size(), flags, nullptr) == 1;
  }
  [[nodiscard]] auto has_ip(std::string const& octets) const -> bool {
    auto const* const address = reinterpret_cast<unsigned char const*>(octets.data());
    return X509_check_ip(certificate_.get(), address, octets.size(), 0) == 1;
  }
  static auto name() -> std::string { return OpenSSL_version(OPENSSL_VERSION); }

 private:
  std::shared_ptr<X509> certificate_;
};

}  // namespace bench

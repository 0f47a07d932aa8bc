// SPDX-License-Identifier: Apache-2.0
// What each implementation makes of a CRL's file, and how it looks a serial number up.
#pragma once

#include "crl_files.hpp"

#include <vidimus/revocation/crl_store.hpp>

#include <mbedtls/version.h>
#include <mbedtls/x509_crl.h>
#include <mbedtls/x509_crt.h>
#include <openssl/bn.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

class VidimusCrl {
 public:
  explicit VidimusCrl(std::string const& path, vidimus::FileAccess access = vidimus::FileAccess::mapped)
      : store_{vidimus::CrlStore::from_file(path, access).value()}, list_{store_.crls()->all().front()->list()} {}

  [[nodiscard]] auto contains(Serial const& serial) const -> bool {
    bool found = false;
    list_.find(vidimus::SerialNumber{serial}, [&](vidimus::RevokedCertificate const& revoked) {
      found = revoked.revocation_date <= small_ca::Time::max();
    });
    return found;
  }
  [[nodiscard]] auto list() const -> vidimus::CertificateList const& { return list_; }

 private:
  vidimus::CrlStore store_;
  vidimus::CertificateList list_;
};

class MbedTlsCrl {
 public:
  explicit MbedTlsCrl(std::string const& path) {
    mbedtls_x509_crl_init(&crl_);
    if (mbedtls_x509_crl_parse_file(&crl_, path.c_str()) != 0) throw std::runtime_error{"mbedTLS cannot read a CRL"};
  }
  MbedTlsCrl(MbedTlsCrl const&) = delete;
  ~MbedTlsCrl() { mbedtls_x509_crl_free(&crl_); }

  /// It asks for a certificate and looks at its serial number alone.
  [[nodiscard]] auto contains(Serial const& serial) const -> bool {
    mbedtls_x509_crt certificate{};
    auto copy = serial;
    certificate.serial = {MBEDTLS_ASN1_INTEGER, copy.size(), reinterpret_cast<unsigned char*>(copy.data())};
    return mbedtls_x509_crt_is_revoked(&certificate, &crl_) != 0;
  }

 private:
  mbedtls_x509_crl crl_;
};

class OpenSslCrl {
 public:
  explicit OpenSslCrl(std::string const& path) {
    std::unique_ptr<BIO, decltype(&BIO_free)> const file{BIO_new_file(path.c_str(), "rb"), &BIO_free};
    crl_.reset(d2i_X509_CRL_bio(file.get(), nullptr));
    if (!crl_) throw std::runtime_error{"OpenSSL cannot read a CRL"};
  }

  /// It asks for its own kind of number, which a certificate holds ready.
  class Number {
   public:
    explicit Number(Serial const& serial) : number_{ASN1_STRING_type_new(V_ASN1_INTEGER)} {
      ASN1_STRING_set(number_.get(), serial.data(), static_cast<int>(serial.size()));
    }
    [[nodiscard]] auto get() const -> ASN1_INTEGER* { return number_.get(); }

   private:
    struct Free {
      void operator()(ASN1_INTEGER* number) const { ASN1_INTEGER_free(number); }
    };
    std::unique_ptr<ASN1_INTEGER, Free> number_;
  };
  [[nodiscard]] auto contains(Number const& number) const -> bool {
    X509_REVOKED* entry = nullptr;
    return X509_CRL_get0_by_serial(crl_.get(), &entry, number.get()) == 1;
  }

 private:
  struct Free {
    void operator()(X509_CRL* crl) const { X509_CRL_free(crl); }
  };
  std::unique_ptr<X509_CRL, Free> crl_;
};

}  // namespace bench

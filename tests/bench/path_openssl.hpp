// SPDX-License-Identifier: Apache-2.0
// What OpenSSL does with the chains.
#pragma once

#include "chains.hpp"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace bench {

class OpenSsl {
 public:
  OpenSsl(Inputs const& inputs, Kind const& kind) : presented_{kind.chains}, store_{X509_STORE_new()} {
    for (auto const& der : inputs.anchors)
      if (X509_STORE_add_cert(store_.get(), read(der).get()) != 1) fail("takes no anchor");
    X509_STORE_set_purpose(store_.get(), X509_PURPOSE_SSL_SERVER);
    for (auto const& chain : presented_) chains_.push_back(Chain{chain});
  }

  void parse(std::size_t i) const { static_cast<void>(read(presented_[i % presented_.size()].front())); }
  void validate(std::size_t i) const { verify(chains_[i % chains_.size()]); }
  void parse_and_validate(std::size_t i) const { verify(Chain{presented_[i % presented_.size()]}); }

  static auto name() -> std::string { return OpenSSL_version(OPENSSL_VERSION); }

 private:
  struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(STACK_OF(X509) * certificates) const { sk_X509_pop_free(certificates, X509_free); }
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
    void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
  };
  template <class T>
  using Owned = std::unique_ptr<T, Free>;
  struct Chain {
    explicit Chain(Presented const& presented) : end_entity{read(presented.front())}, others{sk_X509_new_null()} {
      for (std::size_t i = 1; i != presented.size(); ++i) sk_X509_push(others.get(), read(presented[i]).release());
    }
    Owned<X509> end_entity;
    Owned<STACK_OF(X509)> others;
  };

  [[noreturn]] static void fail(std::string const& what) { throw std::runtime_error{"OpenSSL " + what}; }
  static auto read(Octets const& der) -> Owned<X509> {
    auto const* octets = reinterpret_cast<unsigned char const*>(der.data());
    Owned<X509> certificate{d2i_X509(nullptr, &octets, static_cast<long>(der.size()))};
    if (!certificate) fail("cannot read a certificate");
    return certificate;
  }
  void verify(Chain const& chain) const {
    Owned<X509_STORE_CTX> const context{X509_STORE_CTX_new()};
    if (X509_STORE_CTX_init(context.get(), store_.get(), chain.end_entity.get(), chain.others.get()) != 1)
      fail("has no context");
    if (X509_verify_cert(context.get()) != 1)
      fail(std::string{"refuses: "} + X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
  }

  std::vector<Presented> presented_;
  Owned<X509_STORE> store_;
  std::vector<Chain> chains_;
};

}  // namespace bench

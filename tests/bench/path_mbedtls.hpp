// SPDX-License-Identifier: Apache-2.0
// What mbedTLS's own X.509 does with the chains.
#pragma once

#include "chains.hpp"

#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>

#include <memory>
#include <stdexcept>

namespace bench {

class MbedTls {
 public:
  MbedTls(Inputs const& inputs, Kind const& kind) : presented_{kind.chains}, anchors_{read(inputs.anchors)} {
    for (auto const& chain : presented_) chains_.push_back(read(chain));
  }

  void parse(std::size_t i) const { add(*make(), presented_[i % presented_.size()].front()); }
  void validate(std::size_t i) const { verify(*chains_[i % chains_.size()]); }
  void parse_and_validate(std::size_t i) const { verify(*read(presented_[i % presented_.size()])); }

  static auto name() -> std::string { return MBEDTLS_VERSION_STRING_FULL; }

 private:
  struct Free {
    void operator()(mbedtls_x509_crt* list) const {
      mbedtls_x509_crt_free(list);
      delete list;
    }
  };
  using List = std::unique_ptr<mbedtls_x509_crt, Free>;

  static auto make() -> List {
    List list{new mbedtls_x509_crt};
    mbedtls_x509_crt_init(list.get());
    return list;
  }
  static void add(mbedtls_x509_crt& list, Octets const& der) {
    if (mbedtls_x509_crt_parse_der(&list, reinterpret_cast<unsigned char const*>(der.data()), der.size()) != 0)
      throw std::runtime_error{"mbedTLS cannot read a certificate"};
  }
  static auto read(std::vector<Octets> const& all) -> List {
    auto list = make();
    for (auto const& der : all) add(*list, der);
    return list;
  }
  void verify(mbedtls_x509_crt& chain) const {
    std::uint32_t flags = 0;
    if (mbedtls_x509_crt_verify(&chain, anchors_.get(), nullptr, nullptr, &flags, nullptr, nullptr) != 0)
      throw std::runtime_error{"mbedTLS refuses, flags " + std::to_string(flags)};
  }

  std::vector<Presented> presented_;
  List anchors_;
  std::vector<List> chains_;
};

}  // namespace bench

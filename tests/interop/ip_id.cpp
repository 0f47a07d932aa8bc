// SPDX-License-Identifier: Apache-2.0
// IpId beside OpenSSL's X509_check_ip_asc. Both read the address and compare octets; no difference is let pass.
#include <vidimus/peer_name/ip_id.hpp>

#include <catch2/catch_test_macros.hpp>

#include <arpa/inet.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "small_ca.hpp"

using namespace vidimus;

namespace {

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};

/// One certificate, as each side reads it.
struct Presented {
  Presented(small_ca::SmallCa const& issuer, std::string const& name)
      : der{issuer.issue({.subject = "CN=QM2", .alt_names = {name}}).der},
        ours{Certificate::parse(der).value(), {}},
        theirs{[this] {
          auto const* octets = reinterpret_cast<unsigned char const*>(der.data());
          return d2i_X509(nullptr, &octets, static_cast<long>(der.size()));
        }()} {
    REQUIRE(theirs);
  }

  small_ca::Bytes der;
  EndEntity ours;
  std::unique_ptr<X509, FreeX509> theirs;
};

/// Whether both accept; fails where one alone does.
auto both_accept(Presented const& peer, std::string const& reference) -> bool {
  INFO(reference);
  auto const filter = IpId<dynamic>::parse(reference);
  REQUIRE(filter);
  bool const ours = filter->accepts(peer.ours).is_accepted();
  CHECK(ours == (X509_check_ip_asc(peer.theirs.get(), reference.c_str(), 0) == 1));
  return ours;
}

auto text_of_address(int family, std::array<unsigned char, 16> const& octets) -> std::string {
  std::array<char, INET6_ADDRSTRLEN> text{};
  REQUIRE(inet_ntop(family, octets.data(), text.data(), text.size()) != nullptr);
  return text.data();
}

}  // namespace

TEST_CASE("IpId and X509_check_ip_asc agree on every way to write an address", "[interop][peer_name]") {
  static constexpr std::array<std::string_view, 10> references{
      "10.0.0.1",        "10.0.0.2", "127.0.0.1",       "2001:db8::1", "2001:DB8:0:0:0:0:0:1",
      "2001:db8:0::0:1", "::1",      "::ffff:10.0.0.1", "fe80::1",     "2001:db8::10"};
  small_ca::SmallCa const root{"CN=Acme Root"};
  for (std::string const presented : {"10.0.0.1", "2001:db8::1", "::1"}) {
    INFO(presented);
    Presented const peer{root, "IP:" + presented};
    unsigned accepted = 0;
    for (auto const reference : references) accepted += both_accept(peer, std::string{reference}) ? 1U : 0U;
    CHECK(accepted == (presented == "2001:db8::1" ? 3U : 1U));
  }
}

TEST_CASE("IpId and X509_check_ip_asc agree on addresses a bit apart", "[interop][peer_name]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  std::mt19937 random{4291};
  for (int const family : {AF_INET, AF_INET6}) {
    std::size_t const size = family == AF_INET ? 4 : 16;
    for (int i = 0; i != 20; ++i) {
      std::array<unsigned char, 16> octets{};
      for (auto& octet : octets) octet = static_cast<unsigned char>(random() % 3 == 0 ? 0 : random());
      Presented const peer{root, "IP:" + text_of_address(family, octets)};
      CHECK(both_accept(peer, text_of_address(family, octets)));
      octets[random() % size] ^= static_cast<unsigned char>(1U << random() % 8);
      CHECK_FALSE(both_accept(peer, text_of_address(family, octets)));
    }
  }
}

TEST_CASE("An address in a DNS name or a common name is none for either", "[interop][peer_name]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  CHECK_FALSE(both_accept(Presented{root, "DNS:10.0.0.1"}, "10.0.0.1"));
}

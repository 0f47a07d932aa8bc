// SPDX-License-Identifier: Apache-2.0
// CRLs and distribution points made on the spot, and a path to ask about.
#pragma once

#include "issuance.hpp"
#include "small_ca.hpp"

#include <vidimus/revocation/crl_status.hpp>
#include <vidimus/revocation/crl_store.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace test {

namespace der = small_ca::der;
using small_ca::Bytes;
using small_ca::SmallCa;

inline auto read_certificate(Bytes const& encoded) -> vidimus::Certificate {
  return vidimus::Certificate::parse(encoded).value();
}
inline auto read_certificate(small_ca::Issued const& issued) -> vidimus::Certificate {
  return read_certificate(issued.der);
}
inline auto read_certificate(SmallCa const& authority) -> vidimus::Certificate {
  return read_certificate(authority.der());
}
inline auto read_crl(Bytes const& encoded) -> vidimus::CertificateList {
  return vidimus::CertificateList::parse(encoded).value();
}
inline auto store_of(std::vector<Bytes> const& crls) -> vidimus::CrlStore {
  std::vector<vidimus::CertificateList> lists;
  for (auto const& crl : crls) lists.push_back(read_crl(crl));
  return vidimus::CrlStore::from_crls(std::move(lists));
}

// ---- places and scopes -------------------------------------------------------------------------------------------------

inline auto full_name(std::string const& name) -> Bytes { return der::element(0xa0, small_ca::general_name(name)); }
inline auto relative_name(std::string const& common_name) -> Bytes {
  return der::element(0xa1, der::sequence(der::oid("2.5.4.3"), der::element(0x0c, der::bytes(common_name))));
}
/// The DistributionPointName of an issuing distribution point.
inline auto named(Bytes const& point_name) -> Bytes { return der::element(0xa0, point_name); }
inline auto flag(unsigned number) -> Bytes { return der::element(0x80 + number, Bytes{std::byte{0xff}}); }
inline auto indirect() -> Bytes { return flag(4); }
inline auto only_reasons(std::uint32_t flags) -> Bytes { return der::named_bits(flags, 0x83); }
template <class... Parts>
auto scope(Parts const&... parts) -> small_ca::Extension {
  return {small_ca::oid::issuing_distribution_point, true, der::sequence(parts...)};
}

/// A DistributionPoint; a name is a DistributionPointName.
struct Point {
  Bytes name{};
  std::optional<std::uint32_t> reasons{};
  std::string crl_issuer{};
  [[nodiscard]] auto encode() const -> Bytes {
    return der::sequence(name.empty() ? Bytes{} : der::element(0xa0, name),
                         reasons ? der::named_bits(*reasons, 0x81) : Bytes{},
                         crl_issuer.empty() ? Bytes{} : der::element(0xa2, small_ca::general_name("DN:" + crl_issuer)));
  }
};
inline auto points(std::vector<Point> const& all, std::string id = small_ca::oid::crl_distribution_points)
    -> small_ca::Extension {
  Bytes encoded;
  for (auto const& point : all) der::append(encoded, point.encode());
  return {std::move(id), false, der::sequence(encoded)};
}
/// Where delta CRLs are.
inline auto freshest(std::string const& url) -> small_ca::Extension {
  return points({{full_name("URI:" + url)}}, "2.5.29.46");
}
inline auto entry_of(std::string const& issuer) -> small_ca::Extension {
  return {"2.5.29.29", true, der::sequence(small_ca::general_name("DN:" + issuer))};
}

// ---- asking ------------------------------------------------------------------------------------------------------------

inline auto code_of(vidimus::RevocationStatus const& status) -> std::optional<vidimus::Errc> {
  if (status.is_good()) return std::nullopt;
  return status.finding().code;
}

/// A path, end entity first and anchor last, and what a checker has when it is asked about one certificate of it.
struct Case {
  std::vector<vidimus::Certificate> path;
  std::vector<Bytes> crls{};
  std::vector<vidimus::Certificate> signers{};
  unsigned depth = 0;
  vidimus::Time now = small_ca::now();
  bool asks_about_signers = true;
  vidimus::detail::CrlTiming timing{};

  [[nodiscard]] auto ask() const -> vidimus::RevocationStatus {
    Issuance const issuance{path, now};
    auto const store = store_of(crls);
    auto const set = store.crls();
    vidimus::detail::CrlEffort effort;
    return vidimus::detail::ask_crls({*set, signers, timing, asks_about_signers}, issuance.at(depth), effort);
  }
};

}  // namespace test

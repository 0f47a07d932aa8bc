// SPDX-License-Identifier: Apache-2.0
// A CRL put together field by field, for what a certification authority would never write. Its signature is nonsense.
#pragma once

#include "small_ca.hpp"

#include <vidimus/core/failure.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace test {

namespace der = small_ca::der;
using small_ca::Bytes;

inline auto raw(std::initializer_list<unsigned> octets) -> Bytes {
  Bytes bytes;
  for (auto const octet : octets) bytes.push_back(static_cast<std::byte>(octet));
  return bytes;
}

inline auto extension(std::string const& id, Bytes const& value, bool critical = false) -> Bytes {
  return small_ca::Extension{id, critical, value}.der();
}

inline constexpr vidimus::Time january{std::chrono::sys_days{std::chrono::year{2026} / 1 / 12}};
inline constexpr vidimus::Time february{std::chrono::sys_days{std::chrono::year{2026} / 2 / 12}};

/// An entry of revokedCertificates; `extensions` are the elements inside crlEntryExtensions.
inline auto entry(std::uint64_t serial, std::vector<Bytes> const& extensions = {}) -> Bytes {
  auto const list = extensions.empty() ? Bytes{} : der::sequence(der::concatenation(extensions));
  return der::sequence(der::integer(serial), der::time(january), list);
}

/// Each field is its whole encoding; an empty one is left out.
struct UnsignedCrl {
  Bytes version = der::integer(1);
  Bytes inner_algorithm = der::sequence(der::oid("1.2.840.10045.4.3.2"));
  Bytes issuer = small_ca::name("CN=Acme Root,O=Acme");
  Bytes this_update = der::time(january);
  Bytes next_update = der::time(february);
  Bytes entries{};
  Bytes extensions{};  ///< with its [0]
  Bytes after_extensions{};
  Bytes outer_algorithm = der::sequence(der::oid("1.2.840.10045.4.3.2"));
  Bytes signature = der::bit_string(raw({0}));
  Bytes after_signature{};

  auto with_entries(std::vector<Bytes> const& list) && -> UnsignedCrl&& {
    entries = der::sequence(der::concatenation(list));
    return std::move(*this);
  }
  auto with_extensions(std::vector<Bytes> const& list) && -> UnsignedCrl&& {
    extensions = der::element(0xa0, der::sequence(der::concatenation(list)));
    return std::move(*this);
  }
  [[nodiscard]] auto tbs() const -> Bytes {
    return der::sequence(version, inner_algorithm, issuer, this_update, next_update, entries, extensions,
                         after_extensions);
  }
  [[nodiscard]] auto der() const -> Bytes { return der::sequence(tbs(), outer_algorithm, signature, after_signature); }
};

/// Which field broke which rule: "tbsCertList.version: der_integer_out_of_range".
inline auto malformed_text(vidimus::Failure const& failure) -> std::string {
  auto const* const malformed = std::get_if<vidimus::Malformed>(&failure.decisive().detail);
  if (malformed == nullptr) return "not malformed: " + std::string{name_of(failure.code())};
  return malformed->what + ": " + std::string{name_of(malformed->rule)};
}

}  // namespace test

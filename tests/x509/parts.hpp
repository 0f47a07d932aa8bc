// SPDX-License-Identifier: Apache-2.0
// Certificates put together by hand, so that one part of them can be wrong, and what reading them says.
#pragma once

#include "../../examples/der_writer.hpp"
#include "../der/octets.hpp"

#include <vidimus/core/file.hpp>
#include <vidimus/x509/certificate.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace x509_tests {

using der_tests::hex;
using small_ca::Bytes;
namespace write = small_ca::der;

/// A file of tests/data/x509.
inline auto data(std::string_view file) -> Bytes {
  auto bytes = vidimus::read_file(std::string{VIDIMUS_TEST_DATA_DIR "/x509/"} + std::string{file}, 1U << 20U);
  return bytes ? *std::move(bytes) : Bytes{};
}

/// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }
inline auto extension(std::string_view id, Bytes const& value, bool critical = false) -> Bytes {
  return write::sequence(write::oid(id), critical ? write::boolean(true) : Bytes{}, write::octet_string(value));
}

inline auto joined(std::vector<Bytes> const& parts) -> Bytes { return write::concatenation(parts); }

/// The parts of a v3 certificate in their order; each is replaced as a whole. The signature is made by nobody.
struct Parts {
  Bytes version = hex("a003 020102");
  Bytes serial_number = hex("0202 51a3");
  Bytes tbs_algorithm = hex("300a 06082a8648ce3d040302");
  Bytes issuer = small_ca::name("CN=Acme Root,O=Acme");
  Bytes not_before = write::element(0x17, write::bytes("260112080000Z"));
  Bytes not_after = write::element(0x17, write::bytes("270112080000Z"));
  Bytes subject = small_ca::name("CN=QM2,O=Acme");
  Bytes spki = hex("3018 3013 06072a8648ce3d0201 06082a8648ce3d030107 0301 00");
  Bytes unique_ids{};
  Bytes extensions{};  // the whole [3]
  Bytes tbs_end{};     // after the last field
  Bytes algorithm = hex("300a 06082a8648ce3d040302");
  Bytes signature = hex("0303 00abcd");
  Bytes end{};  // after the signature

  [[nodiscard]] auto tbs() const -> Bytes {
    return write::sequence(version, serial_number, tbs_algorithm, issuer, write::sequence(not_before, not_after),
                           subject, spki, unique_ids, extensions, tbs_end);
  }
  [[nodiscard]] auto encoding() const -> Bytes { return write::sequence(tbs(), algorithm, signature, end); }
};

/// With these extensions.
inline auto with_extensions(std::vector<Bytes> const& extensions) -> Parts {
  Parts parts;
  parts.extensions = write::element(0xa3, write::sequence(joined(extensions)));
  return parts;
}

/// What was wrong: the error, and of a malformed field its name and the rule that was broken.
struct Wrong {
  vidimus::Errc code;
  std::string what;
  std::optional<vidimus::Errc> rule;
};
inline auto wrong_with(Bytes const& encoding) -> std::optional<Wrong> {
  auto const certificate = vidimus::Certificate::parse(encoding);
  if (certificate) return std::nullopt;
  auto const& finding = certificate.error().decisive();
  auto const* malformed = std::get_if<vidimus::Malformed>(&finding.detail);
  if (malformed == nullptr) return Wrong{finding.code, {}, std::nullopt};
  return Wrong{finding.code, malformed->what, malformed->rule};
}

/// The rule that an extension's value breaks; empty where it breaks none.
template <class Value>
auto rule_of_value(Bytes const& value) -> std::optional<vidimus::Errc> {
  return der_tests::rule_of(vidimus::decode<Value>(vidimus::Extension{{}, false, value, 0}));
}
/// An extension's value that is known to be well-formed. `bytes` must outlive it.
template <class Value>
auto decoded(Bytes const& bytes) -> Value {
  return vidimus::decode<Value>(vidimus::Extension{{}, false, bytes, 0}).value();
}

}  // namespace x509_tests

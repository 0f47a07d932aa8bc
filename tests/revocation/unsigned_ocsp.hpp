// SPDX-License-Identifier: Apache-2.0
// An OCSP response put together field by field, for what a responder would never write. Its signature is nonsense.
#pragma once

#include "ocsp_responder.hpp"
#include "unsigned_crl.hpp"

#include <vector>

namespace test {

/// Each field is its whole encoding; an empty one is left out.
struct UnsignedSingleResponse {
  Bytes hash_algorithm = der::sequence(der::oid(small_ca::oid::sha1), der::null());
  Bytes name_hash = der::octet_string(Bytes(20));
  Bytes key_hash = der::octet_string(Bytes(20));
  Bytes serial_number = der::integer(0x51a3);
  Bytes after_serial_number{};
  Bytes status = der::element(0x80);
  Bytes this_update = der::generalized_time(january);
  Bytes next_update = der::element(0xa0, der::generalized_time(february));
  Bytes extensions{};  ///< with its [1]
  Bytes after_extensions{};

  [[nodiscard]] auto der() const -> Bytes {
    return der::sequence(der::sequence(hash_algorithm, name_hash, key_hash, serial_number, after_serial_number), status,
                         this_update, next_update, extensions, after_extensions);
  }
};

struct UnsignedOcsp {
  Bytes status = der::integer(0, 0x0a);
  Bytes type = der::oid(small_ca::oid::ocsp_basic);
  Bytes after_type{};
  Bytes version{};
  Bytes responder_id = der::element(0xa2, der::octet_string(Bytes(20)));
  Bytes produced_at = der::generalized_time(january);
  Bytes responses = der::sequence(UnsignedSingleResponse{}.der());
  Bytes extensions{};  ///< with its [1]
  Bytes after_extensions{};
  Bytes algorithm = der::sequence(der::oid("1.2.840.10045.4.3.2"));
  Bytes signature = der::bit_string(raw({0}));
  Bytes certificates{};  ///< with its [0]
  Bytes after_certificates{};
  Bytes after_bytes{};
  Bytes after_all{};

  [[nodiscard]] auto der() const -> Bytes {
    auto const data = der::sequence(version, responder_id, produced_at, responses, extensions, after_extensions);
    auto const basic = der::sequence(data, algorithm, signature, certificates, after_certificates);
    auto const bytes = der::sequence(type, der::octet_string(basic), after_type);
    auto all = der::sequence(status, der::element(0xa0, bytes, after_bytes), after_all);
    return all;
  }
};

inline auto ocsp_extensions(std::vector<Bytes> const& list) -> Bytes {
  return der::element(0xa1, der::sequence(der::concatenation(list)));
}

}  // namespace test

// SPDX-License-Identifier: Apache-2.0
// Names of algorithms that vidimus does not verify, so that a refusal can say what a certificate came with.
#pragma once

#include <vidimus/der/oid.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace vidimus::detail {

struct AlgorithmName {
  std::string_view id, name;
};

inline constexpr std::array<AlgorithmName, 46> algorithm_names{{
    {"1.2.840.113549.1.1.1", "rsaEncryption"},
    {"1.2.840.113549.1.1.2", "md2WithRSAEncryption"},
    {"1.2.840.113549.1.1.4", "md5WithRSAEncryption"},
    {"1.2.840.113549.1.1.5", "sha1WithRSAEncryption"},
    {"1.2.840.113549.1.1.7", "id-RSAES-OAEP"},
    {"1.2.840.113549.1.1.8", "id-mgf1"},
    {"1.2.840.113549.1.1.10", "id-RSASSA-PSS"},
    {"1.2.840.113549.1.1.11", "sha256WithRSAEncryption"},
    {"1.2.840.113549.1.1.12", "sha384WithRSAEncryption"},
    {"1.2.840.113549.1.1.13", "sha512WithRSAEncryption"},
    {"1.2.840.113549.1.1.14", "sha224WithRSAEncryption"},
    {"1.3.14.3.2.26", "id-sha1"},
    {"1.3.14.3.2.29", "sha1WithRSASignature"},
    {"2.16.840.1.101.3.4.2.1", "id-sha256"},
    {"2.16.840.1.101.3.4.2.2", "id-sha384"},
    {"2.16.840.1.101.3.4.2.3", "id-sha512"},
    {"2.16.840.1.101.3.4.2.4", "id-sha224"},
    {"2.16.840.1.101.3.4.2.12", "id-shake256"},
    {"1.2.840.10040.4.1", "id-dsa"},
    {"1.2.840.10040.4.3", "id-dsa-with-sha1"},
    {"2.16.840.1.101.3.4.3.1", "id-dsa-with-sha224"},
    {"2.16.840.1.101.3.4.3.2", "id-dsa-with-sha256"},
    {"2.16.840.1.101.3.4.3.14", "id-rsassa-pkcs1-v1_5-with-sha3-256"},
    {"2.16.840.1.101.3.4.3.10", "id-ecdsa-with-sha3-256"},
    {"2.16.840.1.101.3.4.3.17", "id-ml-dsa-44"},
    {"2.16.840.1.101.3.4.3.18", "id-ml-dsa-65"},
    {"2.16.840.1.101.3.4.3.19", "id-ml-dsa-87"},
    {"2.16.840.1.101.3.4.3.20", "id-slh-dsa-sha2-128s"},
    {"1.2.840.10045.2.1", "id-ecPublicKey"},
    {"1.2.840.10045.3.1.1", "secp192r1"},
    {"1.2.840.10045.3.1.7", "secp256r1"},
    {"1.3.132.0.10", "secp256k1"},
    {"1.3.132.0.33", "secp224r1"},
    {"1.3.132.0.34", "secp384r1"},
    {"1.3.132.0.35", "secp521r1"},
    {"1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"},
    {"1.2.840.10045.4.1", "ecdsa-with-SHA1"},
    {"1.2.840.10045.4.3.1", "ecdsa-with-SHA224"},
    {"1.2.840.10045.4.3.2", "ecdsa-with-SHA256"},
    {"1.2.840.10045.4.3.3", "ecdsa-with-SHA384"},
    {"1.2.840.10045.4.3.4", "ecdsa-with-SHA512"},
    {"1.3.101.110", "id-X25519"},
    {"1.3.101.112", "id-Ed25519"},
    {"1.3.101.113", "id-Ed448"},
    {"1.2.156.10197.1.501", "sm2-with-sm3"},
    {"1.2.643.7.1.1.3.2", "id-tc26-signwithdigest-gost3410-12-256"},
}};

/// `sha1WithRSAEncryption (1.2.840.113549.1.1.5)`; the number alone where the name is not known.
inline auto named(der::Oid id) -> std::string {
  auto text = id.to_text();
  auto const* const row = std::ranges::find(algorithm_names, std::string_view{text}, &AlgorithmName::id);
  return row == algorithm_names.end() ? text : std::string{row->name} + " (" + text + ')';
}

}  // namespace vidimus::detail

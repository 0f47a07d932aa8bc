// SPDX-License-Identifier: Apache-2.0
// Static CipherSpecs: the compiler reads the names, and what is left is a list of code points.
#include <vidimus/cipher_spec/ssl_ciph.hpp>

#include <array>

using namespace vidimus;

using Suites = std::span<std::uint16_t const>;

extern "C" auto suites() -> Suites { return SslCiph<"ANY_TLS13, ECDHE_RSA_AES_256_GCM_SHA384">::suites(); }
extern "C" auto minimum() -> ProtocolVersion { return SslCiph<"ANY_TLS13, ECDHE_RSA_AES_256_GCM_SHA384">::minimum(); }

namespace {
constexpr std::array<std::uint16_t, 4> listed{0x1302, 0x1303, 0x1301, 0xc030};
}

extern "C" auto suites_by_hand() -> Suites { return {listed.data(), listed.size()}; }
extern "C" auto minimum_by_hand() -> ProtocolVersion { return ProtocolVersion::tls12; }

static_assert(SslCiph<"ANY_TLS13, ECDHE_RSA_AES_256_GCM_SHA384">::suites().back() == 0xc030);

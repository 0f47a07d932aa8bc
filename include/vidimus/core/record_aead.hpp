// SPDX-License-Identifier: Apache-2.0
// Which library protects the records of a TLS 1.3 channel: a policy. The keys come from the handshake, which is mbedTLS's in
// any case.
#pragma once

#include <vidimus/core/aead.hpp>
#include <vidimus/core/role.hpp>

namespace vidimus {

template <class P>
concept RecordAeadPolicy = HasRole<P, role::record_aead> && Aead<typename P::aead>;

/// `RecordAead<aead::Mbedtls>` (the default), `RecordAead<aead::Psa>`, or `RecordAead<aead::Libcrypto>` from
/// <vidimus/adapters/libcrypto.hpp>. Under TLS 1.2 records are mbedTLS's own, so an endpoint that names another one and may
/// negotiate TLS 1.2 does not start.
template <class A>
struct RecordAead {
  using role = vidimus::role::record_aead;
  using aead = A;
};

}  // namespace vidimus

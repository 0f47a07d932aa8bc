// SPDX-License-Identifier: Apache-2.0
// SslCiph<"ANY_TLS12_OR_HIGHER">: the CipherSpecs of a channel, IBM MQ's SSLCIPH, checked by the compiler.
//
// When to use: always name one, or take the default, `Tls13Only`.
// Guaranteed: what is offered and accepted has forward secrecy, authenticated encryption and a full-length tag. MQ's ANY
// means "whatever is enabled"; here it means TLS 1.2 or higher, because the engine has nothing older, and neither ANY nor
// ANY_…_OR_HIGHER ever offers CBC or static RSA. Those, and CCM_8, are named one by one in `danger::WeakSslCiph`.
#pragma once

#include <vidimus/cipher_spec/spec_policy.hpp>
#include <vidimus/core/fixed_string.hpp>

namespace vidimus {

/// A CipherSpec from aliases (ANY, ANY_TLS12, ANY_TLS12_OR_HIGHER, ANY_TLS13, ANY_TLS13_OR_HIGHER), IBM MQ names and IANA
/// names, one or several with commas between them; a list is in the order of preference. An alias stands for the CipherSpecs
/// that MQ names; ChaCha20-Poly1305 in TLS 1.2, which MQ does not have, is admitted by its IANA name. Empty type.
template <FixedString Names>
class SslCiph : public detail::StaticSslCiph<Names, detail::Admission::strong_only> {};

/// The same, read at run time: `SslCiph<dynamic>::parse(text)`.
template <>
class SslCiph<dynamic> : public detail::DynamicSslCiph<SslCiph<dynamic>, detail::Admission::strong_only> {
  friend DynamicSslCiph;
  using DynamicSslCiph::DynamicSslCiph;
};

/// What a channel offers and accepts that names no CipherSpec.
using Tls13Only = SslCiph<"ANY_TLS13">;

namespace danger {

/// A CipherSpec that may also name CBC suites (not authenticated encryption), static RSA (no forward secrecy) and CCM_8 (a
/// tag of 8 octets). Only by name: the aliases mean here what they mean in `SslCiph`.
template <FixedString Names>
class WeakSslCiph : public detail::StaticSslCiph<Names, detail::Admission::weak_too> {};

template <>
class WeakSslCiph<dynamic> : public detail::DynamicSslCiph<WeakSslCiph<dynamic>, detail::Admission::weak_too> {
  friend DynamicSslCiph;
  using DynamicSslCiph::DynamicSslCiph;
};

}  // namespace danger

}  // namespace vidimus

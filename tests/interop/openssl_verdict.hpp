// SPDX-License-Identifier: Apache-2.0
// X509_verify_cert as strict as it can be told to be, on a peer that is a TLS server.
#pragma once

#include "mutated_chain.hpp"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#if defined(__SANITIZE_ADDRESS__)
#define VIDIMUS_TEST_LOOKS_FOR_LEAKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define VIDIMUS_TEST_LOOKS_FOR_LEAKS 1
#endif
#endif
#ifdef VIDIMUS_TEST_LOOKS_FOR_LEAKS
#include <sanitizer/lsan_interface.h>
#endif

#include <memory>
#include <string>
#include <vector>

namespace mutated {

/// While it lives, what OpenSSL allocates is not looked for: 3.0 forgets a policyConstraints that stands beside no
/// certificatePolicies.
struct [[maybe_unused]] ForgetfulOpenssl {
#ifdef VIDIMUS_TEST_LOOKS_FOR_LEAKS
  ForgetfulOpenssl() { __lsan_disable(); }
  ~ForgetfulOpenssl() { __lsan_enable(); }
  ForgetfulOpenssl(ForgetfulOpenssl const&) = delete;
  auto operator=(ForgetfulOpenssl const&) -> ForgetfulOpenssl& = delete;
#endif
};

template <auto Free>
struct FreedBy {
  template <class T>
  void operator()(T* owned) const {
    Free(owned);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, FreedBy<Free>>;
using OwnedX509 = Owned<X509, X509_free>;

/// Null unless all of `der` is one certificate.
inline auto read_by_openssl(Bytes const& der) -> OwnedX509 {
  auto const* const begin = reinterpret_cast<unsigned char const*>(der.data());
  auto const* at = begin;
  OwnedX509 certificate{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
  if (certificate && at != begin + der.size()) certificate.reset();
  ERR_clear_error();
  return certificate;
}

inline void make_strict(X509_STORE_CTX* context) {
  X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER);
  auto* const parameters = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_flags(parameters,
                              X509_V_FLAG_X509_STRICT | X509_V_FLAG_POLICY_CHECK | X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_auth_level(parameters, 2);                         // 112 bits: RSA of 2048, no SHA-1
  X509_VERIFY_PARAM_add0_policy(parameters, OBJ_nid2obj(NID_any_policy));  // user-initial-policy-set
  X509_VERIFY_PARAM_set_time(parameters, std::chrono::system_clock::to_time_t(now));
}

inline constexpr int unreadable = -1;

/// X509_V_OK, another X509_V_…, or `unreadable`. Whatever of the chain cannot be read is left out, but for its ends.
inline auto openssl_verdict(Question const& question) -> int {
  auto const end_entity = read_by_openssl(question.presented.front()), anchor = read_by_openssl(question.anchor);
  if (!end_entity || !anchor) return unreadable;
  std::vector<OwnedX509> intermediates;
  Owned<STACK_OF(X509), [](STACK_OF(X509) * stack) { sk_X509_free(stack); }> const untrusted{sk_X509_new_null()};
  for (std::size_t i = 1; i != question.presented.size(); ++i)
    if (auto certificate = read_by_openssl(question.presented[i])) {
      sk_X509_push(untrusted.get(), certificate.get());
      intermediates.push_back(std::move(certificate));
    }
  Owned<X509_STORE, X509_STORE_free> const store{X509_STORE_new()};
  X509_STORE_add_cert(store.get(), anchor.get());
  Owned<X509_STORE_CTX, X509_STORE_CTX_free> const context{X509_STORE_CTX_new()};
  X509_STORE_CTX_init(context.get(), store.get(), end_entity.get(), untrusted.get());
  make_strict(context.get());
  bool const accepted = [&] {
    ForgetfulOpenssl const no_leaks;
    return X509_verify_cert(context.get()) == 1;
  }();
  auto const error = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (accepted) return X509_V_OK;
  return error == X509_V_OK ? X509_V_ERR_UNSPECIFIED : error;
}

inline auto name_of_verdict(int verdict) -> std::string {
  if (verdict == X509_V_OK) return "accepted";
  return verdict == unreadable ? "unreadable" : X509_verify_cert_error_string(verdict);
}

}  // namespace mutated

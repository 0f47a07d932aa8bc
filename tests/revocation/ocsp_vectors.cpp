// SPDX-License-Identifier: Apache-2.0
// OCSP responses that OpenSSL and Python's cryptography made, asked about at the moment at which they were made.
#include "ocsp_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>
#include <type_traits>

namespace {

using vidimus::Errc;
using vidimus::OcspChecker;
using vidimus::OcspResponse;

auto bytes(std::string const& file) -> test::Bytes { return test::data("ocsp/" + file); }

/// What a checker says of a peer by a response.
template <class... Options>
auto ask(std::string const& file, std::string const& peer = "good", std::string const& suffix = "")
    -> vidimus::RevocationStatus {
  auto const response = OcspResponse::parse(bytes(file));
  test::Issuance const issuance{
      {test::certificate("ocsp/" + peer + suffix + ".pem"), test::certificate("ocsp/root" + suffix + ".pem")},
      response ? response->produced_at() : small_ca::now()};
  return test::Inquiry{test::always(bytes(file))}(OcspChecker<vidimus::NoNonce, Options...>{}, issuance.at(0));
}
auto revoked(vidimus::RevocationStatus const& status) -> vidimus::Revoked const& {
  return std::get<vidimus::Revoked>(status.finding().detail);
}

}  // namespace

TEST_CASE("What other implementations answer is understood: good", "[revocation][ocsp]") {
  for (auto const* const file :
       {"openssl_good.der", "openssl_by_key.der", "openssl_by_root.der", "openssl_several.der", "openssl_sha384.der",
        "openssl_nonce.der", "python_good.der", "python_good_sha256.der", "python_by_name.der", "python_by_root.der",
        "python_nonce.der", "python_unknown_extension.der", "python_more_certificates.der"}) {
    CAPTURE(file);
    CHECK(ask(file).is_good());
  }
  CHECK(ask("openssl_good_rsa.der", "good", "_rsa").is_good());
  CHECK(ask("openssl_pss_rsa.der", "good", "_rsa").is_good());
}

TEST_CASE("What other implementations answer is understood: revoked", "[revocation][ocsp]") {
  for (auto const* const file : {"openssl_revoked.der", "openssl_several.der", "python_revoked.der"}) {
    auto const status = ask(file, "revoked");
    REQUIRE(status.is_revoked());
    CHECK(test::reason(status) == Errc::certificate_revoked);
    CHECK(revoked(status).serial_number == "51A3");
    CHECK(revoked(status).source.starts_with("OCSP responder CN=Acme OCSP,O=Acme at http://ocsp.acme.example"));
    CHECK(vidimus::to_text(revoked(status).since) == "2026-01-12T07:30:00Z");
    CHECK(revoked(status).reason == "keyCompromise");
  }
  CHECK(revoked(ask("openssl_hold.der", "hold")).reason == "certificateHold");
  CHECK(revoked(ask("python_hold.der", "hold")).reason == "certificateHold");
  CHECK(revoked(ask("python_revoked_without_reason.der", "revoked")).reason.empty());
  CHECK(ask("openssl_revoked_rsa.der", "revoked", "_rsa").is_revoked());
}

TEST_CASE("What other implementations answer is understood: unknown, later, not at all", "[revocation][ocsp]") {
  CHECK(test::reason(ask("openssl_unknown.der", "unknown")) == Errc::ocsp_certificate_unknown);
  CHECK(test::reason(ask("openssl_several.der", "unknown")) == Errc::ocsp_certificate_unknown);
  CHECK(test::reason(ask("python_unknown.der", "unknown")) == Errc::ocsp_certificate_unknown);
  CHECK(test::reason(ask("python_try_later.der")) == Errc::ocsp_try_later);
  CHECK(test::reason(ask("openssl_good.der", "hold")) == Errc::ocsp_certificate_not_answered);
  CHECK(test::reason(ask("python_good.der", "hold")) == Errc::ocsp_certificate_not_answered);
  CHECK(test::reason(ask("python_unknown_critical_extension.der")) == Errc::ocsp_critical_extension_unknown);
}

TEST_CASE("Who may not answer is not believed, whichever implementation lets it", "[revocation][ocsp]") {
  CHECK(test::reason(ask("openssl_checked_delegate.der")) == Errc::ocsp_responder_refused);
  CHECK(ask<vidimus::danger::DelegateUnchecked>("openssl_checked_delegate.der").is_good());
  CHECK(test::reason(ask("openssl_without_certificates.der")) == Errc::ocsp_responder_refused);
  CHECK(test::reason(ask("python_signed_by_peer.der")) == Errc::ocsp_responder_refused);
  // of another authority with the same name
  CHECK(test::reason(ask("openssl_good.der", "good", "_rsa")) == Errc::ocsp_responder_refused);
}

TEST_CASE("A response that does not say when it ends needs a maximum age", "[revocation][ocsp]") {
  for (auto const* const file : {"openssl_without_next_update.der", "python_without_next_update.der"}) {
    auto const status = ask(file);
    CHECK(test::reason(status) == Errc::ocsp_stale);
    CHECK(test::sides(status).wanted == "nextUpdate or a maximum age");
    CHECK(ask<vidimus::MaximumAge<60>>(file).is_good());
  }
}

TEST_CASE("A nonce that OpenSSL echoes is its request's", "[revocation][ocsp]") {
  auto const response = OcspResponse::parse(bytes("openssl_nonce.der")).value();
  auto const request = bytes("openssl_request_nonce.der");
  auto const sent = vidimus::detail::nonce_sent_in(request);
  REQUIRE(sent);
  REQUIRE(response.nonce());
  CHECK(vidimus::same_bytes(*sent, *response.nonce()));
}

TEST_CASE("A response of which any octet is changed is not believed", "[revocation][ocsp]") {
  auto const whole = bytes("openssl_by_root.der");
  auto const moment = OcspResponse::parse(whole)->produced_at();
  test::Issuance const issuance{{test::certificate("ocsp/good.pem"), test::certificate("ocsp/root.pem")}, moment};
  auto const response = OcspResponse::parse(whole).value();
  auto const tbs_begin = static_cast<std::size_t>(response.tbs().data() - response.der().data());
  auto const end =
      static_cast<std::size_t>(response.signature().data() - response.der().data()) + response.signature().size();
  for (std::size_t at = tbs_begin; at < end; ++at) {
    auto changed = whole;
    changed[at] ^= std::byte{1};
    CAPTURE(at);
    CHECK(test::Inquiry{test::always(changed)}(OcspChecker<vidimus::NoNonce>{}, issuance.at(0)).is_unknown());
  }
}

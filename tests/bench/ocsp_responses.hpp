// SPDX-License-Identifier: Apache-2.0
// A response of one kind, and what vidimus and OpenSSL do with it.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/revocation/ocsp_checker.hpp>

#include <openssl/ocsp.h>
#include <openssl/x509.h>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wstringop-overread"  // of GCC 12 at -O3, in comparing vectors of octets: there is none
#endif
#include <ocsp_responder.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace bench {

template <class T>
auto must(vidimus::Result<T> result) -> T {
  if (!result) throw std::runtime_error{"vidimus refuses: " + vidimus::explain(result.error())};
  return *std::move(result);
}

/// QM2 below Acme Root, and an answer about it by the root or by its delegate.
class OcspSubject {
 public:
  OcspSubject(small_ca::KeyKind kind, bool has_delegate)
      : root_{"CN=Acme Root,O=Acme", {.key_kind = kind}},
        peer_der_{
            root_
                .issue({.subject = "CN=QM2,O=Acme", .ocsp_urls = {"http://ocsp.acme.example"}, .serial_number = 0x51a3})
                .der},
        peer_{must(vidimus::Certificate::parse(peer_der_))},
        issuer_{must(vidimus::Certificate::parse(root_.der()))},
        anchors_{vidimus::TrustAnchors::from_certificates({issuer_})},
        context_{small_ca::now(), vidimus::End::server, anchors_},
        path_{vidimus::danger::assert_verified(peer_, {}, vidimus::TrustAnchor{issuer_}, {})},
        ids_{peer_, issuer_} {
    static_cast<void>(must(ids_.write(vidimus::CertIdHash::sha1)));
    small_ca::OcspProfile profile{.entries = {{.serial_number = 0x51a3}}};
    auto delegate = small_ca::ocsp_delegate("CN=Acme OCSP,O=Acme");
    delegate.key_kind = kind;
    if (has_delegate) profile.signer = root_.issue(delegate);
    response_ = ocsp_response(root_, profile);
    read_ = read();
  }
  OcspSubject(OcspSubject const&) = delete;

  static constexpr auto url = "http://ocsp.acme.example";

  [[nodiscard]] auto asked() const -> vidimus::IssuedCertificate { return {peer_, issuer_, 0, path_, context_}; }
  [[nodiscard]] auto response() const -> small_ca::Bytes const& { return response_; }
  [[nodiscard]] auto root_der() const -> small_ca::Bytes const& { return root_.der(); }
  [[nodiscard]] auto peer_der() const -> small_ca::Bytes const& { return peer_der_; }

  /// Reads and verifies it: the CertID was made for the request.
  void read_and_verify() const { static_cast<void>(read()); }
  /// What of that no implementation can do without: the delegate's signature and the response's.
  void verify_signatures() const {
    auto const& signer = read_->signer.certificate;
    auto const verify = [](vidimus::AlgorithmIdentifier const& algorithm, vidimus::Certificate const& by,
                           vidimus::ByteView message, vidimus::ByteView signature) {
      auto const known = vidimus::signature_algorithm_of(algorithm);
      if (!known || !vidimus::verify_signature(*known, by.spki(), message, signature))
        throw std::runtime_error{"a signature is wrong"};
    };
    if (signer != issuer_) verify(signer.signature_algorithm(), issuer_, signer.tbs(), signer.signature());
    verify(read_->response.signature_algorithm(), signer, read_->response.tbs(), read_->response.signature());
  }

 private:
  [[nodiscard]] auto read() const -> vidimus::detail::OcspAnswerPointer {
    return must(vidimus::detail::read_ocsp_answer(response_, {asked(), ids_, url}));
  }

  small_ca::SmallCa root_;
  small_ca::Bytes peer_der_, response_;
  vidimus::Certificate peer_, issuer_;
  vidimus::TrustAnchors anchors_;
  vidimus::ValidationContext context_;
  vidimus::VerifiedPath path_;
  mutable vidimus::detail::CertIdMaker ids_;
  vidimus::detail::OcspAnswerPointer read_;
};

/// The same by OpenSSL, the certificates read before.
class OpenSslOcsp {
 public:
  explicit OpenSslOcsp(OcspSubject const& subject)
      : response_{subject.response()}, root_{read(subject.root_der())}, peer_{read(subject.peer_der())} {
    X509_STORE_add_cert(store_.get(), root_.get());
    sk_X509_push(signers_.get(), root_.get());
    id_.reset(OCSP_cert_to_id(EVP_sha1(), peer_.get(), root_.get()));
  }

  void read_and_verify() const {
    auto const* at = reinterpret_cast<unsigned char const*>(response_.data());
    std::unique_ptr<OCSP_RESPONSE, decltype(&OCSP_RESPONSE_free)> const response{
        d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(response_.size())), &OCSP_RESPONSE_free};
    std::unique_ptr<OCSP_BASICRESP, decltype(&OCSP_BASICRESP_free)> const basic{
        OCSP_response_get1_basic(response.get()), &OCSP_BASICRESP_free};
    int status = -1;
    bool const is_verified = OCSP_basic_verify(basic.get(), signers_.get(), store_.get(), 0) == 1;
    if (!is_verified ||
        OCSP_resp_find_status(basic.get(), id_.get(), &status, nullptr, nullptr, nullptr, nullptr) != 1 ||
        status != V_OCSP_CERTSTATUS_GOOD)
      throw std::runtime_error{"OpenSSL refuses"};
  }

 private:
  using CertificatePointer = std::unique_ptr<X509, decltype(&X509_free)>;
  static auto read(small_ca::Bytes const& der) -> CertificatePointer {
    auto const* at = reinterpret_cast<unsigned char const*>(der.data());
    return {d2i_X509(nullptr, &at, static_cast<long>(der.size())), &X509_free};
  }

  small_ca::Bytes response_;
  CertificatePointer root_, peer_;
  std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store_{X509_STORE_new(), &X509_STORE_free};
  struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
  };
  std::unique_ptr<STACK_OF(X509), FreeStack> signers_{sk_X509_new_null()};
  std::unique_ptr<OCSP_CERTID, decltype(&OCSP_CERTID_free)> id_{nullptr, &OCSP_CERTID_free};
};

}  // namespace bench

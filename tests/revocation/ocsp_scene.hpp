// SPDX-License-Identifier: Apache-2.0
// QM2 below Acme Root, and an OCSP responder that answers what a test says.
#pragma once

#include "issuance.hpp"
#include "ocsp_responder.hpp"

#include <vidimus/revocation/ocsp_checker.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace test {

using small_ca::Bytes;
using small_ca::OcspEntry;
using small_ca::OcspProfile;
using small_ca::OcspStatus;
using vidimus::Evidence;
using vidimus::FetchAnswer;
using vidimus::FetchRequest;
using vidimus::RevocationStatus;

inline auto read(Bytes const& der) -> vidimus::Certificate { return vidimus::Certificate::parse(der).value(); }

inline auto reason(RevocationStatus const& status) -> vidimus::Errc { return status.finding().code; }
inline auto sides(RevocationStatus const& status) -> vidimus::Mismatch const& {
  return std::get<vidimus::Mismatch>(status.finding().detail);
}

/// What a responder says to a request; nothing: it cannot be reached.
using Responder = std::function<std::optional<Bytes>(FetchRequest const&)>;

inline auto always(Bytes response) -> Responder {
  return [response = std::move(response)](FetchRequest const&) { return response; };
}
inline auto never() -> Responder {
  return [](FetchRequest const&) { return std::nullopt; };
}

/// The nonce's extension of a request, as a responder echoes it.
inline auto nonce_of(FetchRequest const& request) -> Bytes {
  auto const nonce = vidimus::detail::nonce_sent_in(request.body);
  return nonce ? Bytes{nonce->begin(), nonce->end()} : Bytes{};
}

/// Asks as the judge does: fetches until nothing more is wanted, then the status.
class Inquiry {
 public:
  explicit Inquiry(Responder responder) : responder_{std::move(responder)} {}

  template <class Checker>
  auto operator()(Checker const& checker, vidimus::IssuedCertificate const& certificate) -> RevocationStatus {
    for (int round = 0; round != 8; ++round) {
      auto const wanted = checker.wants(certificate, evidence_);
      if (wanted.empty()) break;
      for (auto const& request : wanted) answer(request);
    }
    return checker.status(certificate, evidence_);
  }
  [[nodiscard]] auto asked() const -> std::vector<FetchRequest> const& { return asked_; }

 private:
  void answer(FetchRequest const& request) {
    asked_.push_back(request);
    FetchAnswer answer{request, {}};
    if (auto response = responder_(request))
      answer.response = *std::move(response);
    else
      answer.failure = vidimus::Finding{vidimus::Errc::connect_failed, vidimus::Note{"nobody is there"}};
    evidence_.add(std::move(answer));
  }

  Responder responder_;
  Evidence evidence_;
  std::vector<FetchRequest> asked_;
};

struct OcspScene {
  small_ca::SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::Issued qm2 =
      root.issue({.subject = "CN=QM2,O=Acme", .ocsp_urls = {"http://ocsp.acme.example"}, .serial_number = 0x51a3});
  vidimus::Time now = small_ca::now();
  Issuance issuance{{read(qm2.der), read(root.der())}, now};

  /// What the responder says of QM2.
  [[nodiscard]] auto entry(OcspStatus status = OcspStatus::good) const -> OcspEntry {
    return {.serial_number = qm2.serial_number, .status = status};
  }
  [[nodiscard]] auto response(OcspProfile profile = {}) const -> Bytes {
    if (profile.entries.empty()) profile.entries.push_back(entry());
    return ocsp_response(root, profile);
  }
  [[nodiscard]] auto response_about(OcspEntry entry) const -> Bytes {
    return response({.entries = {std::move(entry)}});
  }

  template <class Checker>
  auto ask(Checker const& checker, Responder responder) const -> RevocationStatus {
    return Inquiry{std::move(responder)}(checker, issuance.at(0));
  }
  auto ask(Bytes const& response) const -> RevocationStatus { return ask(vidimus::OcspChecker<>{}, always(response)); }
  /// At another moment.
  template <class Checker>
  auto ask_at(vidimus::Time moment, Checker const& checker, Responder responder) const -> RevocationStatus {
    Issuance const then{{read(qm2.der), read(root.der())}, moment};
    return Inquiry{std::move(responder)}(checker, then.at(0));
  }
};

}  // namespace test

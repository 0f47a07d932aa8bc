// SPDX-License-Identifier: Apache-2.0
// The judge alone, without a socket or a TLS library: the order of the checks and what a ruling says.
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/pipeline/judge.hpp>

#include <memory>

using namespace vidimus;

namespace {

using Log = std::shared_ptr<std::vector<std::string>>;

struct Fixture {
  small_ca::SmallCa root{"CN=Root"};
  small_ca::Issued own = root.issue({.subject = "CN=QM1"});
  TrustAnchors anchors = TrustAnchors::from_pem(root.pem()).value();
  PeerChain chain = PeerChain::parse(std::span<Buffer const>{&own.der, 1}).value();
  ValidationContext context{SystemClock{}.now(), End::server, anchors};
  Negotiated negotiated{ProtocolVersion::tls13, 0x1301, End::client};
};

struct Path {
  using role = vidimus::role::validator;
  Log log;
  bool accepts;
  [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const -> Result<VerifiedPath> {
    log->push_back("path");
    if (!accepts) return refuse(Errc::issuer_unknown);
    return danger::assert_verified(chain.end_entity(), {}, context.anchors.all().front(), {});
  }
};
struct Revocation {
  using role = vidimus::role::revocation_checker;
  Log log;
  bool is_good;
  [[nodiscard]] auto status(IssuedCertificate const& asked, Evidence const&) const -> RevocationStatus {
    log->push_back("revocation of " + asked.certificate.subject().to_text() + " by " +
                   asked.issuer.subject().to_text());
    SourceAnswer answer{Step::check_crl, "a list", is_good ? Outcome::accepted : Outcome::refused};
    return is_good ? RevocationStatus::good(answer) : RevocationStatus::unknown({Errc::crl_not_found}, answer);
  }
};
struct Naming {
  using role = vidimus::role::peer_name_filter;
  Log log;
  bool accepts_it;
  [[nodiscard]] auto accepts(EndEntity const&) const -> Verdict {
    log->push_back("name");
    return accepts_it ? Verdict::accepted() : Verdict::refused({Errc::peer_name_mismatch});
  }
};

struct Heard {
  Ruling ruling;
  std::vector<std::string> log;
};

auto hear(bool path, bool revocation, bool name, std::uint16_t suite = 0x1301) -> Heard {
  Fixture fixture;
  auto const log = std::make_shared<std::vector<std::string>>();
  detail::PolicySet<Path, Revocation, Naming> const policies{std::in_place, Path{log, path},
                                                             Revocation{log, revocation}, Naming{log, name}};
  NoObserver const nobody;
  detail::Trace<NoObserver> trace{nobody};
  fixture.negotiated.cipher_suite = suite;
  detail::Judge<Path, Revocation, Naming> judge{policies, fixture.context, fixture.negotiated, trace};
  return {judge.hear(fixture.chain), *log};
}

auto refusal(Heard const& heard) -> Failure const& { return std::get<Failure>(heard.ruling); }

}  // namespace

TEST_CASE("path, revocation, name: in this order, and then the peer is accepted", "[pipeline]") {
  auto const heard = hear(true, true, true);
  CHECK(heard.log == std::vector<std::string>{"path", "revocation of CN=QM1 by CN=Root", "name"});
  auto const& accepted = std::get<AcceptedPeer>(heard.ruling);
  CHECK(accepted.path()->end_entity().certificate.subject().to_text() == "CN=QM1");
  CHECK(accepted.negotiated().cipher_suite == 0x1301);
  CHECK(accepted.checks().size() == 4);
}

TEST_CASE("the first refusal ends it: nothing later is asked", "[pipeline]") {
  auto const no_path = hear(false, false, false);
  CHECK(no_path.log == std::vector<std::string>{"path"});
  CHECK(refusal(no_path).code() == Errc::issuer_unknown);
  auto const unknown = hear(true, false, false);
  CHECK(unknown.log.size() == 2);
  CHECK(refusal(unknown).code() == Errc::crl_not_found);
  auto const misnamed = hear(true, true, false);
  CHECK(misnamed.log.size() == 3);
  CHECK(refusal(misnamed).code() == Errc::peer_name_mismatch);
  auto const misnegotiated = hear(true, true, true, 0xC02B);
  CHECK(refusal(misnegotiated).code() == Errc::cipher_suite_refused);
}

TEST_CASE("a path of another certificate than the peer's is refused, whatever its Validator says", "[pipeline]") {
  struct Confused {
    using role = vidimus::role::validator;
    [[nodiscard]] auto validate(PeerChain const&, ValidationContext const& context) const -> Result<VerifiedPath> {
      auto const& anchor = context.anchors.all().front();
      return danger::assert_verified(anchor.certificate(), {}, anchor, {});
    }
  };
  Fixture const fixture;
  auto const log = std::make_shared<std::vector<std::string>>();
  detail::PolicySet<Confused, Revocation, Naming> const policies{std::in_place, Confused{}, Revocation{log, true},
                                                                 Naming{log, true}};
  NoObserver const nobody;
  detail::Trace<NoObserver> trace{nobody};
  detail::Judge<Confused, Revocation, Naming> judge{policies, fixture.context, fixture.negotiated, trace};
  auto const ruling = judge.hear(fixture.chain);
  REQUIRE(std::holds_alternative<Failure>(ruling));
  CHECK(std::get<Failure>(ruling).code() == Errc::path_of_another_peer);
  CHECK(log->empty());
}

TEST_CASE("a refusal names the certificate and keeps what was checked before it", "[pipeline]") {
  auto const heard = hear(true, true, false);
  CHECK(refusal(heard).decisive().depth == 0U);
  CHECK(refusal(heard).decisive().subject == "CN=QM1");
  CHECK(refusal(heard).occasion() == Occasion::handshake);
  REQUIRE(refusal(heard).checks().size() == 3);
  CHECK(refusal(heard).checks().back().outcome == Outcome::refused);
}

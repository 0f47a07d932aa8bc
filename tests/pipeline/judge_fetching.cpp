// SPDX-License-Identifier: Apache-2.0
// A Validator that wants something fetched: the judge says so, is answered, and only then decides.
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/pipeline/judge.hpp>
#include <vidimus/revocation/no_revocation.hpp>

using namespace vidimus;

namespace {

/// Wants one location after another, `Wants` of them, and then accepts if all were answered.
template <int Wants>
struct Curious {
  using role = vidimus::role::validator;
  static constexpr Budget budget{.rounds = 3};
  [[nodiscard]] auto wants(PeerChain const&, ValidationContext const& context) const -> std::vector<FetchRequest> {
    for (int i = 0; i != Wants; ++i)
      if (auto const key = std::to_string(i); !context.evidence->find(key))
        return {{key, "http://a.example"}, {key, ""}};
    return {};
  }
  [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const -> Result<VerifiedPath> {
    CHECK(wants(chain, context).empty());
    return danger::assert_verified(chain.end_entity(), {}, context.anchors.all().front(), {});
  }
};

struct Fixture {
  small_ca::SmallCa root{"CN=Root"};
  small_ca::Issued own = root.issue({.subject = "CN=QM1"});
  TrustAnchors anchors = TrustAnchors::from_pem(root.pem()).value();
  ValidationContext context{SystemClock{}.now(), End::server, anchors};
  NoObserver nobody;
  detail::Trace<NoObserver> trace{nobody};

  [[nodiscard]] auto chain() const -> PeerChain {
    return PeerChain::parse(std::span<Buffer const>{&own.der, 1}).value();
  }
};

template <int Wants>
auto rounds_of(Ruling& last) -> int {
  using Judge = detail::Judge<Curious<Wants>, danger::NoRevocation, danger::AnyPeerName>;
  Fixture fixture;
  detail::PolicySet<Curious<Wants>, danger::NoRevocation, danger::AnyPeerName> const policies{
      std::in_place, Curious<Wants>{}, danger::NoRevocation{}, danger::AnyPeerName{}};
  Judge judge{policies, fixture.context, {ProtocolVersion::tls13, 0x1301, End::client}, fixture.trace};
  last = judge.hear(fixture.chain());
  int rounds = 0;
  for (; std::holds_alternative<NeedsFetch>(last); ++rounds) {
    auto const requests = std::get<NeedsFetch>(last).requests;
    CHECK(requests.size() == 1);  // equal keys are one
    for (auto const& request : requests) judge.hear_evidence({request, {}});
    last = judge.rule();
  }
  return rounds;
}

}  // namespace

TEST_CASE("a Validator's fetches are answered before it decides", "[pipeline]") {
  Ruling last = Failure{Finding{Errc::engine_failed}};
  CHECK(rounds_of<0>(last) == 0);
  CHECK(std::holds_alternative<AcceptedPeer>(last));
  CHECK(rounds_of<3>(last) == 3);
  CHECK(std::holds_alternative<AcceptedPeer>(last));
}

TEST_CASE("a Validator that never has enough is refused after its budget's rounds", "[pipeline]") {
  Ruling last = Failure{Finding{Errc::engine_failed}};
  CHECK(rounds_of<4>(last) == 3);
  REQUIRE(std::holds_alternative<Failure>(last));
  CHECK(std::get<Failure>(last).code() == Errc::fetch_rounds_exceeded);
}

// SPDX-License-Identifier: Apache-2.0
// Policies of a program's own in every role, one that wants fetches among them.
#include "company.hpp"
#include "two_ends.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/vidimus.hpp>

#include <memory>

using namespace vidimus;
using vidimus_test::Company;
using vidimus_test::two_ends;

namespace {

struct RefusesEverybody {
  using role = vidimus::role::peer_name_filter;
  [[nodiscard]] auto accepts(EndEntity const&) const -> Verdict {
    return Verdict::refused({Errc::refused_by_policy, Note{"closed on Sundays"}});
  }
};

template <Validator Inner>
struct ShortPaths {
  using role = vidimus::role::validator;
  Inner inner{};
  [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const -> Result<VerifiedPath> {
    auto path = inner.validate(chain, context);
    if (path && path->certificates().size() > 1) return refuse(Errc::refused_by_policy, Note{"too long for us"});
    return path;
  }
};

/// Good once its one fetch was answered with "good".
struct Asks {
  using role = vidimus::role::revocation_checker;
  [[nodiscard]] auto wants(IssuedCertificate const& asked, Evidence const&) const -> std::vector<FetchRequest> {
    if (asked.depth != 0) return {};
    return {{"ask", "http://oracle/"}};
  }
  [[nodiscard]] auto status(IssuedCertificate const& asked, Evidence const& evidence) const -> RevocationStatus {
    SourceAnswer answer{Step::check_ocsp, "the oracle", Outcome::accepted};
    auto const* const found = evidence.find("ask");
    if (asked.depth != 0 || (found != nullptr && text_of(found->response) == "good"))
      return RevocationStatus::good(std::move(answer));
    answer.outcome = Outcome::refused;
    return RevocationStatus::unknown({Errc::fetch_failed}, std::move(answer));
  }
};

/// Wants another fetch whatever it gets.
struct NeverSatisfied {
  using role = vidimus::role::revocation_checker;
  std::shared_ptr<int> count = std::make_shared<int>(0);
  [[nodiscard]] auto wants(IssuedCertificate const&, Evidence const&) const -> std::vector<FetchRequest> {
    return {{std::to_string(++*count), "http://oracle/"}};
  }
  [[nodiscard]] auto status(IssuedCertificate const&, Evidence const&) const -> RevocationStatus {
    return RevocationStatus::good({Step::check_ocsp, "the oracle", Outcome::accepted});
  }
};

struct Counts {
  using role = vidimus::role::observer;
  std::shared_ptr<std::vector<Step>> seen = std::make_shared<std::vector<Step>>();
  void observe(Check const& check) const { seen->push_back(check.step); }
};

template <class... Ps>
auto end(Company const& company, char const* subject, Ps... policies) {
  return make_endpoint(company.credentials(subject), company.anchors(), std::move(policies)...).value();
}

auto plain(Company const& company, char const* subject) {
  return end(company, subject, Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{});
}

template <class Checker>
auto ask(Company const& acme, Checker checker, char const* reply) -> Result<HandshakeStep> {
  auto pair = MemoryPair::make({.blocking = false});
  auto connecting =
      start_connecting(std::move(pair.first), end(acme, "CN=QM1", Rfc5280{}, checker, danger::AnyPeerName{})).value();
  auto accepting = start_accepting(std::move(pair.second), plain(acme, "CN=QM2")).value();
  for (int round = 0; round != 1000; ++round) {
    auto const next = connecting.step();
    if (!next || *next == HandshakeStep::done) return next;
    if (*next == HandshakeStep::wants_fetch)
      for (auto const& request : connecting.wanted()) {
        auto const bytes = bytes_of(reply);
        connecting.provide({request, Buffer{bytes.begin(), bytes.end()}});
      }
    REQUIRE(accepting.step());
  }
  return refuse(Errc::timed_out);
}

}  // namespace

TEST_CASE("a filter of one's own refuses in its own words", "[channel]") {
  Company const acme;
  auto ends =
      two_ends(end(acme, "CN=QM1", Rfc5280{}, danger::NoRevocation{}, RefusesEverybody{}), plain(acme, "CN=QM2"));
  REQUIRE(ends.first.failure);
  CHECK(ends.first.failure->code() == Errc::refused_by_policy);
  CHECK(explain(*ends.first.failure).find("closed on Sundays") != std::string::npos);
}

TEST_CASE("a filter of one's own joins the library's", "[channel]") {
  Company const acme;
  auto ends =
      two_ends(end(acme, "CN=QM1", Rfc5280{}, danger::NoRevocation{}, AllOf{SslPeer<"CN=QM2">{}, RefusesEverybody{}}),
               plain(acme, "CN=QM2"));
  REQUIRE(ends.first.failure);
  CHECK(ends.first.failure->code() == Errc::refused_by_policy);
}

TEST_CASE("a validator of one's own wraps another", "[channel]") {
  Company const acme;
  auto ends = two_ends(end(acme, "CN=QM1", ShortPaths<Rfc5280>{}, danger::NoRevocation{}, danger::AnyPeerName{}),
                       plain(acme, "CN=QM2"));
  REQUIRE(ends.first.failure);
  CHECK(ends.first.failure->code() == Errc::refused_by_policy);
}

TEST_CASE("an observer hears of every check, in order, while it happens", "[channel]") {
  Company const acme;
  Counts const counts;
  auto ends = two_ends(end(acme, "CN=QM1", Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{}, counts),
                       plain(acme, "CN=QM2"));
  REQUIRE(ends.first.channel);
  CHECK(std::ranges::is_sorted(*counts.seen));
  CHECK(counts.seen->front() == Step::connect);
  CHECK(counts.seen->back() == Step::secure_connection);
  CHECK(counts.seen->size() == ends.first.channel->report().checks().size());
}

TEST_CASE("a checker's fetches are the caller's to make, while the handshake waits", "[channel]") {
  Company const acme;
  CHECK(ask(acme, Asks{}, "good").value() == HandshakeStep::done);
  auto const refused = ask(acme, Asks{}, "no idea");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::fetch_failed);
}

TEST_CASE("a checker that never has enough is stopped", "[channel]") {
  Company const acme;
  auto const refused = ask(acme, NeverSatisfied{}, "");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::fetch_rounds_exceeded);
}

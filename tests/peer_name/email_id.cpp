// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/email_id.hpp>

#include "named_peers.hpp"
#include "small_ca.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<EmailId<"qm1@acme.example">>);
static_assert(PeerNameFilter<EmailId<dynamic>>);
static_assert(std::is_empty_v<EmailId<"qm1@acme.example">>);
static_assert(!std::is_default_constructible_v<EmailId<dynamic>>);

namespace {

auto with_names(std::vector<std::string> names, std::string const& subject = "CN=other") -> EndEntity {
  static small_ca::SmallCa const root{"CN=Root"};
  auto const issued = root.issue({.subject = subject, .alt_names = std::move(names)});
  auto certificate = Certificate::parse(issued.der);
  REQUIRE(certificate);
  return {*certificate, {}};
}

// The static and the dynamic form agree; the verdict is the static one's.
template <FixedString Address>
auto judged(EndEntity const& end_entity) -> Verdict {
  auto const read = EmailId<dynamic>::parse(Address.view());
  REQUIRE(read.has_value());
  auto verdict = EmailId<Address>::accepts(end_entity);
  auto const at_run_time = read->accepts(end_entity);
  CHECK(verdict.is_accepted() == at_run_time.is_accepted());
  CHECK(EmailId<Address>::matches(end_entity) == verdict.is_accepted());
  CHECK(read->matches(end_entity) == verdict.is_accepted());
  if (!verdict.is_accepted()) CHECK(explain(verdict.finding()) == explain(at_run_time.finding()));
  CHECK(EmailId<Address>::describe() == read->describe());
  return verdict;
}

}  // namespace

TEST_CASE("an rfc822Name accepts, whichever of several it is and whatever the case of its host", "[peer_name]") {
  auto const both = with_names({"EMAIL:other@acme.example", "EMAIL:qm1@ACME.example"});
  CHECK(judged<"qm1@acme.example">(both).because() == "email:qm1@ACME.example");
  CHECK(judged<"qm1@Acme.Example">(both).is_accepted());
}

TEST_CASE("another mailbox is refused with everything that is presented", "[peer_name]") {
  auto const verdict = judged<"qm1@acme.example">(with_names({"DNS:acme.example", "EMAIL:QM1@acme.example"}));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "email:qm1@acme.example");
  CHECK(presented(verdict) == Texts{"DNS:acme.example", "email:QM1@acme.example"});
  CHECK(verdict.finding().depth == 0U);
  CHECK(verdict.finding().subject == "CN=other");
  CHECK_FALSE(judged<"qm1@acme.example">(with_names({"EMAIL:qm1@acme.example.org"})).is_accepted());
  CHECK_FALSE(judged<"qm1@acme.example">(with_names({"EMAIL:acme.example"})).is_accepted());
}

TEST_CASE("other forms of name are no mailbox, the subject's emailAddress neither", "[peer_name]") {
  auto const lookalike = with_names({"DNS:acme.example", "URI:mailto:qm1@acme.example"}, "E=qm1@acme.example");
  CHECK(judged<"qm1@acme.example">(lookalike).finding().code == Errc::peer_name_absent);
  CHECK(judged<"qm1@acme.example">(with_names({}, "CN=qm1@acme.example")).finding().code == Errc::peer_name_absent);
}

TEST_CASE("a mailbox is described as it was named", "[peer_name]") {
  CHECK(EmailId<"QM1@Acme.example">::describe() == "e-mail address QM1@Acme.example");
}

TEST_CASE("an e-mail address that is none is refused with the reason, the place and the text", "[peer_name]") {
  auto const filter = EmailId<dynamic>::parse("qm1@acme..example");
  REQUIRE_FALSE(filter);
  auto const& finding = filter.error().decisive();
  CHECK(finding.code == Errc::email_address_malformed);
  CHECK(finding.subject == "qm1@acme..example");
  CHECK(std::get<Malformed>(finding.detail).offset == 9);
  CHECK(std::get<Malformed>(finding.detail).what == text_of(EmailAddressMistake::host_malformed));
  CHECK_FALSE(EmailId<dynamic>::parse("qm1"));
}

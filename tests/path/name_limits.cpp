// SPDX-License-Identifier: Apache-2.0
#include "draft.hpp"
#include "vectors.hpp"

using namespace vidimus;
using vectors::Vector;

namespace {
namespace write = vidimus_test::write;
using small_ca::Bytes;

auto names_of(std::string const& title) -> std::vector<std::string> {
  auto const certificate = Vector{title}.chain().end_entity();
  std::vector<std::string> names;
  for (auto const& name : detail::names_to_constrain(certificate)) names.push_back(name.to_text());
  return names;
}

/// A GeneralName: an otherName of this type, whose value is a UTF8String.
auto other_name(char const* type, std::string const& value) -> Bytes {
  return write::element(0xa0, write::oid(type), write::element(0xa0, write::element(0x0c, write::bytes(value))));
}
constexpr char const* smtp_utf8_mailbox = "1.3.6.1.5.5.7.8.9";

/// What comes of a path whose issuer constrains names by `subtrees`, a GeneralSubtrees with the identifier of permitted or
/// excluded ones, and whose end entity has one alternative name.
template <class Validator = Rfc5280>
auto outcome_below(Bytes const& subtrees, Bytes const& name, Validator validator = {}) -> std::string {
  vidimus_test::Entity const root{"CN=Acme Root"}, issuing{"CN=Issuing CA"}, qm2{"CN=QM2"};
  auto issuer = vidimus_test::draft_of_ca(issuing, root);
  issuer.set({vidimus_test::id::name_constraints, true, write::sequence(subtrees)});
  auto end_entity = vidimus_test::draft_of_end_entity(qm2, issuing);
  end_entity.set({small_ca::oid::subject_alt_name, false, write::sequence(name)});
  auto const chain = PeerChain::parse(std::vector{end_entity.signed_by(issuing.key), issuer.signed_by(root.key)});
  auto const anchors = TrustAnchors::from_bytes(vidimus_test::draft_of_ca(root, root).signed_by(root.key));
  REQUIRE(chain);
  REQUIRE(anchors);
  return vectors::outcome_of(validator.validate(*chain, {small_ca::now(), End::server, *anchors}));
}
auto permitting(Bytes const& base) -> Bytes { return write::element(0xa0, write::sequence(base)); }
auto excluding(Bytes const& base) -> Bytes { return write::element(0xa1, write::sequence(base)); }
}  // namespace

TEST_CASE("the names of a certificate are its subject, addresses in it and its alternative names", "[path]") {
  CHECK(names_of("direct") == std::vector<std::string>{"DirName:O=Acme,OU=Payments,CN=QM2", "DNS:qm2.example"});
  CHECK(names_of("names-email-in-subject") ==
        std::vector<std::string>{"DirName:emailAddress=ops@example.com,CN=Ops", "email:ops@example.com"});
}

TEST_CASE("a name that is not permitted is told with what is", "[path]") {
  auto const finding = vectors::refusal("names-dns-beside");
  CHECK(finding.code == Errc::name_not_permitted);
  CHECK(std::get<Mismatch>(finding.detail).wanted == "names within DNS:example.com");
  CHECK(std::get<Mismatch>(finding.detail).presented.front() == "DNS:notexample.com");
}

TEST_CASE("a name that is excluded is told with the subtree", "[path]") {
  auto const finding = vectors::refusal("names-dns-excluded");
  CHECK(finding.code == Errc::name_excluded);
  CHECK(std::get<Mismatch>(finding.detail).wanted == "no names within DNS:example.com");
  CHECK(std::get<Mismatch>(finding.detail).presented.front() == "DNS:a.example.com");
}

TEST_CASE("comparisons of names are counted", "[path]") {
  auto const outcome = [](auto const& validator) {
    return vectors::outcome_of(vectors::validate(Vector{"names-dns-one-of-two"}, validator));
  };
  CHECK(outcome(Rfc5280With<Budget{.name_comparisons = 2}>{}) == "accepted 2");
  CHECK(outcome(Rfc5280With<Budget{.name_comparisons = 1}>{}) == "budget_exceeded 0");
  auto const excluded = excluding(small_ca::general_name("EMAIL:other.example"));
  auto const name = small_ca::general_name("EMAIL:ops@example.com");
  CHECK(outcome_below(excluded, name, Rfc5280With<Budget{.name_comparisons = 1}>{}) == "accepted 2");
  CHECK(outcome_below(excluded, name, Rfc5280With<Budget{.name_comparisons = 0}>{}) == "budget_exceeded 0");
}

TEST_CASE("an internationalized mailbox is constrained as a mailbox", "[path]") {  // RFC 9598, 6
  auto const mailbox = other_name(smtp_utf8_mailbox, "bj\xc3\xb6rn@mail.example");
  auto const host = [](char const* name) { return small_ca::general_name("EMAIL:" + std::string{name}); };
  CHECK(outcome_below(permitting(host("mail.example")), mailbox) == "accepted 2");
  CHECK(outcome_below(permitting(host("other.example")), mailbox) == "name_not_permitted 0");
  CHECK(outcome_below(excluding(host("mail.example")), mailbox) == "name_excluded 0");
  CHECK(outcome_below(excluding(host("other.example")), mailbox) == "accepted 2");
  CHECK(outcome_below(permitting(host("mail.example")), other_name("1.3.6.1.4.1.311.20.2.3", "a@b.example")) ==
        "accepted 2");  // of a form that is not constrained
}

TEST_CASE("a constraint of otherNames is not passed over for a mailbox either", "[path]") {  // RFC 5280, 4.2.1.10
  auto const mailbox = other_name(smtp_utf8_mailbox, "bj\xc3\xb6rn@mail.example");
  for (auto const& name : {mailbox, other_name("1.3.6.1.4.1.311.20.2.3", "bjorn@mail.example")}) {
    CHECK(outcome_below(permitting(name), name) == "constraint_not_processed 0");
    CHECK(outcome_below(excluding(name), name) == "constraint_not_processed 0");
  }
}

// RFC 5280, 6.1.3 (b) and (c): a self-issued certificate is passed over, unless it is the final one.
TEST_CASE("names are constrained of every certificate but of a self-issued one above the end entity", "[path]") {
  vidimus_test::Entity const root{"CN=Acme Root"}, old{"CN=Issuing CA"}, rolled{"CN=Issuing CA"}, sub{"CN=Sub CA"},
      qm2{"CN=QM2"}, namesake{"CN=Issuing CA"};
  auto const anchors = TrustAnchors::from_bytes(vidimus_test::draft_of_ca(root, root).signed_by(root.key));
  REQUIRE(anchors);
  struct Constraints {
    small_ca::Extension extension;
    std::string refusal;
  };
  for (auto const& [constraints, refusal] :
       {Constraints{vidimus_test::name_constraints({"DNS:acme.example"}), "name_not_permitted"},
        Constraints{vidimus_test::name_constraints({}, {"DNS:other.example"}), "name_excluded"}}) {
    auto const upper = vidimus_test::draft_of_ca(old, root).set(constraints).signed_by(root.key);
    auto const outcome = [&](auto const& lower, auto const& subject, char const* name_of_lower, char const* name) {
      auto const ca = vidimus_test::draft_of_ca(lower, old)
                          .set(vidimus_test::alternative_names({name_of_lower}))
                          .signed_by(old.key);
      auto const own = vidimus_test::draft_of_end_entity(subject, lower, {name}).signed_by(lower.key);
      auto const chain = PeerChain::parse(std::vector{own, ca, upper});
      REQUIRE(chain);
      return vectors::outcome_of(Rfc5280{}.validate(*chain, {small_ca::now(), End::server, *anchors}));
    };
    constexpr char const *inside = "DNS:a.acme.example", *outside = "DNS:a.other.example";
    CHECK(outcome(sub, qm2, inside, inside) == "accepted 3");
    CHECK(outcome(sub, qm2, outside, inside) == refusal + " 1");
    CHECK(outcome(rolled, qm2, outside, inside) == "accepted 3");
    CHECK(outcome(rolled, qm2, outside, outside) == refusal + " 0");
    CHECK(outcome(rolled, namesake, outside, inside) == "accepted 3");
    CHECK(outcome(rolled, namesake, outside, outside) == refusal + " 0");  // self-issued, and the final one
  }
}

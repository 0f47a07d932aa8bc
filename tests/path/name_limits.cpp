// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

using namespace vidimus;
using vectors::Vector;

namespace {
auto names_of(std::string const& title) -> std::vector<std::string> {
  auto const certificate = Vector{title}.chain().end_entity();
  std::vector<std::string> names;
  for (auto const& name : detail::names_to_constrain(certificate)) names.push_back(name.to_text());
  return names;
}
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
}

// SPDX-License-Identifier: Apache-2.0
// vidimus beside OpenSSL on chains of which one thing, or two, or an octet that nobody chose, is not as it should be. They
// agree but for the differences that are listed, each with the clause that it rests on; one that is not listed fails, and so
// does one that is listed and not met.
//
// VIDIMUS_MUTATED_CHAINS=N: N chains at random where that is more than the 1,200 of every run.
// VIDIMUS_MUTATED_CHAINS_TO=FILE: writes every chain and both verdicts, for `differential.py`.
#include "differences.hpp"
#include "mutations.hpp"

#include <vidimus/core/explain.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

using namespace mutated;

namespace {

/// Why vidimus refuses, and why certificates could not be read; empty: accepted.
auto our_verdict(Question const& question) -> std::vector<Errc> {
  using namespace vidimus;
  auto const chain = PeerChain::parse(question.presented);
  if (!chain) return {chain.error().code()};
  auto const anchors = TrustAnchors::from_bytes(question.anchor);
  if (!anchors) return {anchors.error().code()};
  auto const path = Rfc5280{}.validate(*chain, ValidationContext{now, End::server, *anchors});
  if (path) return {};
  std::vector<Errc> reasons;
  for (auto const& finding : path.error().findings()) reasons.push_back(finding.code);
  for (auto const& finding : chain->unreadable()) reasons.push_back(finding.code);
  return reasons;
}
auto ours_in_words(std::vector<Errc> const& reasons) -> std::string {
  if (reasons.empty()) return "accepted";
  std::string names;
  for (auto const reason : reasons) names += (names.empty() ? "" : ", ") + std::string{name_of(reason)};
  return names;
}

class Comparison {
 public:
  void judge(Chain const& chain, Signer& signer) {
    auto const question = question_of(chain, signer);
    auto const ours = our_verdict(question);
    auto const theirs = openssl_verdict(question);
    ++chains_;
    write(question, ours, theirs);
    if (ours.empty() == (theirs == X509_V_OK))
      ++(ours.empty() ? accepted_ : refused_);
    else
      explain({question, ours, theirs});
  }
  [[nodiscard]] auto chains() const -> std::size_t { return chains_; }
  [[nodiscard]] auto accepted_by_both() const -> std::size_t { return accepted_; }
  [[nodiscard]] auto refused_by_both() const -> std::size_t { return refused_; }
  [[nodiscard]] auto was_met(std::size_t difference) const -> bool { return met_[difference]; }

 private:
  void explain(Disagreement const& disagreement) {
    auto const why =
        std::ranges::find_if(differences, [&](auto const& difference) { return difference.explains(disagreement); });
    if (why != std::end(differences)) {
      met_[static_cast<std::size_t>(why - std::begin(differences))] = true;
      return;
    }
    for (auto const& der : disagreement.question.presented) UNSCOPED_INFO(vidimus::to_hex(der));
    UNSCOPED_INFO("anchor " << vidimus::to_hex(disagreement.question.anchor));
    FAIL_CHECK("no reason to differ: " << disagreement.question.kind << ": vidimus " << ours_in_words(disagreement.ours)
                                       << ", OpenSSL " << mutated::name_of_verdict(disagreement.theirs));
  }

  void write(Question const& question, std::vector<Errc> const& ours, int theirs) {
    if (!file_.is_open()) return;
    file_ << R"({"kind": ")" << question.kind << R"(", "vidimus": ")" << ours_in_words(ours) << R"(", "openssl": ")"
          << mutated::name_of_verdict(theirs) << R"(", "anchor": ")" << vidimus::to_hex(question.anchor)
          << R"(", "presented": [)";
    for (std::size_t i = 0; i != question.presented.size(); ++i)
      file_ << (i == 0 ? "\"" : ", \"") << vidimus::to_hex(question.presented[i]) << '"';
    file_ << "]}\n";
  }

  static auto output() -> std::ofstream {
    auto const* const name = std::getenv("VIDIMUS_MUTATED_CHAINS_TO");
    return name == nullptr ? std::ofstream{} : std::ofstream{name};
  }

  std::size_t chains_ = 0, accepted_ = 0, refused_ = 0;
  std::vector<bool> met_ = std::vector<bool>(std::size(differences));
  std::ofstream file_ = output();
};

auto chains_at_random() -> std::size_t {
  auto const* const number = std::getenv("VIDIMUS_MUTATED_CHAINS");
  return std::max(1200UL, number == nullptr ? 0 : std::stoul(number));
}

/// Every change at every certificate, and `at_random_too` of those that chance makes.
void judge_all(Chain const& usual, std::size_t at_random_too, Signer& signer, Dice& dice, Comparison& comparison) {
  for (auto const& mutation : mutations())
    for (std::size_t at = 0; at != usual.links.size(); ++at)
      if (mutation.fits(usual, at)) comparison.judge(mutation.applied(usual, at), signer);
  for (std::size_t i = 0; i != at_random_too; ++i) comparison.judge(at_random(usual, dice), signer);
}

}  // namespace

TEST_CASE("OpenSSL and vidimus agree on mutated chains, or differ for a reason that is known", "[interop][path]") {
  Comparison comparison;
  Dice dice{20260112};
  struct Family {
    KeyKind kind;
    std::vector<std::size_t> certificates;
  };
  for (auto const& family : {Family{KeyKind::ec_p256, {2, 3, 4}}, Family{KeyKind::rsa_2048, {3}}}) {
    mutated::Cast const cast{family.kind};
    Signer signer;
    for (auto const certificates : family.certificates)
      judge_all(usual_chain(cast, certificates), chains_at_random() / 4, signer, dice, comparison);
  }
  for (std::size_t i = 0; i != std::size(differences); ++i) {
    INFO(differences[i].kind << ": " << differences[i].why);
    CHECK(comparison.was_met(i));
  }
  CHECK(comparison.chains() > 1000);
  CHECK(comparison.accepted_by_both() > 300);
  CHECK(comparison.refused_by_both() > 1000);
}

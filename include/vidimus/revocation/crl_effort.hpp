// SPDX-License-Identifier: Apache-2.0
// What answering about one certificate may cost, the signers of its CRLs and their CRLs included; and what it still wants.
#pragma once

#include <vidimus/core/fetch.hpp>
#include <vidimus/core/finding.hpp>
#include <vidimus/x509/certificate.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

class CrlEffort {
 public:
  /// CRLs whose signature is asked for: an authority with four partitions for reasons and as many deltas has eight.
  static constexpr std::size_t crls = 32;
  /// Certificates of CRL issuers that are tried, outside of the peer's path.
  static constexpr std::size_t signers = 8;
  /// How far a signer's CRL may be signed by a signer whose CRL is signed by a signer.
  static constexpr std::size_t nesting = 3;
  /// Locations that are looked at.
  static constexpr std::size_t locations = 16;

  [[nodiscard]] auto spend_crl() -> std::optional<Finding> { return spend(crls_, crls, "CRLs for one certificate"); }
  [[nodiscard]] auto spend_signer() -> std::optional<Finding> {
    return spend(signers_, signers, "CRL signers for one certificate");
  }
  [[nodiscard]] auto spend_location() -> bool { return !spend(locations_, locations, ""); }

  /// One certificate that is being asked about, as long as this lives.
  class Question {
   public:
    Question(CrlEffort& effort, Certificate const& certificate) : effort_{effort} {
      effort_.asked_.push_back(certificate);
    }
    Question(Question const&) = delete;
    auto operator=(Question const&) -> Question& = delete;
    ~Question() { effort_.asked_.pop_back(); }

   private:
    CrlEffort& effort_;
  };
  /// Whether its status is being looked for: it must not rest on itself.
  [[nodiscard]] auto is_asked(Certificate const& certificate) const -> bool {
    return std::ranges::find(asked_, certificate) != asked_.end();
  }
  [[nodiscard]] auto is_too_deep() const -> bool { return asked_.size() > nesting; }

  /// A signer's certificate, or one above it, that was found good needs no second look.
  void found_good(Certificate const& certificate) { good_.push_back(certificate); }
  [[nodiscard]] auto is_good(Certificate const& certificate) const -> bool {
    return std::ranges::find(good_, certificate) != good_.end();
  }

  static auto key_of(std::string const& url) -> std::string { return "GET " + url; }
  /// To be fetched.
  void want(std::string const& url) {
    auto key = key_of(url);
    if (std::ranges::find(wanted_, key, &FetchRequest::key) == wanted_.end()) wanted_.push_back({std::move(key), url});
  }
  [[nodiscard]] auto wanted() && -> std::vector<FetchRequest> { return std::move(wanted_); }

 private:
  static auto spend(std::size_t& spent, std::size_t limit, char const* what) -> std::optional<Finding> {
    if (spent != limit) return ++spent, std::nullopt;
    return Finding{Errc::budget_exceeded, OverLimit{what, limit, limit + 1}};
  }

  std::size_t crls_ = 0, signers_ = 0, locations_ = 0;
  std::vector<Certificate> asked_, good_;
  std::vector<FetchRequest> wanted_;
};

}  // namespace vidimus::detail

// SPDX-License-Identifier: Apache-2.0
// Reads the paths of tests/data/path, which `generate.py` there explains.
#pragma once

#include <vidimus/core/file.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/x509/pem.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace vectors {

using namespace vidimus;

inline auto folder() -> std::filesystem::path { return std::filesystem::path{VIDIMUS_TEST_DATA_DIR} / "path"; }

/// The titles of all vectors, in order.
inline auto titles() -> std::vector<std::string> {
  std::vector<std::string> all;
  for (auto const& entry : std::filesystem::directory_iterator{folder()})
    if (entry.path().extension() == ".pem") all.push_back(entry.path().stem().string());
  std::ranges::sort(all);
  return all;
}

class Vector {
 public:
  explicit Vector(std::string const& title) : title_{title} {
    auto const bytes = read_file(folder() / (title + ".pem"), 1 << 20);
    REQUIRE(bytes);
    text_ = text_of(*bytes);
  }

  [[nodiscard]] auto title() const -> std::string const& { return title_; }
  /// `accepted LENGTH` or an error's name and a depth.
  [[nodiscard]] auto expect() const -> std::string { return field("expect"); }
  [[nodiscard]] auto peer_end() const -> End { return field("peer") == "client" ? End::client : End::server; }
  [[nodiscard]] auto time() const -> Time { return Time{std::chrono::seconds{std::stoll(field("time"))}}; }
  [[nodiscard]] auto presented() const -> std::vector<Buffer> {
    auto blocks = parse_pem(std::string_view{text_}.substr(0, anchors_at()), "CERTIFICATE");
    REQUIRE(blocks);
    return *std::move(blocks);
  }
  [[nodiscard]] auto anchors() const -> TrustAnchors {
    auto anchors = TrustAnchors::from_pem(std::string_view{text_}.substr(anchors_at()));
    REQUIRE(anchors);
    return *std::move(anchors);
  }
  [[nodiscard]] auto chain(ProvenEdges edges = {}) const -> PeerChain {
    auto chain = PeerChain::parse(presented(), std::move(edges));
    REQUIRE(chain);
    return *std::move(chain);
  }

 private:
  [[nodiscard]] auto anchors_at() const -> std::size_t { return text_.find("\ntrust anchors:\n"); }
  [[nodiscard]] auto field(std::string const& name) const -> std::string {
    auto const at = text_.find("\n" + name + ": ");
    REQUIRE(at != std::string::npos);
    auto const value = at + name.size() + 3;
    return text_.substr(value, text_.find('\n', value) - value);
  }

  std::string title_, text_;
};

/// What a Validator makes of a vector.
template <class P = Rfc5280>
auto validate(Vector const& vector, P const& policy = {}, ProvenEdges edges = {}) -> Result<VerifiedPath> {
  auto const anchors = vector.anchors();
  return policy.validate(vector.chain(std::move(edges)), ValidationContext{vector.time(), vector.peer_end(), anchors});
}

/// In the words of `expect`.
inline auto outcome_of(Result<VerifiedPath> const& validated) -> std::string {
  if (validated) return "accepted " + std::to_string(validated->certificates().size());
  auto const& finding = validated.error().decisive();
  return std::string{name_of(finding.code)} + ' ' + (finding.depth ? std::to_string(*finding.depth) : "-");
}

/// The decisive finding of a vector that must be refused.
template <class P = Rfc5280>
auto refusal(std::string const& title, P const& policy = {}) -> Finding {
  auto const validated = validate(Vector{title}, policy);
  REQUIRE_FALSE(validated);
  return validated.error().decisive();
}

}  // namespace vectors

// SPDX-License-Identifier: Apache-2.0
// What a revocation checker is asked, for tests: a path taken as proved, a moment, and the certificates in it.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/revocation/concept.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// A file of tests/data/revocation.
inline auto data(std::string const& name) -> vidimus::Buffer {
  return vidimus::read_file(std::filesystem::path{VIDIMUS_TEST_DATA_DIR} / "revocation" / name, 1U << 20U).value();
}
inline auto certificate(std::string const& name) -> vidimus::Certificate {
  return vidimus::Certificate::from_pem(vidimus::text_of(data(name))).value();
}

/// A moment at which the CRLs of tests/data/revocation are current.
inline constexpr vidimus::Time while_current{std::chrono::sys_days{std::chrono::year{2026} / 1 / 20}};

/// A certification path, end entity first and the anchor last, at a moment. Keep it where it was made: it refers to itself.
class Issuance {
 public:
  Issuance(std::vector<vidimus::Certificate> path, vidimus::Time now)
      : anchors_{vidimus::TrustAnchors::from_certificates({path.back()})},
        context_{now, vidimus::End::server, anchors_},
        path_{vidimus::danger::assert_verified(path.front(), without_ends(path), vidimus::TrustAnchor{path.back()},
                                               {})} {}
  Issuance(Issuance const&) = delete;

  [[nodiscard]] auto at(unsigned depth) const -> vidimus::IssuedCertificate {
    return {path_.certificates()[depth], path_.issuer_of(depth), depth, path_, context_};
  }

 private:
  static auto without_ends(std::vector<vidimus::Certificate> path) -> std::vector<vidimus::Certificate> {
    if (path.size() < 3) return {};
    return {path.begin() + 1, path.end() - 1};
  }

  vidimus::TrustAnchors anchors_;
  vidimus::ValidationContext context_;
  vidimus::VerifiedPath path_;
};

}  // namespace test

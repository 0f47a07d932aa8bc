// SPDX-License-Identifier: Apache-2.0
// The peers of tests/data/peer_name/certificates.pem, by the label that stands before each certificate.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

inline auto peer(std::string_view label) -> vidimus::EndEntity {
  static auto const file = vidimus::read_file(VIDIMUS_TEST_DATA_DIR "/peer_name/certificates.pem", 1U << 20U);
  REQUIRE(file.has_value());
  auto const text = vidimus::text_of(*file);
  auto const mark = "# " + std::string{label} + '\n';
  INFO(label);
  auto const at = text.find(mark);
  REQUIRE(at != std::string_view::npos);
  auto const body = text.substr(at + mark.size());
  auto certificate = vidimus::Certificate::from_pem(body.substr(0, body.find("# ")));
  if (!certificate) FAIL(vidimus::explain(certificate.error()));
  return {*certificate, {}};
}

/// Both sides of a refusal. Only of one with a Mismatch.
inline auto wanted(vidimus::Verdict const& verdict) -> std::string {
  return std::get<vidimus::Mismatch>(verdict.finding().detail).wanted;
}
inline auto presented(vidimus::Verdict const& verdict) -> std::vector<std::string> {
  return std::get<vidimus::Mismatch>(verdict.finding().detail).presented;
}
using Texts = std::vector<std::string>;

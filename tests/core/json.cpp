// SPDX-License-Identifier: Apache-2.0
// Read back by nlohmann-json: what we write is JSON and says what the text says.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <vidimus/core/json.hpp>

using namespace vidimus;

TEST_CASE("a hostile name stays inside its JSON string", "[core]") {
  std::string hostile = "CN=\"}],\\x\n\t";
  hostile += '\0';
  hostile += "\x1b[31m";
  auto const read = nlohmann::json::parse(json_string(hostile));
  CHECK(read.get<std::string>() == hostile);
}

TEST_CASE("a failure is one JSON object with its findings and checks", "[core]") {
  Failure failure{Finding{Errc::certificate_revoked, Note{"x"}, 1, "CN=\"A\""}};
  failure.sent(Alert::certificate_revoked)
      .with_checks({{Step::authenticate_chain,
                     Stage::path,
                     Outcome::accepted,
                     "Rfc5280",
                     "CN=A",
                     std::chrono::nanoseconds{7},
                     {},
                     "by an anchor"}});
  auto const read = nlohmann::json::parse(json_of(failure));
  CHECK(read["outcome"] == "refused");
  CHECK(read["code"] == "certificate_revoked");
  CHECK(read["transient"] == false);
  CHECK(read["alert_sent"] == "certificate_revoked(44)");
  REQUIRE(read["findings"].size() == 1);
  CHECK(read["findings"][0]["subject"] == "CN=\"A\"");
  CHECK(read["findings"][0]["depth"] == 1);
  REQUIRE(read["checks"].size() == 1);
  CHECK(read["checks"][0]["step"] == 3);
  CHECK(read["checks"][0]["nanoseconds"] == 7);
  CHECK(read["checks"][0]["because"] == "by an anchor");
}

TEST_CASE("an empty object and an empty array are JSON", "[core]") {
  CHECK(nlohmann::json::parse(JsonObject{}.str()).empty());
  CHECK(nlohmann::json::parse(json_of(std::span<Check const>{})).is_array());
}

TEST_CASE("the paths that were tried are an array in order, and hostile names stay inside their strings", "[core]") {
  std::string const hostile = "CN=\"}],\\\n<&\"> <- anchor CN=Root";
  Failure failure{Finding{Errc::certificate_expired, Note{"x"}, 1, hostile}};
  failure.having_tried({{{{"CN=QM2", hostile, "07"}, {hostile, "CN=Root", "51"}},
                         false,
                         {Errc::certificate_expired, Note{"late"}, 1, hostile}},
                        {{{"CN=QM2", hostile, "07"}}, true, {Errc::path_length_exceeded}}});
  auto const read = nlohmann::json::parse(json_of(failure));
  REQUIRE(read["paths_tried"].size() == 2);
  auto const& first = read["paths_tried"][0];
  CHECK(first["reaches_anchor"] == false);
  REQUIRE(first["certificates"].size() == 2);
  CHECK(first["certificates"][0] ==
        nlohmann::json{{"subject", "CN=QM2"}, {"issuer", hostile}, {"serial_number", "07"}});
  CHECK(first["certificates"][1]["subject"] == hostile);
  CHECK(first["finding"]["code"] == "certificate_expired");
  CHECK(first["finding"]["depth"] == 1);
  CHECK(first["finding"]["subject"] == hostile);
  CHECK(read["paths_tried"][1]["reaches_anchor"] == true);
  CHECK(read["paths_tried"][1]["finding"]["code"] == "path_length_exceeded");
}

TEST_CASE("where no path was tried there is no such array", "[core]") {
  CHECK_FALSE(nlohmann::json::parse(json_of(Failure{{Errc::connect_failed}})).contains("paths_tried"));
}

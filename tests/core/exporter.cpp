// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/exporter.hpp>
#include <vidimus/core/key_log.hpp>

#include <catch2/catch_test_macros.hpp>

#include <type_traits>

using namespace vidimus;

static_assert(ExporterPolicy<NoExporters> && ExporterPolicy<Exporters<"EXPORTER-a">>);
static_assert(std::is_empty_v<Exporters<"EXPORTER-a", "EXPERIMENTAL-b">>);
static_assert(KeyLogPolicy<NoKeyLog> && !NoKeyLog::is_logging);

TEST_CASE("exporters are the labels that their type names", "[core]") {
  auto const labels = Exporters<"EXPORTER-a", "EXPERIMENTAL-b">::labels();
  REQUIRE(labels.size() == 2);
  CHECK(labels[0] == "EXPORTER-a");
  CHECK(labels[1] == "EXPERIMENTAL-b");
  CHECK(NoExporters::labels().empty());
}

TEST_CASE("a key log hands lines of the NSS format to its sink", "[core]") {
  std::string got;
  danger::KeyLog const log{[&got](std::string_view line) { got += line; }};
  STATIC_REQUIRE(KeyLogPolicy<decltype(log)>);
  log.log(detail::key_log_line("CLIENT_TRAFFIC_SECRET_0", bytes_of("ab"), bytes_of("c")));
  CHECK(got == "CLIENT_TRAFFIC_SECRET_0 6162 63");
}

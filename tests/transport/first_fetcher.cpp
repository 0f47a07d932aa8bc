// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/background_fetcher.hpp>
#include <vidimus/transport/fetch_queue.hpp>
#include <vidimus/transport/first_fetcher.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>
#include <type_traits>

#include "http_server.hpp"

using namespace std::chrono_literals;
using namespace vidimus;
using vidimus_test::HttpServer;

namespace {

/// Speaks one scheme and says so.
template <char Scheme>
struct Speaks {
  using role = vidimus::role::fetcher;
  std::string words = "nothing";
  static constexpr auto speaks(std::string_view scheme) -> bool { return scheme == std::string_view{&letter, 1}; }
  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    FetchAnswer answer{request, {}};
    for (char const c : words) answer.response.push_back(static_cast<std::byte>(c));
    return answer;
  }
  [[nodiscard]] auto describe() const -> std::string { return std::string{&letter, 1} + " says " + words; }

 private:
  static constexpr char letter = Scheme;
};
struct Unspeaking {
  using role = vidimus::role::fetcher;
  [[nodiscard]] auto fetch(FetchRequest const&) const -> FetchAnswer;
};

using OnLoopback = HttpFetcher<HttpLimits{.loopback = Access::allowed}>;

template <class F>
auto text_from(F const& fetcher, std::string const& url) -> std::string {
  auto const answer = fetcher.fetch({"key", url});
  return answer.failure ? std::string{name_of(answer.failure->code)} : std::string{text_of(answer.response)};
}

}  // namespace

TEST_CASE("the first Fetcher that speaks a scheme has it", "[transport]") {
  FirstFetcher const first{Speaks<'a'>{"1"}, Speaks<'b'>{"2"}, Speaks<'a'>{"3"}};
  CHECK(text_from(first, "a://h/") == "1");
  CHECK(text_from(first, "B://h/") == "2");
  CHECK(first.describe() == "a says 1, or b says 2, or a says 3");
  STATIC_REQUIRE(Fetcher<decltype(first)>);
  STATIC_REQUIRE(first.speaks("b"));
  STATIC_REQUIRE_FALSE(first.speaks("c"));
}

TEST_CASE("a scheme that nobody speaks is refused", "[transport]") {
  FirstFetcher<Speaks<'a'>, Speaks<'b'>> const first;
  for (std::string const url : {"c://h/", "", "h", "/a://b", "://h", "ab://h"}) {
    INFO(url);
    CHECK(text_from(first, url) == "url_refused");
  }
  auto const answer = first.fetch({"key", "c://h/\n"});
  CHECK(answer.failure->subject == "c://h/\\0A");
  CHECK(answer.request.key == "key");
}

TEST_CASE("only Fetchers that know their schemes are joined", "[transport]") {
  STATIC_REQUIRE(SchemeFetcher<HttpFetcher<>>);
  STATIC_REQUIRE(SchemeFetcher<FirstFetcher<HttpFetcher<>>>);
  STATIC_REQUIRE(Fetcher<Unspeaking>);
  STATIC_REQUIRE_FALSE(SchemeFetcher<Unspeaking>);
  STATIC_REQUIRE(std::is_empty_v<FirstFetcher<HttpFetcher<>, OnLoopback>>);
}

TEST_CASE("Fetchers that can do without waiting can also when they are joined", "[transport]") {
  STATIC_REQUIRE_FALSE(SteppingFetcher<Speaks<'a'>>);
  STATIC_REQUIRE_FALSE(SteppingFetcher<FirstFetcher<OnLoopback, Speaks<'a'>>>);
  using Joined = FirstFetcher<OnLoopback, BackgroundFetcher<Speaks<'a'>>>;
  STATIC_REQUIRE(SteppingFetcher<Joined>);
  HttpServer const server{[](auto& client) { client.answer("200 OK", "by http"); }};
  FetchQueue<Joined> queue{Joined{OnLoopback{}, BackgroundFetcher{Speaks<'a'>{"by a"}}}};
  auto const http = queue.ask({"1", server.url()}), other = queue.ask({"2", "a://h/"}),
             none = queue.ask({"3", "c://h/"});
  for (int round = 0; round != 100 && queue.pending() != 0; ++round) queue.run(1s);
  REQUIRE(queue.pending() == 0);
  CHECK(text_of(http.answer()->response) == "by http");
  CHECK(text_of(other.answer()->response) == "by a");
  REQUIRE(none.answer()->failure);
  CHECK(none.answer()->failure->code == Errc::url_refused);
}

// SPDX-License-Identifier: Apache-2.0
// The least that is a Fetcher, and what misses it by one thing.
#include <vidimus/core/fetcher.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;

namespace {

struct Least {
  using role = vidimus::role::fetcher;
  [[nodiscard]] auto fetch(FetchRequest const&) const -> FetchAnswer;
};
struct WithoutRole {
  [[nodiscard]] auto fetch(FetchRequest const&) const -> FetchAnswer;
};
struct OfAnotherRole {
  using role = vidimus::role::observer;
  [[nodiscard]] auto fetch(FetchRequest const&) const -> FetchAnswer;
};
struct ThatChanges {
  using role = vidimus::role::fetcher;
  [[nodiscard]] auto fetch(FetchRequest const&) -> FetchAnswer;
};
struct OfBytes {
  using role = vidimus::role::fetcher;
  [[nodiscard]] auto fetch(FetchRequest const&) const -> Buffer;
};

static_assert(Fetcher<Least>);
static_assert(!Fetcher<WithoutRole>);
static_assert(!Fetcher<OfAnotherRole>);
static_assert(!Fetcher<ThatChanges>);
static_assert(!Fetcher<OfBytes>);
static_assert(!Fetcher<int>);

}  // namespace

TEST_CASE("an answer that is none has its request and its reason", "[core]") {
  auto const answer = detail::unanswered({"key", "http://ca.example/"}, {Errc::fetch_failed});
  CHECK(answer.request.key == "key");
  CHECK(answer.response.empty());
  REQUIRE(answer.failure);
  CHECK(answer.failure->code == Errc::fetch_failed);
}

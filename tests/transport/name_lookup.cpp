// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/name_lookup.hpp>

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using vidimus::Errc;
using vidimus::detail::Crew;
using vidimus::detail::FoundAddresses;
using vidimus::detail::NameLookup;

namespace {

auto wait_for_answer(NameLookup& lookup) -> FoundAddresses {
  if (lookup.descriptor() >= 0)
    REQUIRE_FALSE(vidimus::detail::wait_for(lookup.descriptor(), POLLIN, vidimus::detail::time_after(20s)));
  auto found = lookup.answer();
  REQUIRE(found);
  return *std::move(found);
}

/// A name server that answers nobody until it is let.
class Gate {
 public:
  void open() {
    std::lock_guard const lock{mutex_};
    is_open_ = true;
    changed_.notify_all();
  }
  void close() {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, 20s, [this] { return inside_ == 0; });
    is_open_ = false;
    asked_ = most_inside_ = 0;
  }
  void pass() {
    std::unique_lock lock{mutex_};
    ++asked_;
    most_inside_ = std::max(most_inside_, ++inside_);
    changed_.notify_all();
    changed_.wait_for(lock, 20s, [this] { return is_open_; });
    --inside_;
    changed_.notify_all();
  }
  void wait_for_inside(std::size_t count) {
    std::unique_lock lock{mutex_};
    CHECK(changed_.wait_for(lock, 20s, [&] { return inside_ == count; }));
  }
  [[nodiscard]] auto most_inside() -> std::size_t {
    std::lock_guard const lock{mutex_};
    return most_inside_;
  }
  [[nodiscard]] auto asked() -> std::size_t {
    std::lock_guard const lock{mutex_};
    return asked_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_open_ = false;
  std::size_t inside_ = 0, most_inside_ = 0, asked_ = 0;
};

Gate gate;

auto look_up_behind_gate(std::string const& host, std::uint16_t port) -> FoundAddresses {
  gate.pass();
  return vidimus::detail::look_up_now(host, port);
}

}  // namespace

TEST_CASE("a look-up says when it has an answer, once", "[transport]") {
  auto lookup = NameLookup::start("127.0.0.1", 80);
  auto const found = wait_for_answer(lookup);
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  CHECK(found->front().to_text() == "127.0.0.1:80");
  CHECK_FALSE(lookup.answer());
}

TEST_CASE("a name that cannot be resolved is an answer too", "[transport]") {
  auto lookup = NameLookup::start(std::string(80, 'a'), 80);
  auto const found = wait_for_answer(lookup);
  REQUIRE_FALSE(found);
  CHECK(found.error().code() == Errc::name_resolution_failed);
}

TEST_CASE("an address that is known needs no thread", "[transport]") {
  auto lookup = NameLookup::known(std::vector<vidimus::detail::SocketAddress>{});
  CHECK(lookup.descriptor() == -1);
  CHECK(lookup.answer());
  CHECK_FALSE(lookup.answer());
}

TEST_CASE("a stuck name server holds few threads, and the rest get their turn", "[transport]") {
  gate.close();
  std::vector<NameLookup> lookups;
  for (std::size_t i = 0; i != Crew::most_threads + 5; ++i)
    lookups.push_back(NameLookup::start("127.0.0.1", 80, look_up_behind_gate));
  gate.wait_for_inside(Crew::most_threads);
  for (auto& lookup : lookups) CHECK_FALSE(lookup.answer());
  gate.open();
  for (auto& lookup : lookups) CHECK(wait_for_answer(lookup));
  CHECK(gate.most_inside() == Crew::most_threads);
}

TEST_CASE("who gives a look-up up does not wait for it, and what has not begun never does", "[transport]") {
  gate.close();
  auto const began = std::chrono::steady_clock::now();
  {
    std::vector<NameLookup> lookups;
    for (std::size_t i = 0; i != Crew::most_threads + 5; ++i)
      lookups.push_back(NameLookup::start("127.0.0.1", 80, look_up_behind_gate));
    gate.wait_for_inside(Crew::most_threads);
  }
  CHECK(std::chrono::steady_clock::now() - began < 10s);
  gate.open();
  auto after = NameLookup::start("127.0.0.1", 80, look_up_behind_gate);
  CHECK(wait_for_answer(after));
  CHECK(gate.asked() == Crew::most_threads + 1);
}

TEST_CASE("too many questions are refused instead of kept", "[transport]") {
  gate.close();
  std::vector<NameLookup> lookups;
  // a question is a pipe: the limit of questions is reached before that of descriptors only where there are enough
  std::optional<FoundAddresses> refused;
  for (std::size_t i = 0; i != Crew::most_threads + Crew::most_waiting + 1 && !refused; ++i) {
    lookups.push_back(NameLookup::start("127.0.0.1", 80, look_up_behind_gate));
    if (i < Crew::most_threads) gate.wait_for_inside(i + 1);
    refused = lookups.back().answer();
  }
  gate.open();
  REQUIRE(refused);
  REQUIRE_FALSE(*refused);
  CHECK(refused->error().code() == Errc::name_resolution_failed);
  CHECK(refused->error().is_transient());
}

TEST_CASE("look-ups from several threads at once", "[transport]") {
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i)
    threads.emplace_back([&good] {
      for (int n = 0; n != 20; ++n) {
        auto lookup = NameLookup::start("127.0.0.1", 80);
        if (n % 3 == 0) continue;  // given up at once
        (void)vidimus::detail::wait_for(lookup.descriptor(), POLLIN, vidimus::detail::time_after(20s));
        if (auto const found = lookup.answer(); found && *found) ++good;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == 4 * 13);
}

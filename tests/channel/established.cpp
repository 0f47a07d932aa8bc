// SPDX-License-Identifier: Apache-2.0
// What a channel does with its records and keys, between two ends of ours.
#include "company.hpp"
#include "engine_failing_transport.hpp"
#include "two_ends.hpp"

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/record/aead_psa.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using namespace vidimus;
using vidimus_test::Company;
using vidimus_test::FailingTransport;
using vidimus_test::two_ends;

namespace {

auto acme() -> Company const& {
  static Company const made;
  return made;
}
template <class... More>
auto try_endpoint(char const* subject, More... more) {
  return make_endpoint(acme().credentials(subject), acme().anchors(), Rfc5280{}, danger::NoRevocation{},
                       danger::AnyPeerName{}, std::move(more)...);
}
template <class... More>
auto met(More const&... more) {
  auto ends = two_ends(try_endpoint("CN=QM1", more...).value(), try_endpoint("CN=QM2", more...).value());
  REQUIRE(ends.first.channel);
  REQUIRE(ends.second.channel);
  return std::pair{*std::move(ends.first.channel), *std::move(ends.second.channel)};
}
using Tls12 = SslCiph<"ANY_TLS12">;

auto octets(std::size_t count) -> Buffer {
  Buffer made(count);
  for (std::size_t i = 0; i != count; ++i) made[i] = static_cast<std::byte>(i * 7 >> 2U);
  return made;
}
/// Everything that is there to read.
template <class Channel>
auto read_all(Channel& channel) -> Buffer {
  Buffer all, part(20'000);
  for (;;) {
    auto const count = channel.read(part);
    if (!count) {
      REQUIRE(count.error().code() == Errc::would_block);
      return all;
    }
    if (*count == 0) return all;
    all.insert(all.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(*count));
  }
}

struct EveryKilobyte {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = true;
  static constexpr auto limits() -> KeyLimits { return {.octets = 1000}; }
};

}  // namespace

TEST_CASE("a channel says how its keys have been used", "[channel]") {
  auto [client, server] = met();
  REQUIRE(client.write(octets(20'000)));
  CHECK(read_all(server) == octets(20'000));
  CHECK(client.status().sending.records == 2);
  CHECK(client.status().sending.octets == 20'000);
  CHECK(server.status().receiving.octets == 20'000);
  CHECK(server.status().receiving.generation == 0);
  REQUIRE(client.update_keys());
  REQUIRE(client.write(octets(5)));
  CHECK(read_all(server) == octets(5));
  CHECK(server.status().receiving.generation == 1);
  CHECK(server.status().sending.generation == 1);
  CHECK(read_all(client).empty());
  CHECK(client.status().receiving.generation == 1);
}

TEST_CASE("bytes in several places go out together", "[channel]") {
  auto const check = [](auto ends) {
    auto const all = octets(40'000);
    std::array const pieces{ByteView{all}.first(1), ByteView{}, ByteView{all}.subspan(1, 30'000),
                            ByteView{all}.subspan(30'001)};
    CHECK(ends.first.write_gathered(pieces).value() == 40'000);
    CHECK(ends.first.status().sending.records == 3);
    CHECK(read_all(ends.second) == all);
  };
  check(met());
  check(met(Tls12{}));
}

TEST_CASE("corked writes become full records", "[channel]") {
  auto const check = [](auto ends) {
    auto& [client, server] = ends;
    client.cork();
    Buffer all;
    for (int i = 0; i != 500; ++i) {
      REQUIRE(client.write(octets(40)).value() == 40);
      auto const more = octets(40);
      all.insert(all.end(), more.begin(), more.end());
    }
    CHECK(client.status().sending.records == 1);
    CHECK(client.uncork().value());
    CHECK(client.status().sending.records == 2);
    CHECK(read_all(server) == all);
    client.cork();
    REQUIRE(client.write(octets(3)));
    REQUIRE(client.close());  // says it first
    CHECK(read_all(server) == octets(3));
    CHECK(client.write(octets(1)).error().code() == Errc::channel_closed);
  };
  check(met());
  check(met(Tls12{}));
}

TEST_CASE("records are as long as they are allowed and padded to be", "[channel]") {
  auto [client, server] = met(PadToMultipleOf<100>{});
  REQUIRE(client.limit_records(1000));
  for (std::size_t const none : {std::size_t{0}, std::size_t{16385}})
    CHECK(client.limit_records(none).error().code() == Errc::bad_argument);
  REQUIRE(client.write(octets(2'050)));
  CHECK(client.status().sending.records == 3);
  CHECK(read_all(server) == octets(2'050));
}

TEST_CASE("the length of TLS 1.2's records is not ours to limit", "[channel]") {
  auto [client, server] = met(Tls12{});
  CHECK(client.limit_records(1000).error().code() == Errc::bad_argument);
  REQUIRE(client.write(octets(10)));
  CHECK(read_all(server) == octets(10));
}

TEST_CASE("what a transport does not take at once is sent later, in order", "[channel]") {
  auto ends = two_ends(try_endpoint("CN=QM1").value(), try_endpoint("CN=QM2").value(), {.capacity = 100});
  auto &client = *ends.first.channel, &server = *ends.second.channel;
  auto const all = octets(50'000);
  Buffer got, part(333);
  std::size_t sent = 0;
  while (got.size() != all.size()) {
    if (sent != all.size()) {
      auto const taken = client.write(ByteView{all}.subspan(sent));
      if (!taken) REQUIRE(taken.error().code() == Errc::would_block);
      sent += taken.value_or(0);
    }
    if (got.size() == 17'000 || got.size() == 30'000) REQUIRE(client.update_keys());
    REQUIRE(client.flush());
    auto const count = server.read(part);
    if (!count) REQUIRE(count.error().code() == Errc::would_block);
    got.insert(got.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(count.value_or(0)));
  }
  CHECK(got == all);
}

TEST_CASE("a secret key reset is an update under TLS 1.3 and an end under TLS 1.2", "[channel]") {
  {
    auto [client, server] = met(EveryKilobyte{});
    for (int i = 0; i != 10; ++i) REQUIRE(client.write(octets(600)));
    CHECK(client.status().sending.generation >= 4);
    CHECK(read_all(server).size() == 6'000);
  }
  auto [client, server] = met(EveryKilobyte{}, Tls12{});
  REQUIRE(client.write(octets(600)));
  REQUIRE(server.write(octets(300)));
  CHECK(read_all(client).size() == 300);
  REQUIRE(client.write(octets(100)));
  auto const due = client.write(octets(1));
  REQUIRE_FALSE(due);
  CHECK(due.error().code() == Errc::secret_key_reset_due);
  CHECK(due.error().is_transient());
  CHECK(read_all(server).size() == 700);
  Buffer part(1);
  CHECK(server.read(part).value() == 0);  // close_notify
}

TEST_CASE("what TLS 1.2 cannot do is refused before a peer is met", "[channel]") {
  auto const code = [](auto const& endpoint) { return endpoint ? Errc{} : endpoint.error().code(); };
  SslCiph<"ANY_TLS12_OR_HIGHER"> const both;
  CHECK(code(try_endpoint("CN=QM1", both, PadToFull{})) == Errc::bad_argument);
  CHECK(code(try_endpoint("CN=QM1", both, Exporters<"EXPORTER-a">{})) == Errc::bad_argument);
  CHECK(code(try_endpoint("CN=QM1", both, RecordAead<aead::Psa>{})) == Errc::bad_argument);
  CHECK(code(try_endpoint("CN=QM1", both, SecretKeyReset<Bytes<65536>>{})) == Errc::bad_argument);
  CHECK(code(try_endpoint("CN=QM1", both, SecretKeyReset<Bytes<65536>, ReconnectUnderTls12>{})) == Errc{});
  CHECK(code(try_endpoint("CN=QM1", PadToFull{}, RecordAead<aead::Psa>{}, SecretKeyReset<Every<60>>{})) == Errc{});
}

TEST_CASE("both ends have the same bindings", "[channel]") {
  {
    auto [client, server] = met(Exporters<"EXPORTER-a">{});
    CHECK(same_bytes(client.tls_exporter().value(), server.tls_exporter().value()));
    CHECK(same_bytes(client.exported("EXPORTER-a").value(), server.exported("EXPORTER-a").value()));
    CHECK_FALSE(same_bytes(client.exported("EXPORTER-a").value(), client.tls_exporter().value()));
    CHECK(client.exported("EXPORTER-b").error().code() == Errc::bad_argument);
    CHECK(client.tls_server_end_point().value() ==
          server.tls_server_end_point(&client.peer().path()->certificates().front()).value());
    CHECK(client.tls_server_end_point()->size() == 32);
    CHECK(server.tls_server_end_point().error().code() == Errc::bad_argument);
  }
  auto [client, server] = met(Tls12{});
  CHECK(client.tls_exporter().error().code() == Errc::bad_argument);
  CHECK(client.update_keys().error().code() == Errc::bad_argument);
  REQUIRE(client.write(octets(3)));  // and nothing is lost by asking
  CHECK(read_all(server) == octets(3));
}

TEST_CASE("a key log has the same secrets of both ends, and only where it is named", "[channel]") {
  auto const lines_of = [](auto spec) {
    std::vector<std::string> lines;
    danger::KeyLog const log{[&lines](std::string_view line) { lines.emplace_back(line); }};
    static_cast<void>(met(log, spec));
    std::ranges::sort(lines);
    return lines;
  };
  auto const tls13 = lines_of(SslCiph<"ANY_TLS13">{});
  REQUIRE(tls13.size() == 8);
  for (std::size_t i = 0; i != 8; i += 2) CHECK(tls13[i] == tls13[i + 1]);
  CHECK(tls13[0].starts_with("CLIENT_HANDSHAKE_TRAFFIC_SECRET "));
  CHECK(tls13[2].starts_with("CLIENT_TRAFFIC_SECRET_0 "));
  CHECK(tls13[6].starts_with("SERVER_TRAFFIC_SECRET_0 "));
  auto const tls12 = lines_of(Tls12{});
  REQUIRE(tls12.size() == 2);
  CHECK(tls12[0] == tls12[1]);
  CHECK(tls12[0].size() == std::string_view{"CLIENT_RANDOM "}.size() + 64 + 1 + 96);
}

namespace {

/// A conversation with key updates of both ends over a transport whose n-th I/O fails, in the role of `end`; what it ended
/// with, nothing where all went well.
template <End end>
auto conversation_failing_at(std::size_t n) -> std::optional<Errc> {
  auto const qm1 = try_endpoint("CN=QM1").value(), qm2 = try_endpoint("CN=QM2").value();
  auto pair = MemoryPair::make({.blocking = false});
  FailingTransport failing{std::move(pair.first), n};
  auto [broken, whole] = [&] {
    if constexpr (end == End::client)
      return std::pair{start_connecting(std::move(failing), qm1).value(),
                       start_accepting(std::move(pair.second), qm2).value()};
    else
      return std::pair{start_accepting(std::move(failing), qm1).value(),
                       start_connecting(std::move(pair.second), qm2).value()};
  }();
  vidimus_test::EndResult<std::decay_t<decltype(std::move(broken).finish().value())>> ours;
  vidimus_test::EndResult<std::decay_t<decltype(std::move(whole).finish().value())>> theirs;
  for (int round = 0; round != 50 && !ours.failure; ++round)
    vidimus_test::step(broken, ours), vidimus_test::step(whole, theirs);
  if (ours.failure) return ours.failure->code();
  REQUIRE(ours.channel);
  REQUIRE(theirs.channel);
  std::optional<Errc> failed;
  Buffer part(100);
  auto const note = [&](auto const& result) {
    if (!result && result.error().code() != Errc::would_block) failed = result.error().code();
    return result.has_value();
  };
  auto& channel = *ours.channel;
  REQUIRE(theirs.channel->write(octets(50)));
  if (note(channel.write(octets(10))) && note(channel.update_keys()) && note(channel.read(part))) {
    REQUIRE(theirs.channel->update_keys());
    REQUIRE(theirs.channel->write(octets(50)));
    if (note(channel.write(octets(10))) && note(channel.read(part))) note(channel.close());
  }
  if (failed) CHECK(channel.write(octets(1)).error().code() == *failed);  // and it stays so
  return failed;
}

template <End end>
void check_every_fault() {
  std::size_t n = 1;
  for (; n != 200; ++n) {
    CAPTURE(n);
    auto const failed = conversation_failing_at<end>(n);
    if (!failed) break;
    CHECK(failed == Errc::connection_lost);
  }
  CHECK(n > 8);
  CHECK(n != 200);
}

}  // namespace

TEST_CASE("whichever I/O of a conversation breaks, the error says so and the channel is dead", "[channel]") {
  check_every_fault<End::client>();
  check_every_fault<End::server>();
}

namespace {

/// Keys that cannot be made.
struct NoKeys {
  static auto make(std::uint16_t, ByteView, KeyDirection) -> Result<NoKeys> { return refuse(Errc::record_failed); }
  auto seal(RecordNonce const&, ByteView, std::span<std::byte>) -> bool { return false; }
  auto open(RecordNonce const&, ByteView, std::span<std::byte>) -> Authenticity { return Authenticity::failed; }
};

template <class Ours, class Theirs>
void check_takeover_failure(Ours ours, Theirs theirs) {
  for (int round = 0; ours.step().value() != HandshakeStep::done; ++round) {
    REQUIRE(round != 50);
    REQUIRE(theirs.step());
  }
  auto const channel = std::move(ours).finish();
  REQUIRE_FALSE(channel);
  CHECK(channel.error().code() == Errc::record_failed);
  CHECK(channel.error().occasion() == Occasion::handshake);
  CHECK(channel.error().alert_sent() == Alert::internal_error);
  REQUIRE(theirs.step() == HandshakeStep::done);
  Buffer part(1);
  auto const read = std::move(theirs).finish().value().read(part);
  REQUIRE_FALSE(read);
  CHECK(read.error().code() == Errc::alert_received);
  CHECK(read.error().alert_received() == Alert::internal_error);
}

}  // namespace

TEST_CASE("records that cannot be taken over are told of under the keys that the peer waits for", "[channel]") {
  auto const broken = try_endpoint("CN=QM1", RecordAead<NoKeys>{}, SslCiph<"ANY_TLS13">{}).value();
  auto const whole = try_endpoint("CN=QM2", SslCiph<"ANY_TLS13">{}).value();
  auto first = MemoryPair::make({.blocking = false}), second = MemoryPair::make({.blocking = false});
  check_takeover_failure(start_connecting(std::move(first.first), broken).value(),
                         start_accepting(std::move(first.second), whole).value());
  check_takeover_failure(start_accepting(std::move(second.first), broken).value(),
                         start_connecting(std::move(second.second), whole).value());
}

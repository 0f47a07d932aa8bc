// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/mbedtls_wire.hpp>

#include <catch2/catch_test_macros.hpp>

#include "record_vectors.hpp"

using namespace vidimus::engine::detail;
using record_test::from_hex;
using vidimus::Alert;

namespace {

// What mbedTLS does when it says close_notify or an alert: without a handshake, a record in plaintext.
struct Library {
  Library() {
    mbedtls_ssl_init(&ssl);
    mbedtls_ssl_config_init(&config);
    REQUIRE(mbedtls_ssl_config_defaults(&config, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM,
                                        MBEDTLS_SSL_PRESET_DEFAULT) == 0);
    mbedtls_ssl_conf_rng(
        &config, [](void*, unsigned char* out, std::size_t size) { return std::fill_n(out, size, 7), 0; }, nullptr);
    REQUIRE(mbedtls_ssl_setup(&ssl, &config) == 0);
    wire.attach(ssl);
  }
  Library(Library const&) = delete;
  ~Library() {
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&config);
  }
  void say(Alert alert) {
    REQUIRE(mbedtls_ssl_send_alert_message(&ssl, MBEDTLS_SSL_ALERT_LEVEL_FATAL, static_cast<unsigned char>(alert)) ==
            0);
  }

  mbedtls_ssl_config config;
  mbedtls_ssl_context ssl;
  MbedtlsWire wire;
};

}  // namespace

TEST_CASE("what the library writes waits until it is consumed", "[engine]") {
  Library library;
  library.say(Alert::unknown_ca);
  CHECK(vidimus::to_hex(library.wire.output()) == "15030300020230");
  library.wire.consume_output(5);
  CHECK(vidimus::to_hex(library.wire.output()) == "0230");
  library.wire.queue(from_hex("AB"));
  CHECK(vidimus::to_hex(library.wire.output()) == "0230AB");
  library.wire.consume_output(1000);
  CHECK(library.wire.output().empty());
}

TEST_CASE("a shut gate keeps in what the library writes, and what is queued passes it", "[engine]") {
  Library library;
  library.wire.set_gate(Gate::shut);
  library.say(Alert::unknown_ca);
  CHECK(library.wire.output().empty());
  CHECK(library.wire.octets_written() == 0);
  library.wire.queue(from_hex("AB"));
  CHECK(library.wire.output().size() == 1);
}

TEST_CASE("a gate that is about to shut lets one record out", "[engine]") {
  Library library;
  library.wire.set_gate(Gate::shut_after_next);
  library.say(Alert::unknown_ca);
  library.say(Alert::bad_certificate);
  CHECK(vidimus::to_hex(library.wire.output()) == "15030300020230");
  CHECK(library.wire.gate() == Gate::shut);
}

TEST_CASE("what was written since a mark is what is left of it", "[engine]") {
  Library library;
  library.say(Alert::unknown_ca);
  auto const mark = library.wire.octets_written();
  CHECK(library.wire.written_since(mark).empty());
  library.say(Alert::bad_certificate);
  CHECK(vidimus::to_hex(library.wire.written_since(mark)) == "1503030002022A");
  library.wire.consume_output(library.wire.output().size());
  CHECK(library.wire.written_since(mark).empty());
}

TEST_CASE("the library reads what was received, then that more is wanted, then the end", "[engine]") {
  Library library;
  unsigned char byte = 0;
  library.wire.receive(from_hex("15030300020228"));
  CHECK(mbedtls_ssl_handshake(&library.ssl) == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
  CHECK(library.wire.octets_read() == 7);
  CHECK_FALSE(library.wire.is_at_end());
  Library other;
  CHECK(mbedtls_ssl_handshake(&other.ssl) == MBEDTLS_ERR_SSL_WANT_READ);
  other.wire.receive_end();
  CHECK(other.wire.is_at_end());
  CHECK(mbedtls_ssl_read(&other.ssl, &byte, 1) == MBEDTLS_ERR_SSL_CONN_EOF);
}

TEST_CASE("the last alert of a run of records is found, with its code where it is not encrypted", "[engine]") {
  CHECK_FALSE(last_alert({}).is_there);
  CHECK(last_alert(from_hex("15030300020230")).alert == Alert::unknown_ca);
  CHECK(last_alert(from_hex("160303000101"
                            "15030300020228"))
            .alert == Alert::handshake_failure);
  CHECK_FALSE(last_alert(from_hex("15030300020230"
                                  "160303000101"))
                  .is_there);
  auto const encrypted = last_alert(from_hex("150303001A" + std::string(2 * 26, '0')));
  CHECK(encrypted.is_there);
  CHECK_FALSE(encrypted.alert);
  CHECK_FALSE(last_alert(from_hex("1503030001")).alert);
}

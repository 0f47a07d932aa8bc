// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/explain.hpp>

using namespace vidimus;
using namespace std::chrono_literals;

namespace {
auto const noon = Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}} + 12h;
}

TEST_CASE("a refusal is explained: what, where, which certificate, which rule, both sides", "[core]") {
  Finding revoked{Errc::certificate_revoked, Revoked{"51A3", "CRL 4711 of CN=Acme Root", noon, "keyCompromise"}};
  Failure failure{std::move(revoked).about(1, "CN=Acme Issuing CA 2")};
  failure.during(Occasion::handshake).sent(Alert::certificate_revoked);
  CHECK(explain(failure) ==
        "handshake refused: certificate_revoked at stage revocation, sent alert certificate_revoked(44)\n"
        "  certificate 1 (CN=Acme Issuing CA 2)\n"
        "    error certificate_revoked: the certificate is revoked: serial 51A3, by CRL 4711 of CN=Acme Root since "
        "2026-11-24T12:00:00Z (keyCompromise) [RFC 5280, 6.3.3]");
}

TEST_CASE("each kind of detail has its words", "[core]") {
  CHECK(explain(Finding{Errc::certificate_expired, OutOfTime{"notAfter", noon, noon - 72h}}) ==
        "certificate_expired: the certificate has expired: notAfter is 2026-11-21T12:00:00Z, now is "
        "2026-11-24T12:00:00Z, "
        "3 days after it [RFC 5280, 6.1.3 (a)(2)]");
  CHECK(explain(Finding{Errc::certificate_not_yet_valid, OutOfTime{"notBefore", noon, noon + 1s}}) ==
        "certificate_not_yet_valid: the certificate is not valid yet: notBefore is 2026-11-24T12:00:01Z, now is "
        "2026-11-24T12:00:00Z, 1 second before it [RFC 5280, 6.1.3 (a)(2)]");
  CHECK(
      explain(Finding{Errc::peer_name_mismatch, Mismatch{"DNS qm1.acme.example", {"DNS qm2.acme.example", "DNS a"}}}) ==
      "peer_name_mismatch: the peer's name is not one that the channel accepts: wanted DNS qm1.acme.example, presented "
      "DNS "
      "qm2.acme.example, DNS a");
  CHECK(explain(Finding{Errc::message_too_large, OverLimit{"octets", 10, 11}}) ==
        "message_too_large: the message is larger than its limit: octets: at most 10, presented 11");
  CHECK(explain(Finding{Errc::certificate_malformed, Malformed{"serialNumber", 13, Errc::der_bad_integer}}) ==
        "certificate_malformed: the certificate is malformed: serialNumber at offset 13: the INTEGER is empty or not "
        "in its "
        "shortest form (X.690, 8.3.2) [RFC 5280, 4.1]");
  CHECK(explain(Finding{Errc::connect_failed, Underlying{"127.0.0.1 port 1", {}, -77}}) ==
        "connect_failed: the connection could not be opened: 127.0.0.1 port 1 (library code -77)");
  CHECK(explain(Finding{Errc::refused_by_policy, Note{"closed on Sundays"}}) ==
        "refused_by_policy: a policy of the program refused the peer: closed on Sundays");
}

TEST_CASE("nothing presented is said, and a long list is cut", "[core]") {
  CHECK(detail::listed({}) == "nothing");
  std::vector<std::string> const many(11, "x");
  CHECK(detail::listed(many) == "x, x, x, x, x, x, x, x and 3 more");
}

TEST_CASE("findings of one certificate stand together below it, warnings are called warnings", "[core]") {
  Failure failure{Finding{Errc::issuer_unknown, {}, 0, "CN=QM1"}};
  failure.add({Errc::certificate_expired, {}, 0, "CN=QM1"});
  failure.add({Errc::crl_stale, {}, {}, {}, Severity::warning});
  CHECK(explain(failure) ==
        "not accepted: issuer_unknown at stage path\n"
        "  certificate 0 (CN=QM1)\n"
        "    error issuer_unknown: no certification path leads to a trust anchor [RFC 5280, 6.1]\n"
        "    error certificate_expired: the certificate has expired [RFC 5280, 6.1.3 (a)(2)]\n"
        "  warning crl_stale: the CRL's nextUpdate has passed [RFC 5280, 5.1.2.5]");
}

TEST_CASE("a check is one line", "[core]") {
  Check check{Step::check_crl, Stage::revocation, Outcome::accepted, "CRL 7 of CN=Root", "CN=QM1 serial 05", 1500us};
  CHECK(explain(check) == "5 revocation accepted, 1.50 ms: CRL 7 of CN=Root: CN=QM1 serial 05");
  check.outcome = Outcome::noted;
  check.finding = Finding{Errc::crl_stale};
  CHECK(explain(check).ends_with("(crl_stale: the CRL's nextUpdate has passed [RFC 5280, 5.1.2.5])"));
}

namespace {
auto const own = CertificateLabel{"CN=QM2", "CN=Issuing CA", "07"};
auto const root = CertificateLabel{"CN=Root", "CN=Root", "01"};
auto issuing(std::string serial_number, std::string issuer = "CN=Root") -> CertificateLabel {
  return {"CN=Issuing CA", std::move(issuer), std::move(serial_number)};
}
auto refusal_after(std::vector<TriedPath> paths) -> std::string {
  Failure failure{paths.front().finding};
  failure.having_tried(std::move(paths));
  auto const text = explain(failure);
  return text.substr(text.find("\n  path"));
}
}  // namespace

TEST_CASE("the one path that was tried is one line: its certificates, what stopped it, at which certificate",
          "[core]") {
  CHECK(refusal_after({{{own, issuing("51"), root}, true, {Errc::certificate_expired, {}, 1, "CN=Issuing CA"}}}) ==
        "\n  path tried: CN=QM2 <- CN=Issuing CA <- anchor CN=Root: certificate_expired at certificate 1");
  CHECK(refusal_after({{{own}, false, {Errc::issuer_unknown, {}, 0, "CN=QM2"}}}) ==
        "\n  path tried: CN=QM2: issuer_unknown at certificate 0");
  CHECK(refusal_after({{{own}, false, {Errc::refused_by_policy}}}) == "\n  path tried: CN=QM2: refused_by_policy");
}

TEST_CASE("several paths are numbered; only an anchor is called one", "[core]") {
  CHECK(refusal_after({{{own, root}, true, {Errc::certificate_signature_mismatch, {}, 0}},
                       {{own, issuing("51"), root}, false, {Errc::issuer_unknown, {}, 2}}}) ==
        "\n  paths tried"
        "\n    1. CN=QM2 <- anchor CN=Root: certificate_signature_mismatch at certificate 0"
        "\n    2. CN=QM2 <- CN=Issuing CA <- CN=Root: issuer_unknown at certificate 2");
}

TEST_CASE("a subject that two certificates have is told with the serial number, and if need be with the issuer",
          "[core]") {
  CHECK(refusal_after({{{own, issuing("51")}, false, {Errc::certificate_expired, {}, 1}},
                       {{own, issuing("52"), root}, true, {Errc::path_length_exceeded, {}, 1}}}) ==
        "\n  paths tried"
        "\n    1. CN=QM2 <- CN=Issuing CA (serial 51): certificate_expired at certificate 1"
        "\n    2. CN=QM2 <- CN=Issuing CA (serial 52) <- anchor CN=Root: path_length_exceeded at certificate 1");
  CHECK(refusal_after({{{issuing("51", "CN=A")}, false, {Errc::issuer_unknown, {}, 0}},
                       {{issuing("51", "CN=B")}, false, {Errc::issuer_unknown, {}, 0}}}) ==
        "\n  paths tried"
        "\n    1. CN=Issuing CA (serial 51 of CN=A): issuer_unknown at certificate 0"
        "\n    2. CN=Issuing CA (serial 51 of CN=B): issuer_unknown at certificate 0");
  CHECK(refusal_after({{{{"", "CN=A", "07"}}, false, {Errc::issuer_unknown, {}, 0}}}) ==
        "\n  path tried: no name (serial 07): issuer_unknown at certificate 0");
}

TEST_CASE("no more than sixteen paths are written out", "[core]") {
  std::vector<TriedPath> paths;
  for (int i = 0; i != 16; ++i) paths.push_back({{own}, false, {Errc::issuer_unknown, {}, 0}});
  CHECK(refusal_after(paths).ends_with("\n    16. CN=QM2: issuer_unknown at certificate 0"));
  for (int i = 0; i != 3; ++i) paths.push_back({{own}, false, {Errc::issuer_unknown, {}, 0}});
  CHECK(refusal_after(paths).ends_with("\n    16. CN=QM2: issuer_unknown at certificate 0\n    and 3 more"));
}

TEST_CASE("where no path was tried nothing is said of paths", "[core]") {
  CHECK(explain(Failure{{Errc::connect_failed}}).find("path") == std::string::npos);
}

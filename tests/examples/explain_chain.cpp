// SPDX-License-Identifier: Apache-2.0
// The program as its users see it: what it prints and writes, and its exit status. JSON is read back by nlohmann-json, SVG
// and HTML by python's own readers.
#include "command_peer.hpp"
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/core/time.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using nlohmann::json;
using small_ca::SmallCa;
using vidimus_test::CommandPeer;
using vidimus_test::TemporaryFolder;
using namespace std::chrono_literals;

namespace {

using Arguments = std::vector<std::string>;

struct Outcome {
  int status;
  std::string text;
};

auto run(Arguments arguments, std::string const& input = {}) -> Outcome {
  CommandPeer program{arguments};
  program.tell(input);
  program.close_input();
  auto const status = program.exit_status();
  REQUIRE(status);
  return {*status, program.output()};
}

auto explain_chain(Arguments arguments, std::string const& input = {}) -> Outcome {
  arguments.insert(arguments.begin(), VIDIMUS_EXPLAIN_CHAIN);
  return run(std::move(arguments), input);
}

auto read(std::string const& path) -> std::string {
  auto const octets = vidimus::read_file(path, 1 << 24);
  REQUIRE(octets);
  return std::string{vidimus::text_of(*octets)};
}

auto holds(std::string const& text, std::string const& part) -> bool {
  INFO(text);
  return text.find(part) != std::string::npos;
}

/// The program's files and what it made of them.
struct Explained : Outcome {
  json verdict;
  std::string svg, html;
};

struct Files {
  TemporaryFolder folder{};

  /// A further file, which the chain or an option names.
  auto operator()(std::string const& name, std::string_view text) const -> std::string {
    return folder.file(name, text);
  }

  [[nodiscard]] auto explain(std::string const& chain, std::string const& anchors, Arguments more = {}) const
      -> Explained {
    Arguments arguments{folder.file("chain.pem", chain), "--anchors", folder.file("anchors.pem", anchors)};
    auto const as_json = folder.file("out.json", ""), svg = folder.file("out.svg", ""),
               html = folder.file("out.html", "");
    arguments.insert(arguments.end(), {"--json", as_json, "--svg", svg, "--html", html});
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto const outcome = explain_chain(arguments);
    INFO(outcome.text);
    REQUIRE(outcome.status < 2);
    return {outcome, json::parse(read(as_json)), read(svg), read(html)};
  }

  /// The texts of a picture, a line each, as an XML reader has them; nothing where it is no XML.
  [[nodiscard]] auto texts(std::string const& svg) const -> std::string {
    auto const script = folder.file("texts.py", R"(
import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("role") == "img", root.tag
kinds = {element.tag.rsplit("}")[-1] for element in root.iter()}
assert kinds <= {"svg", "title", "desc", "style", "rect", "g", "text", "path", "circle"}, kinds
print("\n".join("".join(element.itertext()) for element in root.iter() if element.tag.endswith(("}text", "}title", "}desc"))))
)");
    auto const out = run({VIDIMUS_PYTHON, script, folder.file("picture.svg", svg)});
    INFO(out.text);
    REQUIRE(out.status == 0);
    return out.text;
  }
};

/// A file of tests/data/path.
struct Vector {
  explicit Vector(std::string const& title) {
    auto const text = read(std::string{VIDIMUS_TEST_DATA_DIR} + "/path/" + title + ".pem");
    auto const anchors_at = text.find("\ntrust anchors:\n");
    chain = text.substr(0, anchors_at);
    anchors = text.substr(anchors_at);
    auto const field = [&](std::string const& name) {
      auto const at = text.find('\n' + name + ": ") + name.size() + 3;
      return text.substr(at, text.find('\n', at) - at);
    };
    expect = field("expect");
    more = {"--at", vidimus::to_text(vidimus::Time{std::chrono::seconds{std::stoll(field("time"))}})};
    if (field("peer") == "client") more.emplace_back("--client");
  }
  std::string chain, anchors, expect;
  Arguments more;
};

auto explain_vector(Files const& files, std::string const& title) -> Explained {
  Vector const vector{title};
  return files.explain(vector.chain, vector.anchors, vector.more);
}

auto numbered(std::uint64_t serial_number) -> small_ca::CertificateProfile {
  small_ca::CertificateProfile profile;
  profile.serial_number = small_ca::SerialNumber{serial_number};
  return profile;
}

/// An issuing CA that several others have certified.
struct Company {
  SmallCa root{"CN=Acme Root,O=Acme"};
  SmallCa issuing{"CN=Issuing CA,O=Acme", numbered(0x50)};
  small_ca::Issued own = issuing.issue({.subject = "CN=QM2,O=Acme", .alt_names = {"DNS:qm2.acme.example"}});
  std::string expired = [this] {
    auto profile = numbered(0x51);
    profile.not_before = small_ca::now() - 48h;
    profile.not_after = small_ca::now() - 24h;
    return root.cross_certify(issuing, profile).pem();
  }();
  std::string good = root.cross_certify(issuing, numbered(0x52)).pem();
  std::string of_stranger = SmallCa{"CN=Acme Root,O=Acme"}.cross_certify(issuing, numbered(0x53)).pem();
};

}  // namespace

TEST_CASE("an accepted chain: the path is drawn, as text, JSON and picture", "[examples]") {
  Files const files;
  auto const explained = explain_vector(files, "one-intermediate");
  CHECK(explained.status == 0);
  CHECK(
      explained.text.starts_with("accepted: O=Acme,OU=Payments,CN=QM2 as a server at 2035-06-01T00:00:00Z\n"
                                 "judged by: certification path (RFC 5280)\n"));
  CHECK(holds(explained.text, "\n  anchor O=Acme,CN=Test Root\n"));
  CHECK(holds(explained.text, "\n     └─ O=Acme,OU=Payments,CN=QM2\n"));
  CHECK_FALSE(holds(explained.text, "tried"));
  CHECK(explained.verdict["outcome"] == "accepted");
  REQUIRE(explained.verdict["path"].size() == 3);
  CHECK(explained.verdict["path"][2]["is_anchor"] == true);
  CHECK(explained.verdict["paths_tried"].empty());
  CHECK_FALSE(explained.verdict.contains("failure"));
  CHECK(explained.verdict["presented"].size() == 2);
  auto const texts = files.texts(explained.svg);
  for (auto const* const part : {"path 1 accepted", "end entity; presented, 1 of 2", "trust anchor",
                                 "O=Acme,CN=Issuing CA 1", "2020-01-01 to 2045-01-01", "EC P-256"})
    CHECK(holds(texts, part));
  CHECK_FALSE(holds(texts, "stopped"));
}

TEST_CASE("a refusal names the certificate, the rule with its section, what was wanted and presented", "[examples]") {
  Files const files;
  auto const explained = explain_vector(files, "names-dns-excluded");
  CHECK(explained.status == 1);
  CHECK(holds(explained.text, "\n  certificate 0 (O=Acme,OU=Payments,CN=QM2)\n    error name_excluded: "));
  CHECK(holds(explained.text,
              "wanted no names within DNS:example.com, presented DNS:a.example.com [RFC 5280, 6.1.3 (c)]"));
  CHECK(holds(explained.text,
              "\n1 path tried\n  1. O=Acme,OU=Payments,CN=QM2 <- O=Acme,CN=Issuing CA 1 <- anchor O=Acme,CN=Test Root: "
              "name_excluded at certificate 0"));
  auto const& failure = explained.verdict["failure"];
  CHECK(failure["code"] == "name_excluded");
  CHECK(failure["findings"][0]["clause"] == "RFC 5280, 6.1.3 (c)");
  CHECK(explained.verdict["paths_tried"][0]["reaches_anchor"] == true);
  auto const texts = files.texts(explained.svg);
  CHECK(holds(texts, "path 1 stopped\nname_excluded\nat certificate 0, RFC 5280, 6.1.3 (c)\n"));
}

TEST_CASE("every path that was tried is told, numbered, with where it stopped", "[examples]") {
  Company const acme;
  Files const files;
  auto const refused = files.explain(acme.own.pem() + acme.expired + acme.of_stranger, acme.root.pem());
  CHECK(refused.status == 1);
  CHECK(holds(
      refused.text,
      "\n2 paths tried\n  1. CN=QM2,O=Acme <- CN=Issuing CA,O=Acme (serial 51): certificate_expired at certificate 1\n"
      "  2. CN=QM2,O=Acme <- CN=Issuing CA,O=Acme (serial 53) <- anchor CN=Acme Root,O=Acme: "
      "certificate_signature_mismatch at certificate 1"));
  REQUIRE(refused.verdict["paths_tried"].size() == 2);
  CHECK(refused.verdict["paths_tried"][0]["certificates"][1]["serial_number"] == "51");
  auto texts = files.texts(refused.svg);
  CHECK(holds(texts, "path 1 stopped\ncertificate_expired\nat certificate 1, RFC 5280, 6.1.3 (a)(2)"));
  CHECK(holds(texts, "path 2 stopped\ncertificate_signature_mismatch\nat certificate 1, RFC 5280, 6.1.3 (a)(1)"));
  CHECK(holds(refused.svg, "edge unproven"));
  CHECK_FALSE(holds(refused.svg, "edge accepted"));

  auto const accepted = files.explain(acme.own.pem() + acme.expired + acme.good, acme.root.pem());
  CHECK(accepted.status == 0);
  CHECK(
      holds(accepted.text,
            "\n1 path tried before it\n  1. CN=QM2,O=Acme <- CN=Issuing CA,O=Acme (serial 51): certificate_expired at "
            "certificate 1\n     certificate_expired: the certificate has expired: notAfter is "));
  CHECK(accepted.verdict["paths_tried"].size() == 1);
  CHECK(accepted.verdict["path"][1]["serial_number"] == "52");
  texts = files.texts(accepted.svg);
  CHECK(holds(texts, "path 2 accepted"));
  CHECK(holds(accepted.svg, "edge accepted"));
}

TEST_CASE("cross-certificates that lead in circles: every way is drawn once, and an end is made of drawing",
          "[examples]") {
  std::vector<SmallCa> ring;
  for (char const letter : {'A', 'B', 'C', 'D', 'E'}) ring.emplace_back(std::string{"CN=Ring "} + letter);
  auto const of = [&](std::size_t count) {
    auto chain = ring[0].issue({.subject = "CN=QM2"}).pem();
    std::uint64_t serial_number = 0x10;
    for (std::size_t i = 0; i != count; ++i)
      for (std::size_t j = 0; j != count; ++j)
        if (i != j) chain += ring[i].cross_certify(ring[j], numbered(serial_number++)).pem();
    return chain;
  };
  Files const files;
  auto const anchors = SmallCa{"CN=Root"}.pem();
  auto const three = files.explain(of(3), anchors);
  CHECK(three.status == 1);
  auto const tried = three.verdict["paths_tried"].size();
  CHECK(tried > 2);
  auto texts = files.texts(three.svg);
  CHECK(holds(texts, "path " + std::to_string(tried) + " stopped"));
  CHECK(holds(texts, "given, but in no path that was tried"));

  auto const five = files.explain(of(5), anchors);
  CHECK(five.status == 1);
  REQUIRE(five.verdict["paths_tried"].size() > 40);
  texts = files.texts(five.svg);
  CHECK(holds(texts, "and " + std::to_string(five.verdict["paths_tried"].size() - 40) + " more paths were tried"));
  CHECK(holds(texts, "path 40 stopped"));
  CHECK_FALSE(holds(texts, "path 41 stopped"));
  CHECK(holds(five.text, "\n  41. CN=QM2 <- "));
}

TEST_CASE("what certificates say stays text: in the picture, on the page, in JSON", "[examples]") {
  SmallCa const root{"CN=</text><script>alert(1)</script>]]>"};
  auto const own = root.issue(
      {.subject = "CN=<&\">' \x1b[31m,O=\xe6\x97\xa5\xe6\x9c\xac,OU=a name that is much too long for a box\\, "
                  "and goes on and on until nobody reads it any more"});
  Files const files;
  for (auto const& anchors : {root.pem(), SmallCa{"CN=<b>"}.pem()}) {
    auto const explained = files.explain(own.pem(), anchors);
    CHECK(explained.verdict["presented"][0]["issuer"] == "CN=\\</text\\>\\<script\\>alert(1)\\</script\\>]]\\>");
    auto const texts = files.texts(explained.svg);  // knows the elements that a picture has
    CHECK(holds(texts, "subject: CN=\\<&\\\"\\>' \\1B[31m,O=日本,OU=a name that is much too long for a box\\, and"));
    CHECK(holds(texts, "…"));
    auto const tags = files("tags.py", R"(
import html.parser, sys
class Tags(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        print(tag, " ".join(name for name, _ in attributes))
Tags().feed(open(sys.argv[1], encoding="utf-8").read())
)");
    auto const page = run({VIDIMUS_PYTHON, tags, files("page.html", explained.html)});
    CHECK(page.status == 0);
    CHECK(holds(page.text, "pre"));
    CHECK_FALSE(holds(page.text, "script"));
    CHECK_FALSE(holds(page.text, "\nb "));
    CHECK_FALSE(holds(page.text, "href"));
    CHECK_FALSE(holds(page.text, "src"));
    CHECK(holds(explained.html, "default-src 'none'"));
  }
}

TEST_CASE("no text is wider than its box", "[examples]") {
  SmallCa const root{"CN=" + std::string(200, 'W')};
  auto profile = numbered(1);
  profile.subject =
      "OU=" + std::string(60, 'm') +
      ",CN="
      "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6"
      "\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e";
  profile.serial_number = small_ca::SerialNumber{small_ca::Bytes(20, std::byte{0x7f})};
  Files const files;
  auto const explained = files.explain(root.issue(profile).pem(), SmallCa{"CN=other"}.pem());
  auto const script = files("widths.py", R"(
import sys, unicodedata, xml.etree.ElementTree as tree
SVG = "{http://www.w3.org/2000/svg}"
root = tree.parse(sys.argv[1]).getroot()
wide = lambda text: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
size = lambda text: {"small": 6.02, "head": 9.03}.get(text.get("class").split(" ")[0], 7.23)
for box in [root] + root.findall(f".//{SVG}svg"):
    inside = [text for text in box.findall(f"{SVG}text") + box.findall(f"{SVG}g/{SVG}text")]
    assert inside
    for text in inside:
        right = int(text.get("x")) + wide(text.text) * size(text)
        assert right <= int(box.get("width")) - 8, (right, box.get("width"), text.text)
        assert int(text.get("y")) <= int(box.get("height")) - 3, text.text
print("fits")
)");
  auto const out = run({VIDIMUS_PYTHON, script, files("picture.svg", explained.svg)});
  INFO(out.text);
  CHECK(out.text == "fits\n");
}

TEST_CASE("the vectors of the path tests: the same verdicts, and every picture is XML", "[examples]") {
  Files const files;
  Arguments check{VIDIMUS_PYTHON, "-c",
                  "import sys, xml.etree.ElementTree as e\nfor name in sys.argv[1:]: e.parse(name)"};
  for (auto const& entry : std::filesystem::directory_iterator{VIDIMUS_TEST_DATA_DIR "/path"}) {
    if (entry.path().extension() != ".pem") continue;
    auto const title = entry.path().stem().string();
    INFO(title);
    auto const explained = explain_vector(files, title);
    bool const is_accepted = Vector{title}.expect.starts_with("accepted");
    CHECK(explained.status == (is_accepted ? 0 : 1));
    CHECK(explained.verdict["outcome"] == (is_accepted ? "accepted" : "refused"));
    if (!is_accepted)
      CHECK(Vector{title}.expect.starts_with(explained.verdict["failure"]["code"].get<std::string>() + ' '));
    check.push_back(files(title + ".svg", explained.svg));
  }
  CHECK(check.size() > 150);
  auto const out = run(check);
  INFO(out.text);
  CHECK(out.status == 0);
}

TEST_CASE("chains come as PEM, as DER, in several files and by standard input; issuers from directories",
          "[examples]") {
  Company const acme;
  Files const files;
  auto const der = [](small_ca::Bytes const& octets) { return std::string{vidimus::text_of(octets)}; };
  auto const own = files("own.der", der(acme.own.der)), anchor = files("root.der", der(acme.root.der()));
  auto const good = files("good.pem", acme.good);
  CHECK(explain_chain({own, good, "--anchors", anchor}).status == 0);
  CHECK(holds(explain_chain({good, own, "--anchors", anchor}).text, "ed: CN=Issuing CA,O=Acme as a server"));
  CHECK(explain_chain({"-", "--anchors", anchor}, acme.own.pem() + acme.good).status == 0);
  CHECK(explain_chain({own, "--anchors", anchor}).status == 1);
  CHECK(explain_chain({own, "--anchors", anchor, "--intermediates", good}).status == 0);
  Files const directory;
  auto const folder = std::filesystem::path{directory("good.pem", acme.good)}.parent_path().string();
  auto const pooled = explain_chain({own, "--anchors", anchor, "--intermediates", folder});
  CHECK(pooled.status == 0);
  static_cast<void>(directory("root.pem", acme.root.pem()));
  CHECK(explain_chain({own, good, "--anchors", folder}).status == 0);
}

TEST_CASE("the end that the peer is, its name, the time and the profile count", "[examples]") {
  Company const acme;
  Files const files;
  auto const chain = acme.own.pem() + acme.good;
  CHECK(files.explain(chain, acme.root.pem(), {"--name", "QM2.acme.example."}).status == 0);
  auto const misnamed = files.explain(chain, acme.root.pem(), {"--name", "qm3.acme.example"});
  CHECK(misnamed.status == 1);
  CHECK(misnamed.verdict["failure"]["code"] == "peer_name_mismatch");
  CHECK(misnamed.verdict["path"].size() == 3);
  CHECK(holds(misnamed.text, "wanted DNS:qm3.acme.example, presented DNS:qm2.acme.example"));
  CHECK(holds(files.texts(misnamed.svg), "path 1 accepted, then refused\npeer_name_mismatch\nat certificate 0\n"));

  auto const late = files.explain(chain, acme.root.pem(), {"--at", "2099-01-01"});
  CHECK(late.status == 1);
  CHECK(late.verdict["at"] == "2099-01-01T00:00:00Z");
  CHECK(late.verdict["failure"]["code"] == "certificate_expired");

  CHECK(explain_vector(files, "client-only-client").verdict["peer_end"] == "client");
  CHECK(explain_vector(files, "client-only-server").verdict["failure"]["code"] == "extended_key_usage_refused");

  auto const web = files.explain(chain, acme.root.pem(), {"--profile", "webpki"});
  CHECK(web.status == 1);
  CHECK(holds(web.verdict["profile"].get<std::string>(), "CA/Browser Forum"));
  CHECK(files.explain(chain, acme.root.pem(), {"--profile", "rfc5280"}).status == 0);
}

TEST_CASE("a certificate that cannot be read: the end entity's is refused, another is left out and told",
          "[examples]") {
  Company const acme;
  Files const files;
  auto const broken = small_ca::to_pem("CERTIFICATE", small_ca::Bytes(5, std::byte{0x30}));
  auto const refused = files.explain(broken, acme.root.pem());
  CHECK(refused.status == 1);
  CHECK(refused.text.starts_with("refused: the end entity as a server at "));
  CHECK(refused.verdict["failure"]["code"] == "certificate_malformed");
  CHECK(holds(files.texts(refused.svg), "certificate_malformed"));
  auto const accepted = files.explain(acme.own.pem() + broken + acme.good, acme.root.pem());
  CHECK(accepted.status == 0);
  CHECK(holds(accepted.text, "\n\npresented, but not read: certificate 1: certificate_malformed: "));
  auto const texts = files.texts(accepted.svg);
  CHECK(holds(texts, "presented, but not read: certificate 1: certificate_malformed: "));
  CHECK(holds(texts, "presented, 3 of 3"));
}

TEST_CASE("what cannot be judged has exit status 2 and a sentence that says why", "[examples]") {
  Company const acme;
  Files const files;
  auto const own = files("own.pem", acme.own.pem()), anchor = files("root.pem", acme.root.pem());
  auto const notes = files("notes.txt", "nothing of the kind");
  auto const folder = std::filesystem::path{notes}.parent_path();
  std::filesystem::create_directory(folder / "empty");
  auto const missing = (folder / "missing.pem").string(), empty = (folder / "empty").string();
  auto const check = [](Arguments const& arguments, std::string const& sentence) {
    auto const outcome = explain_chain(arguments);
    CHECK(outcome.status == 2);
    CHECK(holds(outcome.text, sentence));
  };
  check({}, "which chain?");
  check({"--anchors", anchor}, "which chain?");
  check({own}, "--anchors is needed: nothing is trusted without a trust anchor");
  check({missing, "--anchors", anchor}, missing + ": file_unreadable: ");
  check({own, "--anchors", missing}, "No such file or directory");
  check({own, "--anchors", anchor, "--intermediates", missing}, missing + ": file_unreadable: ");
  check({own, "--anchors", empty}, "there is no certificate in " + empty);
  check({folder.string(), "--anchors", anchor}, "Is a directory");
  check({notes, "--anchors", anchor}, notes + ": pem_nothing_found: ");
  check({own, "--anchors", notes}, notes + ": certificate_malformed: ");
  for (auto const* const time :
       {"tomorrow", "2026-02-30", "2026-11-27T25:00:00Z", "2026-11-27T00:00:00", "26-11-27", "2026-11-27 "})
    check({own, "--anchors", anchor, "--at", time}, "this is not a time such as 2026-11-27T00:00:00Z");
  check({own, "--anchors", anchor, "--name", "*.acme.example"}, "dns_name_malformed");
  check({own, "--anchors", anchor, "--profile", "x509"}, "--profile");
  check({own, "--anchors", anchor, "--nonsense"}, "--nonsense");
  for (auto const* const option : {"--json", "--svg", "--html"})
    check({own, "--anchors", anchor, option, missing + "/out"},
          std::string{option} + ' ' + missing + "/out: it cannot be written");
}

TEST_CASE("--help is told to whoever asks", "[examples]") {
  auto const help = explain_chain({"--help"});
  CHECK(help.status == 0);
  CHECK(holds(help.text, "--anchors"));
}

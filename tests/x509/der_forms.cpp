// SPDX-License-Identifier: Apache-2.0
// A certificate that has every extension of RFC 5280, with each of its elements in turn written in each form that BER has
// and DER has not: refused, with the rule that was broken and the offset of that very element.
#include <vidimus/x509/certificate.hpp>

#include "der_forms.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace vidimus;
using namespace der_forms;

namespace {

auto certificate() -> Node {
  auto const der = data("everything.der");
  return read_nodes(der, 0, der.size()).front();
}

// Identifiers [n] that replace those of other types, by their places in the certificate.
struct Implicit {
  std::size_t at;
  unsigned type;
};
constexpr Implicit implicit[]{
    {360, 0x04},                                           // keyIdentifier
    {420, 0x02},                                           // authorityCertSerialNumber
    {466, 0x16},  {481, 0x16},  {545, 0x16},               // rfc822Name, dNSName, uniformResourceIdentifier
    {572, 0x04},  {578, 0x04},                             // iPAddress
    {596, 0x06},                                           // registeredID
    {612, 0x16},  {641, 0x16},  {761, 0x16}, {815, 0x16},  // names of the issuer and of places
    {849, 0x16},  {902, 0x16},  {940, 0x16}, {686, 0x03},  // reasons
    {951, 0x04},  {986, 0x04},                             // iPAddress with a mask
    {1098, 0x02}, {1101, 0x02},                            // requireExplicitPolicy, inhibitPolicyMapping
};
auto type_of(Node const& node) -> unsigned {
  auto const row = std::ranges::find(implicit, node.at, &Implicit::at);
  bool const replaced = (node.tag & 0xc0U) != 0 && node.children.empty();
  CHECK(replaced == (row != std::end(implicit)));
  return row == std::end(implicit) ? node.tag : row->type;
}

// ANY: the frame is read, the value is for those who know its type.
constexpr std::size_t any[]{
    176,   // the parameters of the key's algorithm: `describe_key` compares them whole
    454,   // the value of an otherName
    1053,  // a policy's qualifier
    1187,  // the values of an attribute of subjectDirectoryAttributes: one more is one more
    1189,  // such a value
    1214,  // the value of an extension that nobody knows
};
constexpr std::size_t inside_any = 1216;

/// The certificate `whole` with its part `node` in another form.
struct Rewritten {
  Bytes der;
  std::size_t offset = 0;  ///< of the part
};
auto rewritten(Node const& whole, Node& node, Form const& form) -> Rewritten {
  auto const before = node;
  node.contents = form.encoding, node.is_whole = true;
  Rewritten result;
  encode(whole, &node, result.der, result.offset);
  node = before;
  return result;
}

/// Refused for one of the form's rules at the very place.
void check_refused(Rewritten const& odd, Form const& form) {
  auto const parsed = Certificate::parse(odd.der);
  REQUIRE_FALSE(parsed);
  auto const& finding = parsed.error().decisive();
  if (finding.code == Errc::signature_algorithm_disagrees) return;  // NULL parameters in one of the two: well-formed
  auto const detail = std::get<Malformed>(finding.detail);
  INFO(name_of(detail.rule));
  CHECK(std::ranges::count(form.rules, detail.rule) != 0);
  CHECK(detail.offset == odd.offset + form.offset);
}

/// The rule that `parts` break, and the octets from the offset on where the finding says that they do.
struct Fault {
  Errc rule;
  std::string octets;
  friend auto operator==(Fault const&, Fault const&) -> bool = default;
};
auto fault_of(Parts const& parts, std::size_t octets) -> Fault {
  auto const encoding = parts.encoding();
  auto const detail = std::get<Malformed>(Certificate::parse(encoding).error().decisive().detail);
  auto const rest = ByteView{encoding}.subspan(detail.offset);
  return {detail.rule, to_hex(rest.first(std::min(octets, rest.size())))};
}
/// A name of one attribute, a common name, whose value is this element.
auto name_with(char const* value) -> Bytes {
  return write::sequence(write::set_of({write::sequence(write::oid("2.5.4.3"), hex(value))}));
}

}  // namespace

TEST_CASE("every element of a certificate is refused in every form that DER does not have", "[x509]") {
  auto whole = certificate();
  REQUIRE(encoded(whole) == data("everything.der"));
  std::size_t count = 0;
  std::vector<std::size_t> read_as_any;
  each(whole, [&](Node& node) {
    bool const is_any = std::ranges::count(any, node.at) != 0;
    auto const judge = [&](std::vector<Form> const& forms, bool is_read) {
      for (auto const& form : forms) {
        INFO(form.name << " at " << node.at << ", identifier " << node.tag);
        ++count;
        auto const odd = rewritten(whole, node, form);
        if (is_read) {
          check_refused(odd, form);
        } else if (Certificate::parse(odd.der)) {
          read_as_any.push_back(node.at);
        }
      }
    };
    bool const is_inside = node.at == inside_any;
    judge(forms_of_frame(node), !is_inside);
    judge(forms_of_contents(node, type_of(node)), !is_any && !is_inside);
    judge(forms_with_something_after(node), !is_any && !is_inside);
  });
  CHECK(count > 2500);
  for (auto const at : any) CHECK(std::ranges::count(read_as_any, at) != 0);
}

TEST_CASE("what no element of that certificate shows is refused where it is", "[x509]") {
  Parts version_1, no_extension, unsorted, twice;
  version_1.version = hex("a003020100");
  CHECK(fault_of(version_1, 5) == Fault{Errc::der_default_encoded, "A003020100"});
  no_extension.extensions = hex("a3023000");
  CHECK(fault_of(no_extension, 2) == Fault{Errc::der_empty, "3000"});
  unsorted.subject = hex("3016 3114 3008 0603550403 0c0162 3008 0603550403 0c0161");
  CHECK(fault_of(unsorted, 10) == Fault{Errc::der_unsorted_set, "300806035504030C0161"});
  auto const once = extension("1.2.3", hex("0500"));
  CHECK(fault_of(with_extensions({once, once, extension("1.2.4", {})}), once.size() + 2) ==
        Fault{Errc::duplicate_extension, to_hex(once) + "3006"});
  // GeneralSubtree's minimum, which is 0 by default
  auto const minimum = write::sequence(write::element(0xa0, write::sequence(hex("820161 800100"))));
  CHECK(fault_of(with_extensions({extension("2.5.29.30", minimum, true)}), 3) ==
        Fault{Errc::extension_malformed, "800100"});
  CHECK(fault_of(with_extensions({extension("2.5.29.15", hex("030100"))}), 3) == Fault{Errc::der_empty, "030100"});
}

TEST_CASE("a string that its type does not have is refused where it is", "[x509]") {
  for (auto const* const value :
       {"1e0100", "1e03004100", "1e04d83dde12", "1c0300 0041", "1c0400110000", "1c040000d800", "160180", "1601ff",
        "120141", "12012d", "1a010a", "1a017f", "1a0180", "13022a00", "0c01c3", "0c03e28241"}) {
    INFO(value);
    Parts parts;
    parts.subject = name_with(value);
    auto const octets = hex(value);
    CHECK(fault_of(parts, octets.size()) == Fault{Errc::der_bad_string, to_hex(octets)});
  }
  for (auto const* const value :
       {"1e020041", "1c040001f612", "160141", "120131", "1a0141", "130141", "0c02c3bc", "1401fc"}) {
    INFO(value);
    Parts parts;
    parts.subject = name_with(value);
    CHECK(Certificate::parse(parts.encoding()));
  }
}

// Deviations from DER, or from what RFC 5280 demands of those who issue, that are accepted knowingly; `values.hpp` and
// `time.hpp` say why.
TEST_CASE("zero bits at the end of a key usage and a GeneralizedTime before 2050 are read", "[x509]") {
  auto parts = with_extensions({extension("2.5.29.15", hex("03020080"), true)});
  parts.not_before = write::element(0x18, write::bytes("20260112080000Z"));
  auto const certificate = Certificate::parse(parts.encoding());
  REQUIRE(certificate);
  CHECK(certificate->key_usage()->to_text() == "digitalSignature");
  CHECK(to_text(certificate->not_before()) == "2026-01-12T08:00:00Z");
}

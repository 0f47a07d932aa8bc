// SPDX-License-Identifier: Apache-2.0
// SSLCIPH on any text: aliases, names and lists. What is read is compared with the names split at the commas and looked up one
// by one.
#include <vidimus/cipher_spec/ssl_ciph.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "grammar.hpp"

using namespace vidimus;
using namespace vidimus_fuzz;
using detail::Admission;

namespace {

auto names_in(std::string_view text) -> std::vector<std::string> {
  std::vector<std::string> names(1);
  for (char const c : text) c == ',' ? void(names.emplace_back()) : names.back().push_back(c);
  for (auto& name : names) {
    name.erase(0, std::min(name.find_first_not_of(' '), name.size()));
    name.erase(name.find_last_not_of(' ') + 1);
  }
  return names;
}

// The suites that a name admits; none: it is no name.
auto admitted_by(std::string const& name) -> std::set<std::uint16_t> {
  bool const is_any = name == "ANY" || name == "ANY_TLS12_OR_HIGHER";
  bool const has_tls12 = is_any || name == "ANY_TLS12";
  bool const has_tls13 = is_any || name == "ANY_TLS13" || name == "ANY_TLS13_OR_HIGHER";
  std::set<std::uint16_t> admitted;
  for (auto const& suite : cipher_suites) {
    bool const is_tls13 = suite.protocol_version == ProtocolVersion::tls13;
    bool const is_of_alias = (is_tls13 ? has_tls13 : has_tls12) && !suite.mq_name.empty() && !suite.is_weak();
    bool const is_named = !name.empty() && (name == suite.mq_name || name == suite.iana_name);
    if (is_of_alias || is_named) admitted.insert(suite.code_point);
  }
  return admitted;
}

auto is_weak(std::uint16_t suite) -> bool { return find_suite(suite)->is_weak(); }

template <class Spec>
void require_same(Spec const& spec, detail::SpecReading const& reading, std::string_view text) {
  require(std::ranges::equal(spec.suites(), reading.list.suites()));
  require(spec.minimum() == reading.list.minimum() && spec.maximum() == reading.list.maximum());
  require(spec.describe() == "SSLCIPH " + std::string{text});
}

template <class Spec>
void read(std::string_view text, Admission admission) {
  auto const reading = detail::read_specs(text, admission);
  auto const spec = Spec::parse(text);
  require(spec.has_value() == (reading.mistake == SslCiphMistake::none));
  std::set<std::uint16_t> admitted;
  for (auto const& name : names_in(text)) {
    auto const suites = admitted_by(name);
    bool const is_refused = admission == Admission::strong_only && std::ranges::any_of(suites, is_weak);
    if (suites.empty() || is_refused) {
      require(reading.mistake == (name.empty() ? SslCiphMistake::name_missing
                                  : is_refused ? SslCiphMistake::suite_is_weak
                                               : SslCiphMistake::name_unknown));
      require(reading.name == name && text.substr(reading.offset).starts_with(name));
      require(spec.error().code() == (is_refused ? Errc::cipher_spec_weak : Errc::cipher_spec_unknown));
      require(spec.error().decisive().subject == "SSLCIPH, offset " + std::to_string(reading.offset));
      require(!admitted_by(std::string{detail::nearest_spec_name(name)}).empty());
      return;
    }
    admitted.insert(suites.begin(), suites.end());
  }
  require_same(spec.value(), reading, text);
  auto const listed = reading.list.suites();
  require(std::set(listed.begin(), listed.end()) == admitted && listed.size() == admitted.size());
  require(std::ranges::is_partitioned(listed, [](auto suite) { return suite >> 8U == 0x13; }));
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const text = text_of_input(data, size);
  read<SslCiph<dynamic>>(text, Admission::strong_only);
  read<danger::WeakSslCiph<dynamic>>(text, Admission::weak_too);
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Static filters, each beside the code that somebody would write who has the parsed certificate and no filter: the same rules,
// with the name that is wanted as a literal in it.
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/ip_id.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>

using namespace vidimus;

extern "C" auto dns_id(EndEntity const& peer) -> bool { return DnsId<"qm1.acme.example">::matches(peer); }
extern "C" auto ip_id(EndEntity const& peer) -> bool { return IpId<"192.0.2.1">::matches(peer); }
extern "C" auto ssl_peer(EndEntity const& peer) -> bool {
  return SslPeer<"CN=QM2*, OU=Payments, O=Acme">::matches(peer);
}

namespace {

auto is_small(std::string_view text, std::string_view small) -> bool {
  if (text.size() != small.size()) return false;
  for (std::size_t i = 0; i != small.size(); ++i)
    if (detail::lower(text[i]) != small[i]) return false;
  return true;
}

auto is_type(der::Oid type, char last) -> bool {
  auto const octets = text_of(type.contents());
  return octets.size() == 3 && octets[0] == 0x55 && octets[1] == 0x04 && octets[2] == last;
}

/// Nearly always as it is written; if not, the library folds it. Inlined like the filter's own, so that compilers differ in neither.
[[gnu::always_inline]] inline auto has(Attribute const& attribute, std::string_view small, bool is_beginning) -> bool {
  auto const text = text_of(attribute.value);
  bool const is_long_enough = is_beginning ? text.size() >= small.size() : text.size() == small.size();
  bool const is_same = is_long_enough && is_small(std::string_view{text.data(), small.size()}, small);
  if (is_same && detail::is_ascii_based(attribute.string_tag)) return true;
  detail::DnFilterPart part;
  part.open.end = is_beginning;
  return detail::match_folded(small, part, attribute.string_tag, attribute.value) == detail::PartOutcome::match;
}

}  // namespace

extern "C" auto dns_id_by_hand(EndEntity const& peer) -> bool {
  auto const names = peer.certificate.subject_alt_names();
  if (!names) return false;
  for (auto const& name : *names) {
    if (name.kind != GeneralNameKind::dns_name) continue;
    auto const text = text_of(name.value);
    if (text.starts_with("*.")) {
      std::string_view const parent{text.data() + 1, text.size() - 1};
      if (parent == ".acme.example" || is_small(parent, ".acme.example")) return true;
    } else if (text == "qm1.acme.example" || is_small(text, "qm1.acme.example")) {
      return true;
    }
  }
  return false;
}

extern "C" auto ip_id_by_hand(EndEntity const& peer) -> bool {
  auto const names = peer.certificate.subject_alt_names();
  if (!names) return false;
  for (auto const& name : *names)
    if (name.kind == GeneralNameKind::ip_address && text_of(name.value) == std::string_view{"\xc0\0\2\1", 4})
      return true;
  return false;
}

extern "C" auto ssl_peer_by_hand(EndEntity const& peer) -> bool {
  std::size_t names = 0, units = 0, organizations = 0, last_unit = 0;
  bool has_name = false, has_unit = false, has_organization = false, is_ambiguous = false;
  for (auto const& attribute : peer.certificate.subject()) {
    if (is_type(attribute.type, 3)) {
      is_ambiguous = is_ambiguous || names != 0;
      if (names++ == 0) has_name = has(attribute, "qm2", true);
    } else if (is_type(attribute.type, 11)) {
      is_ambiguous = is_ambiguous || (units != 0 && attribute.rdn == last_unit);
      last_unit = attribute.rdn;
      if (units++ == 0) has_unit = has(attribute, "payments", false);
    } else if (is_type(attribute.type, 10)) {
      is_ambiguous = is_ambiguous || organizations != 0;
      if (organizations++ == 0) has_organization = has(attribute, "acme", false);
    }
  }
  return has_name && has_unit && has_organization && !is_ambiguous;
}

// SPDX-License-Identifier: Apache-2.0
// A CRL as it stands (RFC 5280, 5): read once, strictly, and indexed by serial number. Whether it may be believed (its
// signature, its time, its scope) is for others to say; here it is well-formed or refused.
//
// What is guaranteed: DER without any freedom, every field and entry decoded once, v1 without extensions, no extension
// twice, the issuer not empty. Beside the encoding an entry takes at most 12 octets, 16 in an indirect CRL.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/revocation/common_entry.hpp>
#include <vidimus/revocation/crl_fields.hpp>
#include <vidimus/revocation/entry_serials.hpp>
#include <vidimus/revocation/serial_index.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

/// Immutable; copies share it, from any thread. Its views are good as long as any copy lives.
class CertificateList {
 public:
  /// Reads the one CRL that `der` must be, and keeps the octets. Errors: `crl_malformed` with the field, the octet and
  /// the rule.
  [[nodiscard]] static auto parse(Buffer&& der) -> Result<CertificateList> {
    auto owner = std::make_shared<Buffer const>(std::move(der));
    ByteView const view{*owner};
    return parse(std::move(owner), view);
  }
  /// Copies the octets.
  [[nodiscard]] static auto parse(ByteView der) -> Result<CertificateList> {
    return parse(Buffer{der.begin(), der.end()});
  }
  /// Octets that somebody else holds, a mapped file for example: `owner` keeps them, unchanged.
  [[nodiscard]] static auto parse(std::shared_ptr<void const> owner, ByteView der) -> Result<CertificateList>;

  [[nodiscard]] auto der() const -> ByteView { return state_->fields.der; }
  /// tbsCertList: what is signed.
  [[nodiscard]] auto tbs() const -> ByteView { return state_->fields.tbs; }
  [[nodiscard]] auto signature_algorithm() const -> AlgorithmIdentifier const& {
    return state_->fields.signature_algorithm;
  }
  [[nodiscard]] auto signature() const -> ByteView { return state_->fields.signature; }
  /// 1 or 2.
  [[nodiscard]] auto version() const -> unsigned { return state_->fields.version; }
  [[nodiscard]] auto issuer() const -> Name { return state_->fields.issuer; }
  [[nodiscard]] auto this_update() const -> Time { return state_->fields.this_update; }
  /// RFC 5280, 5.1.2.5 requires it, the syntax does not.
  [[nodiscard]] auto next_update() const -> std::optional<Time> { return state_->fields.next_update; }

  [[nodiscard]] auto authority_key_identifier() const -> std::optional<AuthorityKeyIdentifier> const& {
    return state_->fields.authority_key_identifier;
  }
  [[nodiscard]] auto crl_number() const -> std::optional<CrlNumber> { return state_->fields.crl_number; }
  [[nodiscard]] auto issuing_distribution_point() const -> std::optional<IssuingDistributionPoint> const& {
    return state_->fields.issuing_distribution_point;
  }
  /// BaseCRLNumber; only of a delta CRL, which says what changed since then and nothing else.
  [[nodiscard]] auto delta_crl_indicator() const -> std::optional<CrlNumber> {
    return state_->fields.delta_crl_indicator;
  }
  [[nodiscard]] auto freshest_crl() const -> std::optional<CrlDistributionPoints> const& {
    return state_->fields.freshest_crl;
  }

  /// Of a CRL that must not be used (RFC 5280, 5.2 and 5.3): a critical extension, its own or an entry's, that is not
  /// processed.
  [[nodiscard]] auto unusable() const -> std::optional<Finding>;

  /// How many entries it has.
  [[nodiscard]] auto size() const -> std::size_t { return state_->index.size(); }
  /// Calls `visit(RevokedCertificate const&)` for every entry with this serial number, in order; mostly there is none or
  /// one. Neither allocates nor fails.
  template <class Visit>
  void find(SerialNumber serial, Visit visit) const {
    for (auto const& slot : state_->index.find(serial.contents(), serial_reader())) {
      auto entry = entry_at(slot.offset);
      if (!entry.certificate_issuer) entry.certificate_issuer = issuer_before(slot.offset);
      visit(entry);
    }
  }
  /// Memory beside the encoding that grows with the entries, in octets.
  [[nodiscard]] auto index_octets() const -> std::size_t {
    return state_->index.octets() + state_->naming_an_issuer.capacity() * sizeof(std::uint32_t);
  }

  /// For people: `CRL 4711 of CN=Acme Root,O=Acme`.
  [[nodiscard]] auto to_text() const -> std::string {
    auto const number = crl_number();
    return (delta_crl_indicator() ? "delta CRL " : "CRL ") + (number ? number->to_text() + " " : "") + "of " +
           issuer().to_text();
  }

 private:
  struct State {
    std::shared_ptr<void const> owner;
    detail::CrlFields fields;
    detail::SerialIndex index{};
    std::vector<std::uint32_t> naming_an_issuer{};  // offsets of the entries with certificateIssuer, ascending
  };
  explicit CertificateList(std::shared_ptr<State const> state) : state_{std::move(state)} {}

  static auto read_entries(State& state) -> detail::CrlResult<void>;
  static auto read_entry(der::Reader& rest, State& state) -> detail::CrlResult<ByteView>;

  [[nodiscard]] auto serial_reader() const -> detail::EntrySerials { return detail::EntrySerials{der()}; }
  [[nodiscard]] auto entry_at(std::uint32_t offset) const -> RevokedCertificate;
  [[nodiscard]] auto issuer_before(std::uint32_t offset) const -> std::optional<GeneralNames>;

  std::shared_ptr<State const> state_;
};

inline auto CertificateList::parse(std::shared_ptr<void const> owner, ByteView der) -> Result<CertificateList> {
  auto const fields = detail::read_crl_fields(der);
  if (!fields) return detail::refuse_crl(fields.error());
  auto state = std::make_shared<State>(State{std::move(owner), *fields});
  if (auto const entries = read_entries(*state); !entries) return detail::refuse_crl(entries.error());
  return CertificateList{std::move(state)};
}

inline auto CertificateList::read_entries(State& state) -> detail::CrlResult<void> {
  std::vector<detail::SerialIndex::Slot> slots;
  auto& fields = state.fields;
  for (auto rest = fields.entries; !rest.is_at_end();) {
    auto const offset = static_cast<std::uint32_t>(rest.offset());
    auto const serial = read_entry(rest, state);
    if (!serial) return detail::fault(serial.error());
    if (slots.empty()) slots.reserve(fields.entries.rest().size() / (rest.offset() - offset));  // mostly about equal
    slots.push_back({detail::serial_hash(*serial), offset});
  }
  // 5.3.3: only "an indirect CRL, that is, a CRL that has the indirectCRL indicator set" has it
  bool const is_indirect = fields.issuing_distribution_point && fields.issuing_distribution_point->indirect_crl;
  if (!state.naming_an_issuer.empty() && !is_indirect)
    return detail::fault("certificateIssuer", Errc::extension_malformed, state.naming_an_issuer.front());
  state.naming_an_issuer.shrink_to_fit();
  state.index = detail::SerialIndex{std::move(slots), detail::EntrySerials{fields.der}};
  return {};
}

/// The next entry's serial number.
inline auto CertificateList::read_entry(der::Reader& rest, State& state) -> detail::CrlResult<ByteView> {
  auto& fields = state.fields;
  auto const octets = rest.rest();
  auto const offset = static_cast<std::uint32_t>(rest.offset());
  if (auto const common = detail::recognize_entry(octets, fields.version == 2); common.size != 0) {
    rest = der::Reader{octets.subspan(common.size), offset + common.size};
    return octets.subspan(common.serial_begin, common.serial_size);
  }
  auto const entry = detail::read_crl_entry(rest, fields.version == 2);
  if (!entry) return detail::fault(entry.error());
  if (entry->revoked.certificate_issuer) state.naming_an_issuer.push_back(offset);
  if (entry->unknown && !fields.unknown) fields.unknown = entry->unknown;
  return entry->revoked.serial_number.contents();
}

/// It was read before; octets that somebody has changed since (of a file that is mapped) say at least that it is listed.
inline auto CertificateList::entry_at(std::uint32_t offset) const -> RevokedCertificate {
  auto const octets = der().subspan(offset);
  if (auto const common = detail::recognize_form(octets, version() == 2); common.size != 0)
    return detail::read_common_entry(octets, common);
  der::Reader reader{octets, offset};
  auto const entry = detail::read_crl_entry(reader, version() == 2);
  return entry ? entry->revoked : RevokedCertificate{SerialNumber{serial_reader()(offset)}, this_update(), {}, {}, {}};
}

/// The certificateIssuer that holds for an entry which has none itself (5.3.3).
inline auto CertificateList::issuer_before(std::uint32_t offset) const -> std::optional<GeneralNames> {
  auto const& named = state_->naming_an_issuer;
  auto const after = std::ranges::upper_bound(named, offset);
  if (after == named.begin()) return std::nullopt;
  return entry_at(*std::prev(after)).certificate_issuer;
}

inline auto CertificateList::unusable() const -> std::optional<Finding> {
  auto const& unknown = state_->fields.unknown;
  if (!unknown) return std::nullopt;
  return Finding{Errc::crl_critical_extension_unknown,
                 Mismatch{"critical extensions that are processed",
                          {unknown->id.to_text() + " at octet " + std::to_string(unknown->offset)}},
                 std::nullopt, to_text()};
}

}  // namespace vidimus

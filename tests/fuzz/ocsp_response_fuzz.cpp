// SPDX-License-Identifier: Apache-2.0
// The OCSP response reader on any octets, and what is made of what it reads, whoever signed it: no entry that revokes is
// ever outvoted, and nothing is good outside of its time.
#include <vidimus/core/file.hpp>
#include <vidimus/revocation/ocsp_status.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

namespace {

using vidimus::Errc;
using vidimus::detail::OcspAnswer;

auto certificate(char const* file) -> vidimus::Certificate {
  return vidimus::Certificate::from_file(std::string{VIDIMUS_TEST_DATA_DIR} + "/revocation/ocsp/" + file).value();
}

auto anybody(vidimus::AlgorithmIdentifier const&, vidimus::SubjectPublicKeyInfo const&, vidimus::ByteView,
             vidimus::ByteView) -> vidimus::Result<void> {
  return {};
}

/// QM good below Acme Root, asked about at a moment.
auto read(std::span<std::byte const> octets, vidimus::Time now) {
  static auto const peer = certificate("good.pem"), root = certificate("root.pem");
  static auto const anchors = vidimus::TrustAnchors::from_certificates({root});
  static auto const path = vidimus::danger::assert_verified(peer, {}, vidimus::TrustAnchor{root}, {});
  vidimus::ValidationContext const context{now, vidimus::End::server, anchors};
  vidimus::detail::CertIdMaker ids{peer, root};
  return vidimus::detail::read_ocsp_answer(octets,
                                           {{peer, root, 0, path, context}, ids, "http://a", nullptr, &anybody});
}

void check_views(vidimus::OcspResponse const& response) {
  auto const is_inside = [&](vidimus::ByteView part) {
    return part.empty() || (part.data() >= response.der().data() &&
                            part.data() + part.size() <= response.der().data() + response.der().size());
  };
  bool inside = is_inside(response.tbs()) && is_inside(response.signature());
  for (auto const& single : response.responses()) inside = inside && is_inside(single.cert_id.der);
  for (auto const certificate : response.certificates()) inside = inside && is_inside(certificate);
  if (!inside) std::abort();
}

void check_status(OcspAnswer const& answer, vidimus::Time now) {
  using namespace std::chrono_literals;
  vidimus::detail::OcspRules const rules{vidimus::detail::NonceRule::none, 0s, 0s, 3600s, vidimus::CertIdHash::sha1};
  auto const status = vidimus::detail::ocsp_status(answer, now, rules);
  auto const& about = answer.about;
  if (std::ranges::any_of(about, vidimus::detail::is_revoked_for_good) && !status.is_revoked()) std::abort();
  bool const is_current = std::ranges::any_of(about, [&](vidimus::OcspSingleResponse const& single) {
    return single.this_update <= now && now <= single.this_update + 3600s &&
           (!single.next_update || now <= *single.next_update);
  });
  if (status.is_good() && (!is_current || answer.response.produced_at() > now)) std::abort();
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const octets = std::as_bytes(std::span{data, size});
  auto const response = vidimus::OcspResponse::parse(octets);
  if (!response) {
    auto const code = response.error().code();
    bool const is_known = code == Errc::ocsp_response_malformed || code == Errc::ocsp_response_unsuccessful ||
                          code == Errc::ocsp_try_later;
    return is_known ? 0 : (std::abort(), 1);
  }
  check_views(*response);
  (void)response->responder_id().to_text();
  for (auto const now : {response->produced_at(), response->produced_at() + std::chrono::days{1}})
    if (auto const answer = read(octets, now)) check_status(**answer, now);
  return 0;
}

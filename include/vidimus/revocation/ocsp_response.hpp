// SPDX-License-Identifier: Apache-2.0
// An OCSP response as it stands (RFC 6960, 4.2.1): read once, strictly. Whether it may be believed (who signed it, its
// times, its nonce) is for others to say; here it is a well-formed, successful, basic response or refused.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/revocation/ocsp_fields.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// Immutable; copies share it, from any thread. Its views are good as long as any copy lives.
class OcspResponse {
 public:
  /// Octets of one response, at most: a full one with a chain of RSA certificates has five thousand.
  static constexpr std::size_t octets_limit = 65536;

  /// Copies `der`, which must be one response and nothing else. Errors: `ocsp_response_malformed` with the field, the octet
  /// and the rule; `ocsp_try_later` and `ocsp_response_unsuccessful` where the responder says that it has no answer.
  [[nodiscard]] static auto parse(ByteView der) -> Result<OcspResponse>;

  [[nodiscard]] auto der() const -> ByteView { return state_->der; }
  /// tbsResponseData: what is signed.
  [[nodiscard]] auto tbs() const -> ByteView { return fields().tbs; }
  [[nodiscard]] auto signature_algorithm() const -> AlgorithmIdentifier const& { return fields().signature_algorithm; }
  [[nodiscard]] auto signature() const -> ByteView { return fields().signature; }
  [[nodiscard]] auto responder_id() const -> OcspResponderId const& { return fields().responder_id; }
  [[nodiscard]] auto produced_at() const -> Time { return fields().produced_at; }
  /// Every certificate's status in it, in order; one certificate may have several.
  [[nodiscard]] auto responses() const -> std::span<OcspSingleResponse const> { return fields().responses; }
  /// The value of the nonce's extension.
  [[nodiscard]] auto nonce() const -> std::optional<ByteView> { return fields().nonce; }
  /// `certs`, each an encoding that was not read yet.
  [[nodiscard]] auto certificates() const -> std::span<ByteView const> { return fields().certificates; }
  /// A critical extension of the whole response that is not processed: nothing in it must be used (RFC 6960, 4.4).
  [[nodiscard]] auto unknown() const -> std::optional<detail::UnknownExtension> const& { return fields().unknown; }

 private:
  struct State {
    Buffer der;
    detail::OcspFields fields{};
  };
  explicit OcspResponse(std::shared_ptr<State const> state) : state_{std::move(state)} {}
  [[nodiscard]] auto fields() const -> detail::OcspFields const& { return state_->fields; }

  std::shared_ptr<State const> state_;
};

/// `tryLater`; empty for a number that has no meaning.
[[nodiscard]] constexpr auto name_of(OcspResponseStatus status) -> std::string_view {
  switch (status) {
    case OcspResponseStatus::successful: return "successful";
    case OcspResponseStatus::malformed_request: return "malformedRequest";
    case OcspResponseStatus::internal_error: return "internalError";
    case OcspResponseStatus::try_later: return "tryLater";
    case OcspResponseStatus::sig_required: return "sigRequired";
    case OcspResponseStatus::unauthorized: return "unauthorized";
  }
  return {};
}

namespace detail {

/// RFC 6960, 2.3: internalError and tryLater say that the same question may be answered later.
[[nodiscard]] inline auto refuse_unsuccessful(OcspResponseStatus status) -> tl::unexpected<Failure> {
  bool const is_transient = status == OcspResponseStatus::internal_error || status == OcspResponseStatus::try_later;
  return refuse(is_transient ? Errc::ocsp_try_later : Errc::ocsp_response_unsuccessful,
                Mismatch{"successful", {std::string{name_of(status)}}});
}

/// responseStatus, and that nothing follows one that is not `successful`.
[[nodiscard]] inline auto read_response_status(der::Reader& outer) -> Result<void> {
  auto const offset = outer.offset();
  auto const number = der::read_unsigned(outer, der::Tag::enumerated);
  if (!number) return refuse_ocsp({"responseStatus", number.error()});
  auto const status = static_cast<OcspResponseStatus>(*number);
  if (*number > 6 || name_of(status).empty())
    return refuse_ocsp({"responseStatus", {Errc::der_integer_out_of_range, offset}});
  if (status == OcspResponseStatus::successful) return {};
  if (auto const end = outer.finish(); !end) return refuse_ocsp({"responseBytes", end.error()});
  return refuse_unsuccessful(status);
}

/// responseBytes, which a successful response has; the type must be id-pkix-ocsp-basic.
[[nodiscard]] inline auto read_response_bytes(der::Reader& outer) -> Result<der::Element> {
  auto wrapper = outer.read_nested(der::context(0));
  if (!wrapper) return refuse_ocsp({"responseBytes", wrapper.error()});
  if (auto const end = outer.finish(); !end) return refuse_ocsp({"ocspResponse", end.error()});
  auto bytes = wrapper->read_nested(der::Tag::sequence);
  if (!bytes) return refuse_ocsp({"responseBytes", bytes.error()});
  if (auto const end = wrapper->finish(); !end) return refuse_ocsp({"responseBytes", end.error()});
  auto const type = der::read_oid(*bytes);
  if (!type) return refuse_ocsp({"responseType", type.error()});
  if (*type != oid::ocsp_basic)
    return refuse(Errc::ocsp_response_malformed, Mismatch{"responseType id-pkix-ocsp-basic", {type->to_text()}});
  auto const response = bytes->read(der::Tag::octet_string);
  if (!response) return refuse_ocsp({"response", response.error()});
  if (auto const end = bytes->finish(); !end) return refuse_ocsp({"responseBytes", end.error()});
  return *response;
}

}  // namespace detail

inline auto OcspResponse::parse(ByteView der) -> Result<OcspResponse> {
  if (der.size() > octets_limit)
    return refuse(Errc::ocsp_response_malformed, OverLimit{"octets", octets_limit, der.size()});
  auto state = std::make_shared<State>(State{{der.begin(), der.end()}});
  auto outer = der::read_only_nested(state->der, der::Tag::sequence);
  if (!outer) return detail::refuse_ocsp({"ocspResponse", outer.error()});
  if (auto status = detail::read_response_status(*outer); !status) return refuse(std::move(status.error()));
  auto const octets = detail::read_response_bytes(*outer);
  if (!octets) return refuse(octets.error());
  auto basic = detail::read_basic_response(*octets);
  if (!basic) return detail::refuse_ocsp(basic.error());
  state->fields = *std::move(basic);
  return OcspResponse{std::move(state)};
}

}  // namespace vidimus

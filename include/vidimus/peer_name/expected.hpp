// SPDX-License-Identifier: Apache-2.0
// ExpectedDnsId and the like: the kind of name is in the type, the name itself is given when the connection is made.
//
//   using Channel = SecureChannel<TcpTransport, Rfc5280<>, …, ExpectedDnsId>;
//   auto channel = connect(std::move(transport), endpoint, expect("qm1.acme.example"));
//
// When to use: one endpoint for many peers, whose names a user or a configuration gives. Can be a part of AllOf, AnyOf and Not.
// Guaranteed: a connection for which no name was given does not compile, and neither does a name that no filter would look at.
#pragma once

#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/email_id.hpp>
#include <vidimus/peer_name/ip_id.hpp>
#include <vidimus/peer_name/uri_id.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// Whom a connection is to meet; made by `expect`.
struct ExpectedName {
  std::string text;
};

/// `connect(transport, endpoint, expect("qm1.acme.example"))`.
[[nodiscard]] inline auto expect(std::string name) -> ExpectedName { return {std::move(name)}; }

namespace detail {

template <class Id>
concept NameAtRunTime = requires(std::string_view text, EndEntity const& peer) {
  { Id::parse(text) } -> std::same_as<Result<Id>>;
  { Id::parse(text)->accepts(peer) } -> std::same_as<Verdict>;
};

template <class Id>
inline constexpr std::string_view kind_of_name = "name";
template <>
inline constexpr std::string_view kind_of_name<DnsId<dynamic>> = "DNS-ID";
template <>
inline constexpr std::string_view kind_of_name<IpId<dynamic>> = "IP address";
template <>
inline constexpr std::string_view kind_of_name<UriId<dynamic>> = "URI";
template <>
inline constexpr std::string_view kind_of_name<EmailId<dynamic>> = "e-mail address";

}  // namespace detail

/// A peer-name filter that compares with the name that was given to `connect`, as `Id` reads it. Empty type.
template <detail::NameAtRunTime Id>
class Expected {
 public:
  using role = vidimus::role::peer_name_filter;
  static constexpr bool expects_name = true;

  /// Errors: those of `Id`; `bad_argument` where no name was given. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    if (peer.expected_name.empty())
      return Verdict::refused({Errc::bad_argument, Note{"no name was given that the peer could have"}});
    auto const id = Id::parse(peer.expected_name);
    return id ? id->accepts(peer) : Verdict::refused(id.error().decisive());
  }
  /// `the expected DNS-ID`.
  [[nodiscard]] static auto describe() -> std::string {
    return "the expected " + std::string{detail::kind_of_name<Id>};
  }

  /// Errors: those of `Id::parse`.
  [[nodiscard]] static auto check_expected(std::string_view name) -> std::optional<Failure> {
    auto const id = Id::parse(name);
    return id ? std::nullopt : std::optional{id.error()};
  }
};

/// A host, an address, a URI or a mailbox that is named when the connection is made.
using ExpectedDnsId = Expected<DnsId<dynamic>>;
using ExpectedIpId = Expected<IpId<dynamic>>;
using ExpectedUriId = Expected<UriId<dynamic>>;
using ExpectedEmailId = Expected<EmailId<dynamic>>;

}  // namespace vidimus

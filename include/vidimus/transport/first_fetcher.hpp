// SPDX-License-Identifier: Apache-2.0
// Fetchers side by side: the first one that speaks a URL's scheme fetches it.
//
//   FirstFetcher<HttpFetcher<>, LdapFetcher<>>        // http by the one, ldap by the other, and nothing else
#pragma once

#include <vidimus/core/description.hpp>
#include <vidimus/core/fetcher.hpp>
#include <vidimus/core/slots.hpp>
#include <vidimus/transport/http_fetcher.hpp>
#include <vidimus/transport/url.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace vidimus {

/// A Fetcher that says in its type which schemes, in small letters, it speaks.
template <class P>
concept SchemeFetcher = Fetcher<P> && requires(std::string_view scheme) {
  { P::speaks(scheme) } -> std::same_as<bool>;
};

namespace detail {

/// A fetch that is over before it began.
struct RefusedFetch {
  FetchAnswer answer;
  [[nodiscard]] auto step() -> FetchStep { return FetchStep::done; }
  [[nodiscard]] auto descriptor() const -> int { return -1; }
  [[nodiscard]] auto deadline() const -> SteadyTime { return (SteadyTime::max)(); }
  [[nodiscard]] auto finish() && -> FetchAnswer { return std::move(answer); }
};

/// A fetch of one of several kinds.
template <class... Fetches>
class OneOfFetches {
 public:
  template <std::size_t At, class Fetch>
  OneOfFetches(std::in_place_index_t<At> at, Fetch fetch) : fetch_{at, std::move(fetch)} {}

  [[nodiscard]] auto step() -> FetchStep {
    return std::visit([](auto& fetch) { return fetch.step(); }, fetch_);
  }
  [[nodiscard]] auto descriptor() const -> int {
    return std::visit([](auto const& fetch) { return fetch.descriptor(); }, fetch_);
  }
  [[nodiscard]] auto deadline() const -> SteadyTime {
    return std::visit([](auto const& fetch) { return fetch.deadline(); }, fetch_);
  }
  [[nodiscard]] auto finish() && -> FetchAnswer {
    return std::visit([](auto& fetch) { return std::move(fetch).finish(); }, fetch_);
  }

 private:
  std::variant<Fetches...> fetch_;
};

}  // namespace detail

/// Errors beside those of its parts: `url_refused` where none of them speaks the scheme, or there is none.
template <SchemeFetcher... Fs>
class FirstFetcher {
  static_assert(sizeof...(Fs) != 0, "vidimus: FirstFetcher joins at least one Fetcher");

 public:
  using role = vidimus::role::fetcher;

  constexpr FirstFetcher()
    requires(std::default_initializable<Fs> && ...)
  = default;
  explicit constexpr FirstFetcher(Fs... fetchers) : slots_{std::in_place, std::move(fetchers)...} {}

  [[nodiscard]] static constexpr auto speaks(std::string_view scheme) -> bool { return (Fs::speaks(scheme) || ...); }

  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    return fetch_from<0>(scheme_of(request.url), request);
  }
  /// Without waiting, where all of its parts can; `BackgroundFetcher` lets any.
  [[nodiscard]] auto start(FetchRequest request) const
    requires(SteppingFetcher<Fs> && ...)
  {
    using Fetch =
        detail::OneOfFetches<decltype(std::declval<Fs const&>().start(FetchRequest{}))..., detail::RefusedFetch>;
    auto const scheme = scheme_of(request.url);
    return start_from<0, Fetch>(scheme, std::move(request));
  }
  [[nodiscard]] auto describe() const -> std::string { return describe_from<0>(); }

 private:
  static auto scheme_of(std::string_view url) -> std::string {
    return detail::has_scheme(url) ? detail::in_small_letters(url.substr(0, url.find(':'))) : std::string{};
  }
  template <std::size_t At>
  [[nodiscard]] auto part() const -> auto const& {
    return detail::slot<At>(slots_);
  }

  static auto refused(FetchRequest request) -> FetchAnswer {
    Finding finding{Errc::url_refused, Note{"no Fetcher speaks its scheme"}};
    finding.subject = detail::escaped_ascii(bytes_of(request.url), 200);
    return detail::unanswered(std::move(request), std::move(finding));
  }

  template <std::size_t At>
  [[nodiscard]] auto fetch_from(std::string_view scheme, FetchRequest const& request) const -> FetchAnswer {
    if constexpr (At == sizeof...(Fs)) {
      return refused(request);
    } else {
      return part<At>().speaks(scheme) ? part<At>().fetch(request) : fetch_from<At + 1>(scheme, request);
    }
  }
  template <std::size_t At, class Fetch>
  [[nodiscard]] auto start_from(std::string_view scheme, FetchRequest request) const -> Fetch {
    if constexpr (At == sizeof...(Fs)) {
      return Fetch{std::in_place_index<At>, detail::RefusedFetch{refused(std::move(request))}};
    } else {
      if (!part<At>().speaks(scheme)) return start_from<At + 1, Fetch>(scheme, std::move(request));
      return Fetch{std::in_place_index<At>, part<At>().start(std::move(request))};
    }
  }
  template <std::size_t At>
  [[nodiscard]] auto describe_from() const -> std::string {
    auto text = detail::description_of(part<At>(), "a Fetcher");
    if constexpr (At + 1 != sizeof...(Fs)) text += ", or " + describe_from<At + 1>();
    return text;
  }

  [[no_unique_address]] detail::Slots<Fs...> slots_;
};

}  // namespace vidimus

// SPDX-License-Identifier: Apache-2.0
// A peer-name filter whose kind is settled at run time, where a configuration file decides. When to use: then alone; a filter
// in the type costs no call through a table, and the type says what is accepted.
//
//   AnyPeerNameFilter filter{*DnsId<dynamic>::parse(text)};
#pragma once

#include <vidimus/core/description.hpp>
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/expected_name.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace vidimus {

/// Immutable and never empty; copies share the filter.
class AnyPeerNameFilter {
 public:
  using role = vidimus::role::peer_name_filter;

  template <class Filter>
    requires(!std::same_as<std::remove_cvref_t<Filter>, AnyPeerNameFilter> &&
             PeerNameFilter<std::remove_cvref_t<Filter>>)
  explicit AnyPeerNameFilter(Filter&& filter)
      : filter_{std::make_shared<Held<std::remove_cvref_t<Filter>> const>(std::forward<Filter>(filter))} {
    static_assert(!detail::expects_name<std::remove_cvref_t<Filter>>,
                  "vidimus: the type of this channel would not say that a name has to be given for each connection; "
                  "let the PeerNameFilter be or contain vidimus::ExpectedDnsId itself");
  }

  /// Errors: those of the filter. Callable from several threads.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict { return filter_->accepts(peer); }
  [[nodiscard]] auto describe() const -> std::string { return filter_->describe(); }

 private:
  struct Interface {
    Interface() = default;
    Interface(Interface const&) = delete;
    auto operator=(Interface const&) -> Interface& = delete;
    virtual ~Interface() = default;
    [[nodiscard]] virtual auto accepts(EndEntity const& peer) const -> Verdict = 0;
    [[nodiscard]] virtual auto describe() const -> std::string = 0;
  };
  template <class Filter>
  struct Held final : Interface {
    explicit Held(Filter filter) : held{std::move(filter)} {}
    [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict override { return held.accepts(peer); }
    [[nodiscard]] auto describe() const -> std::string override {
      return detail::description_of(held, "a peer-name filter");
    }
    Filter held;
  };

  std::shared_ptr<Interface const> filter_;
};

}  // namespace vidimus

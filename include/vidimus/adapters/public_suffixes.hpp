// SPDX-License-Identifier: Apache-2.0
// Public suffixes: domains below which names belong to different people, such as `com`, `co.uk` or `s3.amazonaws.com`. A
// wildcard directly below one would speak for all of them. The two tables are made of the Public Suffix List, which is under
// another licence, the MPL 2.0, and of the day on which they were made: so they are an adapter's, for programs that want them.
//
//   using WebPkiOfTheList = vidimus::Rfc5280With<vidimus::Budget{}, vidimus::WebPkiRulesWith<vidimus::ListedSuffixes>>;
#pragma once

#include <vidimus/adapters/public_suffixes_private.hpp>
#include <vidimus/adapters/public_suffixes_registries.hpp>
#include <vidimus/path/web_pki.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace vidimus {

namespace detail {

/// What a list says of a domain: the labels below it, between commas; empty if nothing.
[[nodiscard]] constexpr auto labels_below(std::string_view domain, std::string_view list) -> std::string_view {
  while (!list.empty()) {
    auto const first = list.rfind(';', list.size() / 2) + 1;  // of the entry in the middle
    auto const entry = list.substr(first, list.find(';', first) - first);
    auto const colon = entry.find(':');
    auto const order = entry.substr(0, colon).compare(domain);
    if (order == 0) return entry.substr(colon + 1);
    list = order < 0 ? list.substr(first + entry.size() + 1) : list.substr(0, first);
  }
  return {};
}

[[nodiscard]] constexpr auto has_label(std::string_view labels, std::string_view mark, std::string_view label) -> bool {
  while (!labels.empty()) {
    auto const one = labels.substr(0, labels.find(','));
    if (one.starts_with(mark) && one.substr(mark.size()) == label) return true;
    labels.remove_prefix((std::min)(one.size() + 1, labels.size()));
  }
  return false;
}

[[nodiscard]] constexpr auto is_in_list(std::string_view label, std::string_view domain, std::string_view list)
    -> bool {
  auto const labels = labels_below(domain, list);
  return (has_label(labels, "", label) || has_label(labels, "", "*")) && !has_label(labels, "!", label);
}

}  // namespace detail

/// The domains of registries: what CAs are to consult (CA/Browser Forum BR, 3.2.2.6).
struct RegistrySuffixes {
  /// `domain` is in small letters. A single label is one whatever it is: "if no rules match, the prevailing rule is *".
  [[nodiscard]] static constexpr auto is_public_suffix(std::string_view domain) -> bool {
    auto const dot = domain.find('.');
    return dot == std::string_view::npos ||
           detail::is_in_list(domain.substr(0, dot), domain.substr(dot + 1), detail::public_suffixes_registries);
  }
};
static_assert(PublicSuffixes<RegistrySuffixes>);

/// Also those of companies that hand out names below their own: github.io, s3.amazonaws.com. Such a company's own wildcard
/// is refused then.
struct ListedSuffixes {
  [[nodiscard]] static constexpr auto is_public_suffix(std::string_view domain) -> bool {
    auto const dot = domain.find('.');
    return RegistrySuffixes::is_public_suffix(domain) ||
           detail::is_in_list(domain.substr(0, dot), domain.substr(dot + 1), detail::public_suffixes_private);
  }
};
static_assert(PublicSuffixes<ListedSuffixes>);

}  // namespace vidimus

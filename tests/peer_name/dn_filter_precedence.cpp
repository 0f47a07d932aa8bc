// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dn_filter_precedence.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace vidimus;
using namespace vidimus::detail;

namespace {

auto filter(std::string_view text) -> DynamicDnFilter {
  DynamicDnFilter read{text, DnOf::subject};
  INFO(text);
  REQUIRE(read.error().mistake == DnFilterMistake::none);
  return read;
}

struct Pair {
  std::string_view more, less;  // specific
  std::string_view reason;
};

// In the order of precedence.
constexpr std::string_view by_key[] = {"SERIALNUMBER=05",
                                       "MAIL=a",
                                       "UID=a",
                                       "CN=a",
                                       "T=a",
                                       "OU=a",
                                       "DC=a",
                                       "O=a",
                                       "STREET=a",
                                       "L=a",
                                       "ST=a",
                                       "PC=a",
                                       "C=a",
                                       "UNSTRUCTUREDNAME=a",
                                       "UNSTRUCTUREDADDRESS=a",
                                       "DNQ=a"};

}  // namespace

TEST_CASE("each attribute outweighs all that follow it", "[peer_name]") {
  std::string all_that_follow;
  for (auto at = std::size(by_key); at-- != 0;) {
    if (!all_that_follow.empty()) {
      auto const one = filter(std::string{by_key[at].substr(0, by_key[at].find('='))} + "=*"),
                 rest = filter(all_that_follow);
      INFO(one.text() << " beats " << rest.text());
      CHECK(compare_filters(one.view(), rest.view()).order > 0);
      CHECK(compare_filters(rest.view(), one.view()).order < 0);
    }
    all_that_follow += (all_that_follow.empty() ? "" : ",") + std::string{by_key[at]};
  }
}

TEST_CASE("the precedence of filters", "[peer_name]") {
  Pair const pairs[] = {
      {"O=IBM", "C=UK", "it has no O"},
      {"CN=QM1, O=Acme", "CN=QM1", "it has no O"},
      {"E=a", "UID=a", "it has no MAIL"},
      // the first difference decides, whatever follows
      {"CN=QM9", "CN=QM*, OU=Payments, O=Acme", "its CN has more wildcards"},
      // OU: more of them, even if the highest is *
      {"OU=*, OU=Sales", "OU=Acme", "it has fewer OU"},
      {"OU=a*, OU=b", "OU=a*, OU=b*", "its OU has more wildcards"},
      // from the highest level down: of OU from the left, of DC from the right
      {"OU=a, OU=b*", "OU=a*, OU=b", "its OU has more wildcards"},
      {"DC=b*, DC=a", "DC=b, DC=a*", "its DC has more wildcards"},
      // wildcards: none, one, two, nothing else
      {"CN=a", "CN=abcdef*", "its CN has more wildcards"},
      {"CN=a*", "CN=*abcdef*", "its CN has more wildcards"},
      {"CN=*a", "CN=*abcdef*", "its CN has more wildcards"},
      {"CN=*a*", "CN=*", "its CN has more wildcards"},
      {"CN=*a*", "CN=**", "its CN has more wildcards"},
      {"SERIALNUMBER=05", "SERIALNUMBER=05*", "its SERIALNUMBER has more wildcards"},
      // an asterisk that is a character
      {"CN=a\\*", "CN=a*", "its CN has more wildcards"},
      // longer
      {"CN=QM12*", "CN=QM1*", "its CN is shorter"},
      {"CN=zz", "CN=a", "its CN is shorter"},
      {"CN=*zz", "CN=a*", "its CN is shorter"},
      // text, without letter case
      {"CN=A*", "CN=b*", "its CN comes later in the alphabet"},
      {"CN=a*", "CN=B*", "its CN comes later in the alphabet"},
      {"CN=\"A B\"", "CN=A B", "its CN is not in quotes"},
      {"CN=\"*A B*\"", "CN=*A B*", "its CN is not in quotes"},
      {"CN=\"*A\"", "CN=*A", "its CN is not in quotes"},
  };
  for (auto const& [more, less, reason] : pairs) {
    INFO(more << " beats " << less);
    auto const a = filter(more), b = filter(less);
    auto const precedence = compare_filters(a.view(), b.view());
    CHECK(precedence.order > 0);
    CHECK(reason_of(precedence) == reason);
    CHECK(compare_filters(b.view(), a.view()).order < 0);
    CHECK(reason_of(compare_filters(b.view(), a.view())) == reason);
  }
}

TEST_CASE("filters without precedence", "[peer_name]") {
  struct Equal {
    std::string_view a, b;
    bool is_same;
  };
  Equal const rows[] = {
      {"CN=QM1, O=Acme", "O=ACME;CN=qm1", true},
      {"E=a", "MAIL=A", true},
      {"CN=*", "CN=**", true},
      {"CN=*", "CN=\"*\"", true},
      {"CN=*a*", "CN=\"*a*\"", true},
      {"SERIALNUMBER=05", "SERIALNUMBER=\"05\"", true},
      {"CN=*A", "CN=A*", false},
      {"OU=a, OU=*b", "OU=a, OU=b*", false},
      {"CN=A  B", "CN=A B", true},
      {"CN=\"A\"", "CN=\"a\"", true},
  };
  for (auto const& [left, right, is_same] : rows) {
    INFO(left << " and " << right);
    auto const a = filter(left), b = filter(right);
    CHECK(compare_filters(a.view(), b.view()).order == 0);
    CHECK(is_same_filter(a.view(), b.view()) == is_same);
    CHECK(reason_of(compare_filters(a.view(), b.view())) == "it is equally specific");
  }
}

TEST_CASE("the precedence of filters is an order", "[peer_name]") {
  std::vector<DynamicDnFilter> filters;
  for (auto const* text : {"CN=*", "CN=a", "CN=a*", "CN=*a", "CN=*a*", "CN=\"a\"", "OU=a", "OU=*,OU=a", "OU=a,OU=*",
                           "DC=a,DC=*", "DC=*,DC=a", "CN=a,O=b", "CN=a,O=*", "O=b", "SERIALNUMBER=05", "CN=b", "CN=ab"})
    filters.push_back(filter(text));
  for (auto const& a : filters)
    for (auto const& b : filters) {
      auto const ab = compare_filters(a.view(), b.view()).order;
      CHECK(compare_filters(b.view(), a.view()).order == 0 <=> ab);
      for (auto const& c : filters) {
        auto const bc = compare_filters(b.view(), c.view()).order, ac = compare_filters(a.view(), c.view()).order;
        INFO(a.text() << ", " << b.text() << ", " << c.text());
        if (ab >= 0 && bc >= 0) CHECK(ac >= 0);
        if (ab == 0) CHECK(ac == bc);
      }
    }
}

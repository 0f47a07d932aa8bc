// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/peer_name/dn_filter.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string_view>

using namespace vidimus;
using detail::DnOf;
using detail::DynamicDnFilter;
using detail::StaticDnFilter;

namespace {

void have_the_same_parts(detail::DnFilterView a, detail::DnFilterView b) {
  CHECK(a.literals == b.literals);
  REQUIRE(a.parts.size() == b.parts.size());
  for (std::size_t i = 0; i != a.parts.size(); ++i) {
    CHECK(a.parts[i].key == b.parts[i].key);
    CHECK(a.text_of(a.parts[i]) == b.text_of(b.parts[i]));
    CHECK(a.literal_of(a.parts[i]) == b.literal_of(b.parts[i]));
    CHECK(a.parts[i].open.start == b.parts[i].open.start);
    CHECK(a.parts[i].open.end == b.parts[i].open.end);
    CHECK(a.parts[i].spaces == b.parts[i].spaces);
    CHECK(a.parts[i].place == b.parts[i].place);
  }
}

template <FixedString Text>
void is_read_alike() {
  INFO(Text.view());
  static constexpr StaticDnFilter<Text.view().size()> fixed{Text.view(), DnOf::subject};
  DynamicDnFilter const read{Text.view(), DnOf::subject};
  CHECK(fixed.error().mistake == read.error().mistake);
  CHECK(fixed.error().offset == read.error().offset);
  have_the_same_parts({Text.view(), fixed.literals(), fixed.parts()}, read.view());
}

}  // namespace

TEST_CASE("the compiler and the program read a filter alike", "[peer_name]") {
  is_read_alike<"CN=QM2*, OU=Payments, O=Acme">();
  is_read_alike<"C=a,L=b,O=c,T=d,S=e,E=f,PC=g,OU=h,DC=i,OU=j,DC=k">();
  is_read_alike<"O=\"Smith, Jones; Co\";CN=*\\*">();
  is_read_alike<"CN=Jürgen MÜLLER*,O=STRASSE ß,L=ΐΐΐΐΐΐΐΐ">();
  is_read_alike<"SERIALNUMBER=53:B1:37:A1">();
}

TEST_CASE("the compiler and the program refuse a filter alike", "[peer_name]") {
  is_read_alike<"">();
  is_read_alike<"CN">();
  is_read_alike<"CN=">();
  is_read_alike<"C=a,L=b,O=c,T=d,">();
  is_read_alike<"CN=\"x">();
  is_read_alike<"CN=a,CN=b">();
}

TEST_CASE("a filter can be copied and moved", "[peer_name]") {
  DynamicDnFilter first{"CN=QM2*, O=Acme", DnOf::subject};
  auto const copy = first;
  auto const moved = std::move(first);
  have_the_same_parts(copy.view(), moved.view());
  CHECK(copy.view().parts.size() == 2);
}

TEST_CASE("a filter without attributes asks for nothing", "[peer_name]") {
  CHECK(DynamicDnFilter{}.view().parts.empty());
}

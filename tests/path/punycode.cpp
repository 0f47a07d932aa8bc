// SPDX-License-Identifier: Apache-2.0
#include <vidimus/path/punycode.hpp>

#include <catch2/catch_test_macros.hpp>

using vidimus::detail::is_punycode;

static_assert(is_punycode("n3h"));

TEST_CASE("what an encoder makes is Punycode", "[path]") {
  for (auto const* const text :
       {"mller-kva", "MLLER-KVA", "bcher-kva", "nxasmq6b", "fiqs8s", "4dbcagdahymbxekheh6e0a7fei0b",
        "ihqwcrb4cv8a8dqg056pqjye", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "test--wg5h0h"})
    CHECK(is_punycode(text));
  CHECK(is_punycode("3B-ww4c5e180e575a65lsy2b"));
}

TEST_CASE("what no encoder makes is refused", "[path]") {
  CHECK_FALSE(is_punycode(""));
  CHECK_FALSE(is_punycode("abc-"));            // ASCII alone
  CHECK_FALSE(is_punycode("n3"));              // ends within a number
  CHECK_FALSE(is_punycode("a*b"));             // no digit
  CHECK_FALSE(is_punycode("99999999"));        // beyond what a number may be
  CHECK_FALSE(is_punycode("999999b"));         // the same
  CHECK_FALSE(is_punycode("aaaa-7x768336h"));  // what is left of it in 32 bits would do
  CHECK_FALSE(is_punycode("zz99zz99zz99a"));   // beyond Unicode
}

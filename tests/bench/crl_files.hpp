// SPDX-License-Identifier: Apache-2.0
// A large CRL in a file, as a busy authority's: serial numbers of 16 random octets, dates over the last year, a reason on
// every other entry.
#pragma once

#include "small_ca.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace bench {

using Serial = std::array<std::byte, 16>;

/// Positive, of the full length.
inline auto random_serial(std::mt19937_64& random) -> Serial {
  Serial serial;
  for (std::size_t i = 0; i != serial.size(); i += 8) {
    auto const octets = random();
    std::memcpy(serial.data() + i, &octets, 8);
  }
  serial[0] = (serial[0] & std::byte{0x3f}) | std::byte{0x40};
  return serial;
}

struct CrlFile {
  std::vector<Serial> listed, others;  ///< as many of each, in a random order
  std::string path;

  CrlFile(std::size_t entries, std::string file) : path{std::move(file)} {
    std::mt19937_64 random{entries};
    small_ca::Bytes list;
    for (std::size_t i = 0; i != entries; ++i) {
      listed.push_back(random_serial(random));
      others.push_back(random_serial(random));
      small_ca::der::append(list, entry(listed.back(), random, i % 2 != 0));
    }
    std::ranges::shuffle(listed, random);
    auto const crl = signed_crl(list);
    std::ofstream{path, std::ios::binary}.write(reinterpret_cast<char const*>(crl.data()),
                                                static_cast<std::streamsize>(crl.size()));
  }

 private:
  static auto entry(Serial const& serial, std::mt19937_64& random, bool has_reason) -> small_ca::Bytes {
    namespace der = small_ca::der;
    static auto const now = small_ca::now();
    auto const since = now - std::chrono::seconds{random() % (365 * 86400)};
    small_ca::Extension const reason{small_ca::oid::reason_code, false, der::integer(1 + random() % 5, 0x0a)};
    return der::sequence(der::integer(serial), der::time(since),
                         has_reason ? der::sequence(reason.der()) : small_ca::Bytes{});
  }
  static auto signed_crl(small_ca::Bytes const& list) -> small_ca::Bytes {
    namespace der = small_ca::der;
    auto const key = small_ca::Key::generate(small_ca::KeyKind::ec_p256);
    auto const now = small_ca::now();
    small_ca::Extension const number{small_ca::oid::crl_number, false, der::integer(1)};
    return key.signed_object(der::sequence(
        der::integer(1), key.signature_algorithm(), small_ca::name("CN=Acme Root,O=Acme"), der::time(now),
        der::time(now + std::chrono::hours{24}), der::sequence(list), der::element(0xa0, der::sequence(number.der()))));
  }
};

}  // namespace bench

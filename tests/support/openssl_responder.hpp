// SPDX-License-Identifier: Apache-2.0
// An OCSP responder whose answers are made by `openssl ocsp`, one process a request, from files: it never listens itself
// (its -port is every interface's).
#pragma once

#include "peer_programs.hpp"
#include "small_ca.hpp"

#include <vidimus/core/bytes.hpp>

#include <atomic>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace vidimus_test {

/// Thread-safe, but for what changes the index.
class OpensslResponder {
 public:
  /// `signer` is the authority itself or a delegate of it.
  OpensslResponder(small_ca::SmallCa const& authority, small_ca::Issued const& signer)
      : authority_{folder_.file("ca.pem", authority.pem())},
        signer_{folder_.file("signer.pem", signer.pem())},
        key_{folder_.file("signer-key.pem", signer.key_pem())} {
    list({}, {});
  }

  /// What the authority knows from now on; any other certificate is unknown to it.
  void list(std::vector<small_ca::Issued> const& good, std::vector<small_ca::Issued> const& revoked) {
    std::string index;
    for (auto const& issued : good) index += "V\t491231235959Z\t\t" + rest_of_line(issued);
    for (auto const& issued : revoked)
      index += "R\t491231235959Z\t250101000000Z,keyCompromise\t" + rest_of_line(issued);
    index_ = folder_.file("index.txt", index);
  }

  /// The response to a request, both DER. `options` are further ones of `openssl ocsp`.
  [[nodiscard]] auto answer(std::string_view request, std::vector<std::string> const& options = {"-ndays", "1"}) const
      -> std::string {
    auto const asked = new_file(request), answered = new_file("");
    std::vector<std::string> command{"openssl", "ocsp",  "-index", index_,   "-CA", authority_, "-rsigner",
                                     signer_,   "-rkey", key_,     "-reqin", asked, "-respout", answered};
    command.insert(command.end(), options.begin(), options.end());
    (void)output_of(command);
    return content_of(answered);
  }
  /// A request about several certificates, DER.
  [[nodiscard]] auto request(std::vector<small_ca::Issued> const& certificates) const -> std::string {
    auto const asked = new_file("");
    std::vector<std::string> command{"openssl", "ocsp", "-no_nonce", "-reqout", asked, "-issuer", authority_};
    for (auto const& issued : certificates) {
      command.push_back("-cert");
      command.push_back(new_file(issued.pem()));
    }
    (void)output_of(command);
    return content_of(asked);
  }

 private:
  static auto rest_of_line(small_ca::Issued const& issued) -> std::string {
    auto const& serial = issued.serial_number.magnitude;
    auto first = serial.begin();
    while (serial.end() - first > 1 && *first == std::byte{0}) ++first;
    std::string digits;
    for (auto const octet : std::vector(first, serial.end()))
      for (auto const shift : {4, 0}) digits += "0123456789ABCDEF"[std::to_integer<unsigned>(octet >> shift) & 15U];
    return digits + "\tunknown\t/CN=" + digits + '\n';  // a subject may stand there once
  }
  [[nodiscard]] auto new_file(std::string_view content) const -> std::string {
    return folder_.file("file" + std::to_string(count_++), content);
  }
  static auto content_of(std::string const& path) -> std::string {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  TemporaryFolder folder_;
  std::string authority_, signer_, key_, index_;
  std::atomic<int> mutable count_ = 0;
};

}  // namespace vidimus_test

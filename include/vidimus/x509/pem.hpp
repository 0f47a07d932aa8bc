// SPDX-License-Identifier: Apache-2.0
// PEM (RFC 7468): blocks of base64 between lines that name what they hold. Text outside of blocks is skipped, as RFC 7468,
// 2 allows and files of certificates have it. Inside of one only base64 and white space are accepted: headers (of RFC 1421)
// mean encryption, which nothing here reads.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/x509/base64.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

/// The contents of every block with this label, in order; blocks with another label are read over. Takes time and memory
/// in proportion to the text, whose size the caller limits. Errors: `pem_nothing_found` with the labels that are there,
/// `pem_malformed` with the offset of the line.
[[nodiscard]] auto parse_pem(std::string_view text, std::string_view label) -> Result<std::vector<Buffer>>;

namespace detail {

/// Whether a text is PEM rather than DER: DER begins with the identifier of a SEQUENCE, `0`.
[[nodiscard]] inline auto looks_like_pem(std::string_view text) -> bool {
  return text.find("-----BEGIN ") != std::string_view::npos && !text.starts_with('0');
}

class PemReader {
 public:
  PemReader(std::string_view text, std::string_view label) : rest_{text}, text_size_{text.size()}, label_{label} {}

  [[nodiscard]] auto read() -> Result<std::vector<Buffer>>;

 private:
  struct Line {
    std::string_view text;  // without the line end and white space after it
    std::size_t offset;
  };
  [[nodiscard]] auto take_line() -> Line;
  /// The contents up to the block's last line, which is taken too.
  [[nodiscard]] auto read_block(std::string_view block_label, std::size_t offset) -> Result<Buffer>;
  [[nodiscard]] auto malformed(std::size_t offset) const -> tl::unexpected<Failure> {
    return refuse(Errc::pem_malformed, Malformed{"PEM " + std::string{label_}, offset, Errc::pem_malformed});
  }
  /// The label of `-----BEGIN label-----`; empty for any other line.
  [[nodiscard]] static auto label_between(std::string_view line, std::string_view begin) -> std::string_view {
    constexpr std::string_view dashes = "-----";
    bool const fits = line.size() > begin.size() + dashes.size() && line.starts_with(begin) && line.ends_with(dashes);
    return fits ? line.substr(begin.size(), line.size() - begin.size() - dashes.size()) : std::string_view{};
  }
  void note_other(std::string_view label) {
    if (other_labels_.size() < 8) other_labels_.emplace_back(label.substr(0, 64));
  }

  std::string_view rest_;
  std::size_t text_size_;
  std::string_view label_;
  std::vector<std::string> other_labels_;
};

inline auto PemReader::take_line() -> Line {
  auto const offset = text_size_ - rest_.size();
  auto const end = rest_.find_first_of("\r\n");
  auto line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  line = line.substr(0, line.find_last_not_of(" \t") + 1);
  return {line, offset};
}

inline auto PemReader::read() -> Result<std::vector<Buffer>> {
  std::vector<Buffer> blocks;
  while (!rest_.empty()) {
    auto const [line, offset] = take_line();
    auto const block_label = label_between(line, "-----BEGIN ");
    if (block_label.empty()) continue;
    if (block_label != label_) {
      note_other(block_label);
      continue;
    }
    auto block = read_block(block_label, offset);
    if (!block) return refuse(std::move(block.error()));
    blocks.push_back(*std::move(block));
  }
  if (blocks.empty()) return refuse(Errc::pem_nothing_found, Mismatch{std::string{label_}, other_labels_});
  return blocks;
}

inline auto PemReader::read_block(std::string_view block_label, std::size_t offset) -> Result<Buffer> {
  Buffer octets;
  Base64Decoder decoder{octets};
  while (!rest_.empty()) {
    auto const [line, line_offset] = take_line();
    if (line.starts_with('-')) {
      bool const ends = label_between(line, "-----END ") == block_label && decoder.is_complete() && !octets.empty();
      return ends ? Result<Buffer>{std::move(octets)} : malformed(line_offset);
    }
    for (char const character : line)
      if (character != ' ' && character != '\t' && !decoder.put(character)) return malformed(line_offset);
  }
  return malformed(offset);
}

}  // namespace detail

inline auto parse_pem(std::string_view text, std::string_view label) -> Result<std::vector<Buffer>> {
  return detail::PemReader{text, label}.read();
}

}  // namespace vidimus

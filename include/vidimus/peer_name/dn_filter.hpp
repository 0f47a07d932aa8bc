// SPDX-License-Identifier: Apache-2.0
// A filter as it was read: by the compiler into an object without a heap, or at run time into one with.
#pragma once

#include <vidimus/peer_name/dn_grammar.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vidimus::detail {

/// What the matcher needs of either. Views of the filter, which must outlive it.
struct DnFilterView {
  std::string_view text;      ///< as it was written
  std::string_view literals;  ///< see `DnFilterPart`
  std::span<DnFilterPart const> parts;

  [[nodiscard]] constexpr auto text_of(DnFilterPart const& part) const -> std::string_view {
    return text.substr(part.text_at, part.text_size);
  }
  [[nodiscard]] constexpr auto literal_of(DnFilterPart const& part) const -> std::string_view {
    return literals.substr(part.literal_at, part.literal_size);
  }
};

/// A filter of at most `Size` octets. Folding makes at most three octets of one, U+0390 being the extreme; an attribute has at
/// least the four octets of `C=a,`.
template <std::size_t Size>
class StaticDnFilter {
 public:
  constexpr StaticDnFilter(std::string_view text, DnOf whose) : error_{DnFilterReader{text, whose, *this}.read()} {}

  [[nodiscard]] constexpr auto error() const -> DnFilterError { return error_; }
  [[nodiscard]] constexpr auto literals() const -> std::string_view { return {literals_.data(), literals_size_}; }
  [[nodiscard]] constexpr auto parts() const -> std::span<DnFilterPart const> { return {parts_.data(), parts_size_}; }
  [[nodiscard]] constexpr auto parts() -> std::span<DnFilterPart> { return {parts_.data(), parts_size_}; }
  constexpr void put(char c) { literals_[literals_size_++] = c; }
  constexpr void add(DnFilterPart const& part) { parts_[parts_size_++] = part; }

 private:
  std::array<char, 3 * Size + 1> literals_{};
  std::array<DnFilterPart, Size / 4 + 1> parts_{};
  std::size_t literals_size_ = 0, parts_size_ = 0;
  DnFilterError error_;  // last: reading fills the others
};

class DynamicDnFilter {
 public:
  /// Without attributes: it asks for nothing.
  DynamicDnFilter() = default;
  DynamicDnFilter(std::string_view text, DnOf whose) : text_{text}, error_{DnFilterReader{text, whose, *this}.read()} {}

  [[nodiscard]] auto error() const -> DnFilterError { return error_; }
  [[nodiscard]] auto text() const -> std::string const& { return text_; }
  [[nodiscard]] auto view() const -> DnFilterView { return {text_, literals_, parts_}; }
  [[nodiscard]] auto literals() const -> std::string_view { return literals_; }
  [[nodiscard]] auto parts() -> std::span<DnFilterPart> { return parts_; }
  void put(char c) { literals_ += c; }
  void add(DnFilterPart const& part) { parts_.push_back(part); }

 private:
  std::string text_;
  std::string literals_;
  std::vector<DnFilterPart> parts_;
  DnFilterError error_;
};

}  // namespace vidimus::detail

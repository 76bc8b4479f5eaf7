// SPDX-License-Identifier: Apache-2.0
#include "exchange/svg_words.hpp"

#include <algorithm>

#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// Of an em, in Arial and the fonts that were drawn to its measure, and a little more: bold words
/// are wider, and a font of another machine may be.
double width_of(char32_t letter) {
  constexpr double more = 1.08;
  const auto is_one_of = [letter](std::u32string_view letters) {
    return letters.find(letter) != std::u32string_view::npos;
  };
  if (is_one_of(U"ijl'|")) return 0.23 * more;
  if (is_one_of(U" .,:;!/tfI\u00B7")) return 0.28 * more;
  if (is_one_of(U"()[]r-\"")) return 0.34 * more;
  if (is_one_of(U"mwMW%@æÆœŒ—…")) return 0.89 * more;
  if ((letter >= U'A' && letter <= U'Z') || (letter >= 0xC0 && letter <= 0xDE)) return 0.7 * more;
  // What is not Latin is taken to be as wide as it is high.
  return (letter < 0x250 ? 0.556 : 1.0) * more;
}

/// The bytes of the letters that fit, beginning with the first.
std::size_t bytes_that_fit(std::string_view words, double width, double size) {
  double taken = 0;
  std::size_t end = 0;
  while (end < words.size()) {
    const CodePoint point = code_point_at(words, end);
    taken += width_of(point.value) * size;
    if (taken > width) break;
    end += point.bytes;
  }
  return end;
}

std::string_view without_end_spaces(std::string_view words) {
  while (words.ends_with(' ')) words.remove_suffix(1);
  return words;
}

}  // namespace

double words_width(std::string_view words, double size) {
  double wide = 0;
  for (std::size_t i = 0; i < words.size();) {
    const CodePoint point = code_point_at(words, i);
    wide += width_of(point.value) * size;
    i += point.bytes;
  }
  return wide;
}

std::string shortened(std::string_view words, double width, double size) {
  if (bytes_that_fit(words, width, size) == words.size()) return std::string(words);
  const double room = width - words_width("\xE2\x80\xA6", size);
  const std::string_view kept = words.substr(0, bytes_that_fit(words, room, size));
  return std::string(without_end_spaces(kept)) + "\xE2\x80\xA6";
}

std::vector<std::string> wrapped(std::string_view words, double width, double size) {
  std::vector<std::string> lines;
  for (;;) {
    std::size_t end = bytes_that_fit(words, width, size);
    if (end == words.size()) break;
    // A space right behind the line ends it too.
    const std::size_t space = words.substr(0, end + 1).rfind(' ');
    const bool is_broken = space == std::string_view::npos || space == 0;
    if (!is_broken) end = space;
    if (end == 0) end = code_point_at(words, 0).bytes;
    lines.emplace_back(without_end_spaces(words.substr(0, end)));
    words.remove_prefix(is_broken ? end : end + 1);
  }
  if (!words.empty() || lines.empty()) lines.emplace_back(words);
  return lines;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

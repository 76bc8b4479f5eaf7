// SPDX-License-Identifier: Apache-2.0
#include "core/zone_data.hpp"

#include <charconv>
#include <cstddef>

// The assembler takes the file into the read-only data; VAERN_ZONES is its path.
__asm__(
    ".pushsection .rodata\n"
    ".hidden vaern_zones_begin\n"
    ".hidden vaern_zones_end\n"
    ".global vaern_zones_begin\n"
    ".global vaern_zones_end\n"
    "vaern_zones_begin:\n"
    ".incbin \"" VAERN_ZONES
    "\"\n"
    "vaern_zones_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
[[gnu::visibility("hidden")]] extern const char vaern_zones_begin[];
[[gnu::visibility("hidden")]] extern const char vaern_zones_end[];
}

namespace vaern::detail {
namespace {

std::string_view packed() noexcept {
  return {vaern_zones_begin, static_cast<std::size_t>(vaern_zones_end - vaern_zones_begin)};
}

/// Cuts the first line off `text`, without its line feed.
std::string_view take_line(std::string_view& text) noexcept {
  const auto end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// Cuts the first word off `line`.
std::string_view take_word(std::string_view& line) noexcept {
  const auto end = line.find(' ');
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  return word;
}

std::size_t number(std::string_view text) noexcept {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

struct Pack {
  std::string_view version;
  std::string_view index;  ///< Lines "NAME OFFSET SIZE".
  std::string_view data;
};

Pack open_pack() noexcept {
  std::string_view rest = packed();
  take_line(rest);
  std::string_view version = take_line(rest);
  take_word(version);
  const auto end = rest.find("\n\n");
  if (end == std::string_view::npos) return {};
  return {version, rest.substr(0, end + 1), rest.substr(end + 2)};
}

}  // namespace

std::string_view shipped_zone_version() noexcept { return open_pack().version; }

std::vector<std::string> shipped_zone_names() {
  std::vector<std::string> names;
  std::string_view index = open_pack().index;
  while (!index.empty()) {
    std::string_view line = take_line(index);
    names.emplace_back(take_word(line));
  }
  return names;
}

std::optional<std::string_view> shipped_zone(std::string_view name) noexcept {
  const Pack pack = open_pack();
  std::string_view index = pack.index;
  while (!index.empty()) {
    std::string_view line = take_line(index);
    if (take_word(line) != name) continue;
    const std::size_t offset = number(take_word(line));
    const std::size_t size = number(line);
    if (offset > pack.data.size() || size > pack.data.size() - offset) return std::nullopt;
    return pack.data.substr(offset, size);
  }
  return std::nullopt;
}

}  // namespace vaern::detail

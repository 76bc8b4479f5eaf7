// SPDX-License-Identifier: Apache-2.0
#include "exchange/calendar_lines.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

void add_line(std::string& out, std::string_view line) {
  constexpr std::size_t most = 75;
  std::size_t room = most;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    if (end == 0) end = room;  // No letter is that long: it is no UTF-8.
    out.append(line.substr(0, end)).append("\r\n ");
    line.remove_prefix(end);
    room = most - 1;
  }
  out.append(line).append("\r\n");
}

std::string escaped_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) {
      out += c;
    }
  }
  return out;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

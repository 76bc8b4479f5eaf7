// SPDX-License-Identifier: Apache-2.0
#pragma once
// Content lines of iCalendar (RFC 5545, 3.1 and 3.3.11).

#include <string>
#include <string_view>

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// One content line: at most 75 octets, cut between characters; what goes on begins with a space.
void add_line(std::string& out, std::string_view line);

// A value of type TEXT. Control characters, which it may not have, are left out.
std::string escaped_text(std::string_view text);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

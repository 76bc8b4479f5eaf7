// SPDX-License-Identifier: Apache-2.0
#include "exchange/schema_source.hpp"

#include <cstddef>

// The assembler takes the files into the read-only data.
#define VAERN_INCLUDE(name) ".incbin \"" VAERN_SCHEMAS name ".json\"\n"

__asm__(
    ".pushsection .rodata\n"
    ".hidden vaern_schema_begin\n"
    ".hidden vaern_schema_end\n"
    ".global vaern_schema_begin\n"
    ".global vaern_schema_end\n"
    "vaern_schema_begin:\n"
    // clang-format off
    VAERN_INCLUDE("kinds")
    VAERN_INCLUDE("instrument")
    VAERN_INCLUDE("instrument_items")
    VAERN_INCLUDE("instrument_scales")
    VAERN_INCLUDE("instrument_outcomes")
    VAERN_INCLUDE("instrument_examples")
    VAERN_INCLUDE("wording")
    VAERN_INCLUDE("policy")
    VAERN_INCLUDE("catalogue")
    VAERN_INCLUDE("zones")
    VAERN_INCLUDE("programme")
    VAERN_INCLUDE("calendar")
    VAERN_INCLUDE("case")
    VAERN_INCLUDE("responses")
    VAERN_INCLUDE("record")
    VAERN_INCLUDE("head")
    VAERN_INCLUDE("condition")
    VAERN_INCLUDE("shared")
    // clang-format on
    "vaern_schema_end:\n"
    ".byte 0\n"
    ".popsection\n");

#undef VAERN_INCLUDE

extern "C" {
[[gnu::visibility("hidden")]] extern const char vaern_schema_begin[];
[[gnu::visibility("hidden")]] extern const char vaern_schema_end[];
}

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::string_view schema_source() noexcept {
  return {vaern_schema_begin, static_cast<std::size_t>(vaern_schema_end - vaern_schema_begin)};
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

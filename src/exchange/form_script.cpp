// SPDX-License-Identifier: Apache-2.0
#include "exchange/form_script.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "vaern/core/fingerprint.hpp"

// The assembler takes both files into the read-only data, one after the other.
__asm__(
    ".pushsection .rodata\n"
    ".hidden vaern_form_script_begin\n"
    ".hidden vaern_form_script_end\n"
    ".global vaern_form_script_begin\n"
    ".global vaern_form_script_end\n"
    "vaern_form_script_begin:\n"
    ".incbin \"" VAERN_FORM_SCRIPT
    "\"\n"
    ".incbin \"" VAERN_FORM_PAGE
    "\"\n"
    "vaern_form_script_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
[[gnu::visibility("hidden")]] extern const char vaern_form_script_begin[];
[[gnu::visibility("hidden")]] extern const char vaern_form_script_end[];
}

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::string_view form_script() noexcept {
  return {vaern_form_script_begin,
          static_cast<std::size_t>(vaern_form_script_end - vaern_form_script_begin)};
}

std::string policy_hash(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const Fingerprint hash = Fingerprint::of(bytes);
  std::string text;
  for (std::size_t i = 0; i < hash.bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, hash.bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < count ? hash.bytes[i + k] : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += k <= count ? digits[group >> (18 - 6 * k) & 63U] : '=';
    }
  }
  return text;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
// The script of a form: src/exchange/form.js and, after it, form_page.js.

#include <string>
#include <string_view>

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::string_view form_script() noexcept;

// SHA-256 of bytes in base64, as a content security policy names a script.
std::string policy_hash(std::string_view bytes);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

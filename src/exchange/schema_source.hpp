// SPDX-License-Identifier: Apache-2.0
#pragma once
// The files of src/exchange/schema/, one after the other.

#include <string_view>

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::string_view schema_source() noexcept;

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
// The zone data that ship, as src/core/zones/pack.py packs them.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vaern::detail {

/// "2026f".
std::string_view shipped_zone_version() noexcept;
std::vector<std::string> shipped_zone_names();
/// The TZif bytes of a zone; nothing where there is no such zone.
std::optional<std::string_view> shipped_zone(std::string_view name) noexcept;

}  // namespace vaern::detail

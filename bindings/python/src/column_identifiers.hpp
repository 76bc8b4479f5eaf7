// SPDX-License-Identifier: Apache-2.0
#pragma once
// Direct identifiers of persons in columns that are kept or scored.
#include <cstddef>
#include <optional>

#include "vaern/table/columns.hpp"

namespace vaern::python {

/// The first row whose text holds a direct identifier. `is_key`: by the rule of
/// `identifier_in_key`; and whole numbers of which nearly all could be CPR numbers, also without
/// their leading zero, are found too.
std::optional<std::size_t> find_identifier(const ColumnView& view, bool is_key);

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Direct identifiers of persons in columns that are kept or scored.
#include <cstddef>
#include <optional>
#include <string_view>

#include "vaern/diagnostics/identifiers.hpp"
#include "vaern/table/columns.hpp"

namespace vaern::python {

/// The identifier that no key may be: a CPR number or an address of mail. A key may be any number:
/// eight digits are no telephone here.
std::optional<IdentifierKind> person_in(std::string_view text);

/// The first row whose text holds a direct identifier. `is_key`: telephone numbers are let through,
/// for eight digits are a common made-up id; and whole numbers of which nearly all could be CPR
/// numbers, also without their leading zero, are found too.
std::optional<std::size_t> find_identifier(const ColumnView& view, bool is_key);

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The types of a cel expression before it runs. Free names may hold any type.

#include <set>
#include <string>

#include "expression/syntax.hpp"
#include "vaern/expression/cel_value.hpp"

namespace vaern::expression::detail {

/// all, exists, exists_one, filter, map: `target.name(variable, …)`.
bool is_macro(const Ast& ast);
/// A macro whose variable and number of arguments are right.
bool is_well_formed_macro(const Ast& ast);
/// has(name)
bool is_has(const Ast& ast);

/// Appends findings that point into `file`.
CelType check_types(const Ast& ast, const std::shared_ptr<const SourceFile>& file,
                    DiagnosticList& findings);

/// The names that are not variables of a macro.
void collect_free_names(const Ast& ast, std::set<std::string>& names);

}  // namespace vaern::expression::detail

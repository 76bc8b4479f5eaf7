// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a condition read, and what of it could still decide.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/expression/evaluate.hpp"
#include "vaern/expression/names.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern::safety_plan::detail {

/// Every name with what it is in the situation.
std::vector<Reading> readings_of(const std::vector<std::string>& names, const Situation& situation,
                                 const Catalogue& catalogue);

/// The same with the names of another kind of catalogue.
using FindDeclaration = std::function<const Declaration*(std::string_view)>;
std::vector<Reading> readings_of(const std::vector<std::string>& names, const Situation& situation,
                                 const FindDeclaration& declaration);

/// The names whose answers could decide a condition that is unknown, in order of first reading;
/// none where it is decided.
std::vector<std::string> open_names(const Condition& condition, const Situation& situation);

}  // namespace vaern::safety_plan::detail

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which columns a scored table can have.

#include <string_view>
#include <vector>

#include "vaern/program/block.hpp"
#include "vaern/table/score_table.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

/// Every column that a result can have, in the order of the model; types wait for the plan.
std::vector<OutputColumn> all_outputs(const Instrument& instrument);

/// The word that asks for all columns of that kind, for those that are made only where they are
/// asked for since they cost a run of every row; empty for the others.
std::string_view group_of(OutputColumn::Kind kind);

/// The type of a column's cells, once it is known how the numbers stand.
void set_type(OutputColumn& output, const Instrument& instrument, const BlockPlan& plan,
              const TableOptions& options);

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern

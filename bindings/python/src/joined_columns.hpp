// SPDX-License-Identifier: Apache-2.0
#pragma once
// Columns that come in batches: as they are where batches are large, one behind the other in one
// pass where they are small.
#include <vector>

#include "table_columns.hpp"
#include "vaern/table/columns.hpp"

namespace vaern::python {

/// The same rows as one column. The batches are of one type.
ColumnView joined(const std::vector<ColumnView>& batches, KeptColumns& kept);

/// Stretches of rows in which every column is one piece: by stretch the columns. Small batches are
/// joined until they are worth the work of a stretch.
std::vector<std::vector<ColumnView>> stretches_of(
    const std::vector<std::vector<ColumnView>>& columns, KeptColumns& kept);

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
#include "table/loops/loops_code.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

const Loops* baseline_loops() { return &table_of_loops; }

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "table/loops/loops.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

const Loops& loops() {
  static const Loops* const widest = BlockRun::has(BlockKernels::avx512) ? avx512_loops()
                                     : BlockRun::has(BlockKernels::avx2) ? avx2_loops()
                                                                         : baseline_loops();
  return *widest;
}

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern

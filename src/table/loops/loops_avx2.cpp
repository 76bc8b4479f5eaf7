// SPDX-License-Identifier: Apache-2.0
// For x86-64 with AVX2.
#if defined(__AVX2__)
#include "table/loops/loops_code.hpp"
#else
#include "table/loops/loops.hpp"
#endif

namespace vaern {
inline namespace v1 {
namespace table::detail {

#if defined(__AVX2__)
const Loops* avx2_loops() { return &table_of_loops; }
#else
const Loops* avx2_loops() { return nullptr; }
#endif

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern

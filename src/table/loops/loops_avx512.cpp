// SPDX-License-Identifier: Apache-2.0
// For x86-64 with AVX-512.
#if defined(__AVX512BW__)
#include "table/loops/loops_code.hpp"
#else
#include "table/loops/loops.hpp"
#endif

namespace vaern {
inline namespace v1 {
namespace table::detail {

#if defined(__AVX512BW__)
const Loops* avx512_loops() { return &table_of_loops; }
#else
const Loops* avx512_loops() { return nullptr; }
#endif

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include <initializer_list>

#include "program/block/kernels.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
bool runs(BlockKernels which) {
  if (which == BlockKernels::avx2) {
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi2") != 0;
  }
  return runs(BlockKernels::avx2) && __builtin_cpu_supports("avx512f") != 0 &&
         __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vbmi") != 0;
}
#else
bool runs(BlockKernels) { return false; }
#endif

const Kernels* widest() {
  for (const BlockKernels which : {BlockKernels::avx512, BlockKernels::avx2}) {
    if (const Kernels* kernels = kernels_for(which)) return kernels;
  }
  return baseline_kernels();
}

}  // namespace

const Kernels* kernels_for(BlockKernels which) {
  switch (which) {
    case BlockKernels::baseline:
      return baseline_kernels();
    case BlockKernels::avx2:
      return runs(which) ? avx2_kernels() : nullptr;
    case BlockKernels::avx512:
      return runs(which) ? avx512_kernels() : nullptr;
    case BlockKernels::widest:
      break;
  }
  return widest();
}

}  // namespace block
}  // namespace v1
}  // namespace vaern

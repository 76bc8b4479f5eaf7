// SPDX-License-Identifier: Apache-2.0
// For x86-64 with AVX2. Nothing of this file may be called before `kernels_for`.
#if defined(__AVX2__)
#include "program/block/kernels_code.hpp"
#else
#include "program/block/kernels.hpp"
#endif

namespace vaern {
inline namespace v1 {
namespace block {

#if defined(__AVX2__)
const Kernels* avx2_kernels() { return &table; }
#else
const Kernels* avx2_kernels() { return nullptr; }
#endif

}  // namespace block
}  // namespace v1
}  // namespace vaern

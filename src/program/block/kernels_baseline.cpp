// SPDX-License-Identifier: Apache-2.0
// For every processor of the architecture.
#include "program/block/kernels_code.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

const Kernels* baseline_kernels() { return &table; }

}  // namespace block
}  // namespace v1
}  // namespace vaern

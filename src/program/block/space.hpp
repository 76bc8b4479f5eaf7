// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a block keeps what it makes: registers, one value a row.

#include <cstddef>
#include <cstdint>

#include "vaern/program/block.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

/// A register's place: bytes a row that stand before it.
struct Reg {
  std::uint32_t offset = 0xFFFFFFFFU;
  explicit operator bool() const { return offset != 0xFFFFFFFFU; }
  bool operator==(const Reg&) const = default;
};

struct Kernels;
class BlockWalk;

/// The work space of one thread during one block.
struct Space {
  const Kernels* k = nullptr;
  BlockWalk* walks = nullptr;  ///< As `Plan.walks`.
  std::byte* base = nullptr;
  std::size_t rows = 0;
  const Code* const* inputs = nullptr;  ///< None is null.

  template <class T>
  T* at(Reg reg) const {
    return reinterpret_cast<T*>(base + std::size_t{reg.offset} * block_rows);
  }
  Mask* mask(Reg reg) const { return at<Mask>(reg); }
};

}  // namespace block
}  // namespace v1
}  // namespace vaern

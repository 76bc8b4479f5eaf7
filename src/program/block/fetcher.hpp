// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace vaern {
inline namespace v1 {
namespace block {

/// Fetches memory into the cache in as many steps as a plan has operations: a processor waits for
/// few lines at a time, and has work between them.
class Fetcher {
 public:
  Fetcher(std::span<const std::span<const std::byte>> memory, std::size_t steps) : left_(memory) {
    std::size_t lines = 0;
    for (const auto& each : memory) lines += each.size() / line;
    lines_a_step_ = (lines + steps) / (steps + 1);
  }

  void step() {
    for (std::size_t n = 0; n < lines_a_step_ && !left_.empty(); ++n) {
      if (at_ >= left_.front().size()) {
        left_ = left_.subspan(1);
        at_ = 0;
        continue;
      }
      __builtin_prefetch(left_.front().data() + at_, 0, 2);
      at_ += line;
    }
  }

 private:
  static constexpr std::size_t line = 64;
  std::span<const std::span<const std::byte>> left_;
  std::size_t at_ = 0;
  std::size_t lines_a_step_ = 0;
};

}  // namespace block
}  // namespace v1
}  // namespace vaern

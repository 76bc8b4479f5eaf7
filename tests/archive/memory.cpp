// SPDX-License-Identifier: Apache-2.0
#include "archive/memory.hpp"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> held{0};
std::atomic<std::size_t> peak{0};
std::size_t base = 0;

void* take_or_null(std::size_t size) noexcept {
  void* memory = std::malloc(size);
  if (memory == nullptr) return nullptr;
  const std::size_t now = held += malloc_usable_size(memory);
  if (now > peak) peak = now;
  return memory;
}

void* take(std::size_t size) {
  void* memory = take_or_null(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void give(void* memory) noexcept {
  if (memory == nullptr) return;
  held -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
// Those of a sanitizer would hand out memory that the operators below do not know.
void* operator new(std::size_t size, const std::nothrow_t& /*unused*/) noexcept {
  return take_or_null(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*unused*/) noexcept {
  return take_or_null(size);
}
void operator delete(void* memory) noexcept { give(memory); }
void operator delete[](void* memory) noexcept { give(memory); }
void operator delete(void* memory, std::size_t) noexcept { give(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give(memory); }
void operator delete(void* memory, const std::nothrow_t& /*unused*/) noexcept { give(memory); }
void operator delete[](void* memory, const std::nothrow_t& /*unused*/) noexcept { give(memory); }

namespace vaern::archive_tests {

void start_peak() {
  base = held;
  peak = base;
}

std::size_t peak_bytes() { return std::max(peak.load(), base) - base; }

}  // namespace vaern::archive_tests

// SPDX-License-Identifier: Apache-2.0
#pragma once
// The least that scoring a table can do: its columns in, its columns out. What is scored is held to
// what this loop takes on the same memory.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <thread>
#include <utility>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Compiled for the processors that the engine's own loops are compiled for, and chosen when it
// runs.
#if defined(__x86_64__) && defined(__linux__)
#define VAERN_EVERY_PROCESSOR \
  __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define VAERN_EVERY_PROCESSOR
#endif

namespace vaern::benchmarks {

constexpr std::size_t mix_block = 16'384;

/// sums += columns, so many of them.
VAERN_EVERY_PROCESSOR inline void add_columns(std::uint64_t* sums,
                                              const std::uint8_t* const* columns, std::size_t count,
                                              std::size_t bytes) {
  const auto words = [&](std::size_t column) {
    return reinterpret_cast<const std::uint64_t*>(columns[column]);
  };
  std::size_t next = 0;
  // Five columns an addition, so that memory and not arithmetic is what is measured.
  for (; next + 5 <= count; next += 5) {
    const std::uint64_t* a = words(next);
    const std::uint64_t* b = words(next + 1);
    const std::uint64_t* c = words(next + 2);
    const std::uint64_t* d = words(next + 3);
    const std::uint64_t* e = words(next + 4);
#pragma GCC ivdep
    for (std::size_t i = 0; i < bytes / 8; ++i) sums[i] += a[i] + b[i] + c[i] + d[i] + e[i];
  }
  for (; next < count; ++next) {
    const std::uint64_t* a = words(next);
#pragma GCC ivdep
    for (std::size_t i = 0; i < bytes / 8; ++i) sums[i] += a[i];
  }
}

/// Past the caches, as the engine writes large results: nobody reads a line before it is replaced.
inline void write_past(std::uint8_t* to, const std::uint8_t* from, std::size_t bytes) {
#if defined(__x86_64__)
  constexpr std::size_t width = sizeof(__m128i);
  const std::size_t before = (width - reinterpret_cast<std::uintptr_t>(to) % width) % width;
  std::size_t i = before < bytes ? before : bytes;
  std::memcpy(to, from, i);
  for (; i + width <= bytes; i += width) {
    _mm_stream_si128(reinterpret_cast<__m128i*>(to + i),
                     _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i)));
  }
  std::memcpy(to + i, from + i, bytes - i);
#else
  std::memcpy(to, from, bytes);
#endif
}

/// A table's columns of bytes and the places of its results.
struct MemoryMix {
  std::vector<const std::uint8_t*> columns;
  std::vector<std::pair<std::uint8_t*, std::size_t>> results;  ///< With the bytes of a cell.
  bool is_past_caches = true;

  /// A block of rows at a time, from one row to another.
  void run(std::size_t from, std::size_t to) const {
    std::vector<std::uint64_t> sums(mix_block / 8);
    std::vector<const std::uint8_t*> at(columns.size());
    const auto* made = reinterpret_cast<const std::uint8_t*>(sums.data());
    for (std::size_t first = from; first < to; first += mix_block) {
      const std::size_t rows = to - first < mix_block ? to - first : mix_block;
      std::memset(sums.data(), 0, mix_block);
      for (std::size_t i = 0; i < at.size(); ++i) at[i] = columns[i] + first;
      add_columns(sums.data(), at.data(), at.size(), rows);
      for (const auto& [cells, width] : results) {
        for (std::size_t part = 0; part < width; ++part) {
          std::uint8_t* out = cells + first * width + part * rows;
          if (is_past_caches) {
            write_past(out, made, rows);
          } else {
            std::memcpy(out, made, rows);
          }
        }
      }
    }
#if defined(__x86_64__)
    if (is_past_caches) _mm_sfence();
#endif
  }

  /// All rows, on so many threads.
  void run_on(unsigned threads, std::size_t rows) const {
    const auto part = [&](unsigned index) {
      const std::size_t blocks = (rows + mix_block - 1) / mix_block;
      const auto end_of = [&](std::size_t i) {
        const std::size_t end = blocks * i / threads * mix_block;
        return end < rows ? end : rows;
      };
      run(end_of(index), end_of(index + 1));
    };
    std::vector<std::thread> others;
    for (unsigned index = 1; index < threads; ++index) others.emplace_back(part, index);
    part(0);
    for (std::thread& other : others) other.join();
  }
};

}  // namespace vaern::benchmarks

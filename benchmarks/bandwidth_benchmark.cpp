// SPDX-License-Identifier: Apache-2.0
// What this machine's memory gives, so that other benchmarks can say how near they come: arrays far
// beyond the cache, read, written, copied, and in the mix of the reference task of
// benchmarks/peers (20 columns of bytes read, 7 written, a block of rows at a time). Bytes are
// those that the program reads and writes; what a cache line of a written array costs beside is the
// machine's. VAERN_BENCHMARK_MIB sets the size of each array (default: four times the last cache,
// at most an eighth of the memory for all).
#include <benchmark/benchmark.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "memory_mix.hpp"

namespace {

constexpr std::size_t mib = std::size_t{1} << 20U;
constexpr std::size_t page = 4096;
constexpr std::size_t block = vaern::benchmarks::mix_block;
constexpr std::size_t columns_read = 20;
constexpr std::size_t columns_written = 7;

/// Bytes of one array.
std::size_t array_size() {
  static const std::size_t size = [] {
    if (const char* asked = std::getenv("VAERN_BENCHMARK_MIB"); asked != nullptr) {
      return std::max<std::size_t>(std::strtoull(asked, nullptr, 10), 1) * mib;
    }
    const long cache = sysconf(_SC_LEVEL3_CACHE_SIZE);
    const auto memory = static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) *
                        static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t wanted =
        std::max<std::size_t>(cache > 0 ? 4 * static_cast<std::size_t>(cache) : 0, 256 * mib);
    return std::min(wanted, memory / 16) / mib * mib;
  }();
  return size;
}

/// Memory that nobody has touched.
class Pages {
 public:
  explicit Pages(std::size_t size) : size_(size) {
    void* got = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (got == MAP_FAILED) throw std::bad_alloc();
    data_ = static_cast<std::uint8_t*>(got);
  }
  ~Pages() { munmap(data_, size_); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;
  std::uint8_t* data() const { return data_; }
  std::uint64_t* words() const { return reinterpret_cast<std::uint64_t*>(data_); }

 private:
  std::size_t size_;
  std::uint8_t* data_ = nullptr;
};

/// An array that has been written to, one of each for the whole program.
Pages& touched(std::size_t index) {
  static std::array<std::unique_ptr<Pages>, 2> arrays = [] {
    std::array<std::unique_ptr<Pages>, 2> made;
    for (auto& each : made) {
      each = std::make_unique<Pages>(array_size());
      std::memset(each->data(), 1, array_size());
    }
    return made;
  }();
  return *arrays[index];
}

/// This thread's stretch of `size`, in whole blocks.
struct Share {
  std::size_t from;
  std::size_t to;
  Share(const benchmark::State& state, std::size_t size) {
    const auto threads = static_cast<std::size_t>(state.threads());
    const auto index = static_cast<std::size_t>(state.thread_index());
    from = size / block * index / threads * block;
    to = size / block * (index + 1) / threads * block;
  }
  std::size_t size() const { return to - from; }
};

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) *
                          static_cast<std::int64_t>(state.iterations()));
}

void Read(benchmark::State& state) {
  const Share share(state, array_size());
  const std::uint64_t* words = touched(0).words();
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (std::size_t i = share.from / 8; i < share.to / 8; ++i) sum += words[i];
    benchmark::DoNotOptimize(sum);
  }
  count_bytes(state, share.size());
}

void Write(benchmark::State& state) {
  const Share share(state, array_size());
  std::uint8_t* bytes = touched(0).data();
  int value = 1;
  for (auto _ : state) {
    benchmark::DoNotOptimize(value);
    std::memset(bytes + share.from, value, share.size());
    benchmark::ClobberMemory();
  }
  count_bytes(state, share.size());
}

void Copy(benchmark::State& state) {
  const Share share(state, array_size());
  const std::uint8_t* from = touched(0).data();
  std::uint8_t* to = touched(1).data();
  for (auto _ : state) {
    std::memcpy(to + share.from, from + share.from, share.size());
    benchmark::ClobberMemory();
  }
  count_bytes(state, 2 * share.size());
}

void ReferenceMix(benchmark::State& state) {
  const std::size_t rows = array_size() / columns_read / block * block;
  const Share share(state, rows);
  vaern::benchmarks::MemoryMix mix;
  for (std::size_t i = 0; i < columns_read; ++i) {
    mix.columns.push_back(touched(0).data() + i * rows);
  }
  for (std::size_t i = 0; i < columns_written; ++i) {
    mix.results.emplace_back(touched(1).data() + i * rows, 1);
  }
  for (auto _ : state) {
    mix.run(share.from, share.to);
    benchmark::ClobberMemory();
  }
  count_bytes(state, share.size() * (columns_read + columns_written));
  state.SetItemsProcessed(static_cast<std::int64_t>(share.size()) *
                          static_cast<std::int64_t>(state.iterations()));
}

/// Fresh memory, as an output that did not exist before: the system hands out zeroed pages.
void FirstTouch(benchmark::State& state) {
  const std::size_t size = std::min<std::size_t>(array_size(), 256 * mib);
  for (auto _ : state) {
    Pages fresh(size);
    for (std::size_t i = 0; i < size; i += page) fresh.data()[i] = 1;
    benchmark::ClobberMemory();
  }
  count_bytes(state, size);
}

BENCHMARK(Read)->Threads(1)->Threads(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(Write)->Threads(1)->Threads(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(Copy)->Threads(1)->Threads(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(ReferenceMix)->Threads(1)->Threads(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(FirstTouch)->Threads(1)->Threads(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

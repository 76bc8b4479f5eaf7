// SPDX-License-Identifier: Apache-2.0
#pragma once
// Times and ratios of times. A shared machine is now fast and now slow, so what is compared is
// measured in turns, and what is told is the median over the turns with its quartiles.

#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace vaern::benchmarks {

/// Seconds that something took.
struct Took {
  double clock = 0;
  double processor = 0;  ///< Of the thread that called it: nobody else's work is in it.
};

inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Work>
Took time_of(Work work) {
  const auto begun = std::chrono::steady_clock::now();
  const double processor_before = processor_seconds();
  work();
  benchmark::ClobberMemory();
  const double processor = processor_seconds() - processor_before;
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(),
          processor};
}

/// One figure of every turn.
class Turns {
 public:
  void add(double figure) { figures_.push_back(figure); }

  /// As counters NAME, NAME_q1 and NAME_q3: the median and the quartiles.
  void tell(benchmark::State& state, const std::string& name) {
    if (figures_.empty()) return;
    std::sort(figures_.begin(), figures_.end());
    state.counters[name] = at(2);
    state.counters[name + "_q1"] = at(1);
    state.counters[name + "_q3"] = at(3);
  }

 private:
  double at(std::size_t quarters) const {
    const std::size_t place = (figures_.size() - 1) * quarters;
    const double low = figures_[place / 4];
    const double high = figures_[std::min(place / 4 + 1, figures_.size() - 1)];
    return low + (high - low) * static_cast<double>(place % 4) / 4;
  }

  std::vector<double> figures_;
};

}  // namespace vaern::benchmarks

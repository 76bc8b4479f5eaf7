// SPDX-License-Identifier: Apache-2.0
#pragma once
// Generated policies and histories, from fixed seeds.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "reassessment/support.hpp"

namespace vaern::testing {

// The same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

 private:
  std::uint64_t state_;
};

// Within ten weeks that hold Easter 2026 and the change of clocks; a third are dates only.
Moment some_moment(Random& random);

// One of every kind of event that a generated policy names, and one that none names.
HistoryEvent some_event(Random& random, const std::string& id);
HistoryAssessment some_assessment(Random& random, const std::string& id);
History some_history(std::uint64_t seed);

// Clocks of every kind and unit, each of them in some policies; a fifth have no levels.
std::string some_policy_text(std::uint64_t seed);
Policy some_policy(std::uint64_t seed);

}  // namespace vaern::testing

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Generated catalogues, answers and histories. Seeds are fixed; the generator is our own, so that
// every machine draws the same.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "safety_plan/support.hpp"

namespace vaern::tests {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed * 2654435761U + 88172645463325252U) {}
  std::size_t below(std::size_t n) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<std::size_t>((state_ >> 11U) % n);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

inline constexpr const char* facts[] = {"a", "b", "c", "d", "e"};
inline constexpr const char* urgencies[] = {"now",
                                            "PT24H",
                                            "P7D",
                                            "P30D",
                                            "ongoing",
                                            "{now: b, P7D: otherwise}",
                                            "{PT24H: {level: {from: high}}, P30D: otherwise}"};
inline constexpr const char* phases =
    "phases: {p1: {text: {en: P, da: P}, when: a}, "
    "p2: {text: {en: Q, da: Q}, when: {any: [b, {not: c}]}}}\n";
inline const std::vector<std::string> professionals = {"w1", "w2"};

inline std::string random_condition(Draw& draw, int depth, bool with_level) {
  const std::size_t kind = depth == 0 ? 0 : draw.below(5);
  if (kind <= 1) {
    if (with_level && draw.one_in(4)) return "{level: high}";
    return facts[draw.below(5)];
  }
  if (kind == 2) return std::string("{not: ") + facts[draw.below(5)] + "}";
  return std::string(kind == 3 ? "{all: [" : "{any: [") +
         random_condition(draw, depth - 1, with_level) + ", " +
         random_condition(draw, depth - 1, with_level) + "]}";
}

struct Written {
  std::string id;
  std::string text;
};

// Measures that name only earlier ones in `after`, so that there is no ring; each carries all it
// is made of, so that the map may be written in any order.
inline std::vector<Written> random_measures(Draw& draw) {
  std::vector<Written> measures;
  const std::size_t count = 3 + draw.below(10);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = "m" + std::to_string(i);
    std::string extra;
    const auto add = [&](const std::string& part) { extra += (extra.empty() ? "" : ", ") + part; };
    if (draw.one_in(6)) add("about: child");
    if (!draw.one_in(3)) add("when: " + random_condition(draw, 2, true));
    if (draw.one_in(2)) {
      add("blocked_when: " + random_condition(draw, 2, false));
      if (i > 0 && draw.one_in(2)) add("instead: m" + std::to_string(draw.below(i)));
    }
    if (i > 0 && draw.one_in(2)) {
      const std::size_t first = draw.below(i);
      const std::size_t second = draw.below(i);
      add("after: [m" + std::to_string(first) +
          (second != first ? ", m" + std::to_string(second) : "") + "]");
    }
    if (draw.one_in(3)) add(draw.one_in(2) ? "phases: p1" : "phases: [p1, p2]");
    if (i > 0 && draw.one_in(3)) {
      add("raises_danger: seen, guarded_by: m" + std::to_string(draw.below(i)));
    }
    std::string text = measure(id, urgencies[draw.below(7)], extra);
    if (draw.one_in(6)) text.replace(text.find("who: person"), 11, "who: each_professional");
    measures.push_back({id, std::move(text)});
  }
  return measures;
}

inline std::string joined(const std::vector<Written>& measures) {
  std::string text;
  for (const Written& each : measures) text += each.text;
  return text;
}

inline Catalogue load_random(const std::vector<Written>& measures) {
  std::string text = catalogue_head;
  text.insert(text.find("measures:"), phases);
  DiagnosticList findings;
  auto catalogue = load_text(text + joined(measures), findings);
  if (!catalogue || !bind_catalogue(*catalogue, example_names(), findings)) {
    throw std::runtime_error(render(findings));
  }
  return *std::move(catalogue);
}

using Answers = std::map<std::string, Truth>;

inline Answers random_answers(Draw& draw) {
  Answers answers;
  for (const char* fact : facts) answers[fact] = static_cast<Truth>(draw.below(3));
  return answers;
}

inline FixedSituation situation_of(const Answers& answers, std::uint64_t levels) {
  FixedSituation situation(example_names());
  for (const auto& [name, truth] : answers) situation.set(name, truth);
  situation.set("level", OptionSet{levels, false});
  return situation;
}

inline PlanHistory random_history(Draw& draw, std::size_t count) {
  PlanHistory history;
  for (std::size_t i = 0; i < count; ++i) {
    if (!draw.one_in(4)) continue;
    const auto status = static_cast<MeasureStatus>(draw.below(6));
    history.set("m" + std::to_string(i), "", {status, "s1", {"w1"}, "reason"});
    history.set("m" + std::to_string(i), "c1", {status, "s1", {"w1"}, "reason"});
  }
  return history;
}

inline Truth of(const ConditionPtr& condition, const Situation& situation, Truth absent) {
  return condition ? evaluate(*condition, situation) : absent;
}

inline constexpr int rounds = 150;

template <class Check>
void each_round(Check&& check) {
  for (int round = 1; round <= rounds; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    Draw draw(static_cast<std::uint64_t>(round));
    check(draw);
    if (::testing::Test::HasFailure()) return;
  }
}

template <class List, class Value>
bool has(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// They are of two children, or of two professionals.
inline bool is_of_another(const PlannedMeasure& a, const PlannedMeasure& b) {
  const auto differ = [](const std::string& one, const std::string& two) {
    return !one.empty() && !two.empty() && one != two;
  };
  return differ(a.child, b.child) || differ(a.professional, b.professional);
}

}  // namespace vaern::tests

// SPDX-License-Identifier: Apache-2.0
// Generated histories, from fixed seeds: what must hold of every one of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "reassessment/generated.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;

Timeline fold(const History& history, std::optional<Instant> as_of = {}) {
  auto result = timeline(shipped_policy(), offices(), history, as_of);
  if (!result) throw std::runtime_error(result.error()[0].message());
  return *std::move(result);
}

constexpr std::uint64_t histories = 250;

// The first open due moment of each clock and dyad.
using Earliest = std::map<std::pair<std::string, std::string>, Instant>;
Earliest earliest(const Timeline& timeline) {
  Earliest result;
  for (const Obligation& obligation : timeline.obligations) {
    if (!obligation.is_open()) continue;
    result.try_emplace({obligation.about, obligation.clock}, obligation.due.at);
  }
  return result;
}

void expect_no_later(const Timeline& before, const Timeline& after, const std::string& where) {
  const Earliest now = earliest(after);
  for (const auto& [key, due] : earliest(before)) {
    const auto place = now.find(key);
    ASSERT_NE(place, now.end()) << where << ": nothing is open for " << key.first << " any more";
    EXPECT_LE(place->second, due) << where << " " << key.first << " " << key.second;
  }
}

TEST(TimelineProperty, AnotherOrderOfEntriesGivesTheSameBytes) {
  const Instant as_of = at("2026-04-10T10:00:00Z");
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    History history = some_history(seed);
    const std::string expected = to_canonical_json(fold(history, as_of));
    Random random(seed * 7919);
    for (int round = 0; round < 3; ++round) {
      random.shuffle(history.dyads);
      random.shuffle(history.assessments);
      random.shuffle(history.events);
      random.shuffle(history.plans);
      random.shuffle(history.episodes);
      random.shuffle(history.corrections);
      ASSERT_EQ(to_canonical_json(fold(history, as_of)), expected) << "seed " << seed;
    }
  }
}

TEST(TimelineProperty, NoEventMakesADueDateLater) {
  std::size_t earlier = 0;
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    History history = some_history(seed);
    const Timeline before = fold(history);
    Random random(seed * 104729);
    history.events.push_back(some_event(random, "new"));
    const Timeline after = fold(history);
    expect_no_later(before, after, "seed " + std::to_string(seed));
    for (const Obligation& obligation : before.obligations) {
      const Obligation* same = after.find(obligation.id);
      ASSERT_NE(same, nullptr) << obligation.id;
      EXPECT_EQ(same->due.at, obligation.due.at) << obligation.id;
      EXPECT_EQ(same->is_open(), obligation.is_open()) << obligation.id;
    }
    if (earliest(before) != earliest(after)) ++earlier;
  }
  EXPECT_GT(earlier, histories / 20);  // some of them did speed something up
}

TEST(TimelineProperty, WhatDoesNotSatisfyMeetsAndPostponesNothing) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    History history = some_history(seed);
    const Timeline before = fold(history);
    Random random(seed * 15485863);
    HistoryAssessment half = some_assessment(random, "new");
    half.level.judged = false;
    half.replaces = {"a0", "a1", "a2"};
    if (half.completed && half.level.possible != 0 &&
        (half.level.possible & (half.level.possible - 1)) == 0) {
      half.level.possible = any_level;  // not one level
    }
    history.assessments.push_back(half);
    const Timeline after = fold(history);
    expect_no_later(before, after, "seed " + std::to_string(seed));
    for (const Obligation& obligation : before.obligations) {
      const Obligation* same = after.find(obligation.id);
      ASSERT_NE(same, nullptr) << obligation.id;
      EXPECT_LE(same->due.at, obligation.due.at) << "seed " << seed << " " << obligation.id;
      EXPECT_EQ(same->is_open(), obligation.is_open()) << "seed " << seed << " " << obligation.id;
    }
  }
}

TEST(TimelineProperty, MorePossibleLevelsAreNeverDueLater) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    Random random(seed);
    const Moment when = some_moment(random);
    History history = quiet_history();
    HistoryAssessment one = assessment("a1", "2026-01-01", {low, true});
    one.assessed = when;
    one.recorded = when;
    history.assessments = {one};
    std::map<std::uint64_t, Instant> due_of;
    for (std::uint64_t possible = 1; possible < 16; ++possible) {
      history.assessments[0].level.possible = possible;
      due_of[possible] = fold(history).find("risk_assessment:o1:a1")->due.at;
    }
    for (std::uint64_t small = 1; small < 16; ++small) {
      for (std::uint64_t large = small; large < 16; ++large) {
        if ((small & large) == small) {
          EXPECT_LE(due_of[large], due_of[small]) << when.text << " " << small << " " << large;
        }
      }
    }
    // And a higher level is never due later than a lower one.
    for (std::uint64_t level = 1; level < 8; level <<= 1) {
      EXPECT_LE(due_of[level << 1], due_of[level]) << when.text;
    }
    EXPECT_EQ(due_of[any_level], due_of[acute]) << when.text;
  }
}

TEST(TimelineProperty, ADueDateNeverDependsOnWhenItIsAsked) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    const History history = some_history(seed);
    const Timeline all = fold(history);
    for (const char* as_of :
         {"2026-03-15T10:00:00Z", "2026-04-05T10:00:00Z", "2026-06-05T10:00:00Z"}) {
      const auto then =
          timeline(shipped_policy(), offices(), history, at(as_of), at("2026-12-31T10:00:00Z"));
      ASSERT_TRUE(then.has_value());
      for (const Obligation& obligation : then->obligations) {
        const Obligation* same = all.find(obligation.id);
        // What is known of later entries may add an assessment, never another date.
        ASSERT_NE(same, nullptr) << "seed " << seed << " " << obligation.id;
        EXPECT_EQ(same->due.at, obligation.due.at) << "seed " << seed << " " << obligation.id;
      }
    }
  }
}

TEST(TimelineProperty, ATransferKeepsEveryObligation) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    History history = some_history(seed);
    history.episodes = {episode(1, "2026-02-20")};
    const Timeline before = fold(history);
    history.episodes = {episode(1, "2026-02-20", "2026-12-01T12:00:00Z", "transfer")};
    const Timeline after = fold(history);
    for (const Obligation& obligation : before.obligations) {
      if (!obligation.is_open()) continue;
      const Obligation* same = after.find(obligation.id);
      ASSERT_NE(same, nullptr);
      EXPECT_EQ(same->status, ObligationStatus::ended) << obligation.id;
      EXPECT_EQ(same->due.at, obligation.due.at);
    }
  }
}

TEST(TimelineProperty, ExactlyOneOpenObligationHoldsForEachClockAndDyad) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    const Timeline timeline = fold(some_history(seed));
    std::map<std::pair<std::string, std::string>, int> holding;
    for (const Obligation& obligation : timeline.obligations) {
      if (obligation.is_open()) {
        holding[{obligation.about, obligation.clock}] += obligation.holds ? 1 : 0;
      } else {
        EXPECT_FALSE(obligation.holds);
      }
    }
    for (const auto& [key, count] : holding) EXPECT_EQ(count, 1) << key.first << key.second;
  }
}

TEST(TimelineProperty, TheMachinesZoneChangesNoByte) {
  const char* old = std::getenv("TZ");
  const std::string saved = old != nullptr ? old : "";
  std::vector<std::string> expected;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    expected.push_back(to_canonical_json(fold(some_history(seed), at("2026-04-10T10:00:00Z"))));
  }
  for (const char* zone : {"Pacific/Auckland", "America/Los_Angeles"}) {
    ASSERT_EQ(setenv("TZ", zone, 1), 0);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      EXPECT_EQ(to_canonical_json(fold(some_history(seed), at("2026-04-10T10:00:00Z"))),
                expected[seed - 1]);
    }
  }
  if (old != nullptr) {
    setenv("TZ", saved.c_str(), 1);
  } else {
    unsetenv("TZ");
  }
}

}  // namespace
}  // namespace vaern

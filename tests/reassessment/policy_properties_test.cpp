// SPDX-License-Identifier: Apache-2.0
// Generated policies over generated histories: what must hold of every pair of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "reassessment/generated.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;

constexpr std::uint64_t pairs = 200;

Timeline fold(const Policy& policy, const History& history, std::optional<Instant> as_of = {},
              std::optional<Instant> known_by = {}) {
  auto result = timeline(policy, offices(), history, as_of, known_by);
  if (!result) throw std::runtime_error(result.error()[0].message());
  return *std::move(result);
}

bool is_met_by(const Policy& policy, const std::string& clock, const std::string& kind) {
  const std::vector<std::string>& kinds = policy.find_clock(clock)->met_by;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// The first open due moment of each clock and party.
using Earliest = std::map<std::pair<std::string, std::string>, Instant>;
Earliest earliest(const Timeline& timeline) {
  Earliest result;
  for (const Obligation& obligation : timeline.obligations) {
    if (obligation.is_open()) {
      result.try_emplace({obligation.clock, obligation.about}, obligation.due.at);
    }
  }
  return result;
}

TEST(PolicyProperty, EveryGeneratedPolicyLoadsAndEachKindOfClockComesUp) {
  std::map<Clock::Kind, int> kinds;
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const Policy policy = some_policy(seed);
    for (const Obligation& obligation : fold(policy, some_history(seed)).obligations) {
      ++kinds[obligation.kind];
    }
  }
  for (const Clock::Kind kind :
       {Clock::Kind::from_event, Clock::Kind::after_level, Clock::Kind::after_plan,
        Clock::Kind::after_closing, Clock::Kind::before_end, Clock::Kind::every_shift}) {
    EXPECT_GT(kinds[kind], 10) << static_cast<int>(kind);
  }
}

TEST(PolicyProperty, AnotherOrderOfEntriesGivesTheSameBytes) {
  const Instant as_of = at("2026-04-10T10:00:00Z");
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const Policy policy = some_policy(seed);
    History history = some_history(seed);
    const std::string expected = to_canonical_json(fold(policy, history, as_of));
    Random random(seed * 7919);
    for (int round = 0; round < 2; ++round) {
      random.shuffle(history.dyads);
      random.shuffle(history.assessments);
      random.shuffle(history.events);
      random.shuffle(history.plans);
      random.shuffle(history.episodes);
      random.shuffle(history.corrections);
      ASSERT_EQ(to_canonical_json(fold(policy, history, as_of)), expected)
          << "seed " << seed << "\n"
          << some_policy_text(seed);
    }
  }
}

// A deed meets; nothing else that happens changes a date or closes anything (T5).
TEST(PolicyProperty, NoEventMakesADueDateLater) {
  std::size_t earlier = 0;
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const Policy policy = some_policy(seed);
    History history = some_history(seed);
    const Timeline before = fold(policy, history);
    Random random(seed * 104729);
    const HistoryEvent event = some_event(random, "new");
    history.events.push_back(event);
    const Timeline after = fold(policy, history);
    const Earliest now = earliest(after);
    for (const auto& [key, due] : earliest(before)) {
      if (is_met_by(policy, key.first, event.kind)) continue;
      const auto place = now.find(key);
      ASSERT_NE(place, now.end()) << seed << " " << key.first << " " << key.second;
      EXPECT_LE(place->second, due) << seed << " " << key.first << " " << key.second;
      if (place->second < due) ++earlier;
    }
    for (const Obligation& obligation : before.obligations) {
      const Obligation* same = after.find(obligation.id);
      ASSERT_NE(same, nullptr) << seed << " " << obligation.id;
      EXPECT_EQ(same->due.at, obligation.due.at) << seed << " " << obligation.id;
      if (obligation.is_open() && !is_met_by(policy, obligation.clock, event.kind)) {
        EXPECT_TRUE(same->is_open()) << seed << " " << obligation.id << " " << event.kind;
      }
    }
  }
  EXPECT_GT(earlier, 0U);
}

TEST(PolicyProperty, OneDeedMeetsOneDutyUnlessItNamesMore) {
  std::size_t met = 0;
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const Policy policy = some_policy(seed);
    const History history = some_history(seed);
    std::map<std::pair<std::string, std::string>, std::set<std::string>> duties;
    for (const Obligation& obligation : fold(policy, history).obligations) {
      const Clock& clock = *policy.find_clock(obligation.clock);
      const bool is_duty = clock.kind == Clock::Kind::after_closing ||
                           clock.kind == Clock::Kind::before_end ||
                           (clock.kind == Clock::Kind::from_event && !clock.met_by.empty());
      if (!is_duty || obligation.status != ObligationStatus::met) continue;
      const bool is_group = clock.kind == Clock::Kind::before_end;
      duties[{clock.id, obligation.closed->id}].insert(is_group ? obligation.cause.id
                                                                : obligation.id);
      ++met;
    }
    for (const auto& [key, ids] : duties) {
      for (const HistoryEvent& event : history.events) {
        if (event.id == key.second && event.meets.empty()) {
          EXPECT_EQ(ids.size(), 1U) << seed << " " << key.first << " " << key.second;
        }
      }
    }
  }
  EXPECT_GT(met, pairs / 40);
}

TEST(PolicyProperty, AHigherLevelIsNeverDueLaterThanALowerOne) {
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const Policy policy = some_policy(seed);
    if (policy.levels().empty()) continue;
    Random random(seed);
    History history;
    history.dyads = {{"o1", {}}};
    history.episodes = {episode(1, "2026-02-20")};
    HistoryAssessment one = assessment("a1", "2026-01-01", {low, true});
    one.assessed = some_moment(random);
    one.recorded = one.assessed;
    history.assessments = {one};
    std::map<std::string, std::map<std::uint64_t, Instant>> due;
    for (std::uint64_t possible = 1; possible < 16; ++possible) {
      history.assessments[0].level.possible = possible;
      for (const Obligation& obligation : fold(policy, history).obligations) {
        if (obligation.kind != Clock::Kind::after_level || obligation.cause.id != "a1") continue;
        due[obligation.clock][possible] = obligation.due.at;
      }
    }
    for (const auto& [clock, of] : due) {
      ASSERT_EQ(of.size(), 15U);
      for (std::uint64_t small = 1; small < 16; ++small) {
        for (std::uint64_t large = small; large < 16; ++large) {
          if ((small & large) != small) continue;
          EXPECT_LE(of.at(large), of.at(small)) << seed << " " << clock;
        }
      }
      for (std::uint64_t level = 1; level < 8; level <<= 1) {
        EXPECT_LE(of.at(level << 1), of.at(level)) << seed << " " << clock;
      }
    }
  }
}

TEST(PolicyProperty, ATransferKeepsEveryObligation) {
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const Policy policy = some_policy(seed);
    History history = some_history(seed);
    history.episodes = {episode(1, "2026-02-20")};
    const Timeline before = fold(policy, history);
    history.episodes = {episode(1, "2026-02-20", "2026-12-01T12:00:00Z", "transfer")};
    const Timeline after = fold(policy, history);
    std::set<std::string> kept;
    for (const Obligation* obligation : after.transferred()) kept.insert(obligation->id);
    for (const Obligation& obligation : before.obligations) {
      const Obligation* same = after.find(obligation.id);
      ASSERT_NE(same, nullptr) << seed << " " << obligation.id;
      EXPECT_EQ(same->due.at, obligation.due.at) << seed << " " << obligation.id;
      // What the law asks stays open here, the rest goes to the receiver.
      const bool is_kept_here = !policy.find_clock(obligation.clock)->ends_with_case;
      EXPECT_EQ(same->is_open(), obligation.is_open() && is_kept_here) << seed << obligation.id;
      EXPECT_EQ(kept.count(obligation.id) == 1, obligation.is_open() && !is_kept_here)
          << seed << obligation.id;
    }
    EXPECT_EQ(after.obligations.size(), before.obligations.size()) << seed;
  }
}

// A contact rests on the levels of its day, which an assessment of that day may raise.
TEST(PolicyProperty, ADueDateNeverDependsOnWhenItIsAsked) {
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const Policy policy = some_policy(seed);
    const History history = some_history(seed);
    const Timeline all = fold(policy, history);
    for (const char* as_of : {"2026-03-15T10:00:00Z", "2026-04-05T10:00:00Z"}) {
      const Timeline then = fold(policy, history, at(as_of), at("2026-12-31T10:00:00Z"));
      for (const Obligation& obligation : then.obligations) {
        const Obligation* same = all.find(obligation.id);
        ASSERT_NE(same, nullptr) << seed << " " << obligation.id;
        if (obligation.clock == "contact") {
          EXPECT_LE(same->due.at, obligation.due.at) << seed << " " << obligation.id;
        } else {
          EXPECT_EQ(same->due.at, obligation.due.at) << seed << " " << obligation.id;
        }
      }
    }
  }
}

TEST(PolicyProperty, EveryReasonHasWordsInBothLanguages) {
  std::set<std::string> keys;
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const Timeline timeline = fold(some_policy(seed), some_history(seed));
    for (const Obligation& obligation : timeline.obligations) {
      for (const Reason& reason : obligation.reasons) {
        keys.insert(reason.key);
        for (const Language language : {Language::en, Language::da}) {
          const std::string words = explain(reason, language);
          EXPECT_EQ(words.find('{'), std::string::npos) << words;
          EXPECT_NE(words, reason.key);
        }
      }
    }
  }
  for (const char* key : {"before_end", "check", "closing", "counted", "counted_statutory",
                          "no_end", "not_before_known", "opening", "shift"}) {
    EXPECT_EQ(keys.count(key), 1U) << key;
  }
}

}  // namespace
}  // namespace vaern

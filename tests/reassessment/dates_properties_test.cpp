// SPDX-License-Identifier: Apache-2.0
// Generated histories with professionals' dates and pauses, from fixed seeds.
#include <gtest/gtest.h>

#include <algorithm>

#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;

// The same numbers on every machine.
class Seeded {
 public:
  explicit Seeded(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (z ^ (z >> 31)) % n;
  }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

Moment some_moment(Seeded& seeded) {
  const Instant instant = at("2026-02-20T00:00:00Z")
                              .add_seconds(static_cast<std::int64_t>(seeded.below(70 * 24)) * 3600);
  Moment result = moment(shipped_policy().zone().local(instant).date.to_string());
  if (!seeded.one_in(3)) result.instant = instant;
  result.text = result.instant ? instant.to_string() : result.date.to_string();
  return result;
}

const Policy& policy() {
  static const Policy policy = policy_from(policy_text(
      "[low, medium, high, acute]",
      "hours: {days: [monday, tuesday, wednesday, thursday, friday], from: 08:00, to: 16:00}\n"
      "on_duty: [authority]\n"
      "clocks:\n"
      "  first_assessment: {from: detected, within: P2D, statutory: yes}\n"
      "  risk_assessment:\n"
      "    after_level: {acute: PT72H, high: P7D, medium: P30D, low: P60D}\n"
      "    no_level: PT48H\n"
      "    on_event: {new_violence: PT24H}\n"
      "    proposed: yes\n"
      "    step_down_after: 2\n"
      "    may_suspend: P14D\n"
      "  plan_review: {after_plan: P30D, proposed: yes}\n"));
  return policy;
}

constexpr std::uint64_t histories = 250;

HistoryEvent some_event(Seeded& seeded, const std::string& id) {
  HistoryEvent entry;
  entry.id = id;
  entry.kind = seeded.one_in(2) ? "detected" : "new_violence";
  entry.about = seeded.one_in(3) ? "" : "o1";
  entry.known = entry.occurred = entry.recorded = some_moment(seeded);
  return entry;
}

History some_history(std::uint64_t seed) {
  Seeded seeded(seed);
  History history;
  history.dyads = {{"o1", {}}};
  history.episodes = {episode(1, "2026-02-20")};
  if (seeded.one_in(4)) {
    history.episodes[0].closed = some_moment(seeded);
    history.episodes[0].reason = "agreed";
  }
  const std::uint64_t count = seeded.below(5);
  for (std::uint64_t i = 0; i < count; ++i) {
    HistoryAssessment entry = assessment("a" + std::to_string(i), "2026-02-20",
                                         {1 + seeded.below(15), !seeded.one_in(3)});
    entry.completed = !seeded.one_in(5);
    entry.assessed = entry.recorded = some_moment(seeded);
    history.assessments.push_back(entry);
  }
  for (std::uint64_t i = 0; i < 2; ++i) {
    history.events.push_back(some_event(seeded, "e" + std::to_string(i)));
  }
  history.plans.push_back({"p0", some_moment(seeded), {}, {}});
  if (seeded.one_in(2)) {
    history.plans[0].review = some_moment(seeded);
    history.plans[0].reason = seeded.one_in(2) ? "agreed" : "";
  }
  static const char* const of[] = {"risk_assessment:o1:a0",         "risk_assessment:o1:a1",
                                   "risk_assessment:o1:episode.1",  "first_assessment:o1:e0",
                                   "first_assessment:o1:episode.1", "plan_review::p0",
                                   "risk_assessment:o1:e1",         "nothing:o1:e1"};
  const std::uint64_t dates = seeded.below(6);
  for (std::uint64_t i = 0; i < dates; ++i) {
    HistoryDate entry;
    entry.id = "d" + std::to_string(i);
    entry.of = of[seeded.below(8)];
    if (!seeded.one_in(5)) entry.set = some_moment(seeded);
    entry.recorded = some_moment(seeded);
    entry.by = {"w3"};
    if (!seeded.one_in(3)) entry.reason = "agreed";
    history.dates.push_back(entry);
  }
  const std::uint64_t pauses = seeded.below(3);
  for (std::uint64_t i = 0; i < pauses; ++i) {
    HistorySuspension entry;
    entry.id = "h" + std::to_string(i);
    entry.clock = seeded.one_in(2) ? "risk_assessment" : "first_assessment";
    entry.from = some_moment(seeded);
    entry.until = some_moment(seeded);
    if (entry.until.earliest(policy().zone()) < entry.from.earliest(policy().zone())) {
      std::swap(entry.from, entry.until);
    }
    entry.recorded = some_moment(seeded);
    entry.reason = "away";
    history.suspensions.push_back(entry);
  }
  if (seeded.one_in(2)) history.corrections.push_back(correction("d0", "2026-03-20"));
  return history;
}

Timeline fold(const History& history, std::optional<Instant> as_of = {},
              std::optional<Instant> known_by = {}) {
  auto result = timeline(policy(), offices(), history, as_of, known_by);
  if (!result) throw std::runtime_error(result.error()[0].message());
  return *std::move(result);
}

TEST(DatesProperty, AnotherOrderOfEntriesGivesTheSameBytes) {
  const Instant as_of = at("2026-04-10T10:00:00Z");
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    History history = some_history(seed);
    const std::string expected = to_canonical_json(fold(history, as_of));
    std::reverse(history.dates.begin(), history.dates.end());
    std::reverse(history.suspensions.begin(), history.suspensions.end());
    std::reverse(history.assessments.begin(), history.assessments.end());
    ASSERT_EQ(to_canonical_json(fold(history, as_of)), expected) << "seed " << seed;
    if (history.dates.size() > 2) {
      std::rotate(history.dates.begin(), history.dates.begin() + 1, history.dates.end());
      ASSERT_EQ(to_canonical_json(fold(history, as_of)), expected) << "seed " << seed;
    }
  }
}

TEST(DatesProperty, OnlyADateWithAReasonIsLaterThanThePolicys) {
  std::size_t later = 0;
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    const History history = some_history(seed);
    History plain = history;
    plain.dates.clear();
    for (HistoryPlan& plan : plain.plans) plan.review.reset();
    const Timeline without = fold(plain);
    for (const Obligation& obligation : fold(history).obligations) {
      const Obligation* policys = without.find(obligation.id);
      ASSERT_NE(policys, nullptr) << "seed " << seed << " " << obligation.id;
      if (obligation.policy_due) {
        EXPECT_EQ(obligation.policy_due->at, policys->due.at) << "seed " << seed;
      }
      if (obligation.due.at <= policys->due.at) continue;
      ++later;
      EXPECT_TRUE(obligation.set && !obligation.set->reason.empty()) << "seed " << seed;
      EXPECT_TRUE(obligation.proposed && !obligation.clause.statutory) << "seed " << seed;
      EXPECT_TRUE(obligation.outside_policy) << "seed " << seed;
    }
  }
  EXPECT_GT(later, histories / 20);
}

TEST(DatesProperty, ASuspensionChangesNeitherDateNorStatus) {
  std::size_t shown = 0;
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    const History history = some_history(seed);
    History plain = history;
    plain.suspensions.clear();
    const Instant as_of = at("2026-04-10T10:00:00Z");
    const Timeline with = fold(history, as_of);
    const Timeline without = fold(plain, as_of);
    ASSERT_EQ(with.obligations.size(), without.obligations.size());
    for (std::size_t i = 0; i < with.obligations.size(); ++i) {
      EXPECT_EQ(with.obligations[i].id, without.obligations[i].id);
      EXPECT_EQ(with.obligations[i].due.at, without.obligations[i].due.at);
      EXPECT_EQ(with.obligations[i].status, without.obligations[i].status);
      EXPECT_EQ(with.obligations[i].holds, without.obligations[i].holds);
      EXPECT_EQ(with.obligations[i].tell, without.obligations[i].tell);
      shown += with.obligations[i].suspensions.size();
    }
  }
  EXPECT_GT(shown, histories / 20);
}

TEST(DatesProperty, NoEventMakesADateLater) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    History history = some_history(seed);
    const Timeline before = fold(history);
    Seeded seeded(seed * 104729);
    history.events.push_back(some_event(seeded, "new"));
    const Timeline after = fold(history);
    for (const Obligation& obligation : before.obligations) {
      const Obligation* same = after.find(obligation.id);
      ASSERT_NE(same, nullptr) << "seed " << seed << " " << obligation.id;
      EXPECT_EQ(same->due.at, obligation.due.at) << "seed " << seed << " " << obligation.id;
      EXPECT_EQ(same->is_open(), obligation.is_open()) << "seed " << seed << " " << obligation.id;
    }
  }
}

TEST(DatesProperty, ADateNeverDependsOnWhenItIsAsked) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    const History history = some_history(seed);
    const Timeline all = fold(history);
    for (const char* as_of : {"2026-03-15T10:00:00Z", "2026-04-05T10:00:00Z"}) {
      for (const Obligation& obligation :
           fold(history, at(as_of), at("2026-12-31T10:00:00Z")).obligations) {
        const Obligation* same = all.find(obligation.id);
        ASSERT_NE(same, nullptr) << "seed " << seed << " " << obligation.id;
        if (!same->is_open() && obligation.is_open()) continue;  // met or ended since
        EXPECT_EQ(same->due.at, obligation.due.at) << "seed " << seed << " " << obligation.id;
      }
    }
  }
}

TEST(DatesProperty, EveryDateAndSuspensionCountsOrIsExplained) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    const History history = some_history(seed);
    const Timeline timeline = fold(history);
    const auto is_named = [&](const std::string& id) {
      const auto has_id = [&](const auto& entry) { return entry.id == id; };
      return std::any_of(timeline.without_effect.begin(), timeline.without_effect.end(), has_id) ||
             std::any_of(timeline.struck.begin(), timeline.struck.end(), has_id);
    };
    for (const HistorySuspension& entry : history.suspensions) {
      const bool is_shown = std::any_of(
          timeline.obligations.begin(), timeline.obligations.end(), [&](const Obligation& each) {
            return std::any_of(each.suspensions.begin(), each.suspensions.end(),
                               [&](const ShownSuspension& one) { return one.id == entry.id; });
          });
      EXPECT_NE(is_shown, is_named(entry.id)) << "seed " << seed << " " << entry.id;
    }
    for (const HistoryDate& entry : history.dates) {
      EXPECT_TRUE(is_named(entry.id) || timeline.find(entry.of) != nullptr) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
// Invariant 8 in what is printed: over made-up answers to every fact of the shipped catalogue,
// nothing that is held, blocked or without its guard stands on a paper that leaves the office.
#include <cstdint>
#include <set>

#include <gtest/gtest.h>

#include "exchange/plan_copies.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2654435761U + 88172645463325252U) {}
  std::size_t below(std::size_t n) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<std::size_t>((state_ >> 11U) % n);
  }

 private:
  std::uint64_t state_;
};

/// What stands only in measures that must not be printed, and in none that may.
std::set<std::string> texts_to_leave_out(const SafetyPlan& plan) {
  std::set<std::string> out;
  std::set<std::string> fine;
  for (const PlannedMeasure& planned : plan.measures) {
    const bool may_stand = planned.state == MeasureState::included &&
                           planned.list != PlanList::ask_first && planned.unguarded.empty();
    (may_stand ? fine : out).insert(*planned.measure->text.get("da"));
  }
  for (const std::string& text : fine) out.erase(text);
  return out;
}

TEST(CopiesProperty, NothingHeldBlockedOrUnguardedIsOnAPaperThatLeavesTheOffice) {
  const auto made = make(text_of_case("complete"));
  const Catalogue& catalogue = made->programme->catalogue();
  std::vector<std::string> sections;
  for (const Section& section : catalogue.sections()) sections.push_back(section.id);
  std::size_t left_out = 0;
  std::size_t printed = 0;
  for (std::uint64_t round = 1; round <= 12; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    Dice dice(round);
    FixedSituation situation(made->programme->names());
    for (const ProgrammeFact& fact : made->programme->facts()) {
      situation.set(fact.id, static_cast<Truth>(dice.below(3)));
    }
    PlanHistory history;
    for (const Measure& measure : catalogue.measures()) {
      for (const char* child : {"", "c1"}) {
        const auto status =
            dice.below(3) == 0 ? MeasureStatus::already_does : MeasureStatus::agreed;
        history.set(measure.id, child, {status, "s1", {"w1"}, "reason"});
      }
    }
    const SafetyPlan plan = draft_plan(
        catalogue, {.situation = &situation, .children = {{"c1", &situation}}, .history = history});
    const std::set<std::string> unwanted = texts_to_leave_out(plan);
    left_out += unwanted.size();
    std::vector<CopyOptions> copies{{.copy = PlanCopy::person, .language = Language::da},
                                    {.copy = PlanCopy::discreet, .language = Language::da}};
    for (const Who who : {Who::police, Who::health, Who::network, Who::child}) {
      copies.push_back({.copy = PlanCopy::recipient,
                        .language = Language::da,
                        .recipient = who,
                        .sections = sections});
    }
    for (const CopyOptions& options : copies) {
      const auto text = plan_copy(source_of(*made, &plan), options, CopyFormat::json);
      if (!text) continue;  // Nothing is printed at all.
      for (const std::string& each : unwanted) {
        EXPECT_EQ(text->find("\"" + each + "\""), std::string::npos)
            << to_string(options.copy) << ": " << each;
      }
      for (const PlannedMeasure& planned : plan.measures) {
        const std::string& words = *planned.measure->text.get("da");
        if (text->find("\"" + words + "\"") != std::string::npos) ++printed;
      }
    }
  }
  EXPECT_GT(left_out, 100U);
  EXPECT_GT(printed, 100U);
}

}  // namespace
}  // namespace vaern

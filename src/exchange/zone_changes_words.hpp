// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of a difference between two plans of zones.

#include <string>
#include <vector>

#include "exchange/zone_copy.hpp"
#include "vaern/safety_plan/zone_difference.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

struct ZoneWords {
  const Programme& programme;
  Language language;

  std::string sign(Truth has, const std::string& person) const;
  std::string strain(Truth has) const;
  /// What is to be done, and what it counts from.
  std::string date(const ZoneDate& date, const CaseFile& file) const;
  /// By when, and whether that is over.
  std::string due(const ZoneDate& date) const;
  /// "ask first", "blocked".
  std::string state(const PlannedZoneMeasure& planned) const;
  std::string state_and_status(const PlannedZoneMeasure& planned) const;
  /// Of what is in the plan: zone, part, status, and what it rests on where that is in doubt.
  std::string standing(const PlannedZoneMeasure& planned, const ZonePlan& plan) const;
  /// Zone, part and what else the catalogue says beside the words.
  std::string place(const ZoneMeasure& measure, const ZonePlan& plan) const;
  /// Its zone, and where it is seen.
  std::string place(const ZoneSign& sign, const ZonePlan& plan) const;
  std::string place(const ZoneStrain& strain) const;
  /// Null: the catalogue has it not.
  std::string zone(const PlanZone* zone) const;
  std::string age(const ZoneWordsAge& age) const;

  /// " Before: …; now: ….", after a sentence.
  std::string before_now(const std::string& was, const std::string& now) const;
  /// In the words of staff, as a sentence.
  Line staff(const ZoneText& text) const;
  Line named(const ZoneMeasure& measure, const ZonePlan& plan) const;

 private:
  std::string say(std::string_view en, std::string_view da) const;
  std::string zone_name(const ZonePlan& plan, std::size_t zone) const;
  std::string part(ZonePart part, const ZonePlan& plan) const;
};

/// What the catalogue says in other words, what it puts in another place, and whose words they are.
std::vector<Part> zone_catalogue_changes(const ZonePlanDifference& difference,
                                         const ZoneSide& before, const ZoneSide& after,
                                         const ZoneWords& words);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

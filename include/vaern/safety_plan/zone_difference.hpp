// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What is different between two plans of zones, line by line, with what decided.
///
/// Every line that the page for staff prints otherwise is in it. Of own words only that they are
/// others, never what they are (P6).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/safety_plan/revision.hpp"
#include "vaern/safety_plan/zone_plan.hpp"

namespace vaern {
inline namespace v1 {

/// The plan must outlive the difference as well.
using ZoneSide = SideOf<ZonePlan>;

/// What is different about one line.
enum class ZoneChange : std::uint8_t {
  added,    ///< Of the catalogue.
  removed,  ///< The same, gone.
  text,     ///< The catalogue says it in other words, to the person or to staff.
  place,  ///< The catalogue gives it another zone, part, urgency, action or says otherwise whether
          ///< health comes first; of a sign another zone or where it is seen; of a zone what it is.
  has,    ///< A sign or a strain: the person has it, has it not, or it is open.
  state,
  reason,   ///< The state is the same, but not what it rests on.
  version,  ///< It came into the person's version, or left it.
  status,   ///< Agreed, done, waived, declined …, or the reason that was given.
  words,    ///< The person's own.
};
std::string_view to_string(ZoneChange change) noexcept;

struct ZoneHeadingDifference {
  std::string id;
  const PlanZone* before = nullptr;  ///< Null: it was added.
  const PlanZone* after = nullptr;   ///< Null: it was removed.
  std::vector<ZoneChange> changes;   ///< At least one.
};

/// A sign or a strain.
struct TraitDifference {
  std::string id;
  const ZoneText* text_before = nullptr;  ///< Of the catalogue. Null: it was added.
  const ZoneText* text_after = nullptr;   ///< Null: it was removed.
  const StatedTrait* before = nullptr;
  const StatedTrait* after = nullptr;
  std::vector<ZoneChange> changes;  ///< At least one.

  bool has(ZoneChange change) const noexcept;
};

struct ZoneMeasureDifference {
  std::string id;
  const PlannedZoneMeasure* before = nullptr;  ///< Null: it was added.
  const PlannedZoneMeasure* after = nullptr;   ///< Null: it was removed.
  std::vector<ZoneChange> changes;             ///< At least one.
  /// Why, where state, reason or version is another: names and signs that decided on either side
  /// and are read otherwise now. Of what only one catalogue asks for, the other side is empty.
  std::vector<ReadingChange> readings;
  std::vector<ReadingChange> signs;  ///< By id.
  bool by_agreement = false;         ///< The person counts on it now, or does not any more.
  bool by_catalogue = false;         ///< The catalogue has another condition or other signs for it.

  bool has(ZoneChange change) const noexcept;
  bool has_reason() const noexcept {
    return !readings.empty() || !signs.empty() || by_agreement || by_catalogue;
  }
};

/// A review of the plan or another duty that is open.
struct ZoneDate {
  bool is_review = false;
  std::string event;   ///< Of the case; empty: it counts from something else.
  std::string kind;    ///< Of a review: what the event is.
  LocalizedText text;  ///< Of another duty.
  std::string due;     ///< The local day or moment.
  bool is_overdue = false;
  bool proposed = false;  ///< No law sets the date.
};

struct ZoneDateDifference {
  std::string obligation;  ///< In the timeline of the case.
  std::optional<ZoneDate> before;
  std::optional<ZoneDate> after;  ///< Nothing: it is met, or not open any more.
};

/// A fact that is to be cleared up. Signs and strains that are open are those of `TraitDifference`.
struct ZoneQuestionDifference {
  std::string name;
  std::optional<LocalizedText> before;  ///< As the measures ask; empty: no words of their own.
  std::optional<LocalizedText> after;   ///< Nothing: it is not asked any more.
};

/// Whose words the person's version has.
struct ZoneWordsAge {
  ZonePlan::AgeFit fit = ZonePlan::AgeFit::no_ages;
  std::optional<ZoneAge> age;  ///< Nothing: one text is for every age.
  friend bool operator==(const ZoneWordsAge&, const ZoneWordsAge&) = default;
};

struct ZonePlanDifference {
  Reference catalogue_before, catalogue_after;
  ZoneWordsAge age_before, age_after;
  std::vector<EntrySince> since;              ///< Assessments, events, plans, struck; by id.
  std::vector<FoundPlan> found;               ///< Of the events that are new.
  std::vector<ZoneDateDifference> dates;      ///< In the order of the later plan, then the gone.
  std::vector<ZoneQuestionDifference> asked;  ///< The same, and so below.
  std::vector<ZoneHeadingDifference> zones;
  std::vector<TraitDifference> strains, signs;
  std::vector<ZoneMeasureDifference> measures;

  /// Nothing that a plan says is different; entries that changed nothing may be new.
  bool empty() const noexcept;
};

/// Nothing that is checked: the sides must be of one case, see `check_same_case`.
ZonePlanDifference zone_plan_difference(const ZoneSide& before, const ZoneSide& after);

}  // namespace v1
}  // namespace vaern

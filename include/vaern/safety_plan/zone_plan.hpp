// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A plan of zones drafted from its catalogue and a case: the person's signs and strains, and
/// every measure in exactly one state, with the reason (P1).

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/core/interval.hpp"
#include "vaern/core/truth.hpp"
#include "vaern/model/canonical.hpp"
#include "vaern/safety_plan/plan.hpp"
#include "vaern/safety_plan/zone_catalogue.hpp"

namespace vaern {
inline namespace v1 {

/// What the plans of a case say of a sign or a strain, the latest that says it.
struct StatedTrait {
  Truth has = Truth::unknown;
  std::string own_words;  ///< Personal: it leaves in no export (P6). May be empty.
  std::string plan;
};

/// The signs and strains that the plans of a case name, as `PlanHistory` reads statuses.
class TraitHistory {
 public:
  TraitHistory() = default;
  static TraitHistory of(const CaseFile& file, std::optional<Instant> as_of = std::nullopt,
                         const Zone* zone = nullptr,
                         std::optional<Instant> known_by = std::nullopt);

  void set_sign(std::string id, StatedTrait trait) { signs_[std::move(id)] = std::move(trait); }
  void set_strain(std::string id, StatedTrait trait) { strains_[std::move(id)] = std::move(trait); }
  /// Unknown where no plan says anything.
  StatedTrait sign(std::string_view id) const;
  StatedTrait strain(std::string_view id) const;

 private:
  std::map<std::string, StatedTrait, std::less<>> signs_;
  std::map<std::string, StatedTrait, std::less<>> strains_;
};

/// Why a measure of a zone is in its state.
struct ZoneReason {
  enum class Kind : std::uint8_t {
    always,  ///< No condition and no sign.
    has_sign,
    when_true,
    sign_unknown,  ///< No sign it answers is known to be the person's, and some may be.
    when_unknown,
    when_false,
    no_sign,  ///< The person has none of the signs it answers.
    block_true,
    block_unknown,
    agreed,  ///< It was agreed with the person, though neither a sign nor its condition asks for
             ///< it.
  };
  Kind kind = Kind::always;
  std::string condition;  ///< Empty: none decided.
  SourceSpan span;        ///< Of the condition, else of the measure.
  std::vector<Reading> readings;
  std::vector<std::string> open;   ///< Names whose answers could decide the condition.
  std::vector<std::size_t> signs;  ///< Of the catalogue: those that decided.

  bool is_open() const noexcept { return kind == Kind::sign_unknown || kind == Kind::when_unknown; }
};
std::string_view to_string(ZoneReason::Kind kind) noexcept;

struct PlannedZoneMeasure {
  const ZoneMeasure* measure = nullptr;  ///< Of the catalogue, which must live on.
  MeasureState state = MeasureState::included;
  ZoneReason reason;
  MeasureStatus status = MeasureStatus::proposed;  ///< Of `staff_avoid` always this.
  std::optional<PlanHistory::Entry> history;
};

/// What is to be cleared up first: a sign, a strain, or a name that conditions read.
struct ZoneQuestion {
  enum class Kind : std::uint8_t { sign, strain, fact };
  Kind kind = Kind::sign;
  std::string name;
  LocalizedText text;                 ///< As the first measure asks; empty: none of its own.
  std::vector<std::size_t> measures;  ///< Places in `ZonePlan::measures` that wait for it.
};

/// An event after which the plan is to be looked at again.
struct ZoneReview {
  std::string event;       ///< Its id in the case.
  std::string kind;        ///< What it is.
  std::string obligation;  ///< In the timeline of the case.
  std::string due;         ///< The local day or moment.
  bool is_overdue = false;
  bool proposed = false;  ///< No law sets the date.
};

/// A duty of the case that is open: overdue, or counted from an event.
struct ZoneDuty {
  std::string obligation;  ///< In the timeline of the case.
  LocalizedText text;
  std::string event;  ///< Of the case; empty: it counts from something else.
  std::string due;    ///< The local day or moment.
  bool is_overdue = false;
  bool proposed = false;  ///< No law sets the date.
};

struct ZonePlan {
  /// How the age chose the child's words.
  enum class AgeFit : std::uint8_t { no_ages, fits, younger_of_several, outside, unknown };

  const ZoneCatalogue* catalogue = nullptr;
  std::size_t age = 0;  ///< The place of the person's words in every `ZoneText::own`.
  AgeFit age_fit = AgeFit::no_ages;
  std::vector<StatedTrait> strains;          ///< As the catalogue's.
  std::vector<StatedTrait> signs;            ///< As the catalogue's.
  std::vector<PlannedZoneMeasure> measures;  ///< All: by zone, part, health first, declared order.
  std::vector<ZoneQuestion> questions;
  /// Every name that a condition of the catalogue reads, once, by name: a difference says what it
  /// is where it decides no more.
  std::vector<Reading> readings;
  std::vector<ZoneReview> reviews;  ///< What is open; filled by the programme.
  std::vector<ZoneDuty> duties;     ///< Of what is open the rest, by date; filled by the programme.

  const LocalizedText& own(const ZoneText& text) const { return text.own[age]; }
  /// By state, in the order of `MeasureState`; they add up to `measures.size()`.
  std::array<std::size_t, 4> counts() const noexcept;
  const PlannedZoneMeasure* find(std::string_view measure) const noexcept;
  /// Null: no condition reads it.
  const Reading* find_reading(std::string_view name) const noexcept;
};
std::string_view to_string(ZonePlan::AgeFit fit) noexcept;

struct ZonePlanInput {
  const Situation* situation = nullptr;  ///< Of the case; required.
  PlanHistory history{};
  TraitHistory traits{};
};

/// Drafts a plan. The catalogue must be bound with the names that the situation answers
/// (`std::invalid_argument` otherwise) and must live as long as the plan. The person's age is the
/// situation's.
ZonePlan draft_zone_plan(const ZoneCatalogue& catalogue, const ZonePlanInput& input);

/// The person counts on it: it is agreed, done already by the person, or done.
bool is_agreed(const PlannedZoneMeasure& planned) noexcept;

/// What the person's version shows of a measure: what is agreed always, also where nobody has asked
/// about its sign; in the zone of danger and of what staff do, all that was not declined or waived
/// and rests on nothing open; what staff do not do, always. Never what is held or blocked.
bool is_in_person_version(const ZonePlan& plan, const PlannedZoneMeasure& planned);

/// Canonical JSON of the whole plan. Own words are not in it: `own_words` says whether there are
/// any.
std::string zone_plan_json(const ZonePlan& plan);
void write_zone_plan(const ZonePlan& plan, CanonicalWriter& writer);

}  // namespace v1
}  // namespace vaern

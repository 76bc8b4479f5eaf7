// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A safety plan drafted from a catalogue and a situation: every measure in exactly one state,
/// with the reason, and three lists (P1-P4).

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "vaern/calendar/calendar.hpp"
#include "vaern/case_file/case_file.hpp"
#include "vaern/core/truth.hpp"
#include "vaern/expression/evaluate.hpp"
#include "vaern/model/canonical.hpp"
#include "vaern/safety_plan/again.hpp"
#include "vaern/safety_plan/catalogue.hpp"
#include "vaern/safety_plan/found.hpp"
#include "vaern/safety_plan/network.hpp"

namespace vaern {
inline namespace v1 {

enum class MeasureState : std::uint8_t {
  included,        ///< It is part of the plan; where `when` is unknown, with its question.
  held,            ///< A block is unknown: ask first; never in the person's copy (P2).
  blocked,         ///< A block is true, whatever `when` says.
  not_applicable,  ///< `when` is false, or there is no child it could be about.
};
std::string_view to_string(MeasureState state) noexcept;

/// Where it stands on the page. Blocked and inapplicable measures are in no list and still there.
enum class PlanList : std::uint8_t { now, ask_first, later, none };
std::string_view to_string(PlanList list) noexcept;

/// The latest status that the plans of a case give each measure. Done stays done (P8), but for what
/// a plan said that was found (P8.1) and for what is to be done again (P8.2): there a later plan
/// says anew what holds. A status counts for the measure, and for each professional that its `by`
/// names, else that of the plan's.
class PlanHistory {
 public:
  struct Entry {
    MeasureStatus status = MeasureStatus::proposed;
    std::string plan;
    std::vector<std::string> by;
    std::string reason;
    std::string at = {};  ///< As written; where the measure has no time of its own, the plan's.
    /// The event by which a plan that says this was found by an other party. Empty: none was.
    std::string exposed_by = {};
    std::optional<Instant> exposed_from{};  ///< When that became known.
    /// It was done, and is to be done again: until a plan says that it was, the status is proposed,
    /// or what a plan has said since.
    std::optional<DoneAgain> again{};
  };

  PlanHistory() = default;

  /// Of plans made at or before `as_of` (absent: all) and not struck by a correction recorded at
  /// or before `known_by` (absent: `as_of`). Order of entries is nothing. The catalogue says what
  /// is to be done again; null: nothing is.
  static PlanHistory of(const CaseFile& file, std::optional<Instant> as_of = std::nullopt,
                        const Zone* zone = nullptr, std::optional<Instant> known_by = std::nullopt,
                        const Catalogue* catalogue = nullptr);

  void set(std::string measure, std::string child, Entry entry, std::string professional = {});
  /// Null: never planned. `child` is empty where the measure is not one per child, `professional`
  /// where it is not one for each of them.
  const Entry* find(std::string_view measure, std::string_view child,
                    std::string_view professional = {}) const noexcept;

  /// When a plan first named the measure, of whatever status. Nothing: none did, or not when.
  std::optional<Instant> first_named(std::string_view measure,
                                     std::string_view child) const noexcept;

 private:
  struct Key {
    std::string measure, child, professional;
  };
  struct KeyView {
    std::string_view measure, child, professional;
  };
  struct Less {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const noexcept {
      const auto tied = [](const auto& key) {
        return std::tuple<std::string_view, std::string_view, std::string_view>(
            key.measure, key.child, key.professional);
      };
      return tied(a) < tied(b);
    }
  };
  std::map<Key, Entry, Less> entries_;
  std::map<Key, Instant, Less> first_named_;
};

/// A name that a condition read, and what it was: "yes", "no", "unknown", a code, codes that are
/// possible ("high|acute"), a number or an interval ("10 to 11").
struct Reading {
  std::string name;
  std::string value;
  bool is_open = false;  ///< It has no certain value.
  std::string event{};   ///< That made it so: what is written and answered says otherwise.
};

/// Why a measure is in its state: the condition that decided, as text, where it stands, and what
/// it read.
struct StateReason {
  enum class Kind : std::uint8_t {
    always,  ///< No condition.
    when_true,
    when_unknown,
    when_false,
    block_true,
    block_unknown,
    no_child,       ///< One per child, and there is none, as far as the catalogue asks.
    phase_false,    ///< The case is in none of its phases.
    child_unknown,  ///< One per child, and whether there is one is not known.
  };
  Kind kind = Kind::always;
  std::string condition;          ///< Empty: none.
  SourceSpan span;                ///< Of the condition, else of the measure.
  std::vector<Reading> readings;  ///< Every name read, in order of first reading.
  std::vector<std::string> open;  ///< The names whose answers could decide it; only if unknown.
};
std::string_view to_string(StateReason::Kind kind) noexcept;

/// The moment by which an open measure is to be done.
struct PlanDeadline {
  enum class Since : std::uint8_t {
    as_of,  ///< No plan named the measure: the plan's `as_of`.
    plan,   ///< When a plan first named it.
    found,  ///< When it became known that a plan with it was found.
    again,  ///< The assessment or the event after which it is to be done again.
  };
  Instant from;
  Since since = Since::as_of;
  Instant at;                 ///< Of a day: the midnight that ends it.
  std::optional<Date> day{};  ///< Absent: an instant, which never moves to another day.
  /// The day before it moved to the earlier open day. Absent: it did not.
  std::optional<Date> rolled_from{};
};

std::string_view to_string(PlanDeadline::Since since) noexcept;

/// A measure of the catalogue in the plan; one for each child where it is `about: child`, and for
/// each professional where it is for each of them.
struct PlannedMeasure {
  const Measure* measure = nullptr;  ///< Of the catalogue, which must live as long as the plan.
  std::string child;
  std::string professional;
  MeasureState state = MeasureState::included;
  PlanList list = PlanList::none;
  StateReason reason;
  Urgency urgency = Urgency::ongoing;  ///< Its own, or that of what depends on it (P4).
  Urgency own_urgency = Urgency::ongoing;
  ConditionPtr urgency_because;  ///< What made the urgency its own; null: none, or what is left.
  std::string urgent_for;        ///< The measure it was hurried by; empty: none.
  MeasureStatus status = MeasureStatus::proposed;
  std::optional<PlanHistory::Entry> history;
  std::vector<std::size_t> waits_for;  ///< Places in `SafetyPlan::measures`: first done or waived.
  std::vector<std::size_t> unguarded;  ///< Those of them that guard it and are not in place.
  /// Of a blocked or held measure: its alternative, the first that applies. Where none does, the
  /// first, whose own state says so.
  std::vector<std::size_t> instead;
  std::optional<PlanDeadline> due;  ///< Of what is open and has an urgency with an end.

  /// "own_device", "school_agreement/c1" for a child, "child_notification/c1/w3" of a professional.
  std::string id() const;
  /// A plan that says its status was found (P8.1), and none since says what holds: it is in no copy
  /// for the person, guards nothing, and what was done is to be looked at again.
  bool is_exposed() const noexcept { return history && !history->exposed_by.empty(); }
  /// It was done, and something has happened since after which it is to be done again.
  bool is_to_do_again() const noexcept { return history && history->again && !is_settled(); }
  /// As a guard it lets what it guards begin: done, already done, or waived with a reason.
  bool is_in_place() const noexcept;
  /// Nothing is left to do: waived or declined; or done, or the person already does it, and it is
  /// not exposed.
  bool is_settled() const noexcept;
};

/// What to ask first: one name, once for all the measures that wait for it.
struct PlanQuestion {
  std::string name;   ///< A fact or a built-in name; `level`: finish the assessment.
  std::string child;  ///< Only of names that are known of each child.
  /// As the first measure asks that waits for this name alone. Empty where there is none: then
  /// the programme's own question of the fact is to be asked.
  LocalizedText text;
  std::vector<std::size_t> measures;  ///< That it opens or holds, in plan order.
  std::size_t urgent = 0;             ///< How many of them are urgent.
};

/// An urgent measure that cannot begin, because what comes first is blocked or held (P4); or one
/// that raises the danger and whose guard is declined, blocked or does not apply (P7).
struct PlanAlarm {
  std::size_t measure = 0;
  std::size_t behind = 0;
  bool is_unguarded = false;  ///< `behind` is its guard.
};

/// A phase of the catalogue that the case is in, or may be in.
struct PlanPhase {
  const Phase* phase = nullptr;
  Truth truth = Truth::unknown;   ///< Never `no`.
  std::vector<std::string> open;  ///< The names whose answers could decide it.
};

struct SafetyPlan {
  Reference catalogue;
  std::vector<PlannedMeasure> measures;  ///< All of them, dependencies first (P4).
  std::vector<std::size_t> now, ask_first, later;
  std::vector<PlanQuestion> questions;  ///< All, the most important first.
  std::vector<PlanAlarm> alarms;
  std::vector<PlanPhase> phases;  ///< Those that are not false for the case, in declared order.
  std::vector<std::string> priorities{};  ///< As given: sections that order what does not urge.
  std::vector<FoundPlan> found{};         ///< Found, and no plan was made since: review it now.
  Network network{};                      ///< Whom the plan may suggest to involve.

  static constexpr std::size_t most_questions = 5;  ///< On the page; the rest is counted.
  std::size_t questions_beyond() const noexcept {
    return questions.size() > most_questions ? questions.size() - most_questions : 0;
  }
  /// By state, in the order of `MeasureState`; they add up to `measures.size()`.
  std::array<std::size_t, 4> counts() const noexcept;
  const PlannedMeasure* find(std::string_view measure, std::string_view child = {},
                             std::string_view professional = {}) const noexcept;
};

/// The situation of one child.
struct ChildSituation {
  std::string child;
  const Situation* situation = nullptr;
};

struct PlanInput {
  const Situation* situation = nullptr;    ///< Of the case; required.
  std::vector<ChildSituation> children{};  ///< In any order.
  PlanHistory history{};
  std::vector<std::string> priorities{};  ///< Sections that matter most to the person, first first.
  std::vector<std::string> professionals{};  ///< Parties, in any order.
  /// Deadlines count from here where no plan named the measure; absent: such have none.
  std::optional<Instant> as_of{};
  const Zone* zone = nullptr;          ///< The policy's, like the next. Null: no deadlines.
  const Calendar* calendar = nullptr;  ///< Null, or a day outside its years: no day is moved.
};

/// Drafts a plan. The catalogue must be bound with the names that the situations answer
/// (`std::invalid_argument` otherwise) and must live as long as the plan.
SafetyPlan draft_plan(const Catalogue& catalogue, const PlanInput& input);

/// The state alone of each measure, by place in `Catalogue::measures()`: for tables over many
/// cases. Each is decided once, in this situation, also one that is for each child: give the
/// situation of the child, or of all of them together. Where `childless_when` is true, none about a
/// child applies; while it is unknown, each is included, with that question. Errors as of
/// `draft_plan`.
std::vector<MeasureState> states_of(const Catalogue& catalogue, const Situation& situation);

/// The lines of the person's copy (P3) if it had room for all: what is agreed of the list *now*,
/// then of *later*, in each what the person already does first; never a held one, never one whose
/// guard is not in place, and never one that is exposed. Only what the person, a child or the
/// network does: the rest is written for professionals. A line is one measure: the same for
/// several children is one line with several places, except that what the person already does for
/// one child and has agreed to do for another are two.
std::vector<std::vector<std::size_t>> person_lines(const SafetyPlan& plan);

inline constexpr std::size_t most_person_lines = 12;

/// The places of the first twelve lines.
std::vector<std::size_t> person_copy(const SafetyPlan& plan);

/// The places of all lines: `person_copy`, then what is beyond twelve lines.
std::vector<std::size_t> agreed_for_person(const SafetyPlan& plan);

/// Agreed measures that are urgent in themselves and were reviewed as revealing nothing (P5), one
/// of those that are one per child; at most twelve, beside the one that is the danger line. Their
/// order is that of the catalogue and never
/// of the case: which measures they are, and in what order, would be the same if every other
/// measure had another state.
std::vector<std::size_t> discreet_copy(const SafetyPlan& plan);

/// Canonical JSON of the whole plan, without a final opinion on words: ids, states, reasons,
/// texts in every language. `CanonicalWriter` with one map.
std::string plan_json(const SafetyPlan& plan);

/// The same into a writer that is part of a greater record.
void write_plan(const SafetyPlan& plan, CanonicalWriter& writer);

}  // namespace v1
}  // namespace vaern

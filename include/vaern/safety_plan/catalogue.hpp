// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A catalogue of measures: everything a safety plan can be made of, and when each is for whom.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/situation.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/document.hpp"
#include "vaern/expression/condition.hpp"
#include "vaern/expression/names.hpp"
#include "vaern/model/head.hpp"

namespace vaern {
inline namespace v1 {

/// Who carries a measure out.
enum class Who : std::uint8_t {
  person,
  child,
  network,
  assessor,
  coordinator,
  leader,
  police,
  health,
  legal_adviser,
  group_leader,
  authority,
  each_professional,  ///< Every professional of the case, each for themselves: one instance each.
};
std::string_view to_string(Who who) noexcept;
/// The person, a child or the network carries it out. The rest is written for professionals.
constexpr bool is_for_person(Who who) noexcept {
  return who == Who::person || who == Who::child || who == Who::network;
}

/// How soon. In this order: the first is the most urgent.
enum class Urgency : std::uint8_t { now, within_24_hours, within_7_days, within_30_days, ongoing };
/// As written: "now", "PT24H", "P7D", "P30D", "ongoing".
std::string_view to_string(Urgency urgency) noexcept;
/// now or PT24H.
constexpr bool is_urgent(Urgency urgency) noexcept { return urgency <= Urgency::within_24_hours; }

/// What somebody who sees the measure, or its traces, learns (P5).
enum class Reveal : std::uint8_t {
  leaving,
  help_seeking,
  whereabouts,
  evidence,
  monitoring_known,
  helpers,
};
std::string_view to_string(Reveal reveal) noexcept;

/// How a measure can raise the danger on the day it shows (P7): the other party loses access, is
/// told by an authority, finds that somebody or something has moved, or that the measure is seen.
enum class Danger : std::uint8_t { loses_access, served, moved, seen };
std::string_view to_string(Danger danger) noexcept;

/// What to take care of, and who is to read it.
struct Caution {
  enum class For : std::uint8_t { person, staff };
  LocalizedText text;
  For for_whom = For::staff;
  /// Of one for the person: reviewed by itself, as it is printed beside the line. Of one for staff
  /// everything, and no copy but the agency's prints it.
  std::vector<Reveal> reveals;
  LocalizedText easy{};  ///< The same, easy to read; may be empty.

  bool is_for_person() const noexcept { return for_whom == For::person; }
  bool reveals_nothing() const noexcept { return is_for_person() && reveals.empty(); }
};
std::string_view to_string(Caution::For for_whom) noexcept;

/// A part of the course, such as living together. A case can be in several at once.
struct Phase {
  std::string id;
  LocalizedText text;
  ConditionPtr when;  ///< Set by `bind_catalogue`.
  SourceSpan span;
};

/// An urgency that holds while its condition is true or unknown.
struct UrgencyCase {
  Urgency urgency = Urgency::ongoing;
  ConditionPtr when;  ///< Set by `bind_catalogue`.
};

struct Section {
  std::string id;
  LocalizedText text;
  SourceSpan span;
};

/// The line that the copies for the person begin with, whatever was agreed: everybody's number.
inline constexpr std::string_view danger_line_en = "In danger: call 112.";
inline constexpr std::string_view danger_line_da = "Ved fare: ring 112.";

struct Measure {
  std::string id;
  LocalizedText text;
  LocalizedText easy{};  ///< The same, easy to read; may be empty.
  std::string section;
  Who who = Who::person;
  Urgency urgency = Urgency::ongoing;        ///< Where none of the next holds.
  std::vector<UrgencyCase> urgency_cases{};  ///< The first that is not false; most urgent first.
  bool about_child = false;                  ///< One for each child.
  ConditionPtr when;                 ///< Null: always. Set by `bind_catalogue`, like the next.
  ConditionPtr blocked_when;         ///< Null: never. It never reads `level` (E1).
  LocalizedText question;            ///< What to ask while a condition is unknown; may be empty.
  std::vector<std::string> instead;  ///< Where this is blocked: the first of these that applies.
  std::vector<std::string> after;    ///< Measures to be done or waived first.
  /// What opens the step again once it was done: "assessment", kinds of events. Empty: done stays.
  std::vector<Placed> again_after{};
  bool is_once = true;  ///< It can be late. Else it is a habit or a rule: once agreed it goes on.
  std::vector<Danger> raises_danger;
  /// What must be in place before a measure that raises the danger: done, already done by the
  /// person, or waived with a reason, and nothing less. Never empty where it raises the danger.
  std::vector<std::string> guarded_by;
  std::vector<std::string> phases;  ///< Empty: every phase.
  ConditionPtr in_phases;           ///< One of `phases` holds; null: every phase.
  std::vector<Reveal> reveals;      ///< All of them where the key is absent; empty: `none`.
  bool reveals_reviewed = false;    ///< The key is written.
  LocalizedText reveals_because;
  /// As anybody would write it on a list of their own: it stands on the discreet copy in place of
  /// the text. Only of a measure that reveals nothing; may be empty.
  LocalizedText note{};
  std::vector<Caution> cautions;
  Provenance provenance;
  SourceSpan span;  ///< Of the id: the clause that plans name.

  bool reveals_nothing() const noexcept { return reveals_reviewed && reveals.empty(); }
  bool is_each_professional() const noexcept { return who == Who::each_professional; }
  /// Of a discreet copy: the note, else the text.
  const LocalizedText& listed() const noexcept { return note.empty() ? text : note; }
  /// On a discreet copy it is the danger line, which stands there whether it was agreed or not.
  bool is_danger_line() const noexcept;
};

/// What a measure names, as places in `Catalogue::measures()`.
struct MeasureLinks {
  std::vector<std::size_t> after;
  std::vector<std::size_t> guarded_by;
  std::vector<std::size_t> instead;
};

/// What a condition reads, and its text: made once, for every plan.
struct ConditionNames {
  std::string text;
  std::vector<std::string> names;  ///< Each once, in order of first reading.
};

/// Immutable once bound; safe to share.
class Catalogue {
 public:
  /// The head alone, without measures: of a programme whose catalogue is one of zones.
  static Catalogue of_zones(ModelHead head);

  const ModelHead& head() const noexcept { return head_; }
  Reference reference() const { return head_.reference(); }

  /// The programme's levels as the catalogue repeats them, lowest first.
  const std::vector<std::string>& levels() const noexcept { return levels_; }
  const std::vector<Section>& sections() const noexcept { return sections_; }
  /// Where a case has no child: that there is none. Null: a case without one says so itself.
  const ConditionPtr& childless_when() const noexcept { return childless_when_; }
  /// In declared order; empty: the catalogue knows no phases.
  const std::vector<Phase>& phases() const noexcept { return phases_; }

  /// In declared order.
  const std::vector<Measure>& measures() const noexcept { return measures_; }
  const Measure* find(std::string_view measure) const noexcept;
  /// By place in `measures()`, in the order written.
  const std::vector<MeasureLinks>& links() const noexcept { return links_; }

  /// Its conditions are read; only then can a plan be made.
  bool is_bound() const noexcept { return bound_; }

  /// A name that its conditions read, as it was declared when they were read; else null.
  const Declaration* find_declaration(std::string_view name) const noexcept;

  /// Of a condition of this catalogue; another is misuse (`std::out_of_range`).
  const ConditionNames& names_of(const Condition& condition) const {
    return condition_names_.at(&condition);
  }

  /// A name that its conditions read and that is known of each child.
  bool is_about_child(std::string_view name) const noexcept {
    return child_names_.find(name) != child_names_.end();
  }

 private:
  friend std::optional<Catalogue> load_catalogue(const Document&, DiagnosticList&);
  friend bool bind_catalogue(Catalogue&, const CaseNames&, DiagnosticList&);

  /// Conditions as written, beside the measures.
  struct Written {
    std::optional<Node> when;
    std::optional<Node> blocked_when;
    std::vector<Node> urgency;
    SourceSpan phases;
  };
  void link();

  ModelHead head_;
  std::vector<std::string> levels_;
  SourceSpan levels_span_;
  std::vector<Section> sections_;
  ConditionPtr childless_when_;
  std::optional<Node> childless_written_;
  std::vector<Phase> phases_;
  std::vector<Node> phases_written_;  // their conditions
  std::vector<Measure> measures_;
  std::vector<MeasureLinks> links_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::vector<Written> written_;
  std::map<std::string, Declaration, std::less<>> declarations_;
  std::set<std::string, std::less<>> child_names_;
  std::map<const Condition*, ConditionNames> condition_names_;
  bool bound_ = false;
};

/// Reads a catalogue and checks everything but its conditions, which read facts that only a
/// programme declares: keys and words, measures and sections that are not there, dependency
/// cycles edge by edge, the guard rails (P7), what is revealed. A guard is a dependency. Nothing
/// where any finding is an error.
std::optional<Catalogue> load_catalogue(const Document& document, DiagnosticList& findings);

/// Reads the conditions with the names of a programme, and checks that its levels
/// are the same and that no level closes help (E1): `blocked_when` reads no level, and `when`, that
/// of a phase and that of an urgency are never false at a level where they are true at a lower one.
/// True where nothing is an error.
bool bind_catalogue(Catalogue& catalogue, const CaseNames& names, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A case as it was written: opaque ids, what was answered, when it was, who wrote it and when.
///
/// A value without opinions: it is checked for structure when it is read (`load_case`) and
/// against its programme in the room `programme`. Entries stay in the order written, and no
/// meaning rests on that order (T4); what struck an entry is a correction, never its absence.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/moment.hpp"
#include "vaern/case_file/words.hpp"
#include "vaern/core/duration.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/model/answer.hpp"
#include "vaern/model/missing_reason.hpp"
#include "vaern/model/parts.hpp"

namespace vaern {
inline namespace v1 {

/// An id or a text with its place.
struct Placed {
  std::string text;
  SourceSpan span;

  bool empty() const noexcept { return text.empty(); }
};

/// A value, or why there is none. A key that is absent is `not_asked` and has no place.
template <class T>
struct Given {
  std::optional<T> value;
  MissingReason missing = MissingReason::not_asked;  ///< Only where there is no value.
  SourceSpan span;
};

struct Party {
  std::string id;
  Role role = Role::subject;
  Given<Sex> sex;
  Given<PartialDate> born;           ///< To a day, a month or a year.
  Given<Relation> relation;          ///< Other parties: what they are to the subject.
  Given<bool> living_together;       ///< Other parties: with the subject.
  std::vector<Placed> lives_with;    ///< Children: parties, by id.
  std::vector<Placed> contact_with;  ///< Children: parties, by id.
  std::vector<Placed> competences;   ///< Professionals.
  SourceSpan span;                   ///< Of the id.
};

struct Episode {
  int number = 0;  ///< From 1, as written; unique.
  Moment opened;
  std::optional<Moment> closed;
  Placed route;   ///< How it came, one of the programme's words; may be empty.
  Placed reason;  ///< Of closing; may be empty.
  SourceSpan span;
};

/// One fact about one party (or, without `about`, about the case).
struct FactEntry {
  Placed id;    ///< Optional: only to be named by a correction.
  Placed fact;  ///< One of the programme's facts.
  Placed about;
  Given<bool> value;
  std::optional<Moment> from;      ///< Since when it holds; of several the latest counts.
  std::optional<Moment> recorded;  ///< Absent: at `from`.
  std::vector<Placed> by;
  SourceSpan span;
};

/// A professional's level (S12).
struct JudgementEntry {
  Placed level;  ///< Of the instrument; without one, of the programme.
  std::vector<Placed> by;
  std::optional<Moment> at;  ///< Absent: when assessed.
  Placed reason;
  SourceSpan span;
};

struct AssessmentEntry {
  Placed id;
  std::optional<Reference> instrument;  ///< Absent: a judgement alone.
  Placed about;                         ///< The other party: the dyad.
  AssessmentStatus status = AssessmentStatus::draft;
  Moment assessed;
  Moment recorded;  ///< As `assessed` where absent.
  std::vector<Placed> by;
  std::vector<Placed> informants;
  std::vector<RawAnswer> responses;  ///< In the order written.
  SourceSpan responses_span;
  std::optional<JudgementEntry> judgement;
  std::vector<Placed> replaces;  ///< Assessments whose level no longer counts.
  Placed reason;                 ///< Required where anything is replaced.
  SourceSpan span;
};

struct EventEntry {
  Placed id;
  Placed kind;   ///< One of the programme's events.
  Placed about;  ///< May be empty: the case.
  Moment occurred;
  Moment known;  ///< As `recorded` where absent (T3).
  Moment recorded;
  std::optional<Moment> until;  ///< The end of what began with it: an order, a protection.
  std::vector<Placed> meets;    ///< Events whose duty it meets; empty: the oldest open one.
  std::vector<Placed> by;
  SourceSpan span;
};

/// What was agreed about one measure, for one child where the measure is one per child.
struct MeasureEntry {
  Placed measure;
  Placed child;  ///< Empty: not one per child.
  MeasureStatus status = MeasureStatus::proposed;
  std::vector<Placed> by;
  std::optional<Moment> at;  ///< Absent: when the plan was made.
  Placed reason;
  Placed words;  ///< The person's own, for the person's own copy. They leave in no export (P6).
  SourceSpan span;
};

/// Whether a sign or a strain of a plan of zones is the person's, and how the person says it.
struct TraitEntry {
  Placed id;
  Given<bool> has;
  Placed words;  ///< The person's own. Personal: it leaves in no export (P6). May be empty.
};

/// One section of the catalogue against another, as the person weighs them.
struct PriorityPair {
  Placed more;
  Placed than;
  int times = 1;  ///< 1 to 9; 1: as much.
  SourceSpan span;
};

/// What matters most to the person, by sections of the catalogue: one of the three is written.
struct PriorityEntry {
  std::vector<Placed> ticks;        ///< At most three, all as important.
  std::vector<Placed> ranking;      ///< The most important first.
  std::vector<PriorityPair> pairs;  ///< Every two of the sections once.
  SourceSpan span;                  ///< Of the key.

  static constexpr std::size_t most_ticks = 3;
  static constexpr std::size_t most_sections = 10;  ///< That can be weighed in pairs.
};

struct PlanEntry {
  Placed id;
  Moment made;
  std::vector<Placed> by;
  Placed parent;                       ///< The plan it revises (P8); may be empty.
  Placed assessment;                   ///< The assessment it rests on; may be empty.
  std::optional<Reference> catalogue;  ///< It was drafted with; absent: the programme's.
  std::optional<PriorityEntry> priorities;
  std::vector<MeasureEntry> measures;
  std::optional<Moment> review;  ///< The day set for its review (R024).
  Placed reason;                 ///< Of that day.
  SourceSpan span;
  std::vector<TraitEntry> signs;    ///< Of plans of zones only.
  std::vector<TraitEntry> strains;  ///< The same.
};

/// A date that a professional confirms or sets for one obligation (T7).
struct DateEntry {
  Placed id;
  Placed of;                  ///< The obligation, as "risk_assessment:o1:e3".
  std::optional<Moment> set;  ///< Absent: the date it has is confirmed.
  Moment recorded;
  std::vector<Placed> by;
  Placed reason;  ///< May be empty; a date later than the policy's needs one.
  SourceSpan span;
};

/// A time in which a clock was said to rest. It is shown beside what is due and moves nothing.
struct SuspensionEntry {
  Placed id;
  Placed of;     ///< A clock of the policy.
  Placed about;  ///< The other party; empty: all of them.
  Moment from;
  Moment until;
  Moment recorded;
  std::vector<Placed> by;
  Placed reason;
  SourceSpan span;
};

/// Somebody got sections of a plan. A recipient's copy is made after it.
struct DisclosureEntry {
  Placed id;
  Placed plan;
  std::vector<Placed> sections;  ///< Of the catalogue.
  Placed to;                     ///< Never an other party.
  Moment at;
  Moment recorded;                ///< As `at` where absent.
  std::vector<Placed> agreed_by;  ///< May be empty: then the ground is not an agreement.
  Placed ground;
  std::vector<Placed> by;
  SourceSpan span;
};

struct Tie {
  Placed to;
  TieKind kind = TieKind::contact;
  std::vector<Channel> channels;  ///< Empty: not known.
  SourceSpan span;
};

/// What is known of one person or organisation around the subject, from one moment on.
struct NetworkEntry {
  Placed id;     ///< Optional: only to be named by a correction.
  Placed party;  ///< Of the role network, or a professional.
  NetworkKind kind = NetworkKind::person;
  Given<bool> safe;  ///< To be involved.
  std::vector<Tie> ties;
  std::optional<Moment> from;      ///< Of several about one party the latest counts.
  std::optional<Moment> until;     ///< From then on the party is no part of the network.
  std::optional<Moment> recorded;  ///< Absent: at `from`.
  std::vector<Placed> by;
  SourceSpan span;
};

/// An entry that was written in error: it is kept, and counts for nothing from `recorded` on.
struct Correction {
  Placed of;
  Moment recorded;
  std::vector<Placed> by;
  Placed reason;
  SourceSpan span;
};

struct CaseFile {
  std::string id;
  Reference programme;
  Placed subject;
  std::vector<Party> parties;
  std::vector<Episode> episodes;
  std::vector<FactEntry> facts;
  std::vector<AssessmentEntry> assessments;
  std::vector<EventEntry> events;
  std::vector<PlanEntry> plans;
  std::vector<DateEntry> dates;
  std::vector<SuspensionEntry> suspensions;
  std::vector<DisclosureEntry> disclosures;
  std::vector<NetworkEntry> network;
  std::vector<Correction> corrections;
  SourceSpan span;  ///< Of the case id.

  /// Null when there is no such party.
  const Party* find_party(std::string_view party) const noexcept;
  /// In the order written.
  std::vector<const Party*> with_role(Role role) const;
  const AssessmentEntry* find_assessment(std::string_view entry) const noexcept;
  const PlanEntry* find_plan(std::string_view entry) const noexcept;
  /// The correction that struck an entry, or null.
  const Correction* find_correction(std::string_view entry) const noexcept;
};

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What a condition of a policy, a catalogue or a programme sees of a case, and the names it may
/// read there.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/expression/evaluate.hpp"
#include "vaern/expression/names.hpp"

namespace vaern {
inline namespace v1 {

/// Whom a fact is about.
enum class FactAbout : std::uint8_t { subject, other_party, child, any_case };

/// A fact as a programme declares it. All facts are yes or no.
struct FactDeclaration {
  std::string id;
  FactAbout about = FactAbout::any_case;
  SourceSpan declared_at;
  std::vector<std::string> from_events{};  ///< Kinds of events that make it yes.
};

/// Names for checking conditions about cases: the built-in ones, `level`, and declared facts.
class CaseNames final : public Names {
 public:
  /// `levels` from lowest to highest, at most 64; empty: `level` cannot be read.
  CaseNames(std::vector<FactDeclaration> facts, std::vector<std::string> levels);

  const Declaration* find(std::string_view name) const override;
  std::vector<std::string> all() const override;

  const std::vector<FactDeclaration>& facts() const noexcept { return facts_; }
  const std::vector<std::string>& levels() const noexcept { return levels_; }

 private:
  std::vector<FactDeclaration> facts_;
  std::vector<std::string> levels_;
  std::vector<std::string> order_;
  std::map<std::string, Declaration, std::less<>> declarations_;
};

/// A fact that answers of an instrument say (`from:` of a programme). Several about the same party
/// are joined by or, three-valued. What the case itself says of that party counts beside them:
/// a known value beats an unknown one, and of two known ones yes beats no.
struct DerivedFact {
  std::string fact;
  std::string about;  ///< A party, or empty.
  Truth value = Truth::unknown;
  std::optional<Moment> at{};  ///< When it was answered. Absent: not known.
};

struct SituationOptions {
  std::optional<Instant> as_of;  ///< What is true when: ages, latest facts. Absent: all of it, and
                                 ///< ages are unknown.
  std::optional<Instant> known_by;  ///< What was recorded by then counts. Absent: `as_of`.
  const Zone* zone = nullptr;       ///< For dates without a time; null: they count in UTC.
  std::string other_party;          ///< The dyad in question; empty: all other parties together.
  std::string child;                ///< The child in question; empty: all children together.
  std::vector<DerivedFact> derived;
  std::uint64_t possible_levels = 0;  ///< Bit i: level i is possible. 0: no level, all possible.
  /// Where the case names no child: whether it has none. Yes: every fact about a child is no.
  /// Otherwise each is what is written about nobody, and unknown where nothing is.
  Truth childless = Truth::yes;
};

/// A case at one moment. Facts about several parties are yes if yes for any, else unknown if
/// unknown for any (also where nothing is written), else no. With no child in the case a fact
/// about children is no (but see `SituationOptions::childless`); with no other party one about them
/// is unknown. Of entries about the same
/// fact and party the latest `from` counts; of several with the same, yes beats unknown beats no.
/// Entries struck by a correction are not seen.
///
/// An event that says a fact (`from_events`) makes it yes from the moment it happened, until what
/// is written or answered surely later says no. Where a no is neither surely earlier nor surely
/// later the fact is unknown. Where several other parties are in question, `relation` and
/// `other_party.sex` are any of theirs and `living_together` is joined like a fact.
class CaseSituation final : public Situation {
 public:
  /// Copies what it needs of the case; `names` must live as long as this.
  CaseSituation(const CaseFile& file, const CaseNames& names, const SituationOptions& options);

  Truth truth(std::string_view name) const override;
  OptionSet options(std::string_view name) const override;
  Interval number(std::string_view name) const override;
  bool is_unknown(std::string_view name) const override;

  /// The event by which a fact is another than what is written and answered. Empty: none.
  std::string_view event_of(std::string_view name) const noexcept;

 private:
  std::map<std::string, Truth, std::less<>> truths_;
  std::map<std::string, OptionSet, std::less<>> options_;
  std::map<std::string, Interval, std::less<>> numbers_;
  std::set<std::string, std::less<>> unknown_;
  std::map<std::string, std::string, std::less<>> events_;
};

/// Whole years from `born` to a date: an interval when `born` is imprecise.
Interval age_between(const PartialDate& born, Date on);

/// A situation made by hand, for tests and what-if questions. A name that was not set is unknown:
/// any option, the whole declared range.
class FixedSituation final : public Situation {
 public:
  explicit FixedSituation(const Names& names) : names_(names) {}  ///< `names` must live on.

  void set(std::string name, Truth value) { truths_[std::move(name)] = value; }
  void set(std::string name, OptionSet value) { options_[std::move(name)] = value; }
  void set(std::string name, Interval value) { numbers_[std::move(name)] = value; }

  Truth truth(std::string_view name) const override;
  OptionSet options(std::string_view name) const override;
  Interval number(std::string_view name) const override;
  bool is_unknown(std::string_view name) const override;

 private:
  const Names& names_;
  std::map<std::string, Truth, std::less<>> truths_;
  std::map<std::string, OptionSet, std::less<>> options_;
  std::map<std::string, Interval, std::less<>> numbers_;
};

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "vaern/programme/assess.hpp"

#include <algorithm>
#include <map>

#include "diagnostics/codes/programme.hpp"
#include "programme/competence.hpp"
#include "vaern/expression/evaluate.hpp"
#include "vaern/programme/library.hpp"
#include "vaern/reassessment/levels.hpp"

namespace vaern {
inline namespace v1 {
namespace {

const Instant* known_by(const AsOf& when) {
  if (when.known_by) return &*when.known_by;
  return when.as_of ? &*when.as_of : nullptr;
}

/// An entry is seen when it had happened by `as_of` and was written down by `known_by` (T1).
bool is_seen(const Moment& happened, const Moment& recorded, const AsOf& when, const Zone& zone) {
  if (when.as_of && happened.earliest(zone) > *when.as_of) return false;
  const Instant* known = known_by(when);
  return known == nullptr || recorded.earliest(zone) <= *known;
}

bool is_struck(const CaseFile& file, std::string_view id, const AsOf& when, const Zone& zone) {
  const Correction* correction = file.find_correction(id);
  if (correction == nullptr) return false;
  const Instant* known = known_by(when);
  return known == nullptr || correction->recorded.earliest(zone) <= *known;
}

std::uint64_t mapped(const LevelMap& map, LevelSet set) {
  std::uint64_t result = 0;
  for (const std::uint32_t level : levels_of(set)) result |= std::uint64_t{1} << map.to[level];
  return result;
}

struct Assessor {
  const CaseFile& file;
  const Programme& programme;
  const AsOf& when;
  const Zone& zone = programme.policy().zone();

  /// Whether the person is in the instrument's population, at the time of the assessment.
  Truth in_population(const Instrument& instrument, const AssessmentEntry& entry) const {
    if (instrument.population() == nullptr) return Truth::yes;
    SituationOptions options;
    options.as_of = entry.assessed.earliest(zone);
    options.zone = &zone;
    options.other_party = entry.about.text;
    const CaseSituation situation(file, population_names(), options);
    return evaluate(*instrument.population(), situation);
  }

  /// A judgement that is not yet given, or not yet known, is not seen (T1).
  bool has_judgement(const AssessmentEntry& entry) const {
    if (!entry.judgement) return false;
    if (!entry.judgement->at) return true;
    const Instant given = entry.judgement->at->earliest(zone);
    const Instant* known = known_by(when);
    return (!when.as_of || given <= *when.as_of) && (known == nullptr || given <= *known);
  }

  std::optional<Judgement> judgement_of(const AssessmentEntry& entry) const {
    if (!has_judgement(entry)) return std::nullopt;
    const JudgementEntry& given = *entry.judgement;
    Judgement judgement;
    judgement.level = given.level.text;
    judgement.reason = given.reason.text;
    if (!given.by.empty()) judgement.by = given.by.front().text;
    if (given.by.size() > 1) judgement.second = given.by[1].text;
    return judgement;
  }

  Result<AssessedEntry> scored(const AssessmentEntry& entry) const {
    AssessedEntry result;
    result.entry = &entry;
    result.is_struck = is_struck(file, entry.id.text, when, zone);
    AssessedLevel& level = result.level;
    if (entry.judgement) level.judged_at = entry.judgement->at;
    if (!entry.instrument) {
      level.no_level = entry.judgement ? NoLevel::awaiting_judgement : NoLevel::unknown;
      if (!has_judgement(entry)) return result;
      const auto& levels = programme.levels();
      const auto found = std::find(levels.begin(), levels.end(), entry.judgement->level.text);
      if (found == levels.end()) return result;
      level.possible = std::uint64_t{1} << (found - levels.begin());
      level.no_level = NoLevel::none;
      level.judged = true;
      return result;
    }
    const InstrumentPtr instrument =
        programme.find_instrument(entry.instrument->id, entry.instrument->version);
    if (instrument == nullptr) {
      level.no_level = NoLevel::unknown;
      return result;
    }
    Result<Score> made =
        score(instrument, entry.responses, judgement_of(entry), entry.assessed.date.first);
    if (!made) return tl::unexpected(std::move(made.error()));
    result.in_population = in_population(*instrument, entry);
    const auto& outside = programme.outside_population();
    result.is_outside_admitted = outside.find(instrument->head().id) != outside.end();
    result.competences_missing = programme::detail::competences_missing(file, entry, *instrument);
    place(result, *made, *instrument);
    result.score = *std::move(made);
    return result;
  }

  /// The instrument's levels on the programme's scale, or why there are none (T4, E2).
  void place(AssessedEntry& result, const Score& made, const Instrument& instrument) const {
    AssessedLevel& level = result.level;
    level.missing = static_cast<int>(made.missing);
    level.judged = made.judged.has_value();
    const LevelMap* map = programme.find_map(instrument.head().id);
    if (result.in_population == Truth::no && !result.is_outside_admitted) {
      level.no_level = NoLevel::outside_population;
      return;
    }
    if (map == nullptr || !made.has_levels || map->to.size() != instrument.levels().list.size()) {
      level.no_level = NoLevel::unmapped;
      return;
    }
    if (instrument.judgement() == JudgementPolicy::decides) {
      if (!made.judged) {
        level.no_level = NoLevel::awaiting_judgement;
        return;
      }
    } else {
      level.before_judgement = mapped(*map, made.possible);
    }
    level.possible = mapped(*map, made.possible_after);
  }

  void sort_by_time(Dyad& dyad, const std::vector<AssessedEntry>& entries) const {
    const auto key = [&](std::size_t i) {
      const AssessmentEntry& entry = *entries[i].entry;
      return std::pair(entry.assessed.earliest(zone), std::string_view(entry.id.text));
    };
    std::sort(dyad.assessments.begin(), dyad.assessments.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  }

  /// The levels that are in force for the dyad, by the rule that counts its due dates (T4.1).
  void join(Dyad& dyad, const DyadLevels& levels, std::vector<AssessedEntry>& entries) const {
    dyad.possible = levels.possible;
    dyad.no_level = levels.possible == 0 ? NoLevel::unknown : NoLevel::none;
    const auto is_in = [](const std::vector<std::string>& ids, const std::string& id) {
      return std::binary_search(ids.begin(), ids.end(), id);
    };
    for (const std::size_t i : dyad.assessments) {
      AssessedEntry& entry = entries[i];
      const std::string& id = entry.entry->id.text;
      entry.counts = is_in(levels.from, id) || is_in(levels.drafts, id);
      if (entry.counts) dyad.counting.push_back(i);
      const bool is_completed = entry.entry->status == AssessmentStatus::completed;
      if (levels.possible == 0 && is_completed) dyad.no_level = entry.level.no_level;
    }
  }

  void choose_instruments(Dyad& dyad) const {
    SituationOptions options;
    options.as_of = when.as_of;
    options.known_by = when.known_by;
    options.zone = &zone;
    options.other_party = dyad.about;
    const CaseSituation situation(file, programme.names(), options);
    for (const UseFor& use : programme.use_for()) {
      const Truth truth = use.when == nullptr ? Truth::yes : evaluate(*use.when, situation);
      if (truth == Truth::no) continue;
      dyad.use.push_back(&use);
      if (truth == Truth::yes) return;
    }
  }

  /// What the dyad's assessments say of an item: the latest that answers it. One that leaves it
  /// open, such as a form just begun, takes no answer away. Nothing where none has the item.
  std::optional<DerivedFact> answer(const CaseAssessment& made, const Dyad& dyad,
                                    const ProgrammeFact::From& from) const {
    std::optional<DerivedFact> said;
    const auto say = [&](std::size_t i, Truth value) {
      said = DerivedFact{{}, {}, value, made.assessments[i].entry->assessed};
    };
    for (const std::size_t i : dyad.assessments) {
      const std::optional<Score>& score = made.assessments[i].score;
      if (!score || score->instrument->head().id != from.instrument) continue;
      const Item* item = score->instrument->find_item(from.item);
      if (item == nullptr) continue;
      const Code code = score->responses.codes()[item->input];
      if (score->applicable[item->input] == Truth::no) {
        say(i, Truth::no);
      } else if (code != missing_code) {
        say(i, to_truth(code == 1));
      } else if (!said) {
        say(i, Truth::unknown);
      }
    }
    return said;
  }

  std::vector<DerivedFact> derive(const CaseAssessment& made) const {
    std::vector<DerivedFact> derived;
    for (const Dyad& dyad : made.dyads) {
      for (const ProgrammeFact& fact : programme.facts()) {
        for (const ProgrammeFact::From& from : fact.from) {
          std::optional<DerivedFact> said = answer(made, dyad, from);
          if (!said) continue;
          DerivedFact value = *std::move(said);
          value.fact = fact.id;
          if (fact.about == FactAbout::other_party) value.about = dyad.about;
          if (fact.about == FactAbout::subject) value.about = file.subject.text;
          derived.push_back(std::move(value));
        }
      }
    }
    return derived;
  }
};

/// The element-wise maximum over the dyads. One without a level may have any: it is never passed
/// over for one that has, and lowers none (S16).
std::uint64_t highest(const std::vector<Dyad>& dyads, std::size_t levels) {
  if (levels == 0) return 0;
  const std::uint64_t any = (std::uint64_t{2} << (levels - 1)) - 1;
  std::uint64_t possible = 0;
  bool is_open = false;
  for (const Dyad& dyad : dyads) {
    possible = join_possible(possible, dyad.possible);
    is_open = is_open || dyad.possible == 0;
  }
  return is_open && possible != 0 ? join_possible(possible, any) : possible;
}

}  // namespace

Result<CaseAssessment> assess(const CaseFile& file, const Programme& programme, const AsOf& when) {
  const Assessor assessor{file, programme, when};
  CaseAssessment result;
  DiagnosticList faults;
  for (const Party* party : file.with_role(Role::other_party)) {
    result.dyads.push_back({});
    result.dyads.back().about = party->id;
  }
  for (const AssessmentEntry& entry : file.assessments) {
    Result<AssessedEntry> made = assessor.scored(entry);
    if (!made) {
      faults.append(std::move(made.error()));
      continue;
    }
    const std::size_t index = result.assessments.size();
    const bool is_seen_now = is_seen(entry.assessed, entry.recorded, when, assessor.zone);
    const bool is_live = is_seen_now && !made->is_struck;
    result.assessments.push_back(*std::move(made));
    for (Dyad& dyad : result.dyads) {
      if (is_live && dyad.about == entry.about.text) dyad.assessments.push_back(index);
    }
  }
  if (faults.has_errors()) return failure(std::move(faults));
  std::map<std::string, AssessedLevel> by_id;
  for (const AssessedEntry& made : result.assessments) by_id[made.entry->id.text] = made.level;
  const std::vector<DyadLevels> in_force =
      levels_in_force(programme.policy(), history_of(file, by_id), when.as_of, when.known_by);
  for (Dyad& dyad : result.dyads) {
    assessor.sort_by_time(dyad, result.assessments);
    const auto levels = std::find_if(in_force.begin(), in_force.end(),
                                     [&](const DyadLevels& l) { return l.about == dyad.about; });
    assessor.join(dyad, levels == in_force.end() ? DyadLevels() : *levels, result.assessments);
    assessor.choose_instruments(dyad);
  }
  result.possible = highest(result.dyads, programme.levels().size());
  result.derived = assessor.derive(result);
  return result;
}

namespace {

/// The clock in the id of an obligation.
std::string_view clock_of(std::string_view obligation) {
  return obligation.substr(0, obligation.find(':'));
}

/// What one of the policies reads: of dates and suspensions those of its own clocks, and the
/// programme's own policy also those of clocks that no policy has, which it finds.
History of_policy(const History& all, const Programme& programme, const Policy& policy) {
  History history = all;
  if (programme.duties().empty()) return history;
  const auto is_read = [&](std::string_view clock) {
    if (policy.find_clock(clock) != nullptr) return true;
    return &policy == &programme.policy() &&
           std::none_of(programme.duties().begin(), programme.duties().end(),
                        [&](const ProgrammeDuties& duties) {
                          return duties.policy->find_clock(clock) != nullptr;
                        });
  };
  history.dates.erase(
      std::remove_if(history.dates.begin(), history.dates.end(),
                     [&](const HistoryDate& date) { return !is_read(clock_of(date.of)); }),
      history.dates.end());
  history.suspensions.erase(
      std::remove_if(history.suspensions.begin(), history.suspensions.end(),
                     [&](const HistorySuspension& rest) { return !is_read(rest.clock); }),
      history.suspensions.end());
  return history;
}

/// What several policies find in the same entries is told once.
void append_new(DiagnosticList& list, const DiagnosticList& findings) {
  for (const Diagnostic& finding : findings) {
    const bool is_there = std::any_of(list.begin(), list.end(), [&](const Diagnostic& other) {
      return other.code == finding.code && other.path == finding.path &&
             other.message() == finding.message();
    });
    if (!is_there) list.add(*finding.code, finding.span) = finding;
  }
}

}  // namespace

Result<Timeline> timeline(const CaseFile& file, const Programme& programme, const AsOf& when) {
  const Result<CaseAssessment> made = assess(file, programme);
  if (!made) return tl::unexpected(made.error());
  std::map<std::string, AssessedLevel> levels;
  for (const AssessedEntry& entry : made->assessments) levels[entry.entry->id.text] = entry.level;
  const History history = history_of(file, levels);
  const History own_history = of_policy(history, programme, programme.policy());
  const ProgrammeDuties& before = programme.superseded();
  auto own = before.policy == nullptr
                 ? timeline(programme.policy(), programme.calendar(), own_history, when.as_of,
                            when.known_by)
                 : migrated_timeline(*before.policy, *before.calendar, programme.policy(),
                                     programme.calendar(), own_history, when.as_of, when.known_by);
  DiagnosticList faults;
  if (!own) faults.append(own.error());
  for (const ProgrammeDuties& duties : programme.duties()) {
    auto found =
        duties_timeline(*duties.policy, *duties.calendar,
                        of_policy(history, programme, *duties.policy), when.as_of, when.known_by);
    if (!found) {
      append_new(faults, found.error());
    } else if (own) {
      add_duties(*own, *std::move(found));
    }
  }
  if (faults.has_errors()) return failure(std::move(faults));
  return own;
}

}  // namespace v1
}  // namespace vaern

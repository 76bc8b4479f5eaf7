// SPDX-License-Identifier: Apache-2.0
#include "vaern/programme/assess.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "vaern/expression/evaluate.hpp"
#include "vaern/programme/library.hpp"

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
    Result<Score> made = score(instrument, entry.responses, judgement_of(entry));
    if (!made) return tl::unexpected(std::move(made.error()));
    result.in_population = in_population(*instrument, entry);
    const auto& outside = programme.outside_population();
    result.is_outside_admitted = outside.find(instrument->head().id) != outside.end();
    for (const std::string& needed : instrument->required_competences()) {
      const bool has = std::any_of(entry.by.begin(), entry.by.end(), [&](const Placed& by) {
        const Party* party = file.find_party(by.text);
        return party != nullptr &&
               std::any_of(party->competences.begin(), party->competences.end(),
                           [&](const Placed& c) { return c.text == needed; });
      });
      if (!has) result.competences_missing.push_back(needed);
    }
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

  /// By dyad and instrument the latest completed counts; what a later one replaces does not; a
  /// draft may raise the lower end and nothing else.
  void join(Dyad& dyad, std::vector<AssessedEntry>& entries) const {
    const auto time = [&](std::size_t i) { return entries[i].entry->assessed.earliest(zone); };
    std::sort(dyad.assessments.begin(), dyad.assessments.end(),
              [&](std::size_t a, std::size_t b) {
                if (time(a) != time(b)) return time(a) < time(b);
                return entries[a].entry->id.text < entries[b].entry->id.text;
              });
    std::map<std::string, std::size_t> latest;
    std::vector<std::string> replaced;
    for (const std::size_t i : dyad.assessments) {
      const AssessmentEntry& entry = *entries[i].entry;
      if (entry.status != AssessmentStatus::completed) continue;
      for (const Placed& id : entry.replaces) replaced.push_back(id.text);
      latest[entry.instrument ? entry.instrument->id : std::string()] = i;
    }
    dyad.no_level = NoLevel::unknown;
    for (const std::size_t i : dyad.assessments) {
      AssessedEntry& entry = entries[i];
      const std::string key = entry.entry->instrument ? entry.entry->instrument->id : "";
      const auto found = latest.find(key);
      if (found == latest.end() || found->second != i) continue;
      if (std::find(replaced.begin(), replaced.end(), entry.entry->id.text) != replaced.end()) {
        continue;
      }
      if (entry.level.possible == 0) {
        dyad.no_level = entry.level.no_level;
        continue;
      }
      entry.counts = true;
      dyad.counting.push_back(i);
      dyad.possible = join_possible(dyad.possible, entry.level.possible);
    }
    // Without a level there is nothing that a draft could raise.
    if (dyad.possible == 0) return;
    dyad.no_level = NoLevel::none;
    for (const std::size_t i : dyad.assessments) {
      AssessedEntry& entry = entries[i];
      if (entry.entry->status != AssessmentStatus::draft || entry.level.possible == 0) continue;
      const std::uint64_t low = std::uint64_t{1} << std::countr_zero(entry.level.possible);
      const std::uint64_t raised = join_possible(dyad.possible, low);
      if (raised == dyad.possible) continue;
      dyad.possible = raised;
      entry.counts = true;
      dyad.counting.push_back(i);
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

  /// Answers that say facts: of the latest assessment of each instrument with each other party.
  std::vector<DerivedFact> derive(const CaseAssessment& made) const {
    std::vector<DerivedFact> derived;
    for (const Dyad& dyad : made.dyads) {
      std::map<std::string, std::size_t> latest;
      for (const std::size_t i : dyad.assessments) {
        if (made.assessments[i].score) {
          latest[made.assessments[i].entry->instrument->id] = i;
        }
      }
      for (const ProgrammeFact& fact : programme.facts()) {
        for (const ProgrammeFact::From& from : fact.from) {
          const auto found = latest.find(from.instrument);
          if (found == latest.end()) continue;
          const Score& made_score = *made.assessments[found->second].score;
          const Item* item = made_score.instrument->find_item(from.item);
          if (item == nullptr) continue;
          DerivedFact value;
          value.fact = fact.id;
          value.about = fact.about == FactAbout::other_party ? dyad.about
                        : fact.about == FactAbout::subject   ? file.subject.text
                                                             : std::string();
          const Code code = made_score.responses.codes()[item->input];
          value.value = made_score.applicable[item->input] == Truth::no ? Truth::no
                        : code == missing_code                          ? Truth::unknown
                                                                        : to_truth(code == 1);
          derived.push_back(std::move(value));
        }
      }
    }
    return derived;
  }
};

}  // namespace

Result<CaseAssessment> assess(const CaseFile& file, const Programme& programme,
                              const AsOf& when) {
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
  for (Dyad& dyad : result.dyads) {
    assessor.join(dyad, result.assessments);
    assessor.choose_instruments(dyad);
    // A dyad without a level may have any: it is never passed over for one that has (S16).
    result.possible = join_possible(result.possible, dyad.possible);
  }
  result.derived = assessor.derive(result);
  return result;
}

Result<Timeline> timeline(const CaseFile& file, const Programme& programme, const AsOf& when) {
  const Result<CaseAssessment> made = assess(file, programme);
  if (!made) return tl::unexpected(made.error());
  std::map<std::string, AssessedLevel> levels;
  for (const AssessedEntry& entry : made->assessments) levels[entry.entry->id.text] = entry.level;
  return timeline(programme.policy(), programme.calendar(), history_of(file, levels), when.as_of,
                  when.known_by);
}

namespace {

SafetyPlan plan_of(const CaseFile& file, const Programme& programme, const AsOf& when,
                   const CaseAssessment& made) {
  SituationOptions options;
  options.as_of = when.as_of;
  options.known_by = when.known_by;
  options.zone = &programme.policy().zone();
  options.derived = made.derived;
  const bool has_open_dyad = std::any_of(made.dyads.begin(), made.dyads.end(),
                                         [](const Dyad& dyad) { return dyad.possible == 0; });
  // 0 says that every level is possible: as soon as one dyad has none, so it is.
  options.possible_levels = has_open_dyad ? 0 : made.possible;
  const CaseSituation situation(file, programme.names(), options);
  PlanInput input;
  input.situation = &situation;
  input.history =
      PlanHistory::of(file, when.as_of, &programme.policy().zone(), when.known_by);
  std::vector<CaseSituation> children;
  const std::vector<const Party*> parties = file.with_role(Role::child);
  children.reserve(parties.size());
  for (const Party* child : parties) {
    options.child = child->id;
    children.emplace_back(file, programme.names(), options);
    input.children.push_back({child->id, &children.back()});
  }
  return draft_plan(programme.catalogue(), input);
}

}  // namespace

Result<SafetyPlan> plan(const CaseFile& file, const Programme& programme, const AsOf& when) {
  const Result<CaseAssessment> made = assess(file, programme, when);
  if (!made) return tl::unexpected(made.error());
  return plan_of(file, programme, when, *made);
}

Result<CaseReport> report(const CaseFile& file, const Programme& programme, const AsOf& when) {
  Result<CaseAssessment> made = assess(file, programme, when);
  if (!made) return tl::unexpected(std::move(made.error()));
  Result<Timeline> due = timeline(file, programme, when);
  if (!due) return tl::unexpected(std::move(due.error()));
  SafetyPlan drafted = plan_of(file, programme, when, *made);
  return CaseReport{&file,  &programme,       when,
                    *std::move(made), *std::move(due), std::move(drafted)};
}

}  // namespace v1
}  // namespace vaern

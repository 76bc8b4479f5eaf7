// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/score.hpp"

#include <algorithm>
#include <utility>

#include "instrument/faults.hpp"
#include "instrument/given.hpp"
#include "instrument/judgement.hpp"
#include "instrument/score_sides.hpp"
#include "instrument/score_situation.hpp"

namespace vaern {
inline namespace v1 {

std::vector<std::uint32_t> levels_of(LevelSet set) {
  std::vector<std::uint32_t> levels;
  for (std::uint32_t level = 0; level < 64; ++level) {
    if ((set >> level & 1U) != 0) levels.push_back(level);
  }
  return levels;
}

namespace detail = instrument::detail;

namespace {

bool is_imputed(const Score& score, std::string_view scale) {
  const Instrument& model = *score.instrument;
  for (std::size_t i = 0; i < model.scales().size(); ++i) {
    if (model.scales()[i].id == scale) return score.scales[i].is_imputed;
  }
  return false;
}

/// A condition rests on an imputed value when it reads a scale that has one, also through gates and
/// the outcomes before.
bool rests_on_imputed(const Score& score, const Condition& condition) {
  const auto rests = [](const NamedTruth& truth) { return truth.rests_on_imputed; };
  for (const std::string& name : names_read(condition)) {
    if (is_imputed(score, name)) return true;
    for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
      const FurtherScore& outcome = score.outcomes[i];
      if (outcome.id != name) continue;
      if (is_imputed(score, score.instrument->outcomes()[i].levels.from)) return true;
      if (std::any_of(outcome.rules.begin(), outcome.rules.end(), rests)) return true;
    }
    for (const NamedTruth& gate : score.gates) {
      if (gate.id == name && gate.rests_on_imputed) return true;
    }
  }
  return false;
}

std::string name_of(const Instrument& model, InputId input) {
  return model.program().program().inputs[input].name;
}

NamedTruth named(const Score& score, const std::string& id, Truth truth,
                 const Condition& condition) {
  return {id, truth, rests_on_imputed(score, condition)};
}

std::vector<NamedTruth> truths_of(const Score& score, const std::vector<Rule>& rules,
                                  const std::vector<Truth>& raises) {
  std::vector<NamedTruth> truths;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    truths.push_back(named(score, rules[i].id, raises[i], *rules[i].when));
  }
  return truths;
}

DecisiveItem decisive_of(const Instrument& model, DecisiveInput input) {
  return {name_of(model, input.input), input.settles_alone, input.moves_an_end, input.spanned,
          std::move(input.by_code)};
}

/// E2: the diagram did not fit. Every missing question that the target reads may decide.
std::vector<DecisiveItem> whatever_is_read(const Score& score, Target target) {
  const Instrument& model = *score.instrument;
  std::vector<DecisiveItem> items;
  const std::vector<bool> reads = support(model.program().program(), target);
  for (InputId input = 0; input < reads.size(); ++input) {
    if (!reads[input] || score.responses.is_answered(input)) continue;
    if (score.applicable[input] == Truth::no) continue;
    if (model.origin(input).kind == InputOrigin::Kind::norm) continue;
    items.push_back({name_of(model, input), false, false, 0, {}});
  }
  return items;
}

std::vector<DecisiveItem> decisive_items(const Score& score, const LevelWalk& walk,
                                         const RowResult& row) {
  std::vector<DecisiveItem> items;
  for (DecisiveInput& input : walk.decisive(row.applicable, row.truths)) {
    items.push_back(decisive_of(*score.instrument, std::move(input)));
  }
  return items;
}

void set_level(LevelScore& made, const LevelRow& row) {
  made.cut_off_level = row.cut_off;
  made.computed = row.computed;
  made.possible = row.possible;
  made.is_exact = row.is_exact;
  made.low = row.low;
  made.high = row.high;
}

void add_witnesses(LevelScore& made, const Score& score, RowRun& run, const RowResult& row,
                   Target target) {
  const CompiledProgram& program = score.instrument->program();
  if (program.diagram(target) != nullptr) {
    const LevelWalk& walk = run.walk(target);
    made.lowest_witness = walk.witness(made.low);
    made.highest_witness = walk.witness(made.high);
    made.decisive = decisive_items(score, walk, row);
  } else if (made.low != made.high) {
    made.decisive = whatever_is_read(score, target);
  }
}

/// The answers leave every level open from the floor up (S7.4).
void leave_open(Score& score) {
  const auto levels = static_cast<std::uint32_t>(score.instrument->levels().list.size());
  score.possible_floors = score.possible;
  score.computed.reset();
  score.cut_off_level.reset();
  score.possible = ((LevelSet{1} << levels) - 1) & ~((LevelSet{1} << score.low) - 1);
  score.high = levels - 1;
  score.highest_witness.reset();
}

ClassScore class_score(const Score& score, RowRun& run, const RowResult& row, std::uint32_t index,
                       bool with_witnesses) {
  const Target target = Target::classes(index);
  ClassScore made;
  made.id = score.instrument->classes()[index].id;
  made.possible = row.classes[index].possible;
  made.is_exact = row.classes[index].is_exact;
  if (!with_witnesses) return made;
  if (score.instrument->program().diagram(target) != nullptr) {
    const LevelWalk& walk = run.walk(target);
    made.witnesses.resize(score.instrument->classes()[index].list.size());
    for (const std::uint32_t one : levels_of(made.possible)) {
      made.witnesses[one] = walk.witness(one);
    }
    made.decisive = decisive_items(score, walk, row);
  } else if (!made.is_certain()) {
    made.decisive = whatever_is_read(score, target);
  }
  return made;
}

/// Questions that apply or may apply; the second half of a question counts once its first half is
/// a yes.
void count_questions(Score& score) {
  const auto add = [&](InputId input, bool counts) {
    if (!counts) return;
    ++score.asked;
    if (!score.responses.is_answered(input)) ++score.missing;
  };
  for (const Item& item : score.instrument->items()) {
    add(item.input, score.applicable[item.input] != Truth::no);
    for (const auto& second : {item.within, item.habitual}) {
      if (second) add(*second, score.applicable[*second] == Truth::yes);
    }
  }
}

void add_flags(Score& score) {
  const detail::ScoreSituation situation(score);
  for (const Flag& flag : score.instrument->flags()) {
    const Truth truth = evaluate(*flag.when, situation);
    score.flags.push_back(named(score, flag.id, truth, *flag.when));
  }
}

}  // namespace

Result<Score> score(const InstrumentPtr& instrument, const Responses& responses,
                    const ScoreOptions& options) {
  const Instrument& model = *instrument;
  DiagnosticList findings;
  Score result(instrument, responses, options.assessed);
  result.earlier_values = detail::set_given(model, options, result.responses, findings);
  RowRun run(model.program());
  const RowResult& row = run.run(result.responses.codes());
  if (!row.faults.empty()) detail::add_faults(model, row, result.responses.codes(), findings);
  if (options.judgement) detail::check_judgement(model, *options.judgement, findings);
  if (findings.has_errors()) {
    detail::order_by_item(model, findings);
    return failure(std::move(findings));
  }

  if (!model.earlier().empty() && options.earlier) {
    result.earlier = detail::by_date(*options.earlier);
  }
  result.wording = options.wording;
  result.with_witnesses = options.with_witnesses;
  result.with_sides = options.with_sides;
  if (options.assessed) result.standing = standing_at(model.head(), *options.assessed);
  result.applicable = row.applicable;
  for (const InstrumentScale& scale : model.scales()) {
    result.scales.push_back(row.scales[scale.scale]);
  }
  for (const Gate& gate : model.gates()) {
    result.gates.push_back(named(result, gate.id, row.truths[gate.node], *gate.when));
  }
  for (const Consistent& each : model.consistent()) {
    result.consistent.push_back(named(result, each.id, row.truths[each.node], *each.must));
  }
  count_questions(result);

  // Rules of `levels` may read them.
  for (std::uint32_t i = 0; i < model.outcomes().size(); ++i) {
    FurtherScore further;
    further.id = model.outcomes()[i].id;
    further.rules = truths_of(result, model.outcomes()[i].rules, row.further[i].raises);
    set_level(further, row.further[i].level);
    if (options.with_witnesses) {
      add_witnesses(further, result, run, row, Target::outcome(i + 1));
    }
    result.outcomes.push_back(std::move(further));
  }
  result.rules = truths_of(result, model.rules(), row.raises);
  result.has_levels = !model.levels().list.empty();
  if (result.has_levels) {
    set_level(result, row.level);
    if (options.with_witnesses) add_witnesses(result, result, run, row, {});
    if (model.judgement() == JudgementPolicy::decides) leave_open(result);
  }
  for (std::uint32_t i = 0; i < model.classes().size(); ++i) {
    result.classes.push_back(class_score(result, run, row, i, options.with_witnesses));
  }
  add_flags(result);
  detail::apply_judgement(result, options.judgement);
  if (options.with_sides) {
    result.without_sensitive = detail::without_sensitive(result);
    result.published = detail::published(result);
  }
  return result;
}

DiagnosticList faults_of(const Instrument& instrument, const std::vector<Code>& codes) {
  RowRun run(instrument.program());
  DiagnosticList findings;
  detail::add_faults(instrument, run.run(codes), codes, findings);
  detail::order_by_item(instrument, findings);
  return findings;
}

Result<Score> score(const InstrumentPtr& instrument, const std::vector<RawAnswer>& answers,
                    const ScoreOptions& options) {
  Result<Responses> responses = make_responses(*instrument, answers);
  if (responses) return score(instrument, *responses, options);
  DiagnosticList& findings = responses.error();
  Responses nothing(*instrument);
  detail::set_given(*instrument, options, nothing, findings);
  if (options.judgement) detail::check_judgement(*instrument, *options.judgement, findings);
  return tl::unexpected(std::move(findings));
}

Result<Score> score(const InstrumentPtr& instrument, const Responses& responses,
                    const std::optional<Judgement>& judgement, std::optional<Date> assessed) {
  return score(instrument, responses, ScoreOptions{.judgement = judgement, .assessed = assessed});
}

Result<Score> score(const InstrumentPtr& instrument, const std::vector<RawAnswer>& answers,
                    const std::optional<Judgement>& judgement, std::optional<Date> assessed) {
  return score(instrument, answers, ScoreOptions{.judgement = judgement, .assessed = assessed});
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/score.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "instrument/faults.hpp"
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

namespace {

/// A condition rests on an imputed value when it reads a scale that has one, also through gates.
bool rests_on_imputed(const Score& score, const Condition& condition) {
  const Instrument& model = *score.instrument;
  for (const std::string& name : names_read(condition)) {
    for (std::size_t i = 0; i < model.scales().size(); ++i) {
      if (model.scales()[i].id == name && score.scales[i].is_imputed) return true;
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

void check_judgement(const Instrument& model, const Judgement& judgement,
                     DiagnosticList& findings) {
  if (model.levels().list.empty()) {
    findings.add_at_path(codes::judgement_has_no_levels, "/judgement",
                         {{"instrument", model.reference()}});
    return;
  }
  if (!model.levels().find(judgement.level)) {
    std::string allowed;
    for (const Level& l : model.levels().list) allowed += (allowed.empty() ? "" : ", ") + l.id;
    Diagnostic& finding =
        findings.add_at_path(codes::judgement_level_unknown, "/judgement/level",
                             {{"level", judgement.level}, {"instrument", model.reference()}});
    finding.help = &notes::allowed_are;
    finding.help_arguments = {{"allowed", allowed}};
  }
  if (judgement.reason.empty()) {
    findings.add_at_path(codes::judgement_without_reason, "/judgement/reason", {});
  }
}

/// The judgement has been checked.
void apply_judgement(Score& score, const std::optional<Judgement>& judgement) {
  const Instrument& model = *score.instrument;
  const bool decides = model.judgement() == JudgementPolicy::decides;
  score.possible_after = score.possible;
  if (!judgement) {
    if (!decides && score.is_certain()) score.in_force = score.computed;
    return;
  }
  const std::uint32_t level = *model.levels().find(judgement->level);
  JudgedLevel judged;
  judged.level = level;
  judged.given = *judgement;
  // Of the answers: the computed level, or "at least" the low end; of a judgement that decides,
  // the floor its rules give (S12.1, S12.3).
  const std::uint32_t answers = decides ? score.low : score.computed.value_or(score.low);
  const std::uint32_t higher = std::max(level, answers);
  std::uint32_t in_force = higher;
  if (level < answers && !decides) {
    const bool may_lower =
        model.judgement() == JudgementPolicy::lower_with_reason ||
        (model.judgement() == JudgementPolicy::lower_second_person && !judgement->second.empty());
    if (may_lower) in_force = level;
    judged.is_lowered = may_lower;
  }
  judged.is_overruled = level < in_force;
  score.in_force = in_force;
  LevelSet above = 0;
  const LevelSet open = decides ? score.possible_floors : score.possible;
  if (!std::has_single_bit(open)) above = open & ~((LevelSet{2} << in_force) - 1);
  score.possible_after = (LevelSet{1} << in_force) | above;
  score.judged = std::move(judged);
}

}  // namespace

Result<Score> score(const InstrumentPtr& instrument, const Responses& responses,
                    const std::optional<Judgement>& judgement, std::optional<Date> assessed,
                    const ScoreOptions& options) {
  const Instrument& model = *instrument;
  const CompiledProgram& program = model.program();
  RowRun run(program);
  const RowResult& row = run.run(responses.codes());
  DiagnosticList findings;
  if (!row.faults.empty()) instrument::detail::add_faults(model, row, findings);
  if (judgement) check_judgement(model, *judgement, findings);
  if (findings.has_errors()) {
    instrument::detail::order_by_item(model, findings);
    return failure(std::move(findings));
  }

  Score result(instrument, responses, assessed);
  result.applicable = row.applicable;
  for (const InstrumentScale& scale : model.scales()) {
    result.scales.push_back(row.scales[scale.scale]);
  }
  for (const Gate& gate : model.gates()) {
    result.gates.push_back({gate.id, row.truths[gate.node], false});
    result.gates.back().rests_on_imputed = rests_on_imputed(result, *gate.when);
  }
  for (std::size_t i = 0; i < model.rules().size(); ++i) {
    result.rules.push_back(
        {model.rules()[i].id, row.raises[i], rests_on_imputed(result, *model.rules()[i].when)});
  }
  for (const Item& item : model.items()) {
    if (row.applicable[item.input] != Truth::no) {
      ++result.asked;
      if (!responses.is_answered(item.input)) ++result.missing;
    }
    // The second half of a question counts once its first half is a yes.
    if (item.within && row.applicable[*item.within] == Truth::yes) {
      ++result.asked;
      if (!responses.is_answered(*item.within)) ++result.missing;
    }
  }

  result.has_levels = !model.levels().list.empty();
  if (result.has_levels) {
    const bool decides = model.judgement() == JudgementPolicy::decides;
    result.cut_off_level = row.level.cut_off;
    result.computed = row.level.computed;
    result.possible = row.level.possible;
    result.is_exact = row.level.is_exact;
    result.low = row.level.low;
    result.high = row.level.high;
    if (options.with_witnesses && program.levels() != nullptr) {
      const LevelWalk& walk = run.walk();
      result.lowest_witness = walk.witness(result.low);
      result.highest_witness = walk.witness(result.high);
      for (DecisiveInput& input : walk.decisive(row.applicable, row.truths)) {
        result.decisive.push_back({name_of(model, input.input), input.settles_alone,
                                   input.moves_an_end, input.spanned, std::move(input.by_code)});
      }
    } else if (options.with_witnesses && !row.level.is_certain()) {
      // E2: the diagram did not fit. Every missing input that the level reads may decide.
      const std::vector<bool> reads = outcome_support(program.program());
      for (InputId input = 0; input < reads.size(); ++input) {
        if (!reads[input] || responses.is_answered(input)) continue;
        if (row.applicable[input] == Truth::no) continue;
        result.decisive.push_back({name_of(model, input), false, false, 0, {}});
      }
    }
    if (decides) {
      // The answers leave every level open from the floor up (S7.4).
      result.possible_floors = row.level.possible;
      const auto levels = static_cast<std::uint32_t>(model.levels().list.size());
      result.computed.reset();
      result.cut_off_level.reset();
      result.possible = ((LevelSet{1} << levels) - 1) & ~((LevelSet{1} << row.level.low) - 1);
      result.high = levels - 1;
      result.highest_witness.reset();
    }
  }
  const instrument::detail::ScoreSituation situation(result);
  for (const Flag& flag : model.flags()) {
    const Truth truth = evaluate(*flag.when, situation);
    result.flags.push_back({flag.id, truth, rests_on_imputed(result, *flag.when)});
  }
  apply_judgement(result, judgement);
  return result;
}

Result<Score> score(const InstrumentPtr& instrument, const std::vector<RawAnswer>& answers,
                    const std::optional<Judgement>& judgement, std::optional<Date> assessed) {
  Result<Responses> responses = make_responses(*instrument, answers);
  if (!responses) {
    if (judgement) check_judgement(*instrument, *judgement, responses.error());
    return tl::unexpected(std::move(responses.error()));
  }
  return score(instrument, *responses, judgement, assessed);
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "instrument/score_sides.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "instrument/raw_answers.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

SideScore::Levels levels_of_row(const LevelRow& row) {
  return {row.computed, row.possible, row.low, row.high};
}

SideScore::Levels levels_of_score(const LevelScore& made) {
  return {made.computed, made.possible, made.low, made.high};
}

/// Questions that are sensitive, or that may arise because of one that is.
std::vector<bool> tell_of_sensitive(const Instrument& model) {
  const Program& program = model.program().program();
  std::vector<bool> sensitive(program.inputs.size());
  for (const Item& item : model.items()) sensitive[item.input] = item.is_sensitive;
  std::vector<bool> result = sensitive;
  for (InputId input = 0; input < program.inputs.size(); ++input) {
    if (program.inputs[input].asked_when == no_node) continue;
    const std::vector<bool> reads = support(program, program.inputs[input].asked_when);
    for (InputId read = 0; read < reads.size(); ++read) {
      result[input] = result[input] || (reads[read] && sensitive[read]);
    }
  }
  return result;
}

/// The answers without those to sensitive items, and without those to questions that then no
/// longer certainly arise: that they were asked must tell nothing. So an answer comes back only
/// where the answers that are left say that its question arises; answered, it would say so itself.
std::vector<Code> codes_without_sensitive(const Score& score, RowRun& run) {
  const std::vector<Code>& given = score.responses.codes();
  const std::vector<bool> tells = tell_of_sensitive(*score.instrument);
  std::vector<Code> codes = given;
  for (InputId input = 0; input < codes.size(); ++input) {
    if (tells[input]) codes[input] = missing_code;
  }
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    const std::vector<Truth>& applicable = run.applicable(codes);
    for (InputId input = 0; input < codes.size(); ++input) {
      if (codes[input] == given[input] || applicable[input] != Truth::yes) continue;
      codes[input] = given[input];
      is_changed = true;
    }
  }
  return codes;
}

/// Whatever a judgement that decides makes of it: open from the floor up (S7.4).
void leave_open(SideScore& side) {
  if (!side.level || side.instrument->judgement() != JudgementPolicy::decides) return;
  const auto levels = static_cast<std::uint32_t>(side.instrument->levels().list.size());
  side.level->computed.reset();
  side.level->high = levels - 1;
  side.level->possible = ((LevelSet{1} << levels) - 1) & ~((LevelSet{1} << side.level->low) - 1);
}

}  // namespace

std::optional<SideScore> without_sensitive(const Score& score) {
  const Instrument& model = *score.instrument;
  const CompiledProgram* program = model.without_sensitive();
  if (program == nullptr) return std::nullopt;
  SideScore side;
  side.instrument = score.instrument;
  RowRun run(*program);
  const std::vector<Code> codes = codes_without_sensitive(score, run);
  const RowResult& row = run.run(codes);
  if (!row.faults.empty()) {
    for (const RowFault& fault : row.faults) {
      const std::string code(fault.kind == RowFault::Kind::inconsistent
                                 ? codes::responses_inconsistent.id
                                 : codes::responses_exclude_each_other.id);
      if (std::find(side.faults.begin(), side.faults.end(), code) == side.faults.end()) {
        side.faults.push_back(code);
      }
    }
    return side;
  }
  for (const InstrumentScale& scale : model.scales()) {
    const ScaleRow& made = row.scales[scale.scale];
    side.scales.push_back(made.has_value ? std::optional(made.value) : std::nullopt);
  }
  if (score.has_levels) side.level = levels_of_row(row.level);
  for (const OutcomeRow& outcome : row.further) {
    side.outcomes.push_back(levels_of_row(outcome.level));
  }
  for (const ClassRow& classes : row.classes) side.classes.push_back(classes.possible);
  leave_open(side);
  return side;
}

std::optional<SideScore> published(const Score& score) {
  const InstrumentPtr& model = score.instrument->published();
  if (model == nullptr) return std::nullopt;
  SideScore side;
  side.instrument = model;
  ScoreOptions options;
  options.assessed = score.assessed;
  options.with_witnesses = false;
  options.with_sides = false;
  if (score.earlier) {
    // Scales that only the local version has are left out, as its items are.
    options.earlier = *score.earlier;
    for (EarlierAssessment& one : *options.earlier) {
      std::erase_if(one.scales, [&](const auto& reported) {
        return std::none_of(model->scales().begin(), model->scales().end(),
                            [&](const auto& scale) { return scale.id == reported.first; });
      });
    }
  }
  std::vector<RawAnswer> answers = raw_answers(*score.instrument, score.responses);
  std::erase_if(answers, [&](RawAnswer& answer) {
    const Item* item = model->find_item(answer.item);
    if (item == nullptr) return true;
    if (!item->within) answer.within.reset();
    if (!item->habitual) answer.habitual.reset();
    return false;
  });
  const Result<Score> made = vaern::score(model, answers, options);
  if (!made) {
    for (const Diagnostic& fault : made.error()) side.faults.emplace_back(fault.code->id);
    return side;
  }
  for (const ScaleRow& row : made->scales) {
    side.scales.push_back(row.has_value ? std::optional(row.value) : std::nullopt);
  }
  if (made->has_levels) side.level = levels_of_score(*made);
  for (const FurtherScore& outcome : made->outcomes) {
    side.outcomes.push_back(levels_of_score(outcome));
  }
  for (const ClassScore& classes : made->classes) side.classes.push_back(classes.possible);
  return side;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

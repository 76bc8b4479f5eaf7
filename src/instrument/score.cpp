// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/score.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "vaern/expression/evaluate.hpp"

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

/// What a flag sees of a score (S10): everything, with reported values (S4) and the range.
class ScoreSituation final : public Situation {
 public:
  explicit ScoreSituation(const Score& score) : score_(score), model_(*score.instrument) {}

  Truth truth(std::string_view name) const override {
    if (const auto named = find(name)) return *named;
    const InputId input = input_of(name);
    if (score_.applicable[input] == Truth::no) return Truth::no;
    const Code code = score_.responses.codes()[input];
    return code == missing_code ? Truth::unknown : to_truth(code == 1);
  }

  OptionSet options(std::string_view name) const override {
    if (name == "level") return {score_.possible, false};
    const InputId input = input_of(name);
    const Truth applicable = score_.applicable[input];
    if (applicable == Truth::no) return {0, true};
    const Code code = score_.responses.codes()[input];
    if (code != missing_code) return OptionSet::of(code);
    OptionSet all = OptionSet::any(model_.program().program().inputs[input].size);
    all.none = applicable == Truth::unknown;
    return all;
  }

  Interval number(std::string_view name) const override {
    if (const ScaleRow* scale = scale_of(name)) {
      if (scale->has_value) return Interval(scale->value);
      return Interval(scale->lowest, scale->highest);
    }
    const InputId input = input_of(name);
    const std::vector<Rational>& values = model_.program().program().inputs[input].values;
    const Code code = score_.responses.codes()[input];
    if (code != missing_code) return Interval(values[code]);
    return {*std::min_element(values.begin(), values.end()),
            *std::max_element(values.begin(), values.end())};
  }

  Truth applicable(std::string_view name) const override {
    const Item* item = model_.find_item(name);
    return item == nullptr ? Truth::yes : score_.applicable[item->input];
  }

  bool is_unknown(std::string_view name) const override {
    if (name == "level") return score_.low != score_.high;
    if (const auto named = find(name)) return *named == Truth::unknown;
    if (const ScaleRow* scale = scale_of(name)) return !scale->has_value;
    const InputId input = input_of(name);
    return !score_.responses.is_answered(input) && score_.applicable[input] != Truth::no;
  }

  bool is_missing(std::string_view name, std::string_view reason) const override {
    if (!is_unknown(name)) return false;
    if (reason.empty() || find(name) || scale_of(name) != nullptr || name == "level") return true;
    return to_string(score_.responses.reasons()[input_of(name)]) == reason;
  }

 private:
  std::optional<Truth> find(std::string_view name) const {
    for (const auto* list : {&score_.gates, &score_.rules, &score_.flags}) {
      for (const NamedTruth& named : *list) {
        if (named.id == name) return named.truth;
      }
    }
    return std::nullopt;
  }
  const ScaleRow* scale_of(std::string_view name) const {
    for (std::size_t i = 0; i < model_.scales().size(); ++i) {
      if (model_.scales()[i].id == name) return &score_.scales[i];
    }
    return nullptr;
  }
  InputId input_of(std::string_view name) const {
    if (name.ends_with(".within")) {
      return *model_.find_item(name.substr(0, name.size() - 7))->within;
    }
    return model_.find_item(name)->input;
  }

  const Score& score_;
  const Instrument& model_;
};

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

/// The item of an input; of "choked.within" the item choked.
const Item& item_of(const Instrument& model, InputId input) {
  for (const Item& item : model.items()) {
    if (item.input == input || item.within == input) return item;
  }
  return model.items().front();
}

void add_faults(const Instrument& model, const RowResult& row, DiagnosticList& findings) {
  std::string together;
  std::string first;
  for (const RowFault& fault : row.faults) {
    const std::string name = name_of(model, fault.input);
    if (fault.kind == RowFault::Kind::no_completion) {
      together += (together.empty() ? "" : ", ") + name;
      if (first.empty()) first = name;
      continue;
    }
    const Item& item = item_of(model, fault.input);
    const std::string condition =
        item.within == fault.input ? item.id
        : item.asked_when != nullptr ? to_text(*item.asked_when)
                                     : std::string();
    findings.add_at_path(codes::response_not_applicable, "/responses/" + item.id,
                         {{"item", name}, {"condition", condition}});
  }
  if (!together.empty()) {
    findings.add_at_path(codes::responses_exclude_each_other, "/responses/" + first,
                         {{"items", together}});
  }
}

void apply_judgement(Score& score, const std::optional<Judgement>& judgement,
                     DiagnosticList& findings) {
  const Instrument& model = *score.instrument;
  const bool decides = model.judgement() == JudgementPolicy::decides;
  score.possible_after = score.possible;
  if (!judgement) {
    if (!decides && score.is_certain()) score.in_force = score.computed;
    return;
  }
  if (!score.has_levels) {
    findings.add_at_path(codes::judgement_has_no_levels, "/judgement",
                         {{"instrument", model.reference()}});
    return;
  }
  const auto level = model.levels().find(judgement->level);
  if (!level) {
    std::string allowed;
    for (const Level& l : model.levels().list) allowed += (allowed.empty() ? "" : ", ") + l.id;
    Diagnostic& finding =
        findings.add_at_path(codes::judgement_level_unknown, "/judgement/level",
                             {{"level", judgement->level}, {"instrument", model.reference()}});
    finding.help = &notes::allowed_are;
    finding.help_arguments = {{"allowed", allowed}};
  }
  if (judgement->reason.empty()) {
    findings.add_at_path(codes::judgement_without_reason, "/judgement/reason", {});
  }
  if (findings.has_errors()) return;

  JudgedLevel judged;
  judged.level = *level;
  judged.given = *judgement;
  // Of the answers: the computed level, or "at least" the low end; of a judgement that decides,
  // the floor its rules give (S12.1, S12.3).
  const std::uint32_t answers = decides ? score.low : score.computed.value_or(score.low);
  const std::uint32_t higher = std::max(*level, answers);
  std::uint32_t in_force = higher;
  if (*level < answers && !decides) {
    const bool may_lower =
        model.judgement() == JudgementPolicy::lower_with_reason ||
        (model.judgement() == JudgementPolicy::lower_second_person && !judgement->second.empty());
    if (may_lower) in_force = *level;
    judged.is_lowered = may_lower;
  }
  judged.is_overruled = *level < in_force;
  score.in_force = in_force;
  LevelSet above = 0;
  const LevelSet open = decides ? score.judgement_floor_set : score.possible;
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
  if (!row.faults.empty()) {
    add_faults(model, row, findings);
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
    result.rules.push_back({model.rules()[i].id, row.raises[i],
                            rests_on_imputed(result, *model.rules()[i].when)});
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
      for (DecisiveInput& input : walk.decisive(row.applicable)) {
        result.decisive.push_back({name_of(model, input.input), input.settles_alone,
                                   input.moves_an_end, input.spanned, std::move(input.by_code)});
      }
    } else if (options.with_witnesses && !row.level.is_certain()) {
      // E2: the diagram did not fit. Every missing input the levels read may decide.
      for (const Item& item : model.items()) {
        if (!responses.is_answered(item.input) && row.applicable[item.input] != Truth::no) {
          result.decisive.push_back({item.id, false, false, 0, {}});
        }
      }
    }
    if (decides) {
      // The answers leave every level open from the floor up (S7.4).
      result.judgement_floor_set = row.level.possible;
      const auto levels = static_cast<std::uint32_t>(model.levels().list.size());
      result.computed.reset();
      result.cut_off_level.reset();
      result.possible = ((LevelSet{1} << levels) - 1) & ~((LevelSet{1} << row.level.low) - 1);
      result.high = levels - 1;
      result.highest_witness.reset();
    }
  }
  const ScoreSituation situation(result);
  for (const Flag& flag : model.flags()) {
    const Truth truth = evaluate(*flag.when, situation);
    result.flags.push_back({flag.id, truth, rests_on_imputed(result, *flag.when)});
  }
  apply_judgement(result, judgement, findings);
  if (findings.has_errors()) return failure(std::move(findings));
  return result;
}

Result<Score> score(const InstrumentPtr& instrument, const std::vector<RawAnswer>& answers,
                    const std::optional<Judgement>& judgement, std::optional<Date> assessed) {
  Result<Responses> responses = make_responses(*instrument, answers);
  if (!responses) return tl::unexpected(std::move(responses.error()));
  return score(instrument, *responses, judgement, assessed);
}

}  // namespace v1
}  // namespace vaern

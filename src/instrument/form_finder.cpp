// SPDX-License-Identifier: Apache-2.0
#include "instrument/form_finder.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "instrument/example_text.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();

}  // namespace

void fill(const Instrument& instrument, Responses& responses, bool last) {
  const Program& program = instrument.program().program();
  RowRun run(instrument.program());
  for (const InputId input : program.order) {
    if (responses.is_answered(input) || !instrument.origin(input).is_asked()) continue;
    if (run.applicable(responses.codes())[input] != Truth::yes) continue;
    responses.answer(input, static_cast<Code>(last ? program.inputs[input].size - 1 : 0));
  }
}

bool says_the_same(const Score& a, const Score& b) {
  const auto same_scale = [](const ScaleRow& x, const ScaleRow& y) {
    return x.has_value == y.has_value && x.value == y.value && x.has_bounds == y.has_bounds &&
           x.lowest == y.lowest && x.highest == y.highest;
  };
  const auto same_truths = [](const std::vector<NamedTruth>& x, const std::vector<NamedTruth>& y) {
    return std::equal(x.begin(), x.end(), y.begin(),
                      [](const NamedTruth& n, const NamedTruth& m) { return n.truth == m.truth; });
  };
  const auto same_level = [&](const LevelScore& x, const LevelScore& y) {
    return x.computed == y.computed && x.possible == y.possible && same_truths(x.rules, y.rules);
  };
  return std::equal(a.scales.begin(), a.scales.end(), b.scales.begin(), same_scale) &&
         same_level(a, b) && same_truths(a.flags, b.flags) && a.in_force == b.in_force &&
         std::equal(a.outcomes.begin(), a.outcomes.end(), b.outcomes.begin(), same_level) &&
         std::equal(
             a.classes.begin(), a.classes.end(), b.classes.begin(),
             [](const ClassScore& x, const ClassScore& y) { return x.possible == y.possible; });
}

void leave_out(const Instrument& instrument, Responses& responses, InputId input,
               MissingReason reason) {
  responses.leave_out(input, reason);
  const InputOrigin& origin = instrument.origin(input);
  if (origin.kind != InputOrigin::Kind::item) return;
  const Item& item = instrument.items()[origin.index];
  for (const std::optional<InputId>& second : {item.within, item.habitual}) {
    if (second) responses.leave_out(*second, MissingReason::not_asked);
  }
}

ExampleForm shortened(const FormFinder& finder, const ExampleForm& form,
                      const std::function<bool(const ExampleForm&, const Score&)>& keeps) {
  const Instrument& instrument = *finder.instrument();
  const std::optional<Score> before = finder.scored(form);
  if (!before) return form;
  ExampleForm shorter = form;
  for (const Item& item : instrument.items()) {
    if (!shorter.responses.is_answered(item.input)) continue;
    ExampleForm without = shorter;
    leave_out(instrument, without.responses, item.input, MissingReason::not_asked);
    const std::optional<Score> score = finder.scored(without);
    if (score && says_the_same(*score, *before) && keeps(without, *score)) {
      shorter = std::move(without);
    }
  }
  const auto length = [&](const ExampleForm& f) {
    const WrittenResponses written = written_responses(instrument, f.responses);
    return written.responses.size() + written.others.size();
  };
  return length(shorter) < length(form) ? shorter : form;
}

std::optional<Responses> shortest_path(const Instrument& instrument, const Diagram& diagram,
                                       std::uint32_t result) {
  const Program& program = instrument.program().program();
  const std::size_t depth = diagram.depth();
  std::vector<std::vector<std::uint32_t>> cost(depth + 1);
  cost[depth].assign(diagram.states(depth), never);
  for (std::uint32_t s = 0; s < diagram.states(depth); ++s) {
    if (diagram.result(s) == result) cost[depth][s] = 0;
  }
  const auto step = [&](std::size_t l, std::uint32_t s, std::uint32_t code) {
    const std::uint32_t rest = cost[l + 1][diagram.child(l, s, static_cast<Code>(code))];
    return rest == never ? never : rest + (code == 0 ? 0 : 1);
  };
  for (std::size_t l = depth; l-- > 0;) {
    cost[l].assign(diagram.states(l), never);
    const std::uint32_t size = program.inputs[diagram.input(l)].size;
    for (std::uint32_t s = 0; s < diagram.states(l); ++s) {
      const std::uint32_t codes = diagram.is_skipped(l, s) ? 1 : size;
      for (std::uint32_t c = 0; c < codes; ++c) cost[l][s] = std::min(cost[l][s], step(l, s, c));
    }
  }
  if (cost[0][0] == never) return std::nullopt;
  Responses responses(instrument);
  std::uint32_t state = 0;
  for (std::size_t l = 0; l < depth; ++l) {
    std::uint32_t code = 0;
    if (!diagram.is_skipped(l, state)) {
      while (step(l, state, code) != cost[l][state]) ++code;
      responses.answer(diagram.input(l), static_cast<Code>(code));
    }
    state = diagram.child(l, state, static_cast<Code>(code));
  }
  fill(instrument, responses, false);
  return responses;
}

FormFinder::FormFinder(const InstrumentPtr& instrument) : instrument_(instrument) {}

std::optional<Score> FormFinder::scored(const ExampleForm& form) const {
  Result<Score> made = score_example(instrument_, form, false);
  if (!made) return std::nullopt;
  return *std::move(made);
}

Sought FormFinder::shortest(const Diagram* diagram, std::uint32_t result) const {
  if (diagram == nullptr) return {};
  auto responses = shortest_path(*instrument_, *diagram, result);
  if (!responses) return {Sought::Answer::impossible, std::nullopt};
  return {Sought::Answer::found, given(*std::move(responses))};
}

Sought FormFinder::complete(const std::function<NodeId(Question&)>& ask) {
  Question question(*instrument_);
  const NodeId node = ask(question);
  const auto diagram = build_level_diagram(question.asking(node));
  return shortest(diagram ? &*diagram : nullptr, 1);
}

Sought FormFinder::with_answer(InputId input, Code code) {
  return complete([&](Question& question) {
    CodeSet codes;
    codes[code] = true;
    return question.code_in(input, codes);
  });
}

const Diagram* FormFinder::value_diagram(ScaleId scale) {
  const auto [found, is_new] = values_.try_emplace(scale);
  if (is_new) found->second = build_value_diagram(instrument_->program().program(), scale);
  return found->second ? &*found->second : nullptr;
}

const std::vector<Rational>* FormFinder::values(ScaleId scale) {
  const Diagram* diagram = value_diagram(scale);
  return diagram == nullptr ? nullptr : &diagram->values();
}

Sought FormFinder::with_value(ScaleId scale, const Rational& value) {
  const Diagram* diagram = value_diagram(scale);
  if (diagram == nullptr) return {};
  const std::vector<Rational>& values = diagram->values();
  const auto found = std::lower_bound(values.begin(), values.end(), value);
  if (found == values.end() || *found != value) return {Sought::Answer::impossible, std::nullopt};
  return shortest(diagram, static_cast<std::uint32_t>(found - values.begin()));
}

Sought FormFinder::with_target(Target target, std::uint32_t result) {
  return shortest(instrument_->program().diagram(target), result);
}

Sought FormFinder::breaking(NodeId consistent) {
  Question question(*instrument_);
  Program program = question.asking(question.negation(consistent));
  program.consistent.clear();
  const auto diagram = build_level_diagram(program);
  return shortest(diagram ? &*diagram : nullptr, 1);
}

ExampleForm FormFinder::given(Responses responses) const {
  ExampleForm form{std::move(responses)};
  const Program& program = instrument_->program().program();
  const auto take = [&](InputId input) {
    const Code code = form.responses.codes()[input];
    form.responses.leave_out(input, MissingReason::not_asked);
    return code;
  };
  for (const Table& table : instrument_->tables()) {
    if (table.choose != Table::Choose::date || !table.chosen_by) continue;
    const Code code = take(*table.chosen_by);
    if (code != missing_code) form.assessed = table.norms[code].from;
  }
  for (const EarlierInput& earlier : instrument_->earlier()) {
    const Code code = take(earlier.input);
    if (code == missing_code) continue;
    if (!form.assessed) form.assessed = Date(2026, 6, 15);
    if (!form.earlier) form.earlier.emplace();
    const Rational value = earlier.from + earlier.step * Rational(code);
    const bool counts = earlier.take == EarlierTake::count;
    const std::int64_t times = counts ? value.floor() : 1;
    // One assessment the day before gives its value as last, mean and greatest.
    for (std::int64_t day = 1; day <= times; ++day) {
      const Date date = form.assessed->add_days(-day);
      const auto same_day = [&](const EarlierAssessment& a) { return a.assessed == date; };
      auto found = std::find_if(form.earlier->begin(), form.earlier->end(), same_day);
      if (found == form.earlier->end()) {
        form.earlier->push_back({date, {}, {}});
        found = form.earlier->end() - 1;
      }
      const auto known = std::find_if(found->scales.begin(), found->scales.end(),
                                      [&](const auto& s) { return s.first == earlier.of; });
      if (known != found->scales.end()) continue;
      const auto scale = std::find_if(program.scales.begin(), program.scales.end(),
                                      [&](const Scale& s) { return s.name == earlier.of; });
      found->scales.emplace_back(earlier.of, counts ? scale->range.lowest : value);
    }
  }
  return form;
}

Responses FormFinder::filled(bool last) const {
  Responses responses(*instrument_);
  fill(*instrument_, responses, last);
  return responses;
}

Sought FormFinder::around(const std::vector<InputId>& inputs, const Wanted& wanted,
                          const std::vector<MissingReason>& reasons,
                          const std::vector<ExampleForm>& also) {
  std::vector<ExampleForm> bases = also;
  for (const bool last : {false, true}) {
    bases.push_back({filled(last)});
    if (instrument_->earlier().empty()) continue;
    Responses responses = filled(last);
    for (const EarlierInput& earlier : instrument_->earlier()) {
      const std::uint32_t size = instrument_->program().program().inputs[earlier.input].size;
      responses.answer(earlier.input, static_cast<Code>(last ? size - 1 : 0));
    }
    bases.push_back(given(std::move(responses)));
  }
  Sought sought;
  const auto holds = [&](const ExampleForm& form) {
    const std::optional<Score> score = scored(form);
    if (!score || !wanted(*score)) return false;
    sought = {Sought::Answer::found, form};
    return true;
  };
  const auto left_out = [&](ExampleForm form, std::size_t from, std::size_t to,
                            MissingReason reason) {
    for (std::size_t i = from; i < to; ++i) {
      leave_out(*instrument_, form.responses, inputs[i], reason);
    }
    return holds(form);
  };
  for (const ExampleForm& base : bases) {
    if (holds(base)) return sought;
  }
  const std::size_t n = inputs.size();
  for (const MissingReason reason : reasons) {
    for (const ExampleForm& base : bases) {
      for (std::size_t i = 0; i < n; ++i) {
        if (left_out(base, i, i + 1, reason)) return sought;
      }
    }
    for (const ExampleForm& base : bases) {
      for (std::size_t i = 2; i <= n; ++i) {
        if (left_out(base, 0, i, reason) || left_out(base, n - i, n, reason)) return sought;
      }
    }
    for (const ExampleForm& base : bases) {
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n && n <= 24; ++j) {
          ExampleForm form = base;
          leave_out(*instrument_, form.responses, inputs[i], reason);
          if (left_out(std::move(form), j, j + 1, reason)) return sought;
        }
      }
    }
    ExampleForm nothing{empty()};
    if (!also.empty()) nothing.judgement = also.front().judgement;
    if (left_out(nothing, 0, n, reason)) return sought;
  }
  return sought;
}

void FormFinder::collect(std::string_view name, std::vector<bool>& inputs) const {
  const auto mark = [&](InputId input) { inputs[input] = true; };
  const auto all_of = [&](const Condition& condition) {
    for (const InputId input : inputs_of(condition)) mark(input);
  };
  const Program& program = instrument_->program().program();
  for (InputId input = 0; input < program.inputs.size(); ++input) {
    if (program.inputs[input].name == name) mark(input);
  }
  for (const InstrumentScale& scale : instrument_->scales()) {
    if (scale.id != name) continue;
    for (const InputId input : inputs_of(scale.scale)) mark(input);
  }
  for (const Gate& gate : instrument_->gates()) {
    if (gate.id == name) all_of(*gate.when);
  }
  for (const Rule& rule : instrument_->rules()) {
    if (rule.id == name) all_of(*rule.when);
  }
  for (const Flag& flag : instrument_->flags()) {
    if (flag.id == name) all_of(*flag.when);
  }
  const auto target = [&](Target read) {
    for (const InputId input : inputs_of(read)) mark(input);
  };
  if (name == "level") target({});
  for (std::uint32_t i = 0; i < instrument_->outcomes().size(); ++i) {
    const FurtherOutcome& outcome = instrument_->outcomes()[i];
    if (outcome.id == name) target(Target::outcome(i + 1));
    for (const Rule& rule : outcome.rules) {
      if (rule.id == name) all_of(*rule.when);
    }
  }
  for (std::uint32_t i = 0; i < instrument_->classes().size(); ++i) {
    if (instrument_->classes()[i].id == name) target(Target::classes(i));
  }
}

namespace {

std::vector<InputId> listed(const std::vector<bool>& marked) {
  std::vector<InputId> inputs;
  for (InputId input = 0; input < marked.size(); ++input) {
    if (marked[input]) inputs.push_back(input);
  }
  return inputs;
}

}  // namespace

std::vector<InputId> FormFinder::inputs_of(const Condition& condition) const {
  std::vector<bool> marked(instrument_->program().program().inputs.size());
  for (const std::string& name : names_read(condition)) collect(name, marked);
  return listed(marked);
}

std::vector<InputId> FormFinder::inputs_of(ScaleId scale) const {
  const Program& program = instrument_->program().program();
  std::vector<bool> marked(program.inputs.size());
  const auto visit = [&](const auto& self, ScaleId id) -> void {
    for (const Term& term : program.scales[id].terms) {
      if (term.is_scale) {
        self(self, term.id);
      } else {
        marked[term.id] = true;
      }
    }
  };
  visit(visit, scale);
  return listed(marked);
}

std::vector<InputId> FormFinder::inputs_of(Target target) const {
  return listed(support(instrument_->program().program(), target));
}

bool FormFinder::may_impute(ScaleId scale) const {
  const Scale& s = instrument_->program().program().scales[scale];
  if (s.missing.kind != MissingPolicy::Kind::forbid &&
      s.missing.kind != MissingPolicy::Kind::bounds_only) {
    return true;
  }
  return std::any_of(s.terms.begin(), s.terms.end(),
                     [&](const Term& term) { return term.is_scale && may_impute(term.id); });
}

bool FormFinder::reads_imputed(const Condition& condition) const {
  for (const std::string& name : names_read(condition)) {
    for (const InstrumentScale& scale : instrument_->scales()) {
      if (scale.id == name && may_impute(scale.scale)) return true;
    }
    for (const Gate& gate : instrument_->gates()) {
      if (gate.id == name && reads_imputed(*gate.when)) return true;
    }
    for (const Rule& rule : instrument_->rules()) {
      if (rule.id == name && reads_imputed(*rule.when)) return true;
    }
    // An escalation reads the reported value of the other outcome's scale (S8.1).
    for (const FurtherOutcome& outcome : instrument_->outcomes()) {
      if (outcome.id == name) return true;
      for (const Rule& rule : outcome.rules) {
        if (rule.id == name && reads_imputed(*rule.when)) return true;
      }
    }
    for (const Flag& flag : instrument_->flags()) {
      if (flag.id == name && reads_imputed(*flag.when)) return true;
    }
  }
  return false;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

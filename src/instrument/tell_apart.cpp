// SPDX-License-Identifier: Apache-2.0
#include "instrument/tell_apart.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "instrument/coverage_goals.hpp"
#include "instrument/example_text.hpp"
#include "vaern/program/proof.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

constexpr std::size_t random_forms = 400;
constexpr std::size_t enumerated_forms = 4000;

/// Both diagrams at once, input by input in the order they share.
class PairWalk {
 public:
  using Same = std::function<bool(std::uint32_t, std::uint32_t)>;
  PairWalk(const Program& program, const Diagram& a, const Diagram& b, Same same)
      : program_(program), a_(a), b_(b), same_(std::move(same)), codes_(program.inputs.size()) {}

  /// The answers of a complete form on which the results differ, in the order of the inputs.
  std::optional<std::vector<Code>> find() {
    std::fill(codes_.begin(), codes_.end(), missing_code);
    if (!search(0, 0, 0, 0, 0)) return std::nullopt;
    return codes_;
  }

 private:
  bool search(std::size_t position, std::size_t la, std::uint32_t sa, std::size_t lb,
              std::uint32_t sb) {
    while (position < program_.order.size()) {
      const InputId id = program_.order[position];
      const bool in_a = la < a_.depth() && a_.input(la) == id;
      const bool in_b = lb < b_.depth() && b_.input(lb) == id;
      if (!in_a && !in_b) {
        ++position;
        continue;
      }
      const bool skips_a = in_a && a_.is_skipped(la, sa);
      const bool skips_b = in_b && b_.is_skipped(lb, sb);
      if (in_a && in_b && skips_a != skips_b) return false;
      const std::array<std::size_t, 4> key{la, sa, lb, sb};
      if (failed_.count(key) != 0) return false;
      const bool is_skipped = skips_a || skips_b;
      const std::uint32_t size = is_skipped ? 1 : program_.inputs[id].size;
      for (std::uint32_t c = 0; c < size; ++c) {
        const auto code = static_cast<Code>(c);
        codes_[id] = is_skipped ? missing_code : code;
        if (search(position + 1, la + (in_a ? 1 : 0), in_a ? a_.child(la, sa, code) : sa,
                   lb + (in_b ? 1 : 0), in_b ? b_.child(lb, sb, code) : sb)) {
          return true;
        }
      }
      codes_[id] = missing_code;
      failed_.insert(key);
      return false;
    }
    return !same_(a_.result(sa), b_.result(sb));
  }

  const Program& program_;
  const Diagram& a_;
  const Diagram& b_;
  Same same_;
  std::vector<Code> codes_;
  std::set<std::array<std::size_t, 4>> failed_;
};

bool has_same_inputs(const Program& a, const Program& b) {
  return a.order == b.order && std::equal(a.inputs.begin(), a.inputs.end(), b.inputs.begin(),
                                          b.inputs.end(), [](const Input& x, const Input& y) {
                                            return x.name == y.name && x.size == y.size;
                                          });
}

/// Where every input contributes between the same two numbers, prorating by range and by count is
/// the same formula (S5.7), written here as the second.
Program with_one_way_of_prorating(Program program) {
  for (Scale& scale : program.scales) {
    if (scale.missing.kind != MissingPolicy::Kind::prorate_by_range) continue;
    std::optional<Interval> first;
    bool is_equal = true;
    for (const Term& term : scale.terms) {
      if (term.is_scale) {
        is_equal = false;
        break;
      }
      const std::vector<Rational>& points =
          term.points.empty() ? program.inputs[term.id].values : term.points;
      Interval range(points.front());
      for (const Rational& value : points) range = hull(range, Interval(value));
      if (scale.aggregate == Aggregate::count) range = Interval(Rational(0), Rational(1));
      if (scale.aggregate == Aggregate::sum) range = range * Interval(term.weight);
      if (!first) first = range;
      is_equal = is_equal && range == *first && !range.is_point();
    }
    if (is_equal) scale.missing.kind = MissingPolicy::Kind::prorate_by_count;
  }
  return program;
}

std::vector<std::string> flag_texts(const Instrument& instrument) {
  std::vector<std::string> texts;
  for (const Flag& flag : instrument.flags()) texts.push_back(flag.id + ": " + to_text(*flag.when));
  return texts;
}

}  // namespace

Contrast::Contrast(const InstrumentPtr& instrument) : finder_(instrument) {}

void Contrast::add(ExampleForm form) {
  auto score = finder_.scored(form);
  if (score) pool_.push_back({std::move(form), *std::move(score)});
}

/// Simple forms first: the first that differs is proposed.
void Contrast::fill_pool() {
  const Instrument& instrument = *finder_.instrument();
  const Program& program = instrument.program().program();
  for (const bool last : {false, true}) {
    add({finder_.filled(last)});
    for (InputId input = 0; input < program.inputs.size(); ++input) {
      for (std::uint32_t c = 0; c < program.inputs[input].size; ++c) {
        ExampleForm form{finder_.empty()};
        form.responses.answer(input, static_cast<Code>(c));
        fill(instrument, form.responses, last);
        add(finder_.given(std::move(form.responses)));
      }
    }
  }
  for (const Goal& goal : goals_of(finder_)) {
    Sought sought = goal.seek(finder_);
    if (sought.form) add(*std::move(sought.form));
  }
  add_left_out();
  add({finder_.empty()});
  for (const Example& example : instrument.examples()) {
    auto form = example_form(instrument, example);
    if (form) add(*std::move(form));
  }
  add_seconds();
  add_random();
}

/// Forms with answers left out, for every reason that a flag asks for.
void Contrast::add_left_out() {
  const Instrument& instrument = *finder_.instrument();
  const Program& program = instrument.program().program();
  std::set<MissingReason> reasons{MissingReason::not_asked};
  for (const Flag& flag : instrument.flags()) {
    for (const MissingReason reason : reasons_asked(instrument, *flag.when)) reasons.insert(reason);
  }
  for (const bool last : {false, true}) {
    const Responses base = finder_.filled(last);
    for (const MissingReason reason : reasons) {
      for (InputId input = 0; input < program.inputs.size(); ++input) {
        ExampleForm form{base};
        leave_out(instrument, form.responses, input, reason);
        add(std::move(form));
      }
    }
    // Ever fewer answers of each scale: what its limits and its policy make of them.
    for (const InstrumentScale& scale : instrument.scales()) {
      ExampleForm form{base};
      for (const InputId input : finder_.inputs_of(scale.scale)) {
        leave_out(instrument, form.responses, input, MissingReason::not_asked);
        add(form);
      }
    }
  }
}

/// Every judgement with a second person too.
void Contrast::add_seconds() {
  const std::size_t size = pool_.size();
  for (std::size_t i = 0; i < size; ++i) {
    ExampleForm form = pool_[i].form;
    if (!form.judgement || !form.judgement->second.empty()) continue;
    form.judgement->second = "second";
    add(std::move(form));
  }
}

ExampleForm Contrast::shortened(const ExampleForm& form, const InstrumentPtr& other) const {
  return detail::shortened(finder_, form, [&](const ExampleForm& shorter, const Score&) {
    return differs_on(shorter, other);
  });
}

void Contrast::add_random() {
  const Instrument& instrument = *finder_.instrument();
  const Program& program = instrument.program().program();
  std::uint32_t state = 20091985;  // always the same forms
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  for (std::size_t i = 0; i < random_forms; ++i) {
    ExampleForm form{finder_.empty()};
    const std::uint32_t share = next(4);  // of answers left out, in sevenths
    for (const InputId input : program.order) {
      if (next(7) < share) continue;
      // A second question stands in the answer to its first.
      const InputOrigin& origin = instrument.origin(input);
      const bool is_second =
          origin.kind == InputOrigin::Kind::within || origin.kind == InputOrigin::Kind::habitual;
      if (is_second && !form.responses.is_answered(instrument.items()[origin.index].input))
        continue;
      form.responses.answer(input, static_cast<Code>(next(program.inputs[input].size)));
    }
    add(finder_.given(std::move(form.responses)));
  }
}

bool Contrast::differs_from(const Tried& tried, const InstrumentPtr& other) const {
  const Result<Score> score = score_example(other, tried.form, false);
  return !score || !says_the_same(tried.score, *score);
}

bool Contrast::differs_on(const ExampleForm& form, const InstrumentPtr& other) const {
  const auto score = finder_.scored(form);
  return score && differs_from({form, *score}, other);
}

std::optional<ExampleForm> Contrast::on_complete_forms(const Instrument& other) const {
  const Instrument& instrument = *finder_.instrument();
  const CompiledProgram& a = instrument.program();
  const CompiledProgram& b = other.program();
  const auto form_of = [&](const std::vector<Code>& codes) {
    ExampleForm form{finder_.empty()};
    for (InputId input = 0; input < codes.size(); ++input) {
      if (codes[input] != missing_code) form.responses.answer(input, codes[input]);
    }
    fill(instrument, form.responses, false);
    return finder_.given(std::move(form.responses));
  };
  const auto walk = [&](const Diagram* x, const Diagram* y,
                        const PairWalk::Same& same) -> std::optional<ExampleForm> {
    if (x == nullptr || y == nullptr) return std::nullopt;
    const auto codes = PairWalk(a.program(), *x, *y, same).find();
    if (!codes) return std::nullopt;
    return form_of(*codes);
  };
  const PairWalk::Same equal = [](std::uint32_t x, std::uint32_t y) { return x == y; };
  std::vector<Target> targets;
  for (std::uint32_t i = 0; i <= instrument.outcomes().size(); ++i) {
    targets.push_back(Target::outcome(i));
  }
  for (std::uint32_t i = 0; i < instrument.classes().size(); ++i) {
    targets.push_back(Target::classes(i));
  }
  for (const Target target : targets) {
    if (auto form = walk(a.diagram(target), b.diagram(target), equal)) return form;
  }
  for (ScaleId scale = 0; scale < a.program().scales.size(); ++scale) {
    const auto x = build_value_diagram(a.program(), scale);
    const auto y = build_value_diagram(b.program(), scale);
    if (!x || !y) continue;
    const auto same = [&](std::uint32_t r, std::uint32_t s) {
      if (r >= x->values().size() || s >= y->values().size()) return r == s;
      return x->values()[r] == y->values()[s];
    };
    if (auto form = walk(&*x, &*y, same)) return form;
  }
  return std::nullopt;
}

/// Every form of these inputs, answered or left out, where these are few: both say the same of all
/// of them. Where flags differ, left out for every reason that one asks for.
bool Contrast::agrees_on_all(const std::set<InputId>& inputs, const InstrumentPtr& other) const {
  const Instrument& instrument = *finder_.instrument();
  const Program& program = instrument.program().program();
  std::set<MissingReason> asked{MissingReason::not_asked};
  const bool are_flags_same = flag_texts(instrument) == flag_texts(*other);
  for (const Instrument* model : {&instrument, other.get()}) {
    if (are_flags_same) break;
    for (const Flag& flag : model->flags()) {
      for (const MissingReason reason : reasons_asked(*model, *flag.when)) asked.insert(reason);
    }
  }
  const std::vector<MissingReason> reasons(asked.begin(), asked.end());
  std::size_t count = 1;
  for (const InputId input : inputs) {
    count *= program.inputs[input].size + reasons.size();
    if (count > enumerated_forms) return false;
  }
  for (std::size_t n = 0; n < count; ++n) {
    ExampleForm form{finder_.empty()};
    std::size_t rest = n;
    for (const InputId input : inputs) {
      const std::size_t size = program.inputs[input].size;
      const std::size_t choice = rest % (size + reasons.size());
      rest /= size + reasons.size();
      if (choice < size) {
        form.responses.answer(input, static_cast<Code>(choice));
      } else {
        form.responses.leave_out(input, reasons[choice - size]);
      }
    }
    if (differs_on(finder_.given(std::move(form.responses)), other)) return false;
  }
  return true;
}

/// Flags that read the same words read the same scores. Others are held against each other on
/// every form of what they read.
bool Contrast::has_same_flags(const InstrumentPtr& other) const {
  const Instrument& instrument = *finder_.instrument();
  if (flag_texts(instrument) == flag_texts(*other)) return true;
  std::set<InputId> reads;
  for (std::size_t i = 0; i < instrument.flags().size(); ++i) {
    const Condition& mine = *instrument.flags()[i].when;
    const Condition& theirs = *other->flags()[i].when;
    if (to_text(mine) == to_text(theirs)) continue;
    for (const Condition* condition : {&mine, &theirs}) {
      for (const InputId input : finder_.inputs_of(*condition)) reads.insert(input);
    }
  }
  return agrees_on_all(reads, other);
}

bool Contrast::is_shown_the_same(const Instrument& other) const {
  const Instrument& instrument = *finder_.instrument();
  if (instrument.judgement() != other.judgement()) return false;
  if (are_equivalent(instrument.program(), other.program()) == Decided::yes) return true;
  const auto prorates = [](const Program& program) {
    return std::any_of(program.scales.begin(), program.scales.end(), [](const Scale& scale) {
      return scale.missing.kind == MissingPolicy::Kind::prorate_by_range;
    });
  };
  const Program& mine = instrument.program().program();
  const Program& theirs = other.program().program();
  if (!prorates(mine) && !prorates(theirs)) return false;
  return are_equivalent(CompiledProgram(with_one_way_of_prorating(mine)),
                        CompiledProgram(with_one_way_of_prorating(theirs))) == Decided::yes;
}

Contrast::Verdict Contrast::compare(const InstrumentPtr& other) {
  const Instrument& instrument = *finder_.instrument();
  if (other->meaning() == instrument.meaning()) return {Verdict::Answer::same, std::nullopt};
  if (pool_.empty()) fill_pool();
  for (const Tried& tried : pool_) {
    if (!differs_from(tried, other)) continue;
    if (!written_responses(instrument, tried.form.responses).is_exact) continue;
    return {Verdict::Answer::differs, tried.form};
  }
  if (!has_same_inputs(instrument.program().program(), other->program().program())) return {};
  if (auto form = on_complete_forms(*other)) {
    if (differs_on(*form, other)) return {Verdict::Answer::differs, std::move(form)};
  }
  if (is_shown_the_same(*other) && has_same_flags(other)) {
    return {Verdict::Answer::same, std::nullopt};
  }
  std::set<InputId> all;
  for (InputId input = 0; input < instrument.program().program().inputs.size(); ++input) {
    all.insert(input);
  }
  if (instrument.judgement() == other->judgement() && agrees_on_all(all, other)) {
    return {Verdict::Answer::same, std::nullopt};
  }
  return {};
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

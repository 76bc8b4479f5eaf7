// SPDX-License-Identifier: Apache-2.0
#include "instrument/tell_apart.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "instrument/example_text.hpp"
#include "vaern/program/proof.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

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

/// The values that nobody answers are taken alike: from which assessments, and of which day.
bool has_same_given(const Instrument& a, const Instrument& b) {
  const auto is_same_value = [](const EarlierInput& x, const EarlierInput& y) {
    return x.id == y.id && x.of == y.of && x.take == y.take && x.last == y.last &&
           x.within == y.within && x.from == y.from && x.to == y.to && x.step == y.step &&
           x.rounding == y.rounding;
  };
  const auto is_same_norm = [](const Norm& x, const Norm& y) {
    return x.id == y.id && x.from == y.from && x.until == y.until;
  };
  const auto is_same_table = [&](const Table& x, const Table& y) {
    return x.id == y.id && x.choose == y.choose && x.item == y.item &&
           std::equal(x.norms.begin(), x.norms.end(), y.norms.begin(), y.norms.end(), is_same_norm);
  };
  return std::equal(a.earlier().begin(), a.earlier().end(), b.earlier().begin(), b.earlier().end(),
                    is_same_value) &&
         std::equal(a.tables().begin(), a.tables().end(), b.tables().begin(), b.tables().end(),
                    is_same_table);
}

/// The gates that are not written alike, or read one that is not.
std::set<std::string> changed_gates(const Instrument& a, const Instrument& b) {
  std::set<std::string> changed;
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (std::size_t i = 0; i < a.gates().size(); ++i) {
      const Condition& when = *a.gates()[i].when;
      const auto names = names_read(when);
      if (to_text(when) != to_text(*b.gates()[i].when) ||
          std::any_of(names.begin(), names.end(),
                      [&](const std::string& name) { return changed.count(name) != 0; })) {
        is_new = changed.insert(a.gates()[i].id).second || is_new;
      }
    }
  }
  return changed;
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

ExampleForm Contrast::shortened(const ExampleForm& form, const InstrumentPtr& other) const {
  return detail::shortened(finder_, form, [&](const ExampleForm& shorter, const Score&) {
    return differs_on(shorter, other);
  });
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

/// Gates that are not written alike are true in the same complete forms.
bool Contrast::has_same_gates(const Instrument& other) const {
  const Instrument& instrument = *finder_.instrument();
  const std::set<std::string> changed = changed_gates(instrument, other);
  for (std::size_t i = 0; i < instrument.gates().size(); ++i) {
    const Gate& mine = instrument.gates()[i];
    if (changed.count(mine.id) == 0) continue;
    if (are_equivalent(instrument.program(), mine.node, other.program(), other.gates()[i].node) !=
        Decided::yes) {
      return false;
    }
  }
  return true;
}

/// Flags that read the same words, and gates of the same words, read the same scores. Others are
/// held against each other on every form of what they read.
bool Contrast::has_same_flags(const InstrumentPtr& other) const {
  const Instrument& instrument = *finder_.instrument();
  const std::set<std::string> changed = changed_gates(instrument, *other);
  std::set<InputId> reads;
  const auto add_reads = [&](const Condition& condition) {
    for (const InputId input : finder_.inputs_of(condition)) reads.insert(input);
  };
  for (std::size_t i = 0; i < instrument.flags().size(); ++i) {
    const Condition& mine = *instrument.flags()[i].when;
    const Condition& theirs = *other->flags()[i].when;
    const auto names = names_read(mine);
    const bool reads_changed = std::any_of(
        names.begin(), names.end(), [&](const std::string& n) { return changed.count(n) != 0; });
    if (!reads_changed && to_text(mine) == to_text(theirs)) continue;
    add_reads(mine);
    add_reads(theirs);
    if (!reads_changed) continue;
    for (std::size_t g = 0; g < instrument.gates().size(); ++g) {
      if (changed.count(instrument.gates()[g].id) == 0) continue;
      add_reads(*instrument.gates()[g].when);
      add_reads(*other->gates()[g].when);
    }
  }
  return reads.empty() || agrees_on_all(reads, other);
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
  if (!has_same_given(instrument, *other)) return {};
  if (auto form = on_complete_forms(*other)) {
    if (differs_on(*form, other)) return {Verdict::Answer::differs, std::move(form)};
  }
  if (is_shown_the_same(*other) && has_same_gates(*other) && has_same_flags(other)) {
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

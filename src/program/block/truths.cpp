// SPDX-License-Identifier: Apache-2.0
// Applicability and conditions, as `RowRun` has them, of a whole block.
#include <algorithm>

#include "program/block/builder.hpp"
#include "program/block/kernels.hpp"
#include "program/terms.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

Reg Builder::reg(std::size_t bytes_a_row) {
  const Reg made{plan_.bytes_a_row};
  plan_.bytes_a_row += static_cast<std::uint32_t>(bytes_a_row);
  return made;
}

Reg Builder::combined(MaskKernel kernel, Reg a, Reg b) {
  const Reg out = mask();
  add([=](const Space& s) { (s.k->*kernel)(s.mask(out), s.mask(a), s.mask(b), s.rows); });
  return out;
}

Reg Builder::both(Reg a, Reg b) {
  if (a == b || b == always_) return a;
  if (a == always_) return b;
  if (a == never_ || b == never_) return never_;
  return combined(&Kernels::both, a, b);
}

Reg Builder::either(Reg a, Reg b) {
  if (a == b || b == never_) return a;
  if (a == never_) return b;
  if (a == always_ || b == always_) return always_;
  return combined(&Kernels::either, a, b);
}

Reg Builder::without(Reg a, Reg b) {
  if (a == never_ || b == never_) return a;
  if (a == b || b == always_) return never_;
  return combined(&Kernels::without, a, b);
}

Reg Builder::invert(Reg a) {
  if (a == always_) return never_;
  if (a == never_) return always_;
  const Reg out = mask();
  add([=](const Space& s) { s.k->invert(s.mask(out), s.mask(a), s.rows); });
  return out;
}

// --- Inputs ----------------------------------------------------------------------------------

Reg Builder::missing(InputId input) {
  if (!missing_[input]) {
    const Reg out = missing_[input] = mask();
    add_on_codes(input, [=](const Space& s, const Code* codes) {
      s.k->is_missing(s.mask(out), codes, s.rows);
    });
  }
  return missing_[input];
}

/// Where the code is one of a set, run by run.
Reg Builder::in_set(InputId input, const CodeSet& codes, bool or_missing) {
  std::vector<std::pair<Code, Code>> runs;
  const std::uint32_t size = program_.inputs[input].size;
  for (std::uint32_t c = 0; c < size; ++c) {
    if (!codes[c]) continue;
    if (runs.empty() || runs.back().second + 1U != c) {
      runs.emplace_back(static_cast<Code>(c), static_cast<Code>(c));
    }
    runs.back().second = static_cast<Code>(c);
  }
  if (or_missing) {
    // Nothing is between the last code and the missing ones, which the first code follows.
    if (!runs.empty() && runs.back().second + 1U == size) {
      runs.back().second = missing_code;
    } else if (!runs.empty() && runs.front().first == 0) {
      runs.front().first = first_missing_code;
    } else {
      return either(in_set(input, codes, false), missing(input));
    }
  }
  Reg result = never_;
  for (const auto& [first, last] : runs) {
    const Reg out = mask();
    add_on_codes(input, [=, first = first, last = last](const Space& s, const Code* column) {
      s.k->in_range(s.mask(out), column, first, last, s.rows);
    });
    result = either(result, out);
  }
  return result;
}

void Builder::applicability(InputId input) {
  const Input& asked_of = program_.inputs[input];
  if (asked_of.asked_when == no_node) {
    applicable_[input] = TruthRegs{always_, always_};
    return;
  }
  const TruthRegs asked = truth(asked_of.asked_when, Read::bounds);
  if (faulty_ == never_) {
    faulty_ = mask();
    constrained_ = mask();
    add([=, faulty = faulty_, constrained = constrained_](const Space& s) {
      s.k->fill(s.mask(faulty), 0, s.rows);
      s.k->fill(s.mask(constrained), 0, s.rows);
    });
  }
  // An answer was asked for (S2.3). Where that is not certain the answers may exclude each other.
  // Where it is not asked a `no` has no effect (S2.4).
  const Reg yes = mask();
  const Reg hidden = reg(sizeof(Code));
  const Code neutral = asked_of.neutral.value_or(missing_code);
  add([=, faulty = faulty_, constrained = constrained_](const Space& s) {
    const AskedRows rows{s.mask(asked.yes),  s.mask(asked.maybe), neutral,
                         s.mask(yes),        s.at<Code>(hidden),  s.mask(faulty),
                         s.mask(constrained)};
    s.k->ask(rows, s.inputs[input], s.rows);
  });
  applicable_[input] = TruthRegs{yes, asked.maybe};
  hidden_[input] = hidden;
  missing_[input] = Reg();
}

Reg Builder::undecided(const std::vector<bool>& inputs) {
  Reg result = never_;
  bool is_joined = false;
  for (const auto& component : program_.components) {
    if (std::none_of(component.begin(), component.end(), [&](InputId i) { return inputs[i]; })) {
      continue;
    }
    is_joined = true;
    for (const InputId input : component) {
      // What nobody reads is completed somehow, whatever the others are.
      if (!is_conditional(input) || !inputs[input]) continue;
      result = either(result, without(applicable_[input]->maybe, applicable_[input]->yes));
    }
  }
  return is_joined ? either(result, constrained_) : result;
}

/// Forms of which no completion is consistent and asks for what was answered (S1.3, S1.4).
void Builder::find_faults() {
  for (const NodeId condition : program_.consistent) {
    const TruthRegs holds = truth(condition, Read::bounds);
    faulty_ = either(faulty_, invert(holds.maybe));
    constrained_ = either(constrained_, without(holds.maybe, holds.yes));
  }
  if (compiled_.applicability() != nullptr && constrained_ != never_ &&
      answers_can_exclude(program_)) {
    const Reg excluding = mask();
    add([=](const Space& s) { s.k->fill(s.mask(excluding), 0, s.rows); });
    add_walk(*compiled_.applicability(), without(constrained_, faulty_),
             [=](const Space& s, std::size_t r, const WalkEnd& end) {
               if (!end.has_completion) s.mask(excluding)[r] = 0xFF;
             });
    faulty_ = either(faulty_, excluding);
  }
  if (faulty_ != never_) plan_.faulty = faulty_;
}

// --- Conditions ------------------------------------------------------------------------------

/// Whether what is reported can be another truth than over completions.
bool Builder::reads_reported(NodeId id) {
  if (!reads_reported_[id]) {
    const ProgramNode& node = program_.nodes[id];
    bool reads = node.op == NodeOp::scale_value && plan_.scales[node.subject].has_own_value;
    for (const NodeId argument : node.arguments) reads = reads || reads_reported(argument);
    reads_reported_[id] = reads;
  }
  return *reads_reported_[id];
}

TruthRegs Builder::truth(NodeId node, Read read) {
  if (read == Read::reported && !reads_reported(node)) read = Read::bounds;
  const auto found = truths_.find({node, read});
  if (found != truths_.end()) return found->second;
  const TruthRegs made = make_truth(node, read);
  truths_[{node, read}] = made;
  return made;
}

std::vector<TruthRegs> Builder::truths_of(NodeId node, Read read) {
  std::vector<TruthRegs> truths;
  for (const NodeId argument : program_.nodes[node].arguments) {
    truths.push_back(truth(argument, read));
  }
  return truths;
}

TruthRegs Builder::make_truth(NodeId id, Read read) {
  const ProgramNode& node = program_.nodes[id];
  switch (node.op) {
    case NodeOp::constant:
      return node.subject != 0 ? TruthRegs{always_, always_} : TruthRegs{never_, never_};
    case NodeOp::code_in:
      return code_in(node.subject, node.codes, false, true);
    case NodeOp::all_of:
      return all_of(truths_of(id, read));
    case NodeOp::any_of:
      return any_of(truths_of(id, read));
    case NodeOp::negation:
      return negation(truth(node.arguments[0], read));
    case NodeOp::at_least:
      return at_least(node.subject, truths_of(id, read));
    case NodeOp::applicable:
      return node.arguments.empty() ? TruthRegs{always_, always_} : truth(node.arguments[0], read);
    case NodeOp::equal:
    case NodeOp::less:
    case NodeOp::less_equal:
      return compare(node.op, node.arguments[0], node.arguments[1], read);
    default:
      throw std::logic_error("a number is no truth");
  }
}

TruthRegs Builder::code_in(InputId input, const CodeSet& codes, bool when_missing_yes,
                           bool when_missing_maybe) {
  const TruthRegs& asked = *applicable_[input];
  const Reg yes = in_set(input, codes, when_missing_yes);
  const Reg maybe =
      when_missing_yes == when_missing_maybe ? yes : in_set(input, codes, when_missing_maybe);
  return {both(asked.yes, yes), both(asked.maybe, maybe)};
}

TruthRegs Builder::all_of(const std::vector<TruthRegs>& truths) {
  TruthRegs result{always_, always_};
  for (const TruthRegs& truth : truths) {
    const Reg yes = both(result.yes, truth.yes);
    const bool is_certain = result.yes == result.maybe && truth.yes == truth.maybe;
    result = {yes, is_certain ? yes : both(result.maybe, truth.maybe)};
  }
  return result;
}

TruthRegs Builder::any_of(const std::vector<TruthRegs>& truths) {
  TruthRegs result{never_, never_};
  for (const TruthRegs& truth : truths) {
    const Reg yes = either(result.yes, truth.yes);
    const bool is_certain = result.yes == result.maybe && truth.yes == truth.maybe;
    result = {yes, is_certain ? yes : either(result.maybe, truth.maybe)};
  }
  return result;
}

TruthRegs Builder::at_least(std::uint32_t threshold, const std::vector<TruthRegs>& truths) {
  if (threshold == 0) return {always_, always_};
  if (threshold > truths.size()) return {never_, never_};
  if (truths.size() > 255) throw NotInBlocks("more than 255 conditions are counted");
  const auto reaches = [&](const auto& part) {
    const Reg counter = reg(1);
    add([=](const Space& s) { s.k->fill(s.mask(counter), 0, s.rows); });
    for (const TruthRegs& truth : truths) {
      const Reg one = part(truth);
      add([=](const Space& s) { s.k->add_one(s.at<std::uint8_t>(counter), s.mask(one), s.rows); });
    }
    const Reg out = mask();
    const auto least = static_cast<std::uint8_t>(threshold);
    add([=](const Space& s) {
      s.k->is_at_least(s.mask(out), s.at<std::uint8_t>(counter), least, s.rows);
    });
    return out;
  };
  return {reaches([](const TruthRegs& truth) { return truth.yes; }),
          reaches([](const TruthRegs& truth) { return truth.maybe; })};
}

Reg Builder::none_of(Reg a, Reg b) {
  if (!a) return b;
  if (!b) return a;
  return either(a, b);
}

TruthRegs Builder::where_there(TruthRegs truth, Reg may_be_none, Reg is_none) {
  if (may_be_none) truth.yes = without(truth.yes, may_be_none);
  if (is_none) truth = {without(truth.yes, is_none), without(truth.maybe, is_none)};
  return truth;
}

namespace {

bool holds(NodeOp op, const Rational& a, const Rational& b) {
  switch (op) {
    case NodeOp::equal:
      return a == b;
    case NodeOp::less:
      return a < b;
    default:
      return a <= b;
  }
}

Truth compare_intervals(NodeOp op, const Interval& a, const Interval& b) {
  switch (op) {
    case NodeOp::equal:
      return equal(a, b);
    case NodeOp::less:
      return less(a, b);
    default:
      return less_equal(a, b);
  }
}

}  // namespace

TruthRegs Builder::compare(NodeOp op, NodeId a, NodeId b, Read read) {
  const ProgramNode& first = program_.nodes[a];
  const ProgramNode& second = program_.nodes[b];
  for (const bool is_first : {true, false}) {
    const ProgramNode& one = is_first ? first : second;
    const ProgramNode& other = is_first ? second : first;
    if (other.op != NodeOp::number) continue;
    if (one.op == NodeOp::scale_value && plan_.scales[one.subject].format.lane != Lane::rational) {
      return compare_scale(op, one.subject, other.value, is_first, read);
    }
    if (one.op == NodeOp::input_value) {
      return compare_input(op, one.subject, other.value, is_first);
    }
  }
  return compare_numbers(op, number_of(a, read), number_of(b, read));
}

TruthRegs Builder::compare_input(NodeOp op, InputId input, const Rational& number,
                                 bool input_first) {
  const std::vector<Rational>& values = program_.inputs[input].values;
  CodeSet codes;
  for (std::size_t c = 0; c < values.size(); ++c) {
    codes[c] = input_first ? holds(op, values[c], number) : holds(op, number, values[c]);
  }
  const Interval span = detail::span_of(values);
  const Truth open = input_first ? compare_intervals(op, span, Interval(number))
                                 : compare_intervals(op, Interval(number), span);
  return code_in(input, codes, open == Truth::yes, open != Truth::no);
}

TruthRegs Builder::compare_scale(NodeOp op, ScaleId id, const Rational& number, bool scale_first,
                                 Read read) {
  const ScaleRegs& regs = plan_.scales[id];
  const NumberRegs value = scale_value(id, read);
  const ScaleFormat& format = regs.format;
  const auto reaches = [&](Reg of, std::int64_t least) {
    Reg out;
    in_integer_lane(format.lane, [&](auto lane) {
      using T = decltype(lane);
      // A number beyond the lane is beyond every value.
      if (least > std::numeric_limits<T>::max()) {
        out = never_;
      } else if (least < std::numeric_limits<T>::min()) {
        out = always_;
      } else {
        out = mask();
        add([=, from = static_cast<T>(least)](const Space& s) {
          s.k->of<T>().at_least(s.mask(out), s.at<T>(of), from, s.rows);
        });
      }
    });
    return out;
  };
  TruthRegs truth{never_, never_};
  if (op == NodeOp::equal) {
    const std::int64_t at = first_at_least(format, number);
    const std::int64_t above = first_above(format, number);
    const Reg low_reaches = reaches(value.lowest, at);
    const Reg high_reaches = reaches(value.highest, at);
    const Reg low_above = reaches(value.lowest, above);
    const Reg high_above = reaches(value.highest, above);
    truth = {without(low_reaches, high_above), without(high_reaches, low_above)};
  } else {
    // number <= scale, number < scale; and the two others as their opposites.
    const bool is_opposite = scale_first;
    const bool is_strict = (op == NodeOp::less) != is_opposite;
    const std::int64_t least =
        is_strict ? first_above(format, number) : first_at_least(format, number);
    truth = {reaches(value.lowest, least), reaches(value.highest, least)};
    if (is_opposite) truth = negation(truth);
  }
  return where_there(truth, value.may_be_none, value.is_none);
}

}  // namespace block
}  // namespace v1
}  // namespace vaern

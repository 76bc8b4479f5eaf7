// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The compiled form of a scored model: inputs with finite domains, conditions and numbers over
/// them in one hash-consed array, scales, ordered and nominal outcomes, and what is true of every
/// complete form. It knows nothing of texts.
///
/// A program is built once by `ProgramBuilder`, is immutable, and is shared freely by threads.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "vaern/core/interval.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/core/truth.hpp"
#include "vaern/program/ids.hpp"
#include "vaern/program/outcome.hpp"
#include "vaern/program/scale.hpp"

namespace vaern {
inline namespace v1 {

/// One thing that is asked, with every answer it can have.
struct Input {
  std::string name;
  std::uint32_t size = 2;        ///< Number of codes, 1 to `max_codes`.
  std::vector<Rational> values;  ///< Value of each code; empty: nominal, never counted.
  NodeId asked_when = no_node;   ///< `no_node`: always asked (S2).
  std::optional<Code> neutral;   ///< Answer accepted where it is not asked ("no").
  bool is_given = false;         ///< No question (a date chooses the norm): never decisive (S21.3).
};

enum class NodeOp : std::uint8_t {
  // truth
  constant,
  code_in,
  all_of,
  any_of,
  negation,
  at_least,
  equal,
  less,
  less_equal,
  applicable,
  // number
  number,
  input_value,
  scale_value,
  add,
  subtract,
  multiply,
  choose,
  count,
  minimum,
  maximum,
};

/// A condition or a number. Arguments stand before the nodes that use them.
struct ProgramNode {
  NodeOp op = NodeOp::constant;
  std::uint32_t subject = 0;  ///< Input, scale, threshold of `at_least`, or 0/1 of `constant`.
  CodeSet codes;              ///< `code_in`: the codes that make it true.
  Rational value;             ///< `number`.
  std::vector<NodeId> arguments;
  Interval range;  ///< Numbers: proved at load over all completions.
  bool operator==(const ProgramNode& other) const {
    return op == other.op && subject == other.subject && codes == other.codes &&
           value == other.value && arguments == other.arguments;
  }
};

class Diagram;

/// How far the sets of possible levels are exact; fixed at load, never a matter of one row (S23).
enum class Exactness : std::uint8_t {
  e0,  ///< The plain run gives exact ends of the range.
  e1,  ///< The decision diagram gives exact sets at a bounded cost.
  e2,  ///< Sound ranges; ends are not always shown to be attained.
};

struct Program {
  std::vector<Input> inputs;
  std::vector<InputId> order;  ///< Parents first, else as declared.
  std::vector<ProgramNode> nodes;
  std::vector<Scale> scales;
  std::vector<NodeId> consistent;  ///< True of every complete form (S1.4); they read no scale.
  Outcome outcome;                 ///< Without levels where the model has none.
  std::vector<Outcome> further;
  std::vector<ClassSet> classes;
  /// Inputs whose answers can exclude each other: conditional ones and what they rest on, and
  /// those that one consistent condition reads.
  std::vector<std::vector<InputId>> components;

  bool is_conditional(InputId input) const { return inputs[input].asked_when != no_node; }
  /// As in `Target`: 0 is `outcome`.
  const Outcome& outcome_at(std::uint32_t index) const {
    return index == 0 ? outcome : further[index - 1];
  }
};

/// What the exact values of a number need: `largest` bounds them, and the denominator of each
/// divides `common` times some whole number of at most `varying`.
struct NumberRoom {
  Rational largest;
  std::int64_t common = 1;
  std::int64_t varying = 1;
};

/// Collects a program. Every `add_*` proves the range of what it adds and throws `Overflow` where
/// a number may leave 18 digits; the caller turns that into a finding of its own place.
class ProgramBuilder {
 public:
  ProgramBuilder() = default;
  /// Goes on with a finished program, to ask more of it than it was made for. Nothing of it
  /// changes; what is added is not proved to fit 18 digits.
  explicit ProgramBuilder(Program finished);

  InputId add_input(Input input);
  NodeId constant(bool value);
  NodeId code_in(InputId input, CodeSet codes);
  NodeId applicable(InputId input);
  NodeId all_of(std::vector<NodeId> arguments);
  NodeId any_of(std::vector<NodeId> arguments);
  NodeId negation(NodeId argument);
  NodeId at_least(std::uint32_t threshold, std::vector<NodeId> arguments);
  NodeId equal(NodeId a, NodeId b);
  NodeId less(NodeId a, NodeId b);
  NodeId less_equal(NodeId a, NodeId b);
  NodeId number(Rational value);
  NodeId input_value(InputId input);
  NodeId scale_value(ScaleId scale);
  NodeId add(NodeId a, NodeId b);
  NodeId subtract(NodeId a, NodeId b);
  NodeId multiply(NodeId a, NodeId b);
  NodeId choose(NodeId condition, NodeId a, NodeId b);
  NodeId count(std::vector<NodeId> arguments);
  NodeId minimum(std::vector<NodeId> arguments);
  NodeId maximum(std::vector<NodeId> arguments);

  void set_asked_when(InputId input, NodeId condition);
  ScaleId add_scale(Scale scale);
  void set_outcome(Outcome outcome);
  /// Returns its index in `Program.further`; as a `Target` it is one more.
  std::uint32_t add_outcome(Outcome outcome);
  /// Returns its index in `Program.classes`.
  std::uint32_t add_classes(ClassSet classes);
  /// Returns its index in `Program.consistent`. Throws `std::logic_error` where it reads a scale.
  std::uint32_t add_consistent(NodeId condition);

  /// "The outcome's level is at least `level`" (1 or above), from the outcome's own scale and rules
  /// (S8.1): a condition like any other, so it may stand in the rules of another outcome.
  NodeId reaches(const Outcome& outcome, std::uint32_t level);

  const Program& program() const { return program_; }

  /// Orders the inputs parents first. Throws `std::logic_error` on a cycle of `asked_when`
  /// (the caller has refused it before) or an outcome that does not fit its scale.
  Program finish() &&;

 private:
  NodeId intern(ProgramNode node, const NumberRoom& room = {});
  Program program_;
  std::unordered_multimap<std::size_t, NodeId> index_;  ///< By hash.
  std::vector<NumberRoom> node_rooms_;
  std::vector<NumberRoom> scale_rooms_;
};

/// The inputs a node reads, directly and through scales and applicability.
std::vector<bool> support(const Program& program, NodeId node);

/// The inputs that the level (or another target) reads, in the same way.
std::vector<bool> outcome_support(const Program& program);
std::vector<bool> support(const Program& program, Target target);

/// The same program, node for node, in which these inputs are never applicable (E5.1). Consistent
/// conditions that read one of them hold nothing. Answers to them, and to what is then not
/// applicable (`RowRun::applicable`), are left out by the caller.
Program with_never_asked(Program program, const std::vector<bool>& inputs);

}  // namespace v1
}  // namespace vaern

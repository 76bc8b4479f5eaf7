// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The compiled form of a scored model: inputs with finite domains, conditions and numbers over
/// them in one hash-consed array, scales, and an ordered outcome. It knows nothing of texts.
///
/// A program is built once by `ProgramBuilder`, is immutable, and is shared freely by threads.

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "vaern/core/interval.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/core/truth.hpp"

namespace vaern {
inline namespace v1 {

using InputId = std::uint32_t;
using ScaleId = std::uint32_t;
using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFFU;

/// The position of an answer in its input's declared codes.
using Code = std::uint8_t;
inline constexpr Code missing_code = 255;         ///< Not answered, whatever the reason (S1).
inline constexpr Code not_applicable_code = 254;  ///< Only in witnesses: not asked in that form.
inline constexpr std::size_t max_codes = 250;     ///< Largest domain of an input.
inline constexpr std::size_t max_levels = 32;
using CodeSet = std::bitset<256>;

/// One thing that is asked, with every answer it can have.
struct Input {
  std::string name;
  std::uint32_t size = 2;        ///< Number of codes, 1 to `max_codes`.
  std::vector<Rational> values;  ///< Value of each code; empty: nominal, never counted.
  NodeId asked_when = no_node;   ///< `no_node`: always asked (S2).
  std::optional<Code> neutral;   ///< Answer accepted where it is not asked ("no").
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

/// An input of a scale.
struct Term {
  bool is_scale = false;
  std::uint32_t id = 0;  ///< Input or earlier scale.
  Rational weight = 1;   ///< Only sums weigh.
};

enum class Aggregate : std::uint8_t { sum, mean, max, count };

/// One step after the aggregate; every step is monotone, rising or (a negative factor) falling.
struct Step {
  enum class Kind : std::uint8_t { times, plus, divide, round, clamp } kind = Kind::times;
  Rational operand;  ///< times, plus, divide.
  Rounding rounding = Rounding::half_up;
  std::optional<Rational> from;  ///< clamp.
  std::optional<Rational> to;
};

/// What a scale reports while inputs are missing (S5).
struct MissingPolicy {
  enum class Kind : std::uint8_t {
    forbid,
    bounds_only,
    count_as,
    prorate_by_range,
    prorate_by_count
  };
  Kind kind = Kind::forbid;
  std::optional<std::uint32_t> at_most;  ///< Limit on missing inputs of the scale.
  struct AtLeast {
    std::uint32_t n = 0;
    std::vector<std::uint32_t> terms;  ///< Positions among the scale's terms.
  };
  std::vector<AtLeast> at_least;
  std::vector<Code> counted;  ///< count_as: the code that stands in, one a term.
};

struct Scale {
  std::string name;
  Aggregate aggregate = Aggregate::sum;
  std::vector<Term> terms;
  Rational at_or_above;  ///< count: the value from which a term counts.
  std::vector<Step> steps;
  MissingPolicy missing;
  Interval range;  ///< Proved at load over all complete forms (S19).
};

/// What a rule does to the level when it is true (S9).
struct Raise {
  NodeId when = no_node;
  std::optional<std::uint32_t> to;     ///< raise_to: index of a level.
  std::uint32_t by = 0;                ///< raise_by: steps above the cut-off level.
  std::optional<std::uint32_t> floor;  ///< Only with `by`.
};

/// The ordered outcome: bands of one scale, raised by rules; or rules alone.
struct Outcome {
  std::uint32_t levels = 0;  ///< Number of levels, lowest concern first.
  std::optional<ScaleId> from;
  std::vector<Rational> cut_offs;  ///< levels - 1, of level 1 upward.
  bool falling = false;            ///< A level holds at or below its number.
  std::vector<Raise> raises;
};

/// A set of levels: bit i is level i, lowest concern first.
using LevelSet = std::uint64_t;

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
  Outcome outcome;
  std::vector<std::vector<InputId>> components;  ///< Conditional inputs and what they rest on.

  bool is_conditional(InputId input) const { return inputs[input].asked_when != no_node; }
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

/// The inputs that the level reads, in the same way.
std::vector<bool> outcome_support(const Program& program);

/// The value after a scale's steps, of an aggregate.
Rational apply_steps(const std::vector<Step>& steps, Rational value);
Interval apply_steps(const std::vector<Step>& steps, Interval value);

}  // namespace v1
}  // namespace vaern

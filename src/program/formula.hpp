// SPDX-License-Identifier: Apache-2.0
#pragma once
// Truths over complete forms as hash-consed residual formulas: what is left of a condition when
// the first inputs (in the program's order) have their codes. Equal ids are equal functions; the
// diagram's states are tuples of them. Sums appear only as thresholds, "what is still to come is
// at least c", clipped to constants as soon as nothing to come can change them.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "program/complete.hpp"
#include "program/pull_back.hpp"
#include "vaern/program/program.hpp"

namespace vaern::detail {

using FormulaId = std::uint32_t;

class FormulaStore {
 public:
  explicit FormulaStore(const Program& program);

  static constexpr FormulaId no = 0;
  static constexpr FormulaId yes = 1;

  FormulaId of_node(NodeId node);
  /// [value of the scale >= limit], or with `falling` [value <= limit]; false without a value.
  FormulaId scale_reaches(ScaleId scale, const Rational& limit, bool falling);
  FormulaId both(const std::vector<FormulaId>& arguments);
  FormulaId either(const std::vector<FormulaId>& arguments);
  FormulaId negation(FormulaId argument);

  /// What is left when the input at `position` of the order has `code` (or is not applicable).
  /// Positions are assigned in order.
  FormulaId assign(FormulaId formula, std::size_t position, Code code);

  static bool is_constant(FormulaId formula) { return formula <= yes; }

  /// Marks every input that the formula reads.
  void mark_support(FormulaId formula, std::vector<bool>& inputs) const;

  std::size_t size() const { return formulas_.size(); }

 private:
  enum class Kind : std::uint8_t {
    constant,
    code_in,
    threshold,
    all_of,
    any_of,
    negation,
    at_least,
    opaque
  };

  struct Formula {
    Kind kind = Kind::constant;
    std::uint32_t subject = 0;  ///< Input; sum; threshold of at_least; evaluand.
    std::uint32_t index = 0;    ///< threshold: first term still to come.
    std::int64_t limit = 0;     ///< threshold.
    CodeSet codes;
    std::vector<FormulaId> arguments;
    Evaluand::State state;    ///< opaque.
    std::uint32_t first = 0;  ///< Least position it reads.
    bool operator==(const Formula&) const = default;
  };

  struct SumTerm {
    std::uint32_t position = 0;
    std::vector<std::int64_t> values;  ///< By code.
    std::int64_t absent = 0;           ///< Where not applicable.
    bool conditional = false;
    bool operator==(const SumTerm&) const = default;
  };
  struct Sum {
    std::vector<SumTerm> terms;       ///< By position.
    std::vector<std::int64_t> least;  ///< Of the terms from i on.
    std::vector<std::int64_t> greatest;
  };

  struct LinearTerm {
    std::vector<Rational> values;
    Rational absent;
  };
  struct Linear {
    Rational constant;
    std::map<std::uint32_t, LinearTerm> terms;  ///< By position.
    FormulaId has_value = yes;
  };

  FormulaId intern(Formula formula);
  FormulaId threshold(std::uint32_t sum, std::uint32_t index, std::int64_t limit);
  /// [linear >= 0], or > 0.
  FormulaId linear_reaches(const Linear& linear, bool strict);
  std::optional<Linear> linear_of(NodeId node);
  std::optional<Linear> linear_of_scale(ScaleId scale);
  void add_scaled(Linear& into, const Linear& other, const Rational& factor) const;
  FormulaId compare(NodeId node);
  FormulaId scale_limit(ScaleId scale, const Limit& limit);
  /// Of the value before the steps; `no_node` where it is no formula of sums and codes.
  FormulaId aggregate_limit(const Scale& scale, const Limit& limit);
  FormulaId greatest_limit(const Scale& scale, const Limit& limit);
  /// The scale looked up lies in a row whose value is wanted.
  FormulaId row_within(const Scale& scale, const std::function<bool(const Rational&)>& wanted);
  FormulaId has_value(ScaleId scale);
  FormulaId asked(InputId input);
  FormulaId code_in(InputId input, const CodeSet& codes);
  FormulaId joined(Kind kind, const std::vector<FormulaId>& arguments);
  FormulaId at_least_formula(std::uint32_t n, const std::vector<FormulaId>& arguments);
  std::uint32_t first_of(const std::vector<FormulaId>& formulas) const;

  /// What is evaluated as a whole at the last input that it reads.
  struct OpaqueTruth {
    OpaqueTruth(const Program& program, NodeId node);
    OpaqueTruth(const Program& program, ScaleId scale, const Limit& limit);
    bool value(const Evaluand::State& state) const;

    Evaluand evaluand;
    std::optional<Limit> limit;  ///< A scale within a limit, else a truth node.
    std::vector<InputId> reads;  ///< By position.

   private:
    void find_reads(const Program& program);
  };
  FormulaId opaque(OpaqueTruth truth);

  const Program& program_;
  std::vector<std::uint32_t> position_;  ///< Input -> position in the order.
  std::vector<Formula> formulas_;
  std::unordered_map<std::size_t, std::vector<FormulaId>> index_;
  std::vector<Sum> sums_;
  std::vector<OpaqueTruth> opaques_;
  std::unordered_map<NodeId, FormulaId> by_node_;
  std::unordered_map<std::uint64_t, FormulaId> assigned_;
};

}  // namespace vaern::detail

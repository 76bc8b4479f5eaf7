// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A checked condition of a model: typed, its names resolved, one form however it was written.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/rational.hpp"
#include "vaern/diagnostics/source.hpp"

namespace vaern {
inline namespace v1 {

/// What a node does with its arguments. Plain forms and CEL text give the same nodes: nested
/// `all_of` and `any_of` are flat, orderings of options are memberships, `!=` is `not_`.
enum class Op : std::uint8_t {
  constant,    ///< Truth or number: `number` (a truth is 0 or 1).
  name,        ///< The yes/no or number called `name`.
  in_set,      ///< The enumeration `name` has one of `codes` (bits of `mask`, in declared order).
  compare,     ///< Two numbers by `comparison`.
  add,         ///< Two numbers.
  subtract,    ///< Two numbers.
  multiply,    ///< Two numbers.
  divide,      ///< A number by a constant that is not 0.
  negate,      ///< One number.
  choose,      ///< `c ? a : b`; with c unknown the hull of both.
  count,       ///< How many truths hold: [#yes, #yes + #unknown].
  minimum,     ///< One number or more.
  maximum,     ///< One number or more.
  all_of,      ///< Two truths or more.
  any_of,      ///< Two truths or more.
  not_,        ///< One truth.
  at_least,    ///< At least `threshold` of the truths hold.
  applicable,  ///< `name` is asked of this person (S2).
  unknown,     ///< `name` has no answer, whatever the reason. Two-valued.
  missing,     ///< `name` is missing, for `reason` where that is not empty. Two-valued.
  answered,    ///< `name` has an answer. Two-valued.
};

enum class ValueType : std::uint8_t { truth, number };

enum class Comparison : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
};

struct Condition;
using ConditionPtr = std::shared_ptr<const Condition>;  ///< Never null inside a condition.

/// Immutable once made; safe to share. Fields that an op does not use keep their defaults.
struct Condition {
  Op op = Op::constant;
  ValueType type = ValueType::truth;
  SourceSpan span;                 ///< In the YAML, also for parts of CEL text.
  std::string name;                ///< As declared: "danger-assessment.gun", "choked.within".
  std::vector<std::string> codes;  ///< In declared order, each once.
  std::uint64_t mask = 0;          ///< Bit i: the i-th declared code is in `codes`.
  Rational number;
  Comparison comparison = Comparison::equal;
  int threshold = 0;
  std::string reason;
  std::vector<ConditionPtr> arguments;
};

/// Every name that the condition reads, each once, in order of first reading.
std::vector<std::string> names_read(const Condition& condition);

/// CEL-like text that is the same for conditions that are the same, for fingerprints and messages:
/// `gun && sleep in ["often"] && total >= 8`. Names stand as declared, hyphens included.
std::string to_text(const Condition& condition);

/// "==", "!=", "<", "<=", ">", ">=".
std::string_view to_string(Comparison comparison) noexcept;

}  // namespace v1
}  // namespace vaern

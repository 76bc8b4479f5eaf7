// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Questions about all complete forms of a program at once, decided on diagrams: what a checker and
/// a mutation test ask when a model is made. None of them is asked while a form is scored.

#include <cstdint>

#include "vaern/program/compiled.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
inline namespace v1 {

enum class Decided : std::uint8_t {
  yes,
  no,
  both,         ///< In some complete forms yes, in others no.
  not_decided,  ///< A diagram does not fit the program's cap, or no form is complete.
};

/// Whether a condition holds in every complete form, in none, or in some.
Decided always(const CompiledProgram& program, NodeId condition);

/// Whether a rule of an outcome changes the level of any complete form: yes or no. A rule that
/// changes none is idle: others raise as far, or it is never true.
Decided changes_level(const CompiledProgram& program, std::uint32_t outcome, std::size_t rule);

/// Whether every complete form has exactly one class (S11.2), with a form that shows it has not.
struct ClassProof {
  enum class Result : std::uint8_t { exactly_one, none_holds, two_hold, not_decided };
  Result result = Result::not_decided;
  Witness witness;          ///< Of `none_holds` and `two_hold`.
  std::uint32_t first = 0;  ///< Of `two_hold`: the two classes.
  std::uint32_t second = 0;
};
ClassProof prove_exactly_one(const CompiledProgram& program, const ClassSet& classes);

/// Whether two programs say the same of every form: the same inputs and complete forms, in each of
/// these the same values, levels and classes, and missing policies that report the same. Where that
/// cannot be shown (a diagram does not fit, or two policies or orders of inputs differ that may
/// still come to the same) it is not decided. States of single rules are not compared: they may be
/// unknown in one program and known in the other (S3.1).
Decided are_equivalent(const CompiledProgram& a, const CompiledProgram& b);

/// The same of two conditions (gates, flags' parts), in programs with the same inputs.
Decided are_equivalent(const CompiledProgram& a, NodeId condition_of_a, const CompiledProgram& b,
                       NodeId condition_of_b);

}  // namespace v1
}  // namespace vaern

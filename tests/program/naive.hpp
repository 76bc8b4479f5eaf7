// SPDX-License-Identifier: Apache-2.0
#pragma once
// Programs by plain enumeration: every completion of a form is written out and evaluated by
// recursion over the nodes. Slow, short, and made of nothing that the engine uses but its values.

#include <optional>
#include <set>
#include <vector>

#include "vaern/program/program.hpp"

namespace vaern::naive {

/// One code an input, `not_applicable_code` where it is not asked.
using Completion = std::vector<Code>;
using Form = std::vector<Code>;

bool truth(const Program& program, NodeId node, const Completion& completion);
std::optional<Rational> number(const Program& program, NodeId node, const Completion& completion);
std::optional<Rational> scale(const Program& program, ScaleId scale, const Completion& completion);
std::uint32_t band(const Outcome& outcome, const Rational& value);
std::uint32_t raised(const Outcome& outcome, const Raise& raise, std::uint32_t base);
std::uint32_t level(const Program& program, const Outcome& outcome, const Completion& completion);
/// The level, or the class, of a completion.
std::uint32_t result_of(const Program& program, Target target, const Completion& completion);

/// Every completion that agrees with the form (S1.2, S2.3, S1.4).
std::vector<Completion> completions(const Program& program, const Form& form);

/// The same where some inputs are never applicable and consistent conditions that read them hold
/// nothing (E5.1): every way to code every input, of which those are kept that fit.
std::vector<Completion> completions_without(const Program& program, const Form& form,
                                            const std::vector<bool>& never);

/// The form that answers what the completion answers.
Form as_form(const Completion& completion);

/// S13.1, S13.2 and S13.5, from the words of the rules, over all pairs of completions.
std::set<InputId> decisive(const Program& program, Target target, const Form& form,
                           const std::vector<Completion>& all, const std::vector<Truth>& truths);

}  // namespace vaern::naive

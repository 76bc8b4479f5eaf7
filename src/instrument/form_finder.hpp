// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finding a form of an instrument that does something: complete forms by a decision diagram, which
// also shows that there is none; forms with answers left out by trying.

#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "vaern/instrument/example_form.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// The program of an instrument with more nodes: what a search asks for. Gates, rules, flags and
/// the level can be read as on complete forms, where nothing is unknown and nothing is missing.
class Question {
 public:
  explicit Question(const Instrument& instrument);

  NodeId constant(bool value);
  NodeId code_in(InputId input, CodeSet codes);
  NodeId all_of(std::vector<NodeId> arguments);
  NodeId any_of(std::vector<NodeId> arguments);
  NodeId negation(NodeId argument);
  NodeId differ(NodeId a, NodeId b);  ///< One and not the other.
  NodeId is_value(ScaleId scale, const Rational& value);
  NodeId reaches(ScaleId scale, const Rational& limit, bool falling);
  NodeId level_at_least(std::uint32_t level, std::uint32_t outcome = 0);
  NodeId condition(const Condition& condition);

  /// The program with two levels, the higher one where `node` is true.
  Program asking(NodeId node) const;
  const Program& program() const { return program_; }

 private:
  NodeId add(ProgramNode node);
  NodeId number(const Rational& value);
  NodeId scale_value(ScaleId scale);
  InputId input_of(std::string_view name);
  NodeId named(const Condition& condition);
  /// The level of an outcome (as in `Target`), or the class, is among these.
  NodeId level_in(std::uint64_t mask, std::uint32_t outcome);
  NodeId class_in(std::uint64_t mask, std::uint32_t classes);
  NodeId compare(Comparison comparison, NodeId a, NodeId b);
  const Instrument& instrument_;
  Program program_;
};

/// Stands for the reason of a judgement that only tries what judgements do.
inline constexpr const char* as_example = "…";

struct Sought {
  enum class Answer : std::uint8_t { found, impossible, unknown } answer = Answer::unknown;
  std::optional<ExampleForm> form;  ///< Where found.
};

using Wanted = std::function<bool(const Score&)>;

class FormFinder {
 public:
  explicit FormFinder(const InstrumentPtr& instrument);

  const InstrumentPtr& instrument() const { return instrument_; }

  /// A complete form with the fewest answers other than the first of their items.
  Sought complete(const std::function<NodeId(Question&)>& ask);
  Sought with_answer(InputId input, Code code);
  Sought with_value(ScaleId scale, const Rational& value);
  /// A level of an outcome, or a class.
  Sought with_target(Target target, std::uint32_t result);
  /// Answers that make a consistent condition false; they are no form.
  Sought breaking(NodeId consistent);

  /// A form on which the condition has this truth. `holds` says so of a score.
  Sought with_truth(const Condition& condition, Truth truth, const Wanted& holds);

  /// Every value that complete forms have, rising; null where the diagram does not fit.
  const std::vector<Rational>* values(ScaleId scale);

  /// A form with some of these inputs left out, for each reason; tried around complete forms.
  Sought around(const std::vector<InputId>& inputs, const Wanted& wanted,
                const std::vector<MissingReason>& reasons = {MissingReason::not_asked},
                const std::vector<ExampleForm>& also = {});

  Responses filled(bool last) const;
  Responses empty() const { return Responses(*instrument_); }
  std::optional<Score> scored(const ExampleForm& form) const;
  /// The form with what its codes of earlier values and norms come from: earlier assessments, and
  /// the day of this one.
  ExampleForm given(Responses responses) const;

  /// What a condition reads, down to inputs.
  std::vector<InputId> inputs_of(const Condition& condition) const;
  std::vector<InputId> inputs_of(ScaleId scale) const;
  std::vector<InputId> inputs_of(Target target) const;
  /// A scale of which the value may rest on a missing policy.
  bool may_impute(ScaleId scale) const;
  bool reads_imputed(const Condition& condition) const;

 private:
  Sought shortest(const Diagram* diagram, std::uint32_t result) const;
  const Diagram* value_diagram(ScaleId scale);
  Sought complete_truth(const Condition& condition, bool wanted);
  void collect(std::string_view name, std::vector<bool>& inputs) const;
  InstrumentPtr instrument_;
  std::map<ScaleId, std::optional<Diagram>> values_;
};

/// Everything that an example can expect is the same: values, bounds, truths and levels.
bool says_the_same(const Score& a, const Score& b);

/// The form without the answers that change nothing it says, as long as `keeps` holds of it; the
/// form itself where that is no shorter to write.
ExampleForm shortened(const FormFinder& finder, const ExampleForm& form,
                      const std::function<bool(const ExampleForm&, const Score&)>& keeps);

/// Leaves out an answer with its second questions, which stand in it.
void leave_out(const Instrument& instrument, Responses& responses, InputId input,
               MissingReason reason);

/// Every reason that a condition asks for.
std::vector<MissingReason> reasons_asked(const Instrument& instrument, const Condition& condition);

/// Answers every question that applies and has no answer yet with its first or last code.
void fill(const Instrument& instrument, Responses& responses, bool last);

/// A form of which the diagram of `program` has this result; nothing where none has.
std::optional<Responses> shortest_path(const Instrument& instrument, const Diagram& diagram,
                                       std::uint32_t result);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

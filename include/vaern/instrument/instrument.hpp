// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A risk instrument as its author wrote it, checked, with its compiled program.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/fingerprint.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/instrument/items.hpp"
#include "vaern/instrument/outcomes.hpp"
#include "vaern/model/answer.hpp"
#include "vaern/model/head.hpp"
#include "vaern/program/compiled.hpp"

namespace vaern {
inline namespace v1 {

/// An example of the author's, run by `vaern test`.
struct Example {
  std::string name;
  std::vector<RawAnswer> responses;
  std::optional<RawAnswer> others;
  std::optional<std::string> judged_level;
  std::string judged_reason;
  bool is_judged_by_second = false;
  std::vector<GivenOpinion> opinions;  ///< Of the judgement.
  /// Nothing where the example says nothing of them, which is not an empty list (S1.5).
  std::optional<std::vector<EarlierAssessment>> earlier;
  std::optional<Date> assessed;
  Node expect;  ///< As written; compared by `run_example`.
  SourceSpan span;
};

struct Evidence {
  LocalizedText outcome;
  std::optional<Number> auc;
  std::string denmark;  ///< "not_validated", "validated" or empty.
  LocalizedText note;
};

/// Immutable after loading, safe to share between threads.
class Instrument {
 public:
  const ModelHead& head() const { return head_; }
  std::string reference() const { return head_.reference().to_string(); }
  /// Of a local version: what it changes itself (`head().extends`), and the published instrument at
  /// the end of that chain. Null otherwise.
  const std::shared_ptr<const Instrument>& extended() const { return extended_; }
  const std::shared_ptr<const Instrument>& published() const { return published_; }

  const std::vector<AnswerSet>& answer_sets() const { return answer_sets_; }
  const std::vector<Item>& items() const { return items_; }
  const std::vector<Factor>& factors() const { return factors_; }
  const std::vector<InstrumentScale>& scales() const { return scales_; }
  const std::vector<Gate>& gates() const { return gates_; }
  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<Flag>& flags() const { return flags_; }
  const Levels& levels() const { return levels_; }
  const std::vector<Parameter>& parameters() const { return parameters_; }
  const std::vector<Table>& tables() const { return tables_; }
  const std::vector<EarlierInput>& earlier() const { return earlier_; }
  const std::vector<Consistent>& consistent() const { return consistent_; }
  const std::vector<FurtherOutcome>& outcomes() const { return outcomes_; }
  const std::vector<InstrumentClasses>& classes() const { return classes_; }
  const std::vector<Opinion>& opinions() const { return opinions_; }
  JudgementPolicy judgement() const { return judgement_; }
  const ConditionPtr& population() const { return population_; }  ///< Null: for everybody.
  const std::vector<std::string>& required_competences() const { return competences_; }
  const Evidence& evidence() const { return evidence_; }
  const LocalizedText& outcome_note() const { return outcome_note_; }
  const std::vector<Example>& examples() const { return examples_; }

  const Item* find_item(std::string_view id) const noexcept;
  const AnswerSet* find_set(std::string_view id) const noexcept;
  const EarlierInput* find_earlier(std::string_view id) const noexcept;
  const FurtherOutcome* find_outcome(std::string_view id) const noexcept;
  const InstrumentClasses* find_classes(std::string_view id) const noexcept;
  const CompiledProgram& program() const { return *program_; }
  /// The same model in which sensitive items are never asked (E5.1), with the same inputs, scales,
  /// outcomes and classes; null where nothing reads a sensitive item.
  const CompiledProgram* without_sensitive() const { return without_sensitive_.get(); }
  /// What an input of the program is: an item, its second question, or a given value.
  const InputOrigin& origin(InputId input) const { return origins_[input]; }

  /// The codes of an item as written: "no", "yes"; options; numbers. Missing or not applicable
  /// codes have no text (misuse).
  std::string code_text(const Item& item, Code code) const;
  /// The words for an answer: an option's text, else its code; "yes"/"ja" and "no"/"nej".
  std::string answer_text(const Item& item, Code code, Language language) const;
  std::string level_text(std::uint32_t level, Language language) const;

  /// Everything that can change a result, and every word (S22).
  const Fingerprint& meaning() const { return meaning_; }
  const Fingerprint& text() const { return text_; }

 private:
  friend struct InstrumentLoader;
  ModelHead head_;
  std::shared_ptr<const Instrument> extended_;
  std::shared_ptr<const Instrument> published_;
  std::vector<AnswerSet> answer_sets_;
  std::vector<Item> items_;
  std::vector<Factor> factors_;
  std::vector<InstrumentScale> scales_;
  std::vector<Gate> gates_;
  std::vector<Rule> rules_;
  std::vector<Flag> flags_;
  Levels levels_;
  std::vector<Parameter> parameters_;
  std::vector<Table> tables_;
  std::vector<EarlierInput> earlier_;
  std::vector<Consistent> consistent_;
  std::vector<FurtherOutcome> outcomes_;
  std::vector<InstrumentClasses> classes_;
  std::vector<Opinion> opinions_;
  JudgementPolicy judgement_ = JudgementPolicy::lower_never;
  ConditionPtr population_;
  std::vector<std::string> competences_;
  Evidence evidence_;
  LocalizedText outcome_note_;
  std::vector<Example> examples_;
  std::unique_ptr<const CompiledProgram> program_;
  std::unique_ptr<const CompiledProgram> without_sensitive_;
  std::vector<InputOrigin> origins_;
  Fingerprint meaning_;
  Fingerprint text_;
};

using InstrumentPtr = std::shared_ptr<const Instrument>;

/// Loads and checks a document of kind `instrument`. Null after findings of severity error; all
/// findings of the document are appended, in no particular order.
/// `population_names` are the names a population may read (a case's built-ins); they are given
/// by whoever knows cases. A local version is given joined with what it extends, and with the
/// instrument that it extends; a file that has `extends:` and comes without is a finding.
InstrumentPtr load_instrument(const Document& document, const class Names& population_names,
                              DiagnosticList& findings, const InstrumentPtr& extended = nullptr);

}  // namespace v1
}  // namespace vaern

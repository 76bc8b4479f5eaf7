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

#include "vaern/core/duration.hpp"
#include "vaern/core/fingerprint.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/expression/condition.hpp"
#include "vaern/model/answer.hpp"
#include "vaern/model/head.hpp"
#include "vaern/model/parts.hpp"
#include "vaern/program/compiled.hpp"

namespace vaern {
inline namespace v1 {

/// One answer of an option set.
struct Option {
  std::string code;
  std::optional<Rational> points;
  LocalizedText text;  ///< May be empty: the code is shown.
  SourceSpan span;
};

/// A shared set of answers (`answers:`).
struct AnswerSet {
  std::string id;
  bool is_ordered = false;      ///< Codes compare with `<`; the first is lowest (S18).
  std::vector<Option> options;  ///< In declared order; all have points, or none has.
  SourceSpan span;
};

enum class ItemType : std::uint8_t { yes_no, options, number };

struct Item {
  std::string id;
  ItemType type = ItemType::yes_no;
  std::string set;  ///< Of options: the answer set.
  Rational from;    ///< Of numbers: least, greatest and step.
  Rational to;
  Rational step = 1;
  LocalizedText text;       ///< Our short label.
  ConditionPtr asked_when;  ///< Null: always asked.
  bool is_scored = true;
  bool is_asked_of_assessor = false;
  bool is_sensitive = false;
  std::optional<Duration> ask_when_known;
  std::string factor;  ///< Of structured judgement: the factor and its dimension.
  std::string dimension;
  Provenance provenance;
  SourceSpan span;
  InputId input = 0;              ///< In the program.
  std::optional<InputId> within;  ///< The input "ITEM.within".
};

struct Factor {
  std::string id;
  LocalizedText text;
  std::vector<std::string> items;  ///< One a dimension, in the order of `rate`.
};

struct InstrumentScale {
  std::string id;
  LocalizedText text;
  Provenance provenance;
  SourceSpan span;
  ScaleId scale = 0;
  bool is_mean_of_conditionals = false;  ///< Some completion has no value (S5.6).
};

struct Gate {
  std::string id;
  ConditionPtr when;
  SourceSpan span;
  NodeId node = no_node;
};

struct Rule {
  std::string id;
  ConditionPtr when;
  std::optional<std::uint32_t> raise_to;
  std::uint32_t raise_by = 0;
  std::optional<std::uint32_t> floor;
  LocalizedText because;
  Provenance provenance;
  SourceSpan span;
};

struct Flag {
  std::string id;
  ConditionPtr when;
  LocalizedText because;
  Provenance provenance;
  SourceSpan span;
};

struct Level {
  std::string id;
  LocalizedText label;            ///< May be empty: the id is shown.
  LocalizedText text;             ///< What to say with it; never empty for the lowest (E3).
  std::optional<Number> cut_off;  ///< Of levels above the lowest, where they are bands.
  SourceSpan span;
};

struct Levels {
  std::vector<Level> list;  ///< Lowest concern first. Empty: no outcome (S7.5).
  std::string from;         ///< The scale, or empty: rules or judgement alone.
  bool is_falling = false;
  Provenance provenance;
  SourceSpan span;

  std::optional<std::uint32_t> find(std::string_view id) const noexcept;
};

/// What a professional's level may do (S12).
enum class JudgementPolicy : std::uint8_t {
  lower_never,
  lower_with_reason,
  lower_second_person,
  decides,  ///< Structured professional judgement: the judged level is the level.
};

/// An example of the author's, run by `vaern test`.
struct Example {
  std::string name;
  std::vector<RawAnswer> responses;
  std::optional<RawAnswer> others;
  std::optional<std::string> judged_level;
  std::string judged_reason;
  bool is_judged_by_second = false;
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

  const std::vector<AnswerSet>& answer_sets() const { return answer_sets_; }
  const std::vector<Item>& items() const { return items_; }
  const std::vector<Factor>& factors() const { return factors_; }
  const std::vector<InstrumentScale>& scales() const { return scales_; }
  const std::vector<Gate>& gates() const { return gates_; }
  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<Flag>& flags() const { return flags_; }
  const Levels& levels() const { return levels_; }
  JudgementPolicy judgement() const { return judgement_; }
  const ConditionPtr& population() const { return population_; }  ///< Null: for everybody.
  const std::vector<std::string>& required_competences() const { return competences_; }
  const Evidence& evidence() const { return evidence_; }
  const LocalizedText& outcome_note() const { return outcome_note_; }
  const std::vector<Example>& examples() const { return examples_; }

  const Item* find_item(std::string_view id) const noexcept;
  const AnswerSet* find_set(std::string_view id) const noexcept;
  const CompiledProgram& program() const { return *program_; }

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
  std::vector<AnswerSet> answer_sets_;
  std::vector<Item> items_;
  std::vector<Factor> factors_;
  std::vector<InstrumentScale> scales_;
  std::vector<Gate> gates_;
  std::vector<Rule> rules_;
  std::vector<Flag> flags_;
  Levels levels_;
  JudgementPolicy judgement_ = JudgementPolicy::lower_never;
  ConditionPtr population_;
  std::vector<std::string> competences_;
  Evidence evidence_;
  LocalizedText outcome_note_;
  std::vector<Example> examples_;
  std::unique_ptr<const CompiledProgram> program_;
  Fingerprint meaning_;
  Fingerprint text_;
};

using InstrumentPtr = std::shared_ptr<const Instrument>;

/// Loads and checks a document of kind `instrument`. Null after findings of severity error; all
/// findings of the document are appended, in no particular order.
/// `population_names` are the names a population may read (a case's built-ins); they are given
/// by whoever knows cases.
InstrumentPtr load_instrument(const Document& document, const class Names& population_names,
                              DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern

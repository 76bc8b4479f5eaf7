// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Scoring a form that stands in a document: a response file, or an assessment of a case.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/instrument/explanation.hpp"
#include "vaern/instrument/score.hpp"
#include "vaern/service/models.hpp"

namespace vaern {
inline namespace v1 {

/// A form as it is written, before its instrument has seen it.
struct Form {
  std::optional<Reference> instrument;
  std::vector<RawAnswer> answers;
  std::optional<Judgement> judgement;
  std::optional<Date> assessed;
  std::optional<std::vector<EarlierAssessment>> earlier;
  std::optional<Reference> wording;  ///< The wording file that was shown.
  /// What of the form could not be read; the rest is checked against the instrument all the same.
  DiagnosticList findings;
};

/// Reads `{responses: ID@V, values: {...}}`, or the assessment `assessment` of a case.
Form read_form(const Document& document, std::string_view assessment = {});

/// Scores a form. All faults at once, at their places in `document`. A wording that it names is
/// one of `models`.
Result<Score> score_form(const InstrumentPtr& instrument, const Form& form,
                         const Document& document, const Models& models);

/// The same; `model` is "id@version" or "id" (then in the form's own version, where it has that
/// id), or empty for the instrument that the form names.
Result<Score> score_form(const Models& models, std::string_view model, const Form& form,
                         const Document& document);

/// The tree as lines, indented by two spaces a step: the key, then arguments, value, truth, level.
std::string explanation_tree(const Explanation& explanation);

}  // namespace v1
}  // namespace vaern

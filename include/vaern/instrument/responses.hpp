// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A form: the answers to an instrument's items, checked against them.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/result.hpp"
#include "vaern/instrument/instrument.hpp"

namespace vaern {
inline namespace v1 {

/// A professional's level as it was given (S12).
struct Judgement {
  std::string level;
  std::string reason;
  std::string by;                           ///< Opaque id; may be empty.
  std::string second;                       ///< The second person, where the model asks for one.
  std::vector<GivenOpinion> opinions = {};  ///< Further judged scales (S12.4), in any order.
};

/// The answers of one form: a code or a missing reason for every input of the program. Inputs that
/// are given and not asked (earlier values, norms) are set by scoring. A value.
class Responses {
 public:
  /// Everything missing, not asked.
  explicit Responses(const Instrument& instrument);

  const std::vector<Code>& codes() const { return codes_; }
  const std::vector<MissingReason>& reasons() const { return reasons_; }

  bool is_answered(InputId input) const { return codes_[input] != missing_code; }
  void answer(InputId input, Code code) { codes_[input] = code; }
  void leave_out(InputId input, MissingReason reason) {
    codes_[input] = missing_code;
    reasons_[input] = reason;
  }

 private:
  std::vector<Code> codes_;
  std::vector<MissingReason> reasons_;  ///< Of missing inputs; else `not_asked`.
};

/// Checks answers as written; all faults at once: unknown items with the nearest one, answers an
/// item does not take with those it does, a second answer to one item, a wrong `within` or
/// `habitual`, an answer to an earlier value.
Result<Responses> make_responses(const Instrument& instrument,
                                 const std::vector<RawAnswer>& answers);

/// A judgement as a map: `{level: high, reason: ..., by: w3, second: w4, opinions: {...}}`.
std::optional<Judgement> read_judgement(const Node& node, DiagnosticList& findings);

/// A response file: `{responses: danger-assessment@2009, values: {gun: yes}, assessed: ...,
/// judgement: ..., earlier: [...], wording: danger-assessment@da}`, as YAML or JSON.
struct ResponseForm {
  Reference instrument;
  std::vector<RawAnswer> values;
  std::optional<Date> assessed;
  std::optional<Judgement> judgement;
  /// Earlier assessments; nothing where the form says nothing of them, which is not an empty list.
  std::optional<std::vector<EarlierAssessment>> earlier;
  std::optional<Reference> wording;  ///< The wording file that was shown: instrument@language.
};

/// The document's first key is `responses`.
bool is_response_form(const Document& document);
std::optional<ResponseForm> read_response_form(const Document& document, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern

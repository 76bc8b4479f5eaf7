// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// An answer to an item as somebody wrote it, in a case, a response file or an example. Whether
/// the item takes such an answer is for the instrument to say.

#include <optional>
#include <string>
#include <vector>

#include "vaern/core/duration.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"
#include "vaern/model/missing_reason.hpp"

namespace vaern {
inline namespace v1 {

struct RawAnswer {
  enum class Kind : std::uint8_t { yes_no, number, code, missing };

  /// The second question of a yes: within the time that the instrument asks about.
  struct Within {
    std::optional<Duration> duration;  ///< yes, within this.
    MissingReason missing = MissingReason::not_asked;
    bool no = false;  ///< Neither: missing, with the reason.
    SourceSpan span;
  };

  /// The second question of a yes that is relative to the person's habit (S2.6).
  struct Habitual {
    std::optional<bool> yes;  ///< Neither: missing, with the reason.
    MissingReason missing = MissingReason::not_asked;
    SourceSpan span;
  };

  std::string item;
  SourceSpan item_span;
  Kind kind = Kind::missing;
  bool yes = false;                                  ///< kind yes_no
  std::optional<Rational> number;                    ///< kind number
  std::string text;                                  ///< As written; the code of kind code.
  MissingReason missing = MissingReason::not_asked;  ///< kind missing
  std::optional<Within> within;
  std::optional<Habitual> habitual;
  SourceSpan span;  ///< Of the answer.
};

/// One entry of a map of responses: `gun: yes`, `gun: {missing: refused}`,
/// `choked: {value: yes, within: P14D}`, `shouts: {value: yes, habitual: no}`.
std::optional<RawAnswer> read_answer(const Entry& entry, DiagnosticList& findings);

/// All entries of a map of responses that can be read, in the order written.
std::vector<RawAnswer> read_answers(const Node& map, DiagnosticList& findings);

/// A bare value: `no`, `often`, `3`; as `others:` has it. The item is empty.
std::optional<RawAnswer> read_answer_value(const Node& node, DiagnosticList& findings);

/// One of the missing reasons.
std::optional<MissingReason> read_missing_reason(const Node& node, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern

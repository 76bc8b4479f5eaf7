// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What the examples of an instrument reach, and examples for what they do not reach.
///
/// A *point* is one thing that an author would want to see tried at least once: an answer, a side
/// of a cut-off, a rule that is unknown. What no form can reach is shown by the engine (a decision
/// diagram over all complete forms, or the empty form, on which everything that can be unknown is)
/// and is not counted.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/instrument/example_form.hpp"

namespace vaern {
inline namespace v1 {

enum class CoverageKind : std::uint8_t {
  answers,     ///< Every answer of every item; of a number its least and greatest.
  asked_when,  ///< Asked, and not asked.
  within,      ///< The second half of `ask_when_known`: yes, no, not known.
  missing,     ///< Scales: all answered, imputed, past each limit, nothing answered.
  cut_offs,    ///< The nearest value on each side.
  gates,       ///< Yes, no, unknown.
  rules,
  levels,  ///< Certain; where the judgement decides, in force.
  flags,
  judgement,   ///< Higher, and lower: refused or allowed.
  habit,       ///< `relative_to_habit`: usual, not usual, not known.
  tables,      ///< Every row that a lookup can meet.
  classes,     ///< Each by itself, and several possible.
  consistent,  ///< Broken.
  earlier,     ///< Given, and absent.
};
inline constexpr std::size_t coverage_kinds = 15;
std::string_view to_string(CoverageKind kind) noexcept;  ///< "answers", "asked_when", ...

struct CoveragePoint {
  enum class State : std::uint8_t {
    covered,
    missing,
    impossible,  ///< Shown: no form reaches it. Not counted.
    undecided,   ///< No form was found, and none was shown not to exist. Counted as missing.
  };
  CoverageKind kind = CoverageKind::answers;
  std::string subject;  ///< What it is about: "gun", "total", "severe".
  std::string side;     ///< "yes", "below", "past at_most", ...
  LocalizedText text;   ///< In words, both languages.
  SourceSpan span;
  State state = State::missing;
  std::optional<std::size_t> example;   ///< The first that reaches it.
  std::optional<std::size_t> proposal;  ///< The proposed example that reaches it.
};

/// An example that the engine proposes. What it expects is what the engine says, so it shows
/// nothing until a person has compared it with the publication.
struct ProposedExample {
  LocalizedText name;
  ExampleForm form;
  std::vector<std::size_t> covers;  ///< Points.
  bool is_spelled_out = false;      ///< Without `others:`, which would hide what it is to show.
};

struct CoverageCount {
  std::size_t covered = 0;
  std::size_t of = 0;  ///< Without what is impossible.
};

struct Coverage {
  InstrumentPtr instrument;
  std::vector<CoveragePoint> points;  ///< By kind, then as declared.
  std::vector<ProposedExample> proposals;

  CoverageCount count() const;
  CoverageCount count(CoverageKind kind) const;
  /// Whole percent, rounded down; 100 where there is nothing to cover.
  static std::size_t percent(const CoverageCount& count) noexcept;
};

/// Runs the examples and says what they reach. Every missing point that a form can reach has a
/// proposal. Work: a diagram for each point that no example reaches, and some hundred scores.
Coverage cover(const InstrumentPtr& instrument);

/// The example as it stands under `examples:`, indented by two, with a comment that a person must
/// confirm what it expects. `others:` is used where that is shorter and shows the same.
std::string proposal_yaml(const InstrumentPtr& instrument, const ProposedExample& proposal,
                          Language language);

}  // namespace v1
}  // namespace vaern

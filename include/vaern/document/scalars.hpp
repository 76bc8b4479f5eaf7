// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What a scalar says: numbers, yes and no, ids, dates, texts.
///
/// Each reader gives the value, or nothing and at least one finding at the scalar that names the
/// very form that was written and what to write instead. None converts quietly: `010`, `1_000`,
/// `"8"` and `true` are findings where a number or a yes is expected, and so is a bare `no` where
/// a text is. Any node may be given; a map or a list is a finding too.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/duration.hpp"
#include "vaern/core/instant.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"

namespace vaern {
inline namespace v1 {

/// A decimal as the language has it: `8`, `-3`, `0.25`; at most 18 digits.
std::optional<Rational> read_decimal(const Node& node, DiagnosticList& findings);

/// The same of a key, which has no quotes to tell it from a text.
std::optional<Rational> read_decimal_key(const Entry& entry, DiagnosticList& findings);

/// A whole number within both ends.
std::optional<std::int64_t> read_integer(const Node& node, DiagnosticList& findings,
                                         std::int64_t lowest = INT64_MIN,
                                         std::int64_t highest = INT64_MAX);

/// `yes` or `no`; in JSON `true` and `false` too, and "yes" and "no".
std::optional<bool> read_yes_no(const Node& node, DiagnosticList& findings);

/// The same without findings: nothing where the scalar is neither.
std::optional<bool> as_yes_no(const Node& node);

/// The same for a number.
std::optional<Rational> as_decimal(const Node& node);

/// An id inside a document: snake_case, at most 64 characters, begins with a letter, not reserved.
std::optional<std::string> read_id(const Node& node, DiagnosticList& findings);

/// The same for an id that is a key. Says whether it is one.
bool check_id(const std::string& id, const SourceSpan& span, DiagnosticList& findings);
inline bool check_id(const Entry& entry, DiagnosticList& findings) {
  return check_id(entry.key, entry.key_span, findings);
}

/// snake_case, at most 64 characters, beginning with a letter; reserved words included.
bool has_id_form(std::string_view text) noexcept;
bool is_reserved_id(std::string_view id) noexcept;

/// An id of a document: kebab-case, at most 64 characters, begins with a letter.
std::optional<std::string> read_document_id(const Node& node, DiagnosticList& findings);
bool has_document_id_form(std::string_view text) noexcept;

/// An id in a case file: letters, digits and hyphens, at most 64 characters.
std::optional<std::string> read_opaque_id(const Node& node, DiagnosticList& findings);

/// ISO 8601, elapsed (PT24H) or civil (P7D).
std::optional<Duration> read_duration(const Node& node, DiagnosticList& findings);
/// A day: 2026-09-10.
std::optional<Date> read_date(const Node& node, DiagnosticList& findings);
/// A day, a month or a year: 2026-09-10, 2026-09, 2026.
std::optional<PartialDate> read_partial_date(const Node& node, DiagnosticList& findings);
/// A moment with its offset: 2026-09-10T10:20+02:00.
std::optional<Instant> read_instant(const Node& node, DiagnosticList& findings);

/// Words, not empty. What YAML readers would take for something else must be in quotes.
std::optional<std::string> read_text_scalar(const Node& node, DiagnosticList& findings);

/// A map from language to text, not empty; see `read_text` in the room `model`, which also wants
/// both languages.
std::optional<LocalizedText> read_localized_text(const Node& node, DiagnosticList& findings);

/// Which of the words is written; another is a finding that lists them.
std::optional<std::size_t> read_word(const Node& node, DiagnosticList& findings,
                                     const std::vector<std::string>& words);

/// The same as a value: `read_choice<Who>(node, findings, {{"person", Who::person}, ...})`.
template <class T>
std::optional<T> read_choice(const Node& node, DiagnosticList& findings,
                             std::initializer_list<std::pair<std::string_view, T>> choices) {
  std::vector<std::string> words;
  words.reserve(choices.size());
  for (const auto& choice : choices) words.emplace_back(choice.first);
  const auto index = read_word(node, findings, words);
  if (!index) return std::nullopt;
  return (choices.begin() + *index)->second;
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a case is asked for, whoever asks: a request or the command line.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vaern/exchange/case_timeline.hpp"

namespace vaern::service::detail {

enum class AnswerFormat : std::uint8_t { text, html, json, svg, ics };
std::optional<AnswerFormat> parse_answer_format(std::string_view word) noexcept;

struct CaseQuestion {
  std::string_view command;  // due, timeline, plan, report.
  AsOf when;
  AnswerFormat format = AnswerFormat::text;  // One that the command has.
  Language language = Language::en;
  std::optional<Instant> since;  // timeline: what has changed since that was known.
};

// Warns of a moment before anything that the case tells: most likely another year was meant, and
// the answer, that nothing is due, would be believed.
void check_moment(const CaseFile& file, const Programme& programme, const AsOf& when,
                  DiagnosticList& findings);

// The file as it is printed. The case must have passed `check_case`.
Result<std::string> case_answer(const CaseFile& file, const Programme& programme,
                                const CaseQuestion& question);

// What has changed in the timeline since `before`, as text, json or ics.
Result<std::string> changes_answer(const CaseTimeline& before, const CaseFile& file,
                                   const Programme& programme, const CaseQuestion& question);

}  // namespace vaern::service::detail

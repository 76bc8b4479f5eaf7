// SPDX-License-Identifier: Apache-2.0
#include "instrument/given.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "instrument/numbers.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

std::string path_of(std::size_t index) { return "/earlier/" + std::to_string(index); }

void check_earlier(const Instrument& model, const std::vector<EarlierAssessment>& given,
                   const std::optional<Date>& assessed, DiagnosticList& findings) {
  if (!given.empty() && !assessed) {
    findings.add_at_path(codes::earlier_without_assessed, "/earlier");
  }
  std::vector<std::string> ids;
  for (const InstrumentScale& scale : model.scales()) ids.push_back(scale.id);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Date& date = given[i].assessed;
    const bool is_again = std::any_of(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i),
                                      [&](const auto& other) { return other.assessed == date; });
    if (is_again) {
      findings.add_at_path(codes::earlier_same_date, path_of(i) + "/assessed",
                           {{"date", date.to_string()}});
    } else if (assessed && date >= *assessed) {
      findings.add_at_path(codes::earlier_not_before, path_of(i) + "/assessed",
                           {{"date", date.to_string()}, {"assessed", assessed->to_string()}});
    }
    for (const auto& [scale, value] : given[i].scales) {
      if (std::find(ids.begin(), ids.end(), scale) != ids.end()) continue;
      Diagnostic& finding =
          findings.add_at_path(codes::earlier_unknown_scale, path_of(i) + "/scales/" + scale,
                               {{"scale", scale}, {"instrument", model.reference()}});
      if (const std::string near = did_you_mean(scale, ids); !near.empty()) {
        finding.help = &notes::did_you_mean;
        finding.help_arguments = {{"candidate", near}};
      }
    }
  }
}

/// Whether a day counts: it and the time together reach the day of the assessment.
bool is_within(const Date& day, const Duration& within, const Date& assessed) {
  try {
    return within.after(day) >= assessed;
  } catch (const std::out_of_range&) {
    return true;  // beyond the last year there is
  }
}

/// The values that count for an input, oldest first.
std::vector<std::pair<Date, Rational>> values_for(const EarlierInput& input,
                                                  const std::vector<EarlierAssessment>& sorted,
                                                  const std::optional<Date>& assessed) {
  std::vector<std::pair<Date, Rational>> values;
  for (const EarlierAssessment& one : sorted) {
    if (input.within && assessed && !is_within(one.assessed, *input.within, *assessed)) continue;
    for (const auto& [scale, value] : one.scales) {
      if (scale == input.of && value) values.emplace_back(one.assessed, *value);
    }
  }
  // Of `last` only the latest is taken, however many might be.
  const std::size_t most = input.take == EarlierTake::last ? 1 : input.last.value_or(values.size());
  if (values.size() > most) {
    values.erase(values.begin(), values.end() - static_cast<std::ptrdiff_t>(most));
  }
  return values;
}

/// Nothing where no value counts. Throws `Overflow` where the values are out of all proportion.
std::optional<Rational> take(const EarlierInput& input,
                             const std::vector<std::pair<Date, Rational>>& values) {
  const Rational count(static_cast<std::int64_t>(values.size()));
  if (input.take == EarlierTake::count) return count;
  if (values.empty()) return std::nullopt;
  if (input.take == EarlierTake::last) return values.back().second;
  Rational result = values.front().second;
  for (std::size_t i = 1; i < values.size(); ++i) {
    const Rational& value = values[i].second;
    result = input.take == EarlierTake::max ? std::max(result, value) : result + value;
  }
  if (input.take == EarlierTake::max) return result;
  result /= count;
  if (!input.rounding) return result;
  return input.from +
         input.step * Rational(((result - input.from) / input.step).round(*input.rounding));
}

void set_earlier(const EarlierInput& input, const EarlierValue& taken, Responses& responses,
                 DiagnosticList& findings) {
  if (!taken.value) return;
  if (const auto code = code_of_number(input.from, input.to, input.step, *taken.value)) {
    responses.answer(input.input, *code);
    return;
  }
  Diagnostic& finding =
      findings.add_at_path(codes::earlier_outside_domain, "/earlier",
                           {{"item", input.id}, {"value", taken.value->to_string()}});
  finding.help = &notes::allowed_are;
  finding.help_arguments = {{"allowed", allowed_numbers(input.from, input.to, input.step)}};
}

void set_norm(const Table& table, const std::optional<Date>& assessed, Responses& responses,
              DiagnosticList& findings) {
  if (!assessed || !table.chosen_by) return;
  if (const auto norm = table.norm_of(*assessed)) {
    responses.answer(*table.chosen_by, *norm);
    return;
  }
  findings.add_at_path(
      codes::no_norm_on_that_day, "/assessed",
      {{"table", table.id}, {"date", assessed->to_string()}, {"days", table.days()}});
}

}  // namespace

std::vector<EarlierAssessment> by_date(std::vector<EarlierAssessment> assessments) {
  std::stable_sort(assessments.begin(), assessments.end(),
                   [](const auto& a, const auto& b) { return a.assessed < b.assessed; });
  return assessments;
}

std::vector<EarlierValue> set_given(const Instrument& model, const ScoreOptions& options,
                                    Responses& responses, DiagnosticList& findings) {
  std::vector<EarlierValue> values;
  const std::size_t before = findings.error_count();
  if (options.earlier) check_earlier(model, *options.earlier, options.assessed, findings);
  const bool is_read = options.earlier && findings.error_count() == before;
  const std::vector<EarlierAssessment> sorted =
      is_read ? by_date(*options.earlier) : std::vector<EarlierAssessment>();
  for (const EarlierInput& input : model.earlier()) {
    responses.leave_out(input.input, MissingReason::not_asked);
    EarlierValue taken;
    taken.id = input.id;
    if (is_read) {
      taken.rests_on = values_for(input, sorted, options.assessed);
      try {
        taken.value = take(input, taken.rests_on);
        set_earlier(input, taken, responses, findings);
      } catch (const Overflow&) {
        findings.add_at_path(codes::earlier_outside_domain, "/earlier",
                             {{"item", input.id}, {"value", "…"}});
      }
    }
    values.push_back(std::move(taken));
  }
  for (const Table& table : model.tables()) {
    if (table.choose != Table::Choose::date || !table.chosen_by) continue;
    responses.leave_out(*table.chosen_by, MissingReason::not_asked);
    set_norm(table, options.assessed, responses, findings);
  }
  return values;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/instrument/items.hpp"

namespace vaern {
inline namespace v1 {

namespace {

/// A decimal, or n/d as records have it.
std::optional<Rational> read_value(const Node& node, DiagnosticList& findings) {
  const bool is_fraction = node.is_scalar() && node.text().find('/') != std::string::npos;
  const auto fraction = is_fraction ? Rational::parse(node.text()) : std::nullopt;
  return fraction ? fraction : read_decimal(node, findings);
}

}  // namespace

std::vector<EarlierAssessment> read_earlier_assessments(const Node& list,
                                                        DiagnosticList& findings) {
  std::vector<EarlierAssessment> assessments;
  if (!expect_list(list, findings)) return assessments;
  for (const Node& node : list.items()) {
    Fields fields(node, findings);
    if (!fields.is_map()) continue;
    EarlierAssessment assessment;
    assessment.span = node.span();
    const Node* day = fields.required("assessed");
    const auto date = day != nullptr ? read_date(*day, findings) : std::nullopt;
    if (const Node* scales = fields.required_map("scales")) {
      for (const Entry& entry : scales->entries()) {
        const bool has_none = entry.value.is_scalar() && entry.value.text() == "none";
        const auto value = has_none ? std::nullopt : read_value(entry.value, findings);
        if (has_none || value) assessment.scales.emplace_back(entry.key, value);
      }
    }
    if (!date) continue;
    assessment.assessed = *date;
    assessment.span = day->span();
    const auto same = std::find_if(
        assessments.begin(), assessments.end(),
        [&](const EarlierAssessment& other) { return other.assessed == assessment.assessed; });
    if (same != assessments.end()) {
      findings.add(codes::earlier_same_date, day->span(), {{"date", date->to_string()}})
          .notes.push_back({&notes::first_here, same->span, {}});
      continue;
    }
    assessments.push_back(std::move(assessment));
  }
  return assessments;
}

}  // namespace v1
}  // namespace vaern

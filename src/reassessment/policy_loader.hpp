// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads a policy: policy_loader.cpp the document, policy_clocks.cpp clocks and intervals,
// policy_overdue.cpp the ladders, policy_limits.cpp when and for how long it holds.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reassessment/policy_data.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// "did you mean", or the list of all that is allowed.
void suggest(Diagnostic& finding, std::string_view word, const std::vector<std::string>& allowed);

// "08:00" as minutes after midnight.
std::optional<int> read_time_of_day(const Node& node, DiagnosticList& findings);
// Only what counts from an assessment or a plan has a window around its date.
bool has_window(std::string_view path);
// A professional role, which may be told of what is overdue.
std::optional<std::string> read_role(const Node& node, DiagnosticList& findings);

// A duration, `{hverdage: 6}`, `{arbejdsdage: 7}` or `{end_of: month}`.
std::optional<IntervalLength> read_length(const Node& node, DiagnosticList& findings);
bool is_length_map(const Node& node);

enum class MetBy { events_or_assessment, events };

// The document of a policy to `Policy::Data`, with all findings at once.
class Loader {
 public:
  explicit Loader(DiagnosticList& findings) : findings_(findings) {}

  std::optional<Policy> load(const Document& document);

 private:
  void read_levels(const Node& node);
  void read_clock(const Entry& entry);
  void read_clock_keys(Fields& fields, Clock& clock);
  void read_kind(Fields& fields, Clock& clock);
  void read_from_event(Fields& fields, Clock& clock);
  void read_duty(Fields& fields, Clock& clock);
  void read_after_level_clock(Fields& fields, Clock& clock);
  void read_after_closing(Fields& fields, Clock& clock);
  void read_before_end(Fields& fields, Clock& clock);
  void read_every(Fields& fields, Clock& clock);
  void read_met_by(Fields& fields, Clock& clock, MetBy which);
  void read_valid(Fields& fields, Clock& clock);
  // A list that says nothing is a finding: it would be read as a key that is not there.
  bool is_empty_list(const Node& node);
  std::vector<PolicyInterval> read_intervals(const Node& node, const std::string& path);
  void read_interval_into(PolicyInterval& interval, const Node* node, std::string path);
  void read_after_level(const Node& node, Clock& clock);
  std::optional<PolicyInterval> read_interval(const Node& node, std::string path,
                                              const PolicyInterval& defaults, bool may_be_zero);
  void read_overdue(const Node& node);
  // policy_limits.cpp
  void read_limits(Fields& fields, Clock& clock);
  void check_limits(const Fields& fields, const Clock& clock);
  void read_window(Fields& fields, const std::optional<IntervalLength>& due,
                   PolicyInterval& interval);
  void read_hours(Fields& fields);
  void check_used(const Fields& fields);
  void read_validity(Fields& fields, const std::optional<ModelHead>& head);
  std::vector<OverdueRung> read_ladder(const Node& node, const std::string& path);
  std::optional<OverdueRung> read_rung(const Node& node, std::string path);
  void name_event(const std::string& event, std::string path, const SourceSpan& span);
  void read_shifts(const Node& node);
  std::optional<std::size_t> find_level(std::string_view level) const;

  DiagnosticList& findings_;
  Policy::Data data_;
  PolicyInterval defaults_;  // provenance of the clock being read
};

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

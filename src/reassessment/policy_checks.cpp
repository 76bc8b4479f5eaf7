// SPDX-License-Identifier: Apache-2.0
// Whether a policy could delay (T5, E1).

#include <algorithm>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/policy_data.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

// No event at this interval is due before one at `longest`. Durations as they compare themselves.
bool is_never_earlier(const IntervalLength& interval, const IntervalLength& longest) {
  if (interval.is_duration() && longest.is_duration()) {
    return interval.duration() >= longest.duration();
  }
  return never_due_later(longest, interval);
}

}  // namespace

void check_order(const Clock& clock, const std::vector<std::string>& levels,
                 DiagnosticList& findings) {
  for (std::size_t i = 1; i < clock.after_level.size(); ++i) {
    const PolicyInterval& lower = clock.after_level[i - 1];
    const PolicyInterval& higher = clock.after_level[i];
    if (never_due_later(higher.length, lower.length)) continue;
    Diagnostic& finding = findings.add(codes::interval_order, higher.span,
                                       {{"higher", levels[i]},
                                        {"higher_interval", higher.length.to_string()},
                                        {"lower", levels[i - 1]},
                                        {"lower_interval", lower.length.to_string()}});
    finding.notes.push_back({&notes::declared_here, lower.span, {}});
  }
  if (clock.after_level.empty() || clock.no_level.path.empty()) return;
  const PolicyInterval& highest = clock.after_level.back();
  if (!never_due_later(clock.no_level.length, highest.length)) {
    findings.add(codes::no_level_is_slow, clock.no_level.span,
                 {{"interval", clock.no_level.length.to_string()},
                  {"highest_interval", highest.length.to_string()},
                  {"highest", levels.back()}});
  }
  const IntervalLength& longest = clock.after_level.front().length;
  for (const Clock::OnEvent& on : clock.on_event) {
    if (is_never_earlier(on.interval.length, longest)) {
      findings.add(codes::event_never_speeds_up, on.interval.span,
                   {{"interval", on.interval.length.to_string()},
                    {"event", on.event},
                    {"lowest_interval", longest.to_string()}});
    }
  }
}

void check_met_by(const Clock& clock, const Node& node, DiagnosticList& findings) {
  if (clock.met_by.empty()) return;
  const auto refuse = [&](const std::string& event, std::string_view key) {
    if (std::find(clock.met_by.begin(), clock.met_by.end(), event) == clock.met_by.end()) return;
    findings.add(codes::met_by_its_start, node.find("met_by")->span(),
                 {{"clock", clock.id}, {"event", event}, {"key", std::string(key)}});
  };
  refuse(clock.from, "from");
  refuse(clock.before_end, "before_end");
  for (const Clock::OnEvent& on : clock.on_event) refuse(on.event, "on_event");
}

void check_urgent(const std::vector<Clock>& all, const Node& clocks, DiagnosticList& findings) {
  const auto is_made_urgent_by = [](const Clock& other, const std::string& event) {
    if (other.kind == Clock::Kind::from_event && other.met_by.empty()) return other.from == event;
    return std::any_of(other.on_event.begin(), other.on_event.end(),
                       [&event](const Clock::OnEvent& on) { return on.event == event; });
  };
  for (const Clock& clock : all) {
    const bool comes_again =
        clock.kind == Clock::Kind::after_level || clock.kind == Clock::Kind::every_shift;
    if (!comes_again) continue;
    for (const std::string& event : clock.met_by) {
      const auto other = std::find_if(all.begin(), all.end(), [&](const Clock& each) {
        return each.id != clock.id && is_made_urgent_by(each, event);
      });
      if (other == all.end()) continue;
      Diagnostic& finding =
          findings.add(codes::met_by_what_is_urgent, clocks.find(clock.id)->find("met_by")->span(),
                       {{"clock", clock.id}, {"event", event}, {"other", other->id}});
      finding.notes.push_back({&notes::declared_here, other->span, {}});
    }
  }
}

void check_satisfied_by(const Node& node, const Condition& condition, DiagnosticList& findings) {
  bool ever = false;
  for (const bool judged : {false, true}) {
    for (const bool one_level : {false, true}) {
      ever = ever || holds(condition, true, judged, one_level);
    }
  }
  if (!ever) findings.add(codes::never_satisfied, node.span());
  bool lost_by_judging = false;
  bool lost_by_certainty = false;
  for (const bool other : {false, true}) {
    lost_by_judging = lost_by_judging || (holds(condition, true, false, other) &&
                                          !holds(condition, true, true, other));
    lost_by_certainty = lost_by_certainty || (holds(condition, true, other, false) &&
                                              !holds(condition, true, other, true));
  }
  if (lost_by_judging) {
    findings.add(codes::satisfied_by_less, node.span(), {{"name", "judged"}});
  }
  if (lost_by_certainty) {
    findings.add(codes::satisfied_by_less, node.span(), {{"name", "range_is_one_level"}});
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

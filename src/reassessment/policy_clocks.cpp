// SPDX-License-Identifier: Apache-2.0
// The clocks of a policy.

#include <algorithm>
#include <array>
#include <utility>

#include "diagnostics/codes/model.hpp"
#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/policy_loader.hpp"
#include "vaern/expression/read.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

void Loader::name_event(const std::string& event, std::string path, const SourceSpan& span) {
  const bool known = std::any_of(data_.events.begin(), data_.events.end(),
                                 [&](const Clock::OnEvent& on) { return on.event == event; });
  if (known) return;
  PolicyInterval place;
  place.path = std::move(path);
  place.span = span;
  data_.events.push_back({event, std::move(place)});
}

void Loader::read_after_level(const Node& node, Clock& clock) {
  const std::string path = "clocks." + clock.id + ".after_level.";
  std::vector<std::optional<PolicyInterval>> intervals(data_.levels.size());
  std::vector<bool> written(data_.levels.size(), false);
  for (const Entry& entry : node.entries()) {
    const auto level = find_level(entry.key);
    if (!level && !data_.levels.empty()) {
      Diagnostic& finding =
          findings_.add(codes::unknown_policy_level, entry.key_span, {{"level", entry.key}});
      suggest(finding, entry.key, data_.levels);
    }
    auto interval = read_interval(entry.value, path + entry.key, defaults_, false);
    if (!level) continue;
    written[*level] = true;
    intervals[*level] = std::move(interval);
  }
  bool complete = true;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    if (!written[i]) {
      findings_.add(codes::level_without_interval, node.key_span(),
                    {{"clock", clock.id}, {"level", data_.levels[i]}});
    }
    complete = complete && intervals[i].has_value();
  }
  if (!complete) return;
  for (auto& interval : intervals) clock.after_level.push_back(*std::move(interval));
}

void Loader::read_clock_keys(Fields& fields, Clock& clock) {
  struct Key {
    const char* name;
    Clock::Kind kind;
  };
  static constexpr std::array<Key, 14> keys{{
      {"from", Clock::Kind::from_event},
      {"within", Clock::Kind::from_event},
      {"counts_from", Clock::Kind::from_event},
      {"ends_with_case", Clock::Kind::from_event},
      {"after_level", Clock::Kind::after_level},
      {"no_level", Clock::Kind::after_level},
      {"on_event", Clock::Kind::after_level},
      {"satisfied_by", Clock::Kind::after_level},
      {"step_down_after", Clock::Kind::after_level},
      {"after_plan", Clock::Kind::after_plan},
      {"after_closing", Clock::Kind::after_closing},
      {"before_end", Clock::Kind::before_end},
      {"remind", Clock::Kind::before_end},
      {"every", Clock::Kind::every_shift},
  }};
  const Key* first = nullptr;
  const Key* second = nullptr;
  for (const Key& key : keys) {
    if (!fields.has(key.name)) continue;
    if (first == nullptr) first = &key;
    if (second == nullptr && key.kind != first->kind) second = &key;
  }
  if (first == nullptr || second != nullptr) {
    for (const Key& key : keys) fields.allow(key.name);
    for (const char* key : {"met_by", "valid"}) fields.allow(key);
    if (first == nullptr) {
      findings_.add(codes::clock_without_interval, clock.span, {{"clock", clock.id}});
    } else {
      const Node* other = fields.node().find(second->name);
      findings_.add(codes::clock_of_two_kinds, other->key_span(),
                    {{"clock", clock.id}, {"first", first->name}, {"second", second->name}});
    }
    return;
  }
  clock.kind = first->kind;
  read_kind(fields, clock);
  check_met_by(clock, fields.node(), findings_);
}

void Loader::read_kind(Fields& fields, Clock& clock) {
  switch (clock.kind) {
    case Clock::Kind::from_event:
      read_from_event(fields, clock);
      read_valid(fields, clock);
      break;
    case Clock::Kind::after_level:
      read_after_level_clock(fields, clock);
      break;
    case Clock::Kind::after_plan:
      read_interval_into(clock.after_plan, fields.required("after_plan"),
                         "clocks." + clock.id + ".after_plan");
      break;
    case Clock::Kind::after_closing:
      read_after_closing(fields, clock);
      read_valid(fields, clock);
      break;
    case Clock::Kind::before_end:
      read_before_end(fields, clock);
      read_valid(fields, clock);
      break;
    case Clock::Kind::every_shift:
      read_every(fields, clock);
      break;
  }
  const Node* valid = fields.node().find("valid");
  if (valid == nullptr || clock.kind == Clock::Kind::from_event ||
      clock.kind == Clock::Kind::after_closing || clock.kind == Clock::Kind::before_end) {
    return;
  }
  fields.allow("valid");
  findings_.add(codes::valid_ends_what_is_due, valid->key_span(), {{"clock", clock.id}});
}

void Loader::read_from_event(Fields& fields, Clock& clock) {
  const std::string path = "clocks." + clock.id + ".";
  const auto from = fields.required("from", read_id);
  // A duty may be due at once: what meets it is not what starts it again.
  if (const Node* within = fields.required("within")) {
    const bool may_be_zero = fields.has("met_by");
    if (auto interval = read_interval(*within, path + "within", defaults_, may_be_zero)) {
      clock.within = *std::move(interval);
    }
  }
  if (from) {
    clock.from = *from;
    name_event(*from, path + "from", fields.node().find("from")->span());
  }
  read_met_by(fields, clock, MetBy::events_or_assessment);
  read_duty(fields, clock);
}

// What only a duty has: one that is met by a deed, and belongs to the case and to no assessment.
void Loader::read_duty(Fields& fields, Clock& clock) {
  const auto counts_from =
      fields.optional("counts_from", [](const Node& node, DiagnosticList& findings) {
        return read_word(node, findings, {"known", "occurred"});
      });
  const auto ends = fields.optional("ends_with_case", read_yes_no);
  if (!clock.met_by.empty()) {
    clock.from_occurred = counts_from == std::size_t{1};
    clock.ends_with_case = ends.value_or(!defaults_.statutory);
    return;
  }
  for (const char* key : {"counts_from", "ends_with_case"}) {
    const Node* node = fields.node().find(key);
    if (node == nullptr) continue;
    findings_.add(codes::key_of_a_duty, node->key_span(), {{"clock", clock.id}, {"key", key}});
  }
}

void Loader::read_after_level_clock(Fields& fields, Clock& clock) {
  const std::string path = "clocks." + clock.id + ".";
  if (const Node* levels = fields.required_map("after_level")) {
    if (data_.has_levels) {
      read_after_level(*levels, clock);
    } else {
      findings_.add(codes::clock_needs_levels, levels->key_span(), {{"clock", clock.id}});
    }
  }
  read_interval_into(clock.no_level, fields.required("no_level"), path + "no_level");
  if (const Node* events = fields.optional_map("on_event")) {
    for (const Entry& entry : events->entries()) {
      const bool is_id = check_id(entry, findings_);
      auto interval = read_interval(entry.value, path + "on_event." + entry.key, defaults_, true);
      if (!is_id || !interval) continue;
      name_event(entry.key, interval->path, entry.key_span);
      clock.on_event.push_back({entry.key, *std::move(interval)});
    }
  }
  read_met_by(fields, clock, MetBy::events_or_assessment);
  if (const Node* node = fields.optional("satisfied_by")) {
    clock.satisfied_by = read_condition(*node, SatisfiedNames(), Profile::situation, findings_);
    if (clock.satisfied_by) check_satisfied_by(*node, *clock.satisfied_by, findings_);
    if (!clock.met_by.empty()) {
      findings_.add(codes::satisfied_by_beside_met_by, node->key_span(), {{"clock", clock.id}});
    }
  }
  check_order(clock, data_.levels, findings_);
}

void Loader::read_after_closing(Fields& fields, Clock& clock) {
  const std::string path = "clocks." + clock.id + ".after_closing";
  const Node* node = fields.required("after_closing");
  if (node != nullptr && !is_empty_list(*node)) clock.after_closing = read_intervals(*node, path);
  read_met_by(fields, clock, MetBy::events);
}

void Loader::read_before_end(Fields& fields, Clock& clock) {
  const std::string path = "clocks." + clock.id + ".";
  if (const auto event = fields.required("before_end", read_id)) {
    clock.before_end = *event;
    name_event(*event, path + "before_end", fields.node().find("before_end")->span());
  }
  const Node* node = fields.required("remind");
  if (node != nullptr && !is_empty_list(*node)) {
    clock.remind = read_intervals(*node, path + "remind");
    for (const PolicyInterval& interval : clock.remind) {
      if (interval.length.is_duration() && interval.length.duration().is_civil()) continue;
      findings_.add(codes::reminder_not_civil, interval.span,
                    {{"interval", interval.length.to_string()}});
    }
  }
  read_met_by(fields, clock, MetBy::events);
}

void Loader::read_every(Fields& fields, Clock& clock) {
  clock.every = defaults_;
  clock.every.length = IntervalLength(IntervalLength::Unit::shift, 0);
  clock.every.path = "clocks." + clock.id + ".every";
  if (const Node* node = fields.required("every")) {
    clock.every.span = node->span();
    if (read_word(*node, findings_, {"shift"}) && !data_.has_shifts) {
      findings_.add(codes::no_shifts, node->span(), {{"clock", clock.id}});
    }
  }
  read_met_by(fields, clock, MetBy::events_or_assessment);
}

void Loader::read_met_by(Fields& fields, Clock& clock, MetBy which) {
  const Node* node = which == MetBy::events ? fields.required("met_by") : fields.optional("met_by");
  if (node == nullptr) return;
  if (which == MetBy::events_or_assessment && node->is_scalar() && node->text() == "assessment") {
    return;
  }
  const std::string path = "clocks." + clock.id + ".met_by";
  const auto read_kind_of_event = [&](const Node& item,
                                      DiagnosticList& findings) -> std::optional<std::string> {
    auto kind = read_id(item, findings);
    if (!kind) return std::nullopt;
    if (*kind == "assessment") {
      findings.add(codes::assessment_among_events, item.span(), {{"clock", clock.id}});
      return std::nullopt;
    }
    name_event(*kind, path, item.span());
    return kind;
  };
  if (is_empty_list(*node)) return;
  clock.met_by = read_one_or_more(*node, findings_, read_kind_of_event);
}

void Loader::read_valid(Fields& fields, Clock& clock) {
  const Node* node = fields.optional("valid");
  if (node == nullptr) return;
  clock.valid = vaern::read_validity(*node, findings_);
  if (!clock.valid || !clock.valid->from || !clock.valid->until ||
      *clock.valid->from <= *clock.valid->until) {
    return;
  }
  findings_.add(codes::head_dates_in_wrong_order, node->find("until")->span(),
                {{"first", "valid/from"},
                 {"first_date", clock.valid->from->to_string()},
                 {"second", "valid/until"},
                 {"second_date", clock.valid->until->to_string()}});
}

void Loader::read_clock(const Entry& entry) {
  check_id(entry, findings_);
  Clock clock;
  clock.id = entry.key;
  clock.span = entry.key_span;
  Fields fields(entry.value, findings_);
  if (!fields.is_map()) return;
  if (auto text = fields.optional("text", read_text)) clock.text = *std::move(text);
  Provenance provenance = read_provenance(fields);
  defaults_ = PolicyInterval();
  defaults_.source = std::move(provenance.source);
  defaults_.verified = provenance.verified;
  defaults_.proposed = fields.optional("proposed", read_yes_no).value_or(false);
  defaults_.statutory = fields.optional("statutory", read_yes_no).value_or(false);
  if (defaults_.proposed && defaults_.statutory) {
    findings_.add(codes::proposed_and_statutory, clock.span, {{"clock", clock.id}});
  }
  read_limits(fields, clock);
  read_clock_keys(fields, clock);
  check_limits(fields, clock);
  data_.clocks.push_back(std::move(clock));
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

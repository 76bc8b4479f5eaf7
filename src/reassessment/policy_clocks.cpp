// SPDX-License-Identifier: Apache-2.0
// The clocks of a policy and their intervals.

#include <algorithm>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/policy_loader.hpp"
#include "vaern/expression/read.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

std::optional<PolicyInterval> Loader::read_interval(const Node& node, std::string path,
                                                    const PolicyInterval& defaults,
                                                    bool may_be_zero) {
  PolicyInterval interval = defaults;
  interval.path = std::move(path);
  interval.span = node.span();
  std::optional<Duration> length;
  if (node.is_mapping()) {
    Fields fields(node, findings_);
    const Node* value = fields.required("value");
    if (value != nullptr) {
      length = read_duration(*value, findings_);
      interval.span = value->span();
    }
    Provenance provenance = read_provenance(fields);
    if (!provenance.source.empty()) interval.source = std::move(provenance.source);
    if (provenance.verified) interval.verified = provenance.verified;
  } else {
    length = read_duration(node, findings_);
  }
  if (!length) return std::nullopt;
  interval.length = *length;
  if (!may_be_zero && length->is_zero()) {
    findings_.add(codes::zero_interval, interval.span,
                  {{"path", interval.path}, {"interval", length->to_string()}});
  }
  return interval;
}

void Loader::name_event(const std::string& event, const PolicyInterval& interval) {
  const bool known = std::any_of(data_.events.begin(), data_.events.end(),
                                 [&](const Clock::OnEvent& on) { return on.event == event; });
  if (!known) data_.events.push_back({event, interval});
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
  const std::string path = "clocks." + clock.id + ".";
  struct Key {
    const char* name;
    Clock::Kind kind;
  };
  static constexpr Key keys[] = {
      {"from", Clock::Kind::from_event},         {"within", Clock::Kind::from_event},
      {"after_level", Clock::Kind::after_level}, {"no_level", Clock::Kind::after_level},
      {"on_event", Clock::Kind::after_level},    {"satisfied_by", Clock::Kind::after_level},
      {"after_plan", Clock::Kind::after_plan},   {"step_down_after", Clock::Kind::after_level},
  };
  const Key* first = nullptr;
  const Key* second = nullptr;
  for (const Key& key : keys) {
    if (!fields.has(key.name)) continue;
    if (first == nullptr) first = &key;
    if (second == nullptr && key.kind != first->kind) second = &key;
  }
  if (first == nullptr || second != nullptr) {
    for (const Key& key : keys) fields.allow(key.name);
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
  switch (clock.kind) {
    case Clock::Kind::from_event: {
      const auto from = fields.required("from", read_id);
      const Node* within = fields.required("within");
      if (within != nullptr) {
        if (auto interval = read_interval(*within, path + "within", defaults_, false)) {
          clock.within = *std::move(interval);
        }
      }
      if (from) {
        clock.from = *from;
        PolicyInterval named = clock.within;
        named.path = path + "from";
        named.span = fields.node().find("from")->span();
        name_event(*from, named);
      }
      break;
    }
    case Clock::Kind::after_level: {
      if (const Node* levels = fields.required_map("after_level")) read_after_level(*levels, clock);
      if (const Node* node = fields.required("no_level")) {
        if (auto interval = read_interval(*node, path + "no_level", defaults_, false)) {
          clock.no_level = *std::move(interval);
        }
      }
      if (const Node* events = fields.optional_map("on_event")) {
        for (const Entry& entry : events->entries()) {
          const bool is_id = check_id(entry, findings_);
          auto interval =
              read_interval(entry.value, path + "on_event." + entry.key, defaults_, true);
          if (!is_id || !interval) continue;
          PolicyInterval named = *interval;
          named.span = entry.key_span;
          name_event(entry.key, named);
          clock.on_event.push_back({entry.key, *std::move(interval)});
        }
      }
      if (const Node* node = fields.optional("satisfied_by")) {
        clock.satisfied_by = read_condition(*node, SatisfiedNames(), Profile::situation, findings_);
        if (clock.satisfied_by) check_satisfied_by(*node, *clock.satisfied_by, findings_);
      }
      check_order(clock, data_.levels, findings_);
      break;
    }
    case Clock::Kind::after_plan:
      if (const Node* node = fields.required("after_plan")) {
        if (auto interval = read_interval(*node, path + "after_plan", defaults_, false)) {
          clock.after_plan = *std::move(interval);
        }
      }
      break;
  }
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
  data_.clocks.push_back(std::move(clock));
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

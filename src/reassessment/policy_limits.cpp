// SPDX-License-Identifier: Apache-2.0
// What a clock may be held back by, when the office is open, and when the policy is in force.

#include <algorithm>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/policy_loader.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

constexpr std::int64_t longest_row = 20;

const std::vector<std::string>& weekday_words() {
  static const std::vector<std::string> words{"monday", "tuesday",  "wednesday", "thursday",
                                              "friday", "saturday", "sunday"};
  return words;
}

}  // namespace

std::optional<int> read_time_of_day(const Node& node, DiagnosticList& findings) {
  const std::string text = node.is_scalar() ? node.text() : std::string();
  const auto digit = [&text](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4)) {
    const int hours = (text[0] - '0') * 10 + (text[1] - '0');
    const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
    if (minutes < 60 && hours < 24) return hours * 60 + minutes;
  }
  findings.add(codes::not_a_time_of_day, node.span(), {{"text", text}});
  return std::nullopt;
}

bool has_window(std::string_view path) {
  return path.find(".after_level.") != std::string_view::npos || path.ends_with(".after_plan");
}

void Loader::check_limits(const Fields& fields, const Clock& clock) {
  if (clock.step_down_after == 1 || clock.met_by.empty()) return;
  findings_.add(codes::step_down_beside_met_by, fields.node().find("step_down_after")->key_span(),
                {{"clock", clock.id}});
}

namespace {

// The hours may end with the day.
std::optional<int> read_end_of_hours(const Node& node, DiagnosticList& findings) {
  if (node.is_scalar() && node.text() == "24:00") return 24 * 60;
  return read_time_of_day(node, findings);
}

}  // namespace

void Loader::read_limits(Fields& fields, Clock& clock) {
  if (auto longest = fields.optional("may_suspend", read_duration)) {
    clock.may_suspend = *longest;
    if (defaults_.statutory) {
      findings_.add(codes::suspend_statutory, fields.node().find("may_suspend")->key_span(),
                    {{"clock", clock.id}});
    }
  }
  if (const Node* count = fields.optional("step_down_after")) {
    if (const auto value = read_integer(*count, findings_, 1, longest_row)) {
      clock.step_down_after = static_cast<int>(*value);
    }
  }
}

void Loader::read_window(Fields& fields, const std::optional<IntervalLength>& due,
                         PolicyInterval& interval) {
  interval.earliest = fields.optional("earliest", read_length);
  interval.latest = fields.optional("latest", read_length);
  if (!due) return;
  const auto in_order = [&](const char* first, const IntervalLength& a, const char* second,
                            const IntervalLength& b) {
    if (never_due_later(a, b)) return;
    const Node* place = fields.node().find(first);
    findings_.add(codes::window_out_of_order, place != nullptr ? place->span() : interval.span,
                  {{"first", first},
                   {"first_interval", a.to_string()},
                   {"second", second},
                   {"second_interval", b.to_string()}});
  };
  const char* own = fields.has("due") ? "due" : "value";
  if (interval.earliest) in_order("earliest", *interval.earliest, own, *due);
  if (interval.latest) in_order(own, *due, "latest", *interval.latest);
  // Without `proposed` no later date ever counts (T7).
  if (interval.latest && !interval.proposed) {
    findings_.add(codes::latest_never_counts, fields.node().find("latest")->key_span(),
                  {{"path", interval.path}});
  }
}

void Loader::read_hours(Fields& fields) {
  if (const Node* node = fields.optional_map("hours")) {
    Fields hours(*node, findings_);
    OfficeHours office;
    if (const Node* days = hours.required_list("days")) {
      is_empty_list(*days);
      for (const Node& day : days->items()) {
        const auto index = read_word(day, findings_, weekday_words());
        if (index) office.days[*index] = true;
      }
    }
    const auto from = hours.required("from", read_time_of_day);
    const auto to = hours.required("to", read_end_of_hours);
    if (from && to) {
      office.from = *from;
      office.to = *to;
      if (*to <= *from) {
        findings_.add(codes::hours_out_of_order, node->find("to")->span(),
                      {{"from", node->find("from")->text()}, {"to", node->find("to")->text()}});
      }
    }
    data_.hours = office;
  }
  if (const Node* roles = fields.optional("on_duty")) {
    if (!is_empty_list(*roles)) data_.on_duty = read_one_or_more(*roles, findings_, read_role);
    if (!fields.has("hours")) findings_.add(codes::on_duty_without_hours, roles->key_span());
  }
}

// What is written and asked for by nothing else in the policy.
void Loader::check_used(const Fields& fields) {
  const auto is_every_shift = [](const Clock& clock) {
    return clock.kind == Clock::Kind::every_shift;
  };
  const Node* shifts = fields.node().find("shifts");
  if (shifts != nullptr && std::none_of(data_.clocks.begin(), data_.clocks.end(), is_every_shift)) {
    findings_.add(codes::shifts_unused, shifts->key_span());
  }
  if (fields.has("hours") && !fields.has("on_duty")) {
    findings_.add(codes::hours_unused, fields.node().find("hours")->key_span());
  }
  if (const Node* valid = fields.node().find("valid")) {
    findings_.add(codes::valid_of_a_policy, valid->key_span());
  }
}

void Loader::read_validity(Fields& fields, const std::optional<ModelHead>& head) {
  if (const Node* node = fields.optional_map("in_force")) {
    Fields days(*node, findings_);
    const auto from = days.required("from", read_date);
    const auto until = days.optional("until", read_date);
    if (from) data_.in_force = InForce{*from, until, node->key_span()};
    if (from && until && *until < *from) {
      findings_.add(codes::in_force_out_of_order, node->find("until")->span(),
                    {{"from", from->to_string()}, {"until", until->to_string()}});
    }
  }
  if (const Node* node = fields.optional("migrate")) {
    if (const auto word = read_word(*node, findings_, {"at_once", "at_next_assessment"})) {
      data_.migrate = static_cast<Migrate>(*word);
    }
    if (!data_.has_levels) {
      findings_.add(codes::migrate_of_duties, node->key_span());
    } else if (head && !head->supersedes) {
      findings_.add(codes::migrate_without_supersedes, node->key_span());
    } else if (data_.migrate == Migrate::at_next_assessment && !fields.has("in_force")) {
      findings_.add(codes::migrate_without_day, node->key_span());
    }
  }
}

void add_limits(FingerprintBuilder& meaning, const Policy::Data& data) {
  for (const Clock& clock : data.clocks) {
    if (clock.step_down_after != 1) {
      meaning.begin("step_down_after").add(clock.id).add(std::int64_t{clock.step_down_after}).end();
    }
    const auto add_window = [&](const PolicyInterval& interval) {
      if (!interval.earliest && !interval.latest) return;
      meaning.begin("window").add(interval.path);
      meaning.add(interval.earliest ? interval.earliest->to_string() : std::string());
      meaning.add(interval.latest ? interval.latest->to_string() : std::string()).end();
    };
    for (const PolicyInterval& interval : clock.after_level) add_window(interval);
    for (const Clock::OnEvent& on : clock.on_event) add_window(on.interval);
    for (const PolicyInterval& interval : clock.after_closing) add_window(interval);
    for (const PolicyInterval& interval : clock.remind) add_window(interval);
    for (const PolicyInterval* interval : {&clock.within, &clock.no_level, &clock.after_plan}) {
      add_window(*interval);
    }
    if (clock.may_suspend) {
      meaning.begin("may_suspend").add(clock.id).add(clock.may_suspend->to_string()).end();
    }
  }
  if (data.hours) {
    meaning.begin("hours").add(std::int64_t{data.hours->from}).add(std::int64_t{data.hours->to});
    for (const bool is_open : data.hours->days) meaning.add(std::int64_t{is_open});
    meaning.end();
  }
  if (!data.on_duty.empty()) {
    meaning.begin("on_duty");
    for (const std::string& role : data.on_duty) meaning.add(role);
    meaning.end();
  }
  if (data.in_force) {
    meaning.begin("in_force").add(data.in_force->from.to_string());
    meaning.add(data.in_force->until ? data.in_force->until->to_string() : std::string()).end();
  }
  if (data.migrate != Migrate::at_once) meaning.begin("migrate").add("at_next_assessment").end();
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

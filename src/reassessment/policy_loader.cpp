// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/policy_data.hpp"
#include "vaern/case_file/words.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/expression/read.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using reassessment::detail::check_order;
using reassessment::detail::check_satisfied_by;
using reassessment::detail::SatisfiedNames;

Arguments list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return {{"allowed", text}};
}

// "did you mean", or the list of all that is allowed.
void suggest(Diagnostic& finding, std::string_view word, const std::vector<std::string>& allowed) {
  const std::string candidate = did_you_mean(word, allowed);
  if (!candidate.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", candidate}};
  } else {
    finding.help = &notes::allowed_are;
    finding.help_arguments = list_of(allowed);
  }
}

class Loader {
 public:
  explicit Loader(DiagnosticList& findings) : findings_(findings) {}

  std::optional<Policy> load(const Document& document);

 private:
  void read_levels(const Node& node);
  void read_clock(const Entry& entry);
  void read_clock_keys(Fields& fields, Clock& clock);
  void read_after_level(const Node& node, Clock& clock);
  std::optional<PolicyInterval> read_interval(const Node& node, std::string path,
                                              const PolicyInterval& defaults, bool may_be_zero);
  void read_overdue(const Node& node);
  std::vector<OverdueRung> read_ladder(const Node& node, const std::string& path);
  std::optional<OverdueRung> read_rung(const Node& node, std::string path);
  void name_event(const std::string& event, const PolicyInterval& interval);
  std::optional<std::size_t> find_level(std::string_view level) const;

  DiagnosticList& findings_;
  Policy::Data data_;
  PolicyInterval defaults_;  // provenance of the clock being read
};

std::optional<std::size_t> Loader::find_level(std::string_view level) const {
  const auto at = std::find(data_.levels.begin(), data_.levels.end(), level);
  if (at == data_.levels.end()) return std::nullopt;
  return static_cast<std::size_t>(at - data_.levels.begin());
}

void Loader::read_levels(const Node& node) {
  data_.levels_span = node.key_span();
  for (const Node& item : node.items()) {
    const auto level = read_id(item, findings_);
    if (!level) continue;
    if (find_level(*level)) {
      findings_.add(codes::policy_level_twice, item.span(), {{"level", *level}});
    } else {
      data_.levels.push_back(*level);
    }
  }
  const std::size_t count = node.items().size();
  if (count == 0 || count > 64) {
    findings_.add(codes::policy_without_levels, node.key_span(),
                  {{"count", std::to_string(count)}});
  }
}

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
      {"after_plan", Clock::Kind::after_plan},
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
  read_clock_keys(fields, clock);
  data_.clocks.push_back(std::move(clock));
}

std::optional<OverdueRung> Loader::read_rung(const Node& node, std::string path) {
  static const std::vector<std::string> professionals(
      role_words.begin() + static_cast<std::ptrdiff_t>(Role::assessor), role_words.end());
  Fields fields(node, findings_);
  if (!fields.is_map()) return std::nullopt;
  OverdueRung rung;
  rung.path = std::move(path);
  rung.span = node.span();
  const auto after = fields.required("after", read_duration);
  if (after) rung.after = *after;
  if (const Node* tell = fields.required("tell")) {
    const auto read_role = [](const Node& item, DiagnosticList& findings) {
      auto role = read_id(item, findings);
      if (role &&
          std::find(professionals.begin(), professionals.end(), *role) == professionals.end()) {
        Diagnostic& finding =
            findings.add(codes::tell_not_a_professional, item.span(), {{"role", *role}});
        suggest(finding, *role, professionals);
      }
      return role;
    };
    rung.tell = read_one_or_more(*tell, findings_, read_role);
  }
  if (!after) return std::nullopt;
  return rung;
}

std::vector<OverdueRung> Loader::read_ladder(const Node& node, const std::string& path) {
  std::vector<OverdueRung> ladder;
  if (!expect_list(node, findings_)) return ladder;
  std::size_t index = 0;
  for (const Node& item : node.items()) {
    if (auto rung = read_rung(item, path + "[" + std::to_string(index) + "]")) {
      ladder.push_back(*std::move(rung));
    }
    ++index;
  }
  return ladder;
}

void Loader::read_overdue(const Node& node) {
  std::vector<std::string> allowed = data_.levels;
  allowed.emplace_back("any");
  for (const Entry& entry : node.entries()) {
    auto ladder = read_ladder(entry.value, "overdue." + entry.key);
    if (entry.key == "any") {
      data_.overdue_any = std::move(ladder);
    } else if (const auto level = find_level(entry.key)) {
      data_.overdue[*level] = std::move(ladder);
    } else if (!data_.levels.empty()) {
      Diagnostic& finding =
          findings_.add(codes::unknown_policy_level, entry.key_span, {{"level", entry.key}});
      suggest(finding, entry.key, allowed);
    }
  }
}

std::optional<Policy> Loader::load(const Document& document) {
  const std::size_t errors_before = findings_.error_count();
  Fields fields(document.root, findings_);
  if (!fields.is_map()) return std::nullopt;
  auto head = read_head(fields, findings_);
  if (head && head->kind != Kind::policy) {
    findings_.add(codes::not_a_policy, head->span, {{"kind", std::string(to_string(head->kind))}});
    for (const Entry& entry : document.root.entries()) fields.allow(entry.key);
    return std::nullopt;
  }
  if (const Node* levels = fields.required_list("levels")) read_levels(*levels);
  data_.overdue.resize(data_.levels.size());

  if (const Node* node = fields.required("time_zone")) {
    if (const auto name = read_text_scalar(*node, findings_)) {
      data_.zone = Zone::find(*name);
      if (data_.zone == nullptr) {
        Diagnostic& finding =
            findings_.add(codes::unknown_time_zone, node->span(), {{"zone", *name}});
        const std::string candidate = did_you_mean(*name, Zone::names());
        if (!candidate.empty()) {
          finding.help = &notes::did_you_mean;
          finding.help_arguments = {{"candidate", candidate}};
        }
      }
    }
  }
  if (auto reference = fields.required("calendar", read_reference)) {
    data_.calendar = *std::move(reference);
  }
  if (const Node* clocks = fields.required_map("clocks")) {
    for (const Entry& entry : clocks->entries()) read_clock(entry);
    if (clocks->entries().empty()) {
      findings_.add(codes::no_clocks, clocks->key_span());
    } else if (std::none_of(
                   clocks->entries().begin(), clocks->entries().end(),
                   [](const Entry& entry) { return entry.value.find("after_level") != nullptr; })) {
      findings_.add(codes::no_clock_after_level, clocks->key_span());
    }
  }
  if (const Node* overdue = fields.optional_map("overdue")) read_overdue(*overdue);
  for (std::size_t i = 0; i < data_.levels.size(); ++i) {
    if (data_.overdue[i].empty() && data_.overdue_any.empty()) {
      const Node* overdue = document.root.find("overdue");
      findings_.add(codes::nobody_is_told,
                    overdue != nullptr ? overdue->key_span() : data_.levels_span,
                    {{"level", data_.levels[i]}});
    }
  }
  fields.finish();
  if (!head || findings_.error_count() != errors_before) return std::nullopt;
  data_.head = *std::move(head);
  reassessment::detail::set_fingerprints(data_);
  return Policy(std::make_shared<const Policy::Data>(std::move(data_)));
}

}  // namespace

std::optional<Policy> load_policy(const Document& document, DiagnosticList& findings) {
  return Loader(findings).load(document);
}

}  // namespace v1
}  // namespace vaern

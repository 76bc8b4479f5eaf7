// SPDX-License-Identifier: Apache-2.0
#include "reassessment/policy_loader.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

Arguments list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return {{"allowed", text}};
}

}  // namespace

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

// In the order of the day, so that one who reads them sees which comes next.
void Loader::read_shifts(const Node& node) {
  for (const Entry& entry : node.entries()) {
    check_id(entry, findings_);
    const auto from = read_time_of_day(entry.value, findings_);
    if (!from) continue;
    if (!data_.shifts.empty() && data_.shifts.back().from >= *from) {
      findings_.add(codes::shifts_out_of_order, entry.value.span(),
                    {{"shift", entry.key}, {"other", data_.shifts.back().id}});
      return;  // the rest would be held against a wrong one
    }
    data_.shifts.push_back({entry.key, *from});
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
  data_.has_levels = fields.has("levels");
  if (const Node* levels = fields.optional_list("levels")) read_levels(*levels);
  data_.overdue.resize(data_.levels.size());
  if (head && !data_.has_levels) data_.levels_span = head->span;
  if (const Node* shifts = fields.optional_map("shifts")) {
    data_.has_shifts = !shifts->entries().empty();
    read_shifts(*shifts);
  }

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
    check_urgent(data_.clocks, *clocks, findings_);
    if (clocks->entries().empty()) {
      findings_.add(codes::no_clocks, clocks->key_span());
    } else if (data_.has_levels &&
               std::none_of(data_.clocks.begin(), data_.clocks.end(), [](const Clock& clock) {
                 return clock.kind == Clock::Kind::after_level && clock.met_by.empty();
               })) {
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
  if (!data_.has_levels && data_.overdue_any.empty()) {
    findings_.add(codes::nobody_is_told_of_duties, data_.levels_span);
  }
  read_hours(fields);
  read_validity(fields, head);
  check_used(fields);
  fields.finish();
  if (!head || findings_.error_count() != errors_before) return std::nullopt;
  data_.head = *std::move(head);
  set_fingerprints(data_);
  return Policy(std::make_shared<const Policy::Data>(std::move(data_)));
}

}  // namespace reassessment::detail

std::optional<Policy> load_policy(const Document& document, DiagnosticList& findings) {
  return reassessment::detail::Loader(findings).load(document);
}

}  // namespace v1
}  // namespace vaern

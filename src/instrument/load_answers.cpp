// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::optional<Option> read_option(const Entry& entry, DiagnosticList& findings) {
  Option option;
  option.code = entry.key;
  option.span = entry.key_span;
  // The codes yes and no are answers like any other in a set of options.
  if (entry.key != "yes" && entry.key != "no" && !check_id(entry, findings)) return std::nullopt;
  if (entry.value.is_mapping() && entry.value.find("value") == nullptr) {
    Fields fields(entry.value, findings);
    if (const auto points = fields.optional("points", read_number)) option.points = points->value;
    option.text = fields.optional("text", read_text).value_or(LocalizedText());
    return option;
  }
  const auto points = read_number(entry.value, findings);
  if (!points) return std::nullopt;
  option.points = points->value;
  return option;
}

}  // namespace

void InstrumentLoader::read_answer_sets(Fields& fields) {
  const Node* sets = fields.optional_map("answers");
  if (sets == nullptr) return;
  for (const Entry& entry : sets->entries()) {
    const std::size_t before = findings.error_count();
    read_answer_set(entry);
    if (findings.error_count() > before) refused_sets.insert(entry.key);
  }
}

void InstrumentLoader::read_answer_set(const Entry& entry) {
  if (!check_id(entry, findings)) return;
  AnswerSet set;
  set.id = entry.key;
  set.span = entry.key_span;
  const Node* options = &entry.value;
  std::optional<Fields> long_form;
  if (options->is_mapping() && options->find("options") != nullptr) {
    long_form.emplace(entry.value, findings);
    set.is_ordered = long_form->optional("ordered", read_yes_no).value_or(false);
    options = long_form->required("options");
    long_form->finish();
  }
  if (options == nullptr) return;
  if (!options->is_sequence() && !expect_map(*options, findings)) return;
  const std::size_t before = findings.error_count();
  read_options(*options, set);
  if (findings.error_count() > before) return;
  check_points(set);
  const std::string count = std::to_string(set.options.size());
  if (set.options.size() < 2) {
    findings.add(codes::set_too_small, set.span, {{"set", set.id}, {"count", count}});
  }
  if (set.options.size() > 64) {
    findings.add(codes::set_too_large, set.span,
                 {{"name", set.id}, {"count", count}, {"limit", "64"}});
  }
  made->answer_sets_.push_back(std::move(set));
}

void InstrumentLoader::read_options(const Node& options, AnswerSet& set) {
  for (const Entry& option : options.entries()) {
    if (auto read = read_option(option, findings)) set.options.push_back(*std::move(read));
  }
  for (const Node& item : options.items()) {
    if (!expect_scalar(item, findings)) continue;
    const bool is_bare = item.is_plain() && (item.text() == "yes" || item.text() == "no");
    std::optional<std::string> code =
        is_bare ? std::optional(item.text()) : read_id(item, findings);
    if (!code) continue;
    Option option;
    option.code = *std::move(code);
    option.span = item.span();
    const auto same = [&](const Option& o) { return o.code == option.code; };
    const auto first = std::find_if(set.options.begin(), set.options.end(), same);
    if (first != set.options.end()) {
      findings.add(codes::answer_twice, option.span, {{"code", option.code}, {"set", set.id}})
          .notes.push_back({&notes::first_here, first->span, {}});
      continue;
    }
    set.options.push_back(std::move(option));
  }
}

/// Points for all codes or for none; where the codes have an order, so have their points.
void InstrumentLoader::check_points(const AnswerSet& set) {
  const auto has_points = [](const Option& o) { return o.points.has_value(); };
  const auto with = std::count_if(set.options.begin(), set.options.end(), has_points);
  if (with == 0) return;
  if (with != static_cast<std::ptrdiff_t>(set.options.size())) {
    findings.add(codes::points_for_some, set.span, {{"set", set.id}});
    return;
  }
  if (!set.is_ordered) return;
  int direction = 0;
  for (std::size_t i = 1; i < set.options.size(); ++i) {
    const Rational before = *set.options[i - 1].points;
    const Rational points = *set.options[i].points;
    const int here = points > before ? 1 : (points < before ? -1 : 0);
    if (here != 0 && direction != 0 && here != direction) {
      findings.add(codes::points_not_steady, set.options[i].span,
                   {{"set", set.id},
                    {"code", set.options[i].code},
                    {"points", points.to_string()},
                    {"before", before.to_string()}});
      return;
    }
    if (here != 0) direction = here;
  }
}

}  // namespace v1
}  // namespace vaern

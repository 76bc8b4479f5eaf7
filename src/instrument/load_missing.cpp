// SPDX-License-Identifier: Apache-2.0
// `missing:` of a scale (S5).
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

std::string InstrumentLoader::term_name(const Term& term) const {
  return term.is_scale ? builder.program().scales[term.id].name
                       : builder.program().inputs[term.id].name;
}

const std::vector<Rational>& InstrumentLoader::points_of(const Term& term) const {
  return term.points.empty() ? builder.program().inputs[term.id].values : term.points;
}

void InstrumentLoader::check_prorate(const Node& node, const Scale& scale, bool by_count,
                                     bool clamped) {
  if (scale.aggregate == Aggregate::max) {
    findings.add(codes::prorate_of_max, node.span());
    return;
  }
  std::optional<Interval> first_range;
  std::string first;
  for (const Term& term : scale.terms) {
    if (term.is_scale) {
      if (!by_count) {
        findings.add(codes::policy_on_subscale, node.span(),
                     {{"policy", "prorate: by_range"}, {"name", term_name(term)}});
        return;
      }
      if (!clamped) {
        findings.add(codes::prorate_unequal, node.span(),
                     {{"name", term_name(term)},
                      {"range", builder.program().scales[term.id].range.to_string()},
                      {"first", first.empty() ? term_name(scale.terms.front()) : first},
                      {"first_range", first_range ? first_range->to_string() : "?"}});
        return;
      }
      continue;
    }
    const std::vector<Rational>& values = points_of(term);
    if (values.empty() || scale.aggregate == Aggregate::count) continue;
    const Rational weight = scale.aggregate == Aggregate::sum ? term.weight : Rational(1);
    Interval range = Interval(*std::min_element(values.begin(), values.end()),
                              *std::max_element(values.begin(), values.end())) *
                     Interval(weight);
    if (!first_range) {
      first_range = range;
      first = term_name(term);
    } else if (by_count && !clamped && !(range == *first_range)) {
      findings.add(codes::prorate_unequal, node.span(),
                   {{"name", term_name(term)},
                    {"range", range.to_string()},
                    {"first", first},
                    {"first_range", first_range->to_string()}});
      return;
    }
  }
}

void InstrumentLoader::read_at_least(const Node& limit, Scale& scale) {
  Fields f(limit, findings);
  if (!f.is_map()) return;
  MissingPolicy::AtLeast at_least;
  const Node* n = f.required("n");
  std::optional<std::int64_t> count;
  if (n != nullptr) {
    const auto number = read_number_or_parameter(*n);
    if (!number) {
      is_scale_refused = true;
    } else if (number->parameter.empty()) {
      count = read_integer(*n, findings, 1, 10'000);
    } else if (const Rational& value = number->number.value;
               !value.is_integer() || value < Rational(1)) {
      findings.add(codes::parameter_not_a_count, n->span(),
                   {{"name", number->parameter}, {"value", value.to_string()}});
    } else {
      count = value.numerator();
    }
  }
  const std::size_t before = findings.error_count();
  if (const Node* of = f.optional_list("of")) {
    for (const Node& item : of->items()) {
      const auto name = read_text_scalar(item, findings);
      if (!name) continue;
      std::uint32_t position = 0;
      while (position < scale.terms.size() && term_name(scale.terms[position]) != *name) ++position;
      if (position == scale.terms.size()) {
        findings.add(codes::limit_not_input, item.span(), {{"name", *name}});
      } else {
        at_least.terms.push_back(position);
      }
    }
  } else {
    for (std::uint32_t i = 0; i < scale.terms.size(); ++i) at_least.terms.push_back(i);
  }
  f.finish();
  if (!count || findings.error_count() > before) return;
  if (*count > static_cast<std::int64_t>(at_least.terms.size())) {
    findings.add(codes::limit_too_high, n->span(),
                 {{"n", std::to_string(*count)}, {"count", std::to_string(at_least.terms.size())}});
  }
  at_least.n = static_cast<std::uint32_t>(std::min<std::int64_t>(*count, 10'000));
  scale.missing.at_least.push_back(std::move(at_least));
}

/// The code that stands in for every missing input; the inputs that have no such code are named
/// together, because the code is what is wrong.
void InstrumentLoader::read_counted(const Node& node, Scale& scale) {
  scale.missing.kind = MissingPolicy::Kind::count_as;
  const auto answer = read_answer_value(node, findings);
  if (!answer) return;
  const std::string counted = answer->number ? answer->number->to_string() : answer->text;
  std::vector<std::string> without;
  std::vector<std::string> codes_there;  // of the first input that has not this one
  SourceSpan first;
  for (const Term& term : scale.terms) {
    scale.missing.counted.push_back(0);
    if (term.is_scale) {
      findings.add(codes::policy_on_subscale, node.span(),
                   {{"policy", "count_as"}, {"name", term_name(term)}});
      return;
    }
    const InputOrigin origin = made->origins_[term.id];
    if (origin.kind == InputOrigin::Kind::habitual) continue;  // counts as no (S2.6)
    const Input& input = builder.program().inputs[term.id];
    const bool is_item = origin.kind == InputOrigin::Kind::item;
    std::uint32_t code = 0;
    const auto code_text = [&] {
      return is_item ? made->code_text(made->items_[origin.index], static_cast<Code>(code))
                     : input.values[code].to_string();
    };
    while (code < input.size && code_text() != counted) ++code;
    if (code < input.size) {
      scale.missing.counted.back() = static_cast<Code>(code);
      continue;
    }
    if (without.empty()) {
      for (code = 0; code < input.size; ++code) codes_there.push_back(code_text());
      first = is_item ? made->items_[origin.index].span : made->earlier_[origin.index].span;
    }
    without.push_back(input.name);
  }
  if (without.empty()) return;
  std::string list;
  constexpr std::size_t most_told = 6;
  for (std::size_t i = 0; i < without.size() && i < most_told; ++i) {
    list += (i == 0 ? "'" : ", '") + without[i] + "'";
  }
  if (without.size() > most_told) list += ", …";
  Diagnostic& finding = findings.add(codes::counted_code_unknown, node.span(),
                                     {{"names", list}, {"code", answer->text}});
  finding.notes.push_back({&notes::declared_here, first, {}});
  if (const std::string near = did_you_mean(counted, codes_there); !near.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", near}};
  }
}

/// `table: {1: {FROM: VALUE, ...}, 2: {...}}`: by number of missing inputs, rows of the raw sum
/// that cover every sum that can occur (S5.9).
void InstrumentLoader::read_missing_tables(const Node& node, Scale& scale) {
  MissingPolicy& policy = scale.missing;
  policy.kind = MissingPolicy::Kind::table;
  if (scale.aggregate != Aggregate::sum && scale.aggregate != Aggregate::count) {
    findings.add(
        codes::policy_does_not_fit, node.key_span(),
        {{"policy", "table"}, {"formula", scale.aggregate == Aggregate::mean ? "mean" : "max"}});
    return;
  }
  if (!policy.at_most || !expect_map(node, findings)) return;
  if (*policy.at_most > scale.terms.size()) return;  // has its finding
  std::string numbers;
  for (std::uint32_t m = 1; m <= *policy.at_most; ++m) {
    numbers += (m == 1 ? "" : ", ") + std::to_string(m);
  }
  // The least raw sum with m inputs missing: without the m greatest of the least contributions.
  std::vector<Rational> least;
  for (const Term& term : scale.terms) {
    if (scale.aggregate == Aggregate::count) {
      least.emplace_back(0);
      continue;
    }
    Interval range;
    if (term.is_scale) {
      range = builder.program().scales[term.id].range;
    } else {
      const auto [low, high] = std::minmax_element(points_of(term).begin(), points_of(term).end());
      range = Interval(*low, *high);
    }
    range = range * Interval(term.weight);
    const bool may_be_absent = term.is_scale ? made->scales_[term.id].is_mean_of_conditionals
                                             : builder.program().is_conditional(term.id);
    least.push_back(may_be_absent ? std::min(range.lowest, Rational(0)) : range.lowest);
  }
  std::sort(least.begin(), least.end());
  for (std::uint32_t m = 1; m <= *policy.at_most; ++m) {
    const Node* rows = node.find(std::to_string(m));
    if (rows == nullptr) {
      findings.add(codes::missing_table_numbers, node.key_span(), {{"numbers", numbers}});
      return;
    }
    bool is_good = true;
    TableRows table;
    for (const Norm::Row& row : read_rows(*rows, is_good)) {
      table.push_back({row.from.value, row.value.value});
    }
    if (!is_good) return;
    Rational lowest(0);
    for (std::size_t i = 0; i + m < least.size(); ++i) lowest += least[i];
    if (table.front().from > lowest) {
      findings.add(codes::table_begins_late, rows->key_span(),
                   {{"table", "missing: table: " + std::to_string(m)},
                    {"from", table.front().from.to_string()},
                    {"scale", scale.name},
                    {"lowest", lowest.to_string()}});
    }
    policy.tables.push_back(std::move(table));
  }
  for (const Entry& entry : node.entries()) {
    const auto m = read_decimal_key(entry, findings);
    if (m &&
        (!m->is_integer() || *m < Rational(1) || *m > Rational(std::int64_t{*policy.at_most}))) {
      findings.add(codes::missing_table_numbers, entry.key_span, {{"numbers", numbers}});
    }
  }
}

void InstrumentLoader::read_missing(const Node& node, Scale& scale) {
  MissingPolicy& policy = scale.missing;
  if (node.is_scalar()) {
    if (node.text() == "forbid") {
      policy.kind = MissingPolicy::Kind::forbid;
    } else if (node.text() == "bounds_only") {
      policy.kind = MissingPolicy::Kind::bounds_only;
    } else {
      Diagnostic& finding =
          findings.add(codes::missing_policy_word, node.span(), {{"word", node.text()}});
      const std::string near = did_you_mean(node.text(), {"forbid", "bounds_only"});
      if (!near.empty()) {
        finding.help = &notes::did_you_mean;
        finding.help_arguments = {{"candidate", near}};
      }
    }
    return;
  }
  Fields fields(node, findings);
  if (!fields.is_map()) return;
  if (const Node* at_most = fields.optional("at_most")) {
    if (const auto n = read_integer(*at_most, findings, 0, 10'000)) {
      policy.at_most = static_cast<std::uint32_t>(*n);
      if (*policy.at_most > scale.terms.size()) {
        findings.add(codes::at_most_too_high, at_most->span(),
                     {{"n", std::to_string(*n)}, {"count", std::to_string(scale.terms.size())}});
      }
    }
  }
  if (const Node* at_least = fields.optional("at_least")) {
    if (at_least->is_sequence()) {
      for (const Node& limit : at_least->items()) read_at_least(limit, scale);
    } else {
      read_at_least(*at_least, scale);
    }
  }
  bool clamped = false;
  if (const Node* beyond = fields.optional("beyond")) {
    clamped = read_word(*beyond, findings, {"clamp"}).has_value();
  }
  const Entry* way = fields.exactly_one_of({"count_as", "prorate", "table"});
  if (fields.has("table")) fields.required("at_most");
  fields.finish();
  if (way == nullptr) return;
  if (scale.aggregate == Aggregate::lookup) {
    findings.add(codes::policy_does_not_fit, way->key_span,
                 {{"policy", way->key}, {"formula", "lookup"}});
  } else if (way->key == "table") {
    read_missing_tables(way->value, scale);
  } else if (way->key == "count_as") {
    read_counted(way->value, scale);
  } else if (const auto word = read_word(way->value, findings, {"by_range", "by_count"})) {
    policy.kind =
        *word == 0 ? MissingPolicy::Kind::prorate_by_range : MissingPolicy::Kind::prorate_by_count;
    check_prorate(way->value, scale, *word == 1, clamped);
  }
}

}  // namespace v1
}  // namespace vaern

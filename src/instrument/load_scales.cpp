// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::optional<Step> read_step(const Node& node, DiagnosticList& findings) {
  Fields fields(node, findings);
  if (!fields.is_map()) return std::nullopt;
  const Entry* entry = fields.exactly_one_of({"times", "plus", "divide", "round", "clamp"});
  fields.finish();
  if (entry == nullptr) return std::nullopt;
  Step step;
  if (entry->key == "round") {
    step.kind = Step::Kind::round;
    static const std::vector<std::string> words{"half_up", "half_even", "down",
                                                "up",      "floor",     "ceiling"};
    const auto word = read_word(entry->value, findings, words);
    if (!word) return std::nullopt;
    step.rounding = *parse_rounding(words[*word]);
    return step;
  }
  if (entry->key == "clamp") {
    step.kind = Step::Kind::clamp;
    Fields clamp(entry->value, findings);
    if (!clamp.is_map()) return std::nullopt;
    const auto from = clamp.optional("from", read_number);
    const auto to = clamp.optional("to", read_number);
    if (from) step.from = from->value;
    if (to) step.to = to->value;
    if ((!from && !to) || (from && to && from->value > to->value)) {
      findings.add(codes::clamp_empty, entry->key_span);
      return std::nullopt;
    }
    return step;
  }
  const auto number = read_number(entry->value, findings);
  if (!number) return std::nullopt;
  step.operand = number->value;
  step.kind = entry->key == "times"  ? Step::Kind::times
              : entry->key == "plus" ? Step::Kind::plus
                                     : Step::Kind::divide;
  if (step.operand.is_zero() && step.kind != Step::Kind::plus) {
    findings.add(step.kind == Step::Kind::divide ? codes::divide_by_zero : codes::times_zero,
                 number->span);
    return std::nullopt;
  }
  return step;
}

}  // namespace

const InstrumentScale* InstrumentLoader::find_scale(std::string_view id) const {
  const auto found = std::find_if(made->scales_.begin(), made->scales_.end(),
                                  [&](const InstrumentScale& s) { return s.id == id; });
  return found == made->scales_.end() ? nullptr : &*found;
}

std::vector<std::string> InstrumentLoader::scale_inputs() const {
  std::vector<std::string> ids;
  for (const Item& item : made->items_) ids.push_back(item.id);
  for (const EarlierInput& input : made->earlier_) ids.push_back(input.id);
  for (const InstrumentScale& scale : made->scales_) ids.push_back(scale.id);
  return ids;
}

/// Whether an item may stand in the scale at all.
bool InstrumentLoader::check_item(const Item& item, const SourceSpan& span, const Scale& scale) {
  const std::size_t before = findings.error_count();
  const auto add = [&](const CodeInfo& code, Arguments arguments) {
    findings.add(code, span, std::move(arguments))
        .notes.push_back({&notes::declared_here, item.span, {}});
  };
  if (!item.is_scored) {
    add(codes::unscored_in_scale, {{"name", item.id}, {"scale", scale.name}});
  }
  if (builder.program().inputs[item.input].values.empty()) {
    add(codes::nominal_in_scale, {{"name", item.id}, {"set", item.set}});
  }
  if (item.habitual && scale.aggregate != Aggregate::sum) {
    add(codes::habit_in_other_formula, {{"name", item.id}, {"scale", scale.name}});
  }
  return findings.error_count() == before;
}

void InstrumentLoader::add_term(const std::string& name, const SourceSpan& span, Rational weight,
                                Scale& scale) {
  Term term;
  term.weight = weight;
  std::optional<InputId> habit;
  if (const Item* item = made->find_item(name)) {
    term.id = item->input;
    if (!check_item(*item, span, scale)) return;
    if (item->is_reversed) {
      const std::vector<Rational>& values = builder.program().inputs[item->input].values;
      const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
      for (const Rational& value : values) term.points.push_back(*least + *greatest - value);
    }
    habit = item->habitual;
  } else if (const EarlierInput* earlier = made->find_earlier(name)) {
    term.id = earlier->input;
  } else if (const InstrumentScale* sub = find_scale(name)) {
    term.is_scale = true;
    term.id = sub->scale;
  } else {
    is_scale_refused = true;
    // An item or scale that is declared and was refused has its own finding.
    if (!is_known(name)) {
      suggest(findings.add(codes::unknown_scale_input, span, {{"name", name}}), name,
              scale_inputs());
    }
    return;
  }
  const auto is_same = [&](const Term& t) {
    return t.is_scale == term.is_scale && t.id == term.id;
  };
  if (std::any_of(scale.terms.begin(), scale.terms.end(), is_same)) {
    findings.add(codes::input_named_twice, span, {{"name", name}, {"scale", scale.name}});
    return;
  }
  if (weight.is_zero()) {
    findings.add(codes::weight_zero, span, {{"name", name}, {"scale", scale.name}});
    return;
  }
  scale.terms.push_back(std::move(term));
  if (!habit) return;
  Term usual;  // what is usual for the person is taken out again (S2.6)
  usual.id = *habit;
  usual.weight = -weight;
  scale.terms.push_back(std::move(usual));
}

void InstrumentLoader::read_terms(const Node& node, Scale& scale, bool weighted) {
  const std::size_t before = findings.error_count();
  if (weighted && node.is_mapping()) {
    for (const Entry& entry : node.entries()) {
      const auto weight = read_number(entry.value, findings);
      add_term(entry.key, entry.key_span, weight ? weight->value : Rational(1), scale);
    }
  } else if (expect_list(node, findings)) {
    for (const Node& item : node.items()) {
      const auto name = read_text_scalar(item, findings);
      if (name) add_term(*name, item.span(), Rational(1), scale);
    }
  }
  if (scale.terms.empty() && !is_scale_refused && findings.error_count() == before) {
    findings.add(codes::empty_scale, node.key_span(), {{"scale", scale.name}});
  }
}

void InstrumentLoader::read_count(const Node& node, Scale& scale) {
  scale.aggregate = Aggregate::count;
  Fields count(node, findings);
  if (!count.is_map()) return;
  const Node* from = count.required("at_or_above");
  const auto number = from != nullptr ? read_number_or_parameter(*from) : std::nullopt;
  if (!number) is_scale_refused = true;
  if (const Node* of = count.required("of")) read_terms(*of, scale, false);
  count.finish();
  if (!number || is_scale_refused || scale.terms.empty()) return;
  scale.at_or_above = number->number.value;
  Rational greatest;
  for (std::size_t i = 0; i < scale.terms.size(); ++i) {
    const Term& term = scale.terms[i];
    const std::vector<Rational>& points = points_of(term);
    const Rational most = term.is_scale ? builder.program().scales[term.id].range.highest
                                        : *std::max_element(points.begin(), points.end());
    if (i == 0 || most > greatest) greatest = most;
  }
  if (scale.at_or_above > greatest) {
    findings.add(codes::count_from_unreachable, from->span(),
                 {{"scale", scale.name},
                  {"value", scale.at_or_above.to_string()},
                  {"greatest", greatest.to_string()}});
  }
}

void InstrumentLoader::read_lookup(const Node& node, Scale& scale, InstrumentScale& made_scale) {
  scale.aggregate = Aggregate::lookup;
  Fields f(node, findings);
  if (!f.is_map()) return;
  const Node* of = f.required("of");
  const Node* in = f.required("in");
  f.finish();
  const auto scale_id = of != nullptr ? read_text_scalar(*of, findings) : std::nullopt;
  const auto table_id = in != nullptr ? read_text_scalar(*in, findings) : std::nullopt;
  if (scale_id) {
    made_scale.lookup_of = *scale_id;
    if (const InstrumentScale* sub = find_scale(*scale_id)) {
      Term term;
      term.is_scale = true;
      term.id = sub->scale;
      scale.terms.push_back(std::move(term));
    } else {
      is_scale_refused = true;
      const auto known = taken.find(*scale_id);
      if (known == taken.end() || known->second.first != "scale") {
        std::vector<std::string> ids;
        for (const InstrumentScale& s : made->scales_) ids.push_back(s.id);
        suggest(findings.add(codes::unknown_level_scale, of->span(), {{"name", *scale_id}}),
                *scale_id, ids);
      }
    }
  }
  if (!table_id) return;
  made_scale.lookup_in = *table_id;
  const auto table = std::find_if(made->tables_.begin(), made->tables_.end(),
                                  [&](const Table& t) { return t.id == *table_id; });
  used_tables.insert(*table_id);
  if (table == made->tables_.end()) {
    is_scale_refused = true;
    if (refused_tables.count(*table_id) != 0) return;
    std::vector<std::string> ids;
    for (const Table& t : made->tables_) ids.push_back(t.id);
    suggest(findings.add(codes::unknown_table, in->span(), {{"name", *table_id}}), *table_id, ids);
    return;
  }
  scale.selector = table->chosen_by;
  for (const Norm& norm : table->norms) {
    TableRows rows;
    for (const Norm::Row& row : norm.rows) rows.push_back({row.from.value, row.value.value});
    scale.rows.push_back(std::move(rows));
  }
}

void InstrumentLoader::read_steps(const Node& node, Scale& scale) {
  if (!expect_list(node, findings)) return;
  for (const Node& item : node.items()) {
    if (auto step = read_step(item, findings)) scale.steps.push_back(*std::move(step));
  }
}

void InstrumentLoader::read_formula(const Entry& formula, Scale& scale,
                                    InstrumentScale& made_scale) {
  if (formula.key == "count") {
    read_count(formula.value, scale);
  } else if (formula.key == "lookup") {
    read_lookup(formula.value, scale, made_scale);
  } else {
    scale.aggregate = formula.key == "sum"    ? Aggregate::sum
                      : formula.key == "mean" ? Aggregate::mean
                                              : Aggregate::max;
    read_terms(formula.value, scale, scale.aggregate == Aggregate::sum);
  }
}

/// Whether some completion gives it no value (S5.6, S5.10).
bool InstrumentLoader::may_have_no_value(const Scale& scale) const {
  if (scale.aggregate == Aggregate::sum || scale.aggregate == Aggregate::count) return false;
  if (scale.selector && builder.program().is_conditional(*scale.selector)) return true;
  return std::all_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
    return term.is_scale ? made->scales_[term.id].is_mean_of_conditionals
                         : builder.program().is_conditional(term.id);
  });
}

void InstrumentLoader::read_scale(const Entry& entry) {
  const std::size_t before = findings.error_count();
  is_scale_refused = false;
  check_id(entry, findings);
  take_name(entry.key, "scale", entry.key_span);
  Fields fields(entry.value, findings);
  if (!fields.is_map()) return refuse(entry.key);
  Scale scale;
  scale.name = entry.key;
  InstrumentScale made_scale;
  made_scale.id = entry.key;
  made_scale.span = entry.key_span;
  made_scale.text = fields.optional("text", read_text).value_or(LocalizedText());
  try {
    const Entry* formula = fields.exactly_one_of({"sum", "mean", "max", "count", "lookup"});
    if (formula != nullptr) read_formula(*formula, scale, made_scale);
    if (const Node* then = fields.optional("then")) read_steps(*then, scale);
    // A policy is read against inputs; where those were refused it would be found wrong again.
    const Node* missing = fields.required("missing");
    const bool has_inputs = !is_scale_refused && findings.error_count() == before;
    if (missing != nullptr && (has_inputs || missing->is_scalar())) read_missing(*missing, scale);
    made_scale.provenance = read_provenance(fields);
    fields.finish();
    if (is_scale_refused || findings.error_count() > before) return refuse(entry.key);
    made_scale.is_mean_of_conditionals = may_have_no_value(scale);
    if (made_scale.is_mean_of_conditionals) {
      findings.add(codes::scale_may_have_no_value, entry.key_span, {{"scale", entry.key}});
    }
    made_scale.scale = builder.add_scale(std::move(scale));
  } catch (const Overflow&) {
    findings.add(codes::number_too_large, entry.key_span, {{"name", entry.key}});
    return refuse(entry.key);
  }
  Declaration declaration;
  declaration.kind = NameKind::number;
  declaration.declared_at = entry.key_span;
  declaration.range = builder.program().scales[made_scale.scale].range;
  names.add(entry.key, std::move(declaration));
  bindings[entry.key] = {Binding::Kind::scale, made_scale.scale};
  made->scales_.push_back(std::move(made_scale));
}

void InstrumentLoader::read_scales(Fields& fields) {
  const Node* scales = fields.optional_map("scales");
  if (scales == nullptr) return;
  std::set<std::string, std::less<>> declared;
  for (const Entry& entry : scales->entries()) declared.insert(entry.key);
  instrument::detail::Readings readings;
  for (const Entry& entry : scales->entries()) {
    for (const char* formula : {"sum", "mean", "max", "count", "lookup"}) {
      const Node* node = entry.value.find(formula);
      if (node != nullptr && node->find("of") != nullptr) node = node->find("of");
      if (node == nullptr) continue;
      instrument::detail::find_mentions(*node, declared,
                                        [&](const std::string& read, const SourceSpan& where) {
                                          readings.add(entry.key, read, where);
                                        });
    }
  }
  const auto circular = report_circles(readings);
  for (const Entry& entry : scales->entries()) {
    if (circular.count(entry.key) == 0) {
      read_scale(entry);
    } else {
      check_id(entry, findings);
      take_name(entry.key, "scale", entry.key_span);
      refuse(entry.key);
    }
  }
}

}  // namespace v1
}  // namespace vaern

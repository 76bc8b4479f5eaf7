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
  if (step.kind == Step::Kind::divide && step.operand.is_zero()) {
    findings.add(codes::divide_by_zero, entry->value.span());
    return std::nullopt;
  }
  return step;
}

}  // namespace

std::string InstrumentLoader::term_name(const Term& term) const {
  return term.is_scale ? builder.program().scales[term.id].name
                       : builder.program().inputs[term.id].name;
}

bool InstrumentLoader::read_terms(const Node& node, Scale& scale, const std::string& id,
                                  bool weighted) {
  bool is_good = true;
  const auto add = [&](const std::string& name, const SourceSpan& span, Rational weight) {
    Term term;
    term.weight = weight;
    const Item* item = made->find_item(name);
    const auto is_name = [&](const InstrumentScale& s) { return s.id == name; };
    const auto sub = std::find_if(made->scales_.begin(), made->scales_.end(), is_name);
    if (item != nullptr && bindings.count(name) != 0) {
      term.id = item->input;
      if (!item->is_scored) {
        findings.add(codes::unscored_in_scale, span, {{"name", name}, {"scale", id}})
            .notes.push_back({&notes::declared_here, item->span, {}});
        is_good = false;
      }
      if (builder.program().inputs[item->input].values.empty()) {
        findings.add(codes::nominal_in_scale, span, {{"name", name}, {"set", item->set}});
        is_good = false;
      }
    } else if (sub != made->scales_.end()) {
      term.is_scale = true;
      term.id = sub->scale;
    } else {
      // An item or scale that is declared and was refused has its own finding.
      if (taken.count(name) == 0) {
        std::vector<std::string> candidates;
        for (const Item& i : made->items_) candidates.push_back(i.id);
        for (const InstrumentScale& s : made->scales_) candidates.push_back(s.id);
        Diagnostic& finding = findings.add(codes::unknown_scale_input, span, {{"name", name}});
        if (const std::string near = did_you_mean(name, candidates); !near.empty()) {
          finding.help = &notes::did_you_mean;
          finding.help_arguments = {{"candidate", near}};
        }
      }
      is_good = false;
      return;
    }
    for (const Term& other : scale.terms) {
      if (other.is_scale == term.is_scale && other.id == term.id) {
        findings.add(codes::input_named_twice, span, {{"name", name}, {"scale", id}});
        is_good = false;
        return;
      }
    }
    scale.terms.push_back(term);
  };
  if (weighted && node.is_mapping()) {
    for (const Entry& entry : node.entries()) {
      const auto weight = read_number(entry.value, findings);
      if (!weight) is_good = false;
      add(entry.key, entry.key_span, weight ? weight->value : Rational(1));
    }
  } else if (expect_list(node, findings)) {
    for (const Node& item : node.items()) {
      if (const auto name = read_text_scalar(item, findings)) {
        add(*name, item.span(), Rational(1));
      } else {
        is_good = false;
      }
    }
  } else {
    return false;
  }
  if (scale.terms.empty() && is_good) {
    findings.add(codes::empty_scale, node.key_span(), {{"scale", id}});
    return false;
  }
  return is_good;
}

void InstrumentLoader::read_steps(const Node& node, Scale& scale) {
  if (!expect_list(node, findings)) return;
  for (const Node& item : node.items()) {
    if (auto step = read_step(item, findings)) scale.steps.push_back(*std::move(step));
  }
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
    const std::vector<Rational>& values = builder.program().inputs[term.id].values;
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
    }
  }
  const auto read_at_least = [&](const Node& limit) {
    Fields f(limit, findings);
    if (!f.is_map()) return;
    MissingPolicy::AtLeast at_least;
    const Node* n = f.required("n");
    const auto count = n != nullptr ? read_integer(*n, findings, 1, 10'000) : std::nullopt;
    if (const Node* of = f.optional_list("of")) {
      for (const Node& item : of->items()) {
        const auto name = read_text_scalar(item, findings);
        if (!name) continue;
        std::uint32_t position = 0;
        while (position < scale.terms.size() && term_name(scale.terms[position]) != *name) {
          ++position;
        }
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
    if (!count) return;
    at_least.n = static_cast<std::uint32_t>(*count);
    if (at_least.n > at_least.terms.size()) {
      findings.add(
          codes::limit_too_high, n->span(),
          {{"n", std::to_string(at_least.n)}, {"count", std::to_string(at_least.terms.size())}});
    }
    policy.at_least.push_back(std::move(at_least));
  };
  if (const Node* at_least = fields.optional("at_least")) {
    if (at_least->is_sequence()) {
      for (const Node& limit : at_least->items()) read_at_least(limit);
    } else {
      read_at_least(*at_least);
    }
  }
  bool clamped = false;
  if (const Node* beyond = fields.optional("beyond")) {
    clamped = read_word(*beyond, findings, {"clamp"}).has_value();
  }
  const Entry* way = fields.exactly_one_of({"count_as", "prorate"});
  fields.finish();
  if (way == nullptr) return;
  if (way->key == "prorate") {
    const auto word = read_word(way->value, findings, {"by_range", "by_count"});
    if (!word) return;
    policy.kind =
        *word == 0 ? MissingPolicy::Kind::prorate_by_range : MissingPolicy::Kind::prorate_by_count;
    check_prorate(way->value, scale, *word == 1, clamped);
    return;
  }
  policy.kind = MissingPolicy::Kind::count_as;
  const auto answer = read_answer_value(way->value, findings);
  if (!answer) return;
  const std::string counted = answer->number ? answer->number->to_string() : answer->text;
  for (const Term& term : scale.terms) {
    policy.counted.push_back(0);
    if (term.is_scale) {
      findings.add(codes::policy_on_subscale, way->value.span(),
                   {{"policy", "count_as"}, {"name", term_name(term)}});
      continue;
    }
    const Item& item = *made->find_item(term_name(term));
    const std::uint32_t size = builder.program().inputs[term.id].size;
    std::uint32_t code = 0;
    while (code < size && made->code_text(item, static_cast<Code>(code)) != counted) ++code;
    if (code == size) {
      findings
          .add(codes::counted_code_unknown, way->value.span(),
               {{"name", item.id}, {"code", answer->text}})
          .notes.push_back({&notes::declared_here, item.span, {}});
      continue;
    }
    policy.counted.back() = static_cast<Code>(code);
  }
}

void InstrumentLoader::read_scale(const Entry& entry) {
  bool is_good = check_id(entry, findings);
  is_good = take_name(entry.key, "scale", entry.key_span) && is_good;
  Fields fields(entry.value, findings);
  if (!fields.is_map()) return;
  Scale scale;
  scale.name = entry.key;
  InstrumentScale made_scale;
  made_scale.id = entry.key;
  made_scale.span = entry.key_span;
  made_scale.text = fields.optional("text", read_text).value_or(LocalizedText());

  const std::size_t before = findings.error_count();
  if (const Entry* formula = fields.exactly_one_of({"sum", "mean", "max", "count"})) {
    if (formula->key == "count") {
      scale.aggregate = Aggregate::count;
      Fields count(formula->value, findings);
      if (count.is_map()) {
        if (const auto from = count.required("at_or_above", read_number)) {
          scale.at_or_above = from->value;
        }
        if (const Node* of = count.required_list("of")) read_terms(*of, scale, entry.key, false);
      }
    } else {
      scale.aggregate = formula->key == "sum"    ? Aggregate::sum
                        : formula->key == "mean" ? Aggregate::mean
                                                 : Aggregate::max;
      read_terms(formula->value, scale, entry.key, scale.aggregate == Aggregate::sum);
    }
  }
  if (const Node* then = fields.optional("then")) read_steps(*then, scale);
  if (const Node* missing = fields.required("missing")) read_missing(*missing, scale);
  made_scale.provenance = read_provenance(fields);
  fields.finish();
  if (!is_good || findings.error_count() > before) return;

  if (scale.aggregate == Aggregate::mean || scale.aggregate == Aggregate::max) {
    const auto may_be_absent = [&](const Term& term) {
      if (!term.is_scale) return builder.program().is_conditional(term.id);
      return made->scales_[term.id].is_mean_of_conditionals;
    };
    made_scale.is_mean_of_conditionals =
        std::all_of(scale.terms.begin(), scale.terms.end(), may_be_absent);
    if (made_scale.is_mean_of_conditionals) {
      findings.add(codes::scale_may_have_no_value, entry.key_span, {{"scale", entry.key}});
    }
  }
  Declaration declaration;
  declaration.kind = NameKind::number;
  declaration.declared_at = entry.key_span;
  try {
    made_scale.scale = builder.add_scale(std::move(scale));
  } catch (const Overflow&) {
    findings.add(codes::number_too_large, entry.key_span, {{"name", entry.key}});
    return;
  }
  declaration.range = builder.program().scales[made_scale.scale].range;
  names.add(entry.key, std::move(declaration));
  bindings[entry.key] = {Binding::Kind::scale, made_scale.scale};
  made->scales_.push_back(std::move(made_scale));
}

void InstrumentLoader::read_scales(Fields& fields) {
  const Node* scales = fields.optional_map("scales");
  if (scales == nullptr) return;
  for (const Entry& entry : scales->entries()) read_scale(entry);
}

}  // namespace v1
}  // namespace vaern

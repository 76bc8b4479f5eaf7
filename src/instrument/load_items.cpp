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

std::string_view word_of(ItemType type) {
  return type == ItemType::yes_no ? "yes_no" : (type == ItemType::number ? "number" : "options");
}

}  // namespace

void InstrumentLoader::read_answers_sets(Fields& fields) {
  const Node* sets = fields.optional_map("answers");
  if (sets == nullptr) return;
  for (const Entry& entry : sets->entries()) {
    if (!check_id(entry, findings)) continue;
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
    if (options == nullptr) continue;
    if (options->is_sequence()) {
      for (const Node& item : options->items()) {
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
          findings
              .add(codes::name_used_twice, option.span,
                   {{"name", option.code}, {"first", "answer"}, {"second", "answer"}})
              .notes.push_back({&notes::first_here, first->span, {}});
          continue;
        }
        set.options.push_back(std::move(option));
      }
    } else if (expect_map(*options, findings)) {
      for (const Entry& option : options->entries()) {
        if (auto read = read_option(option, findings)) set.options.push_back(*std::move(read));
      }
      const auto has_points = [](const Option& o) { return o.points.has_value(); };
      const auto with = std::count_if(set.options.begin(), set.options.end(), has_points);
      if (with != 0 && with != static_cast<std::ptrdiff_t>(set.options.size())) {
        findings.add(codes::points_for_some, set.span, {{"set", set.id}});
      }
    }
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
}

/// Numbers from `from` to `to` that the steps reach exactly, and not too many of them.
bool InstrumentLoader::check_range(const Item& item, const SourceSpan& to, const SourceSpan& step) {
  if (item.to < item.from) {
    findings.add(codes::number_range_empty, to,
                 {{"name", item.id}, {"from", item.from.to_string()}, {"to", item.to.to_string()}});
    return false;
  }
  try {
    const Rational steps = item.step.sign() > 0 ? (item.to - item.from) / item.step : Rational(-1);
    if (steps.sign() < 0 || !steps.is_integer()) {
      findings.add(codes::number_step_wrong, step,
                   {{"step", item.step.to_string()},
                    {"from", item.from.to_string()},
                    {"to", item.to.to_string()}});
      return false;
    }
    if (steps < Rational(static_cast<std::int64_t>(max_codes))) return true;
    findings.add(codes::set_too_large, item.span,
                 {{"name", item.id},
                  {"count", (steps + 1).to_string()},
                  {"limit", std::to_string(max_codes)}});
  } catch (const Overflow&) {
    findings.add(codes::number_too_large, item.span, {{"name", item.id}});
  }
  return false;
}

void InstrumentLoader::read_items(Fields& fields) {
  const Node* items = fields.optional_map("items");
  if (items == nullptr) return;
  for (const Entry& entry : items->entries()) {
    const bool is_id = check_id(entry, findings);
    Item item;
    item.id = entry.key;
    item.span = entry.key_span;
    Fields f(entry.value, findings);
    if (!f.is_map()) continue;
    bool is_good = is_id;

    if (const Node* type = f.required("type")) {
      const auto word = read_text_scalar(*type, findings);
      const AnswerSet* set = word ? made->find_set(*word) : nullptr;
      if (word == "yes_no") {
        item.type = ItemType::yes_no;
      } else if (word == "number") {
        item.type = ItemType::number;
      } else if (set != nullptr) {
        item.type = ItemType::options;
        item.set = set->id;
      } else {
        is_good = false;
        if (word) {
          std::vector<std::string> candidates{"yes_no", "number"};
          for (const AnswerSet& s : made->answer_sets_) candidates.push_back(s.id);
          Diagnostic& finding =
              findings.add(codes::unknown_answer_type, type->span(), {{"type", *word}});
          if (const std::string near = did_you_mean(*word, candidates); !near.empty()) {
            finding.help = &notes::did_you_mean;
            finding.help_arguments = {{"candidate", near}};
          }
        }
      }
    } else {
      is_good = false;
    }
    item.text = f.required("text", read_text).value_or(LocalizedText());
    item.is_scored = f.optional("scored", read_yes_no).value_or(true);
    item.is_sensitive = f.optional("sensitive", read_yes_no).value_or(false);
    if (const Node* asked_of = f.optional("asked_of")) {
      item.is_asked_of_assessor =
          read_choice<bool>(*asked_of, findings, {{"person", false}, {"assessor", true}})
              .value_or(false);
    }
    if (const Node* within = f.optional("ask_when_known")) {
      item.ask_when_known = read_duration(*within, findings);
      if (item.type != ItemType::yes_no && is_good) {
        findings.add(codes::ask_when_known_elsewhere, within->key_span(),
                     {{"name", item.id}, {"type", std::string(word_of(item.type))}});
        is_good = false;
      }
    }
    const Node* from = f.optional("from");
    const Node* to = f.optional("to");
    const Node* step = f.optional("step");
    if (item.type == ItemType::number && is_good) {
      f.required("from");
      f.required("to");
      const auto least = from != nullptr ? read_decimal(*from, findings) : std::nullopt;
      const auto most = to != nullptr ? read_decimal(*to, findings) : std::nullopt;
      const auto by = step != nullptr ? read_decimal(*step, findings) : std::optional(Rational(1));
      is_good = least && most && by;
      if (is_good) {
        item.from = *least;
        item.to = *most;
        item.step = *by;
        is_good = check_range(item, to->span(), (step != nullptr ? *step : *to).span());
      }
    } else if (is_good) {
      for (const Node* extra : {from, to, step}) {
        if (extra == nullptr) continue;
        findings.add(codes::number_keys_elsewhere, extra->key_span(),
                     {{"name", item.id}, {"type", std::string(word_of(item.type))}});
      }
    }
    item.provenance = read_provenance(f);
    const Node* condition = f.optional("asked_when");
    if (!take_name(item.id, "item", item.span)) is_good = false;
    if (is_good) add_item(std::move(item), condition != nullptr ? *condition : Node());
  }
}

void InstrumentLoader::read_factors(Fields& fields) {
  const Node* node = fields.optional_map("factors");
  if (node == nullptr) return;
  Fields f(*node, findings);
  struct Dimension {
    std::string id;
    std::string set;
    LocalizedText text;
  };
  std::vector<Dimension> dimensions;
  if (const Node* rate = f.required_map("rate")) {
    for (const Entry& entry : rate->entries()) {
      if (!check_id(entry, findings)) continue;
      const Node* type = &entry.value;
      LocalizedText text;
      if (entry.value.is_mapping()) {
        Fields long_form(entry.value, findings);
        type = long_form.required("type");
        text = long_form.optional("text", read_text).value_or(LocalizedText());
        long_form.finish();
        if (type == nullptr) continue;
      }
      const auto set = read_text_scalar(*type, findings);
      if (!set) continue;
      if (*set != "yes_no" && made->find_set(*set) == nullptr) {
        findings.add(codes::factor_set_unknown, type->span(), {{"set", *set}});
        continue;
      }
      dimensions.push_back({entry.key, *set, std::move(text)});
    }
  }
  const Node* of = f.required_map("of");
  f.finish();
  if (of == nullptr) return;
  for (const Entry& entry : of->entries()) {
    if (!check_id(entry, findings)) continue;
    Factor factor;
    factor.id = entry.key;
    Provenance provenance;
    bool is_sensitive = false;
    if (entry.value.is_mapping() && entry.value.find("text") != nullptr) {
      Fields long_form(entry.value, findings);
      factor.text = long_form.required("text", read_text).value_or(LocalizedText());
      is_sensitive = long_form.optional("sensitive", read_yes_no).value_or(false);
      provenance = read_provenance(long_form);
    } else {
      factor.text = read_text(entry.value, findings).value_or(LocalizedText());
    }
    for (const Dimension& dimension : dimensions) {
      Item item;
      item.id = factor.id + "_" + dimension.id;
      item.span = entry.key_span;
      item.type = dimension.set == "yes_no" ? ItemType::yes_no : ItemType::options;
      item.set = dimension.set == "yes_no" ? "" : dimension.set;
      item.text = factor.text;
      for (const auto& [language, words] : dimension.text) {
        if (const std::string* of_factor = factor.text.get(language)) {
          item.text.set(language, *of_factor + ", " + words);
        }
      }
      item.factor = factor.id;
      item.dimension = dimension.id;
      item.is_asked_of_assessor = true;
      item.is_sensitive = is_sensitive;
      item.provenance = provenance;
      if (!take_name(item.id, "item", item.span)) continue;
      factor.items.push_back(item.id);
      add_item(std::move(item), Node());
    }
    made->factors_.push_back(std::move(factor));
  }
}

void InstrumentLoader::add_item(Item item, const Node& condition) {
  made->items_.push_back(std::move(item));
  asked_when.push_back(condition);
}

void InstrumentLoader::add_inputs() {
  for (std::size_t i = 0; i < made->items_.size(); ++i) {
    Item& item = made->items_[i];
    Input input;
    input.name = item.id;
    Declaration declaration;
    declaration.declared_at = item.span;
    declaration.conditional = !asked_when[i].is_empty();
    switch (item.type) {
      case ItemType::yes_no:
        input.values = {Rational(0), Rational(1)};
        input.neutral = Code{0};
        declaration.kind = NameKind::yes_no;
        declaration.within = item.ask_when_known;
        break;
      case ItemType::options: {
        const AnswerSet& set = *made->find_set(item.set);
        input.size = static_cast<std::uint32_t>(set.options.size());
        declaration.kind = NameKind::options;
        declaration.ordered = set.is_ordered;
        for (const Option& option : set.options) {
          declaration.codes.push_back(option.code);
          if (option.points) input.values.push_back(*option.points);
        }
        if (input.values.size() != set.options.size()) input.values.clear();
        break;
      }
      case ItemType::number:
        input.size = 0;
        for (Rational v = item.from; v <= item.to; v += item.step) {
          input.values.push_back(v);
          ++input.size;
        }
        declaration.kind = NameKind::number;
        declaration.range = Interval(item.from, item.to);
        break;
    }
    if (input.size == 0) continue;  // a set that has been refused
    item.input = builder.add_input(std::move(input));
    bindings[item.id] = {Binding::Kind::input, item.input};
    names.add(item.id, std::move(declaration));
    if (!item.ask_when_known) continue;
    Input within;
    within.name = item.id + ".within";
    within.values = {Rational(0), Rational(1)};
    within.neutral = Code{0};
    item.within = builder.add_input(std::move(within));
    bindings[item.id + ".within"] = {Binding::Kind::input, *item.within};
  }
}

void InstrumentLoader::read_asked_when() {
  std::map<std::string, std::vector<std::string>> reads;
  for (std::size_t i = 0; i < made->items_.size(); ++i) {
    Item& item = made->items_[i];
    if (!asked_when[i].is_empty()) {
      item.asked_when = read_condition(asked_when[i], names, Profile::exact, findings);
      if (item.asked_when != nullptr) {
        for (std::string name : names_read(*item.asked_when)) {
          if (name.ends_with(".within")) name.resize(name.size() - 7);
          reads[item.id].push_back(std::move(name));
        }
      }
    }
  }
  // Every circle is named with all its items, once, at the item where it was found.
  std::map<std::string, int> state;
  std::vector<std::string> path;
  std::vector<std::string> parents_first;
  bool is_cyclic = false;
  const std::function<void(const std::string&)> visit = [&](const std::string& id) {
    if (state[id] == 2) return;
    if (state[id] == 1) {
      std::string cycle = id;
      for (auto p = std::find(path.begin(), path.end(), id); p != path.end(); ++p) {
        if (p != path.begin() && *p != id) cycle += " -> " + *p;
      }
      cycle += " -> " + id;
      const Item& item = *made->find_item(id);
      Diagnostic& finding = findings.add(codes::asked_when_cycle, item.asked_when->span,
                                         {{"name", id}, {"cycle", cycle}});
      for (auto p = std::find(path.begin(), path.end(), id) + 1; p < path.end(); ++p) {
        finding.notes.push_back({&notes::declared_here, made->find_item(*p)->asked_when->span, {}});
      }
      is_cyclic = true;
      return;
    }
    state[id] = 1;
    path.push_back(id);
    for (const std::string& parent : reads[id]) visit(parent);
    path.pop_back();
    state[id] = 2;
    parents_first.push_back(id);
  };
  for (const Item& item : made->items_) visit(item.id);
  if (is_cyclic) return;

  for (const std::string& id : parents_first) {  // applicable(x) reads x's own condition
    const Item& item = *made->find_item(id);
    if (item.asked_when != nullptr) {
      if (const auto node = compile(*item.asked_when, item.id)) {
        builder.set_asked_when(item.input, *node);
      }
    }
    if (item.within) {
      CodeSet yes;
      yes[1] = true;
      builder.set_asked_when(*item.within, builder.code_in(item.input, yes));
    }
  }
}

}  // namespace v1
}  // namespace vaern

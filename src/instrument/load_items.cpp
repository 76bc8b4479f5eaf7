// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::string_view word_of(ItemType type) {
  return type == ItemType::yes_no ? "yes_no" : (type == ItemType::number ? "number" : "options");
}

}  // namespace

/// Numbers from `from` to `to` that the steps reach exactly, and not too many of them.
bool InstrumentLoader::check_range(const std::string& name, const Rational& from,
                                   const Rational& to, const Rational& step, const SourceSpan& span,
                                   const SourceSpan& to_span, const SourceSpan& step_span) {
  if (to < from) {
    findings.add(codes::number_range_empty, to_span,
                 {{"name", name}, {"from", from.to_string()}, {"to", to.to_string()}});
    return false;
  }
  try {
    const Rational steps = step.sign() > 0 ? (to - from) / step : Rational(-1);
    if (steps.sign() < 0 || !steps.is_integer()) {
      findings.add(
          codes::number_step_wrong, step_span,
          {{"step", step.to_string()}, {"from", from.to_string()}, {"to", to.to_string()}});
      return false;
    }
    if (steps < Rational(static_cast<std::int64_t>(max_codes))) return true;
    findings.add(
        codes::set_too_large, span,
        {{"name", name}, {"count", (steps + 1).to_string()}, {"limit", std::to_string(max_codes)}});
  } catch (const Overflow&) {
    findings.add(codes::number_too_large, span, {{"name", name}});
  }
  return false;
}

bool InstrumentLoader::read_type(const Node& node, Item& item) {
  const auto word = read_text_scalar(node, findings);
  if (!word || refused_sets.count(*word) != 0) return false;
  if (*word == "yes_no") {
    item.type = ItemType::yes_no;
  } else if (*word == "number") {
    item.type = ItemType::number;
  } else if (const AnswerSet* set = made->find_set(*word)) {
    item.type = ItemType::options;
    item.set = set->id;
  } else {
    std::vector<std::string> candidates{"yes_no", "number"};
    for (const AnswerSet& s : made->answer_sets_) candidates.push_back(s.id);
    Diagnostic& finding = findings.add(codes::unknown_answer_type, node.span(), {{"type", *word}});
    if (const std::string near = did_you_mean(*word, candidates); !near.empty()) {
      finding.help = &notes::did_you_mean;
      finding.help_arguments = {{"candidate", near}};
    }
    return false;
  }
  return true;
}

/// `ask_when_known` and `relative_to_habit`: what a yes asks in addition.
void InstrumentLoader::read_second_questions(Fields& f, Item& item, bool& is_good) {
  if (const Node* within = f.optional("ask_when_known")) {
    item.ask_when_known = read_duration(*within, findings);
    if (item.type != ItemType::yes_no && is_good) {
      findings.add(codes::ask_when_known_elsewhere, within->key_span(),
                   {{"name", item.id}, {"type", std::string(word_of(item.type))}});
      is_good = false;
    }
  }
  if (const Node* habit = f.optional("relative_to_habit")) {
    const bool asks = read_yes_no(*habit, findings).value_or(false);
    if (asks && is_good && item.type != ItemType::yes_no) {
      findings.add(codes::habit_elsewhere, habit->key_span(),
                   {{"name", item.id}, {"type", std::string(word_of(item.type))}});
      is_good = false;
    }
    if (asks) item.habitual = InputId{0};  // its input is made with the item's
  }
}

void InstrumentLoader::check_reversed(const Node& reversed, Item& item, bool& is_good) {
  item.is_reversed = read_yes_no(reversed, findings).value_or(false);
  if (!item.is_reversed || !is_good || item.type == ItemType::number) return;
  const AnswerSet* set = item.type == ItemType::options ? made->find_set(item.set) : nullptr;
  if (set != nullptr && set->is_ordered && set->options.front().points) return;
  Diagnostic& finding =
      findings.add(codes::reversed_elsewhere, reversed.key_span(), {{"name", item.id}});
  if (set != nullptr) finding.notes.push_back({&notes::declared_here, set->span, {}});
  is_good = false;
}

void InstrumentLoader::read_item(const Entry& entry) {
  bool is_good = check_id(entry, findings);
  if (!take_name(entry.key, "item", entry.key_span)) is_good = false;
  const std::size_t before = findings.error_count();
  Item item;
  item.id = entry.key;
  item.span = entry.key_span;
  Fields f(entry.value, findings);
  const Node* type = f.required("type");
  if (type == nullptr || !read_type(*type, item)) is_good = false;
  item.text = f.required("text", read_text).value_or(LocalizedText());
  item.is_scored = f.optional("scored", read_yes_no).value_or(true);
  item.is_sensitive = f.optional("sensitive", read_yes_no).value_or(false);
  if (const Node* asked_of = f.optional("asked_of")) {
    item.is_asked_of_assessor =
        read_choice<bool>(*asked_of, findings, {{"person", false}, {"assessor", true}})
            .value_or(false);
  }
  read_second_questions(f, item, is_good);
  if (const Node* reversed = f.optional("reversed")) check_reversed(*reversed, item, is_good);
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
      is_good = check_range(item.id, *least, *most, *by, item.span, to->span(),
                            (step != nullptr ? *step : *to).span());
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
  f.finish();
  if (is_good && findings.error_count() == before) {
    add_item(std::move(item), condition != nullptr ? *condition : Node());
  } else {
    has_refused_item = true;
    refuse(entry.key);
  }
}

void InstrumentLoader::read_items(Fields& fields) {
  const Node* items = fields.optional_map("items");
  if (items == nullptr) return;
  for (const Entry& entry : items->entries()) read_item(entry);
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

/// What an example expects is compared when it runs; here every word of it must be one the
/// instrument has, so that a misspelt expectation is never silently met.
void InstrumentLoader::check_expectation(const Node& expect) {
  if (!expect_map(expect, findings)) return;
  const auto has_scale = [&](std::string_view id) {
    return std::any_of(made->scales_.begin(), made->scales_.end(),
                       [&](const InstrumentScale& s) { return s.id == id; });
  };
  const auto unknown = [&](const std::string& name, const SourceSpan& span,
                           const std::vector<std::string>& candidates) {
    Diagnostic& finding = findings.add(codes::unknown_expectation, span, {{"name", name}});
    if (const std::string near = did_you_mean(name, candidates); !near.empty()) {
      finding.help = &notes::did_you_mean;
      finding.help_arguments = {{"candidate", near}};
    }
  };
  std::vector<std::string> words{"level", "range",  "possible", "certain",  "flags",
                                 "rules", "bounds", "decisive", "in_force", "error"};
  std::vector<std::string> scales;
  for (const InstrumentScale& s : made->scales_) scales.push_back(s.id);
  words.insert(words.end(), scales.begin(), scales.end());
  std::vector<std::string> flags;
  for (const Flag& f : made->flags_) flags.push_back(f.id);
  std::vector<std::string> rules;
  for (const Rule& r : made->rules_) rules.push_back(r.id);

  for (const Entry& entry : expect.entries()) {
    const std::string& key = entry.key;
    const Node& value = entry.value;
    const auto each_key = [&](const std::vector<std::string>& known) {
      if (!expect_map(value, findings)) return;
      for (const Entry& e : value.entries()) {
        if (std::find(known.begin(), known.end(), e.key) == known.end()) {
          unknown(e.key, e.key_span, known);
        }
      }
    };
    if (key == "level" || key == "in_force") {
      if (value.text() != "none") read_level(value);
    } else if (key == "range" || key == "possible") {
      if (expect_list(value, findings)) {
        for (const Node& item : value.items()) read_level(item);
      }
    } else if (key == "certain") {
      read_yes_no(value, findings);
    } else if (key == "flags") {
      each_key(flags);
      for (const Entry& e : value.entries()) read_word(e.value, findings, {"yes", "no", "open"});
    } else if (key == "rules") {
      each_key(rules);
      for (const Entry& e : value.entries()) {
        read_word(e.value, findings, {"yes", "no", "unknown"});
      }
    } else if (key == "bounds") {
      each_key(scales);
    } else if (key == "decisive") {
      if (expect_list(value, findings)) {
        for (const Node& item : value.items()) {
          const auto name = read_text_scalar(item, findings);
          if (name && bindings.count(*name) == 0) {
            findings.add(codes::unknown_item, item.span(),
                         {{"name", *name}, {"instrument", made->head_.id}});
          }
        }
      }
    } else if (key == "error") {
      const auto code = read_text_scalar(value, findings);
      if (code && !(code->size() == 5 && code->starts_with("E"))) {
        unknown(*code, value.span(), {});
      }
    } else if (has_scale(key)) {
      if (value.text() != "none") read_decimal(value, findings);
    } else if (taken.count(key) == 0 || taken[key].first != "scale") {
      unknown(key, entry.key_span, words);
    }
  }
}

bool InstrumentLoader::fits_an_item(const RawAnswer& answer) const {
  return std::any_of(made->items_.begin(), made->items_.end(), [&](const Item& item) {
    if (item.type == ItemType::number) {
      return answer.number && *answer.number >= item.from && *answer.number <= item.to;
    }
    if (item.type == ItemType::yes_no) return answer.text == "yes" || answer.text == "no";
    const std::vector<Option>& options = made->find_set(item.set)->options;
    return std::any_of(options.begin(), options.end(),
                       [&](const Option& option) { return option.code == answer.text; });
  });
}

void InstrumentLoader::read_examples(Fields& fields) {
  const Node* examples = fields.optional_list("examples");
  if (examples == nullptr) return;
  for (const Node& node : examples->items()) {
    Fields f(node, findings);
    if (!f.is_map()) continue;
    Example example;
    example.span = node.span();
    example.name = f.required("name", read_text_scalar).value_or("");
    if (const Node* responses = f.required("responses")) {
      example.responses = read_answers(*responses, findings);
      for (const RawAnswer& answer : example.responses) {
        if (made->find_item(answer.item) != nullptr || taken.count(answer.item) != 0) continue;
        Diagnostic& finding = findings.add(codes::unknown_item, answer.item_span,
                                           {{"name", answer.item}, {"instrument", made->head_.id}});
        std::vector<std::string> ids;
        for (const Item& item : made->items_) ids.push_back(item.id);
        if (const std::string near = did_you_mean(answer.item, ids); !near.empty()) {
          finding.help = &notes::did_you_mean;
          finding.help_arguments = {{"candidate", near}};
        }
      }
    }
    if (const Node* others = f.optional("others")) {
      example.others = read_answer_value(*others, findings);
      if (example.others && !fits_an_item(*example.others)) {
        findings.add(codes::others_fit_no_item, others->span(), {{"code", example.others->text}});
      }
    }
    if (const Node* judgement = f.optional_map("judgement")) {
      Fields j(*judgement, findings);
      if (const Node* level = j.required("level")) {
        if (const auto index = read_level(*level)) {
          example.judged_level = made->levels_.list[*index].id;
        }
      }
      example.judged_reason = j.required("reason", read_text_scalar).value_or("");
      example.is_judged_by_second = j.optional("second", read_text_scalar).has_value();
    }
    if (const Node* expect = f.required("expect")) {
      check_expectation(*expect);
      example.expect = *expect;
    }
    f.finish();
    made->examples_.push_back(std::move(example));
  }
}

}  // namespace v1
}  // namespace vaern

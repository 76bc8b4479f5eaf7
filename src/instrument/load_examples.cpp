// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"
#include "vaern/instrument/responses.hpp"

namespace vaern {
inline namespace v1 {

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

void InstrumentLoader::read_example_judgement(const Node& node, Example& example) {
  Fields j(node, findings);
  if (const Node* level = j.required("level")) {
    if (const auto index = read_level(*level, made->levels_, are_levels_refused)) {
      example.judged_level = made->levels_.list[*index].id;
    }
  }
  example.judged_reason = j.required("reason", read_text_scalar).value_or("");
  example.is_judged_by_second = j.optional("second", read_text_scalar).has_value();
  const Node* opinions = j.optional_map("opinions");
  if (opinions == nullptr) return;
  for (const Entry& entry : opinions->entries()) {
    const auto opinion = std::find_if(made->opinions_.begin(), made->opinions_.end(),
                                      [&](const Opinion& each) { return each.id == entry.key; });
    if (opinion == made->opinions_.end()) {
      const auto known = taken.find(entry.key);
      if (known != taken.end() && known->second.first == "opinion") continue;
      std::vector<std::string> ids;
      for (const Opinion& each : made->opinions_) ids.push_back(each.id);
      suggest(findings.add(codes::opinion_unknown, entry.key_span,
                           {{"opinion", entry.key}, {"instrument", made->head_.id}}),
              entry.key, ids);
      continue;
    }
    if (!expect_scalar(entry.value, findings)) continue;
    std::vector<std::string> codes_of;
    for (const Option& option : made->find_set(opinion->set)->options) {
      codes_of.push_back(option.code);
    }
    const std::string& code = entry.value.text();
    if (std::find(codes_of.begin(), codes_of.end(), code) == codes_of.end()) {
      suggest(findings.add(codes::opinion_level_unknown, entry.value.span(),
                           {{"level", code}, {"opinion", opinion->id}}),
              code, codes_of);
    } else {
      example.opinions.emplace_back(opinion->id, code);
    }
  }
}

void InstrumentLoader::read_example(const Node& node) {
  Fields f(node, findings);
  if (!f.is_map()) return;
  Example example;
  example.span = node.span();
  example.name = f.required("name", read_text_scalar).value_or("");
  if (const Node* responses = f.required("responses")) {
    example.responses = read_answers(*responses, findings);
    for (const RawAnswer& answer : example.responses) {
      if (made->find_item(answer.item) != nullptr || is_known(answer.item)) continue;
      std::vector<std::string> ids;
      for (const Item& item : made->items_) ids.push_back(item.id);
      Diagnostic& finding = findings.add(codes::unknown_item, answer.item_span,
                                         {{"name", answer.item}, {"instrument", made->head_.id}});
      if (const std::string near = did_you_mean(answer.item, ids); !near.empty()) {
        finding.help = &notes::did_you_mean;
        finding.help_arguments = {{"candidate", near}};
      }
    }
  }
  if (const Node* others = f.optional("others")) {
    example.others = read_answer_value(*others, findings);
    if (example.others && !has_refused_item && !fits_an_item(*example.others)) {
      findings.add(codes::others_fit_no_item, others->span(), {{"code", example.others->text}});
    }
  }
  if (const Node* judgement = f.optional_map("judgement")) {
    read_example_judgement(*judgement, example);
  }
  example.assessed = f.optional("assessed", read_date);
  if (const Node* earlier = f.optional("earlier")) {
    example.earlier = read_earlier_assessments(*earlier, findings);
  }
  if (const Node* expect = f.required("expect")) {
    check_expectation(*expect);
    example.expect = *expect;
  }
  f.finish();
  made->examples_.push_back(std::move(example));
}

/// An answer that its question does not have. An example may show such a fault on purpose.
void InstrumentLoader::check_example_answers() {
  for (const Example& example : made->examples_) {
    if (example.expect.find("error") != nullptr) continue;
    const auto responses = make_responses(*made, example.responses);
    if (responses) continue;
    for (const Diagnostic& fault : responses.error()) {
      if (fault.code != &codes::response_not_allowed) continue;
      Diagnostic& finding = findings.add(*fault.code, fault.span, fault.arguments);
      finding.help = fault.help;
      finding.help_arguments = fault.help_arguments;
    }
  }
}

void InstrumentLoader::read_examples(Fields& fields) {
  const Node* examples = fields.optional_list("examples");
  if (examples == nullptr) return;
  for (const Node& node : examples->items()) read_example(node);
}

}  // namespace v1
}  // namespace vaern

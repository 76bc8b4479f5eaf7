// SPDX-License-Identifier: Apache-2.0
// What the script of a form gets: JSON, conditions as nodes.
#include <algorithm>
#include <map>

#include "exchange/form_parts.hpp"
#include "vaern/exchange/form.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

std::string_view word_of(NodeOp op) {
  switch (op) {
    case NodeOp::constant:
      return "constant";
    case NodeOp::code_in:
      return "code_in";
    case NodeOp::all_of:
      return "all_of";
    case NodeOp::any_of:
      return "any_of";
    case NodeOp::negation:
      return "negation";
    case NodeOp::at_least:
      return "at_least";
    case NodeOp::equal:
      return "equal";
    case NodeOp::less:
      return "less";
    case NodeOp::less_equal:
      return "less_equal";
    case NodeOp::applicable:
      return "applicable";
    case NodeOp::number:
      return "number";
    case NodeOp::input_value:
      return "input_value";
    case NodeOp::scale_value:
      return "scale_value";
    case NodeOp::add:
      return "add";
    case NodeOp::subtract:
      return "subtract";
    case NodeOp::multiply:
      return "multiply";
    case NodeOp::choose:
      return "choose";
    case NodeOp::count:
      return "count";
    case NodeOp::minimum:
      return "minimum";
    case NodeOp::maximum:
      break;
  }
  return "maximum";
}

/// The nodes that conditions of the form need, arguments before what uses them.
class Nodes {
 public:
  explicit Nodes(const Program& program) : program_(program) {}

  std::int64_t add(NodeId id) {
    if (const auto known = positions_.find(id); known != positions_.end()) return known->second;
    for (const NodeId argument : program_.nodes[id].arguments) add(argument);
    const auto position = static_cast<std::int64_t>(list_.size());
    list_.push_back(id);
    positions_[id] = position;
    return position;
  }

  void write(CanonicalWriter& json) const {
    json.begin_list("nodes");
    for (const NodeId id : list_) {
      const ProgramNode& node = program_.nodes[id];
      json.begin_map().text("op", word_of(node.op)).integer("subject", node.subject);
      json.begin_list("codes");
      for (std::size_t code = 0; code < max_codes; ++code) {
        if (node.codes[code]) json.integer(static_cast<std::int64_t>(code));
      }
      json.end_list().text("value", node.value.to_string());
      json.begin_list("arguments");
      for (const NodeId argument : node.arguments) json.integer(positions_.at(argument));
      json.end_list().end_map();
    }
    json.end_list();
  }

 private:
  const Program& program_;
  std::vector<NodeId> list_;
  std::map<NodeId, std::int64_t> positions_;
};

void write_inputs(CanonicalWriter& json, const Program& program, Nodes& nodes) {
  json.begin_list("inputs");
  for (const Input& input : program.inputs) {
    json.begin_map().text("name", input.name);
    json.begin_list("values");
    for (const Rational& value : input.values) json.text(value.to_string());
    json.end_list();
    if (input.asked_when == no_node) {
      json.null("asked_when");
    } else {
      json.integer("asked_when", nodes.add(input.asked_when));
    }
    if (input.neutral) {
      json.integer("neutral", *input.neutral);
    } else {
      json.null("neutral");
    }
    json.end_map();
  }
  json.end_list();
  json.begin_list("order");
  for (const InputId id : program.order) json.integer(id);
  json.end_list();
}

void write_question(CanonicalWriter& json, const ModelWords& words, const Item& item) {
  const Instrument& model = words.model();
  json.begin_map().text("id", item.id).integer("input", item.input);
  switch (item.type) {
    case ItemType::yes_no:
      json.text("kind", "yes_no");
      break;
    case ItemType::options:
      json.text("kind", "options").begin_list("codes");
      for (const Option& option : model.find_set(item.set)->options) json.text(option.code);
      json.end_list();
      break;
    case ItemType::number:
      json.text("kind", "number").text("from", item.from.to_string());
      json.text("to", item.to.to_string()).text("step", item.step.to_string());
      json.text("wrong",
                words.tell("Write a number: ", "Skriv et tal: ") + number_range(words, item) + ".");
      break;
  }
  json.begin_list("seconds");
  if (item.within) {
    json.begin_map().text("key", "within").integer("input", *item.within);
    json.text("duration", item.ask_when_known->to_string()).end_map();
  }
  if (item.habitual) {
    json.begin_map().text("key", "habitual").integer("input", *item.habitual).end_map();
  }
  json.end_list().end_map();
}

void write_texts(CanonicalWriter& json, const ModelWords& words) {
  const auto text = [&](std::string_view key, std::string_view en, std::string_view da) {
    json.text(key, words.tell(en, da));
  };
  json.begin_map("texts");
  text("none_open", "Nothing is open", "Intet står åbent");
  text("one_open", "1 question is open", "1 spørgsmål står åbent");
  text("many_open", "{n} questions are open", "{n} spørgsmål står åbne");
  text("file", "answers", "svar");
  text("saved", "Saved as", "Gemt som");
  text("not_saved", "Not saved: something has to be mended first.",
       "Ikke gemt: der er noget, der skal rettes først.");
  text("day_needed", "Say on which day it was assessed.", "Angiv dagen for vurderingen.");
  text("bad_date", "This is no date.", "Det er ikke en dato.");
  text("level_needed", "A judgement needs its level.", "En vurdering skal have et niveau.");
  text("reason_needed", "A judgement needs its reason.", "En vurdering skal have en begrundelse.");
  text("opaque_id", "Letters, digits and - only; no name.",
       "Kun bogstaver uden æ, ø og å, tal og -; intet navn.");
  text("earlier_number", "Write each value as a number.", "Skriv hver værdi som et tal.");
  text("earlier_date",
       "Each needs a day of its own before the day of this assessment, which must stand above.",
       "Hver skal have sin egen dag før dagen for denne vurdering, som skal stå ovenfor.");
  json.end_map();
}

}  // namespace

std::string number_range(const ModelWords& words, const Item& item) {
  std::string text = words.number(item.from) + words.tell(" to ", " til ") + words.number(item.to);
  if (item.step != Rational(1)) {
    text += words.tell(", in steps of ", ", i trin på ") + words.number(item.step);
  }
  return text;
}

std::string data_of(const ModelWords& words) {
  const Instrument& model = words.model();
  const Program& program = model.program().program();
  Nodes nodes(program);
  CanonicalWriter json;
  json.begin_map().text("instrument", model.reference());
  if (words.wording() != nullptr) {
    json.text("wording", words.wording()->id);
  } else {
    json.null("wording");
  }
  write_inputs(json, program, nodes);
  json.begin_list("questions");
  for (const Item& item : model.items()) write_question(json, words, item);
  json.end_list();
  json.begin_list("consistent");
  for (const Consistent& one : model.consistent()) {
    if (one.node == no_node) continue;
    json.begin_map().integer("node", nodes.add(one.node));
    json.text("because", one.because.best(words.language())).end_map();
  }
  json.end_list();
  json.begin_list("opinions");
  for (const Opinion& opinion : model.opinions()) json.text(opinion.id);
  json.end_list();
  write_texts(json, words);
  nodes.write(json);
  json.end_map();
  return json.finish();
}

}  // namespace exchange::detail

std::string form_data(const Instrument& instrument, Language language, const WordingFile* wording) {
  return exchange::detail::data_of(exchange::detail::ModelWords(instrument, language, wording));
}

}  // namespace v1
}  // namespace vaern

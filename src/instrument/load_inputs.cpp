// SPDX-License-Identifier: Apache-2.0
// The inputs of the program that are asked, and when.
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

Input yes_no_input(const std::string& name) {
  Input input;
  input.name = name;
  input.values = {Rational(0), Rational(1)};
  input.neutral = Code{0};
  return input;
}

}  // namespace

void InstrumentLoader::add_item(Item item, const Node& condition) {
  made->items_.push_back(std::move(item));
  asked_when.push_back(condition);
}

InputId InstrumentLoader::add_second_input(const std::string& name) {
  const InputId input = builder.add_input(yes_no_input(name));
  bindings[name] = {Binding::Kind::input, input};
  return input;
}

void InstrumentLoader::add_inputs() {
  for (std::uint32_t i = 0; i < made->items_.size(); ++i) {
    Item& item = made->items_[i];
    Input input;
    input.name = item.id;
    Declaration declaration;
    declaration.declared_at = item.span;
    declaration.conditional = !asked_when[i].is_empty();
    switch (item.type) {
      case ItemType::yes_no:
        input = yes_no_input(item.id);
        declaration.kind = NameKind::yes_no;
        declaration.within = item.ask_when_known;
        declaration.habitual = item.habitual.has_value();
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
    item.input = builder.add_input(std::move(input));
    bindings[item.id] = {Binding::Kind::input, item.input};
    names.add(item.id, std::move(declaration));
    made->origins_.push_back({InputOrigin::Kind::item, i});
    if (item.ask_when_known) {
      item.within = add_second_input(item.id + ".within");
      made->origins_.push_back({InputOrigin::Kind::within, i});
    }
    if (item.habitual) {
      item.habitual = add_second_input(item.id + ".habitual");
      made->origins_.push_back({InputOrigin::Kind::habitual, i});
    }
  }
}

void InstrumentLoader::read_asked_when() {
  instrument::detail::Readings readings;
  std::vector<std::string> declared;
  for (std::size_t i = 0; i < made->items_.size(); ++i) {
    Item& item = made->items_[i];
    declared.push_back(item.id);
    if (asked_when[i].is_empty()) continue;
    item.asked_when = read_condition(asked_when[i], names, Profile::exact, findings);
    if (item.asked_when == nullptr) continue;
    for (const std::string& name : names_read(*item.asked_when)) {
      readings.add(item.id, name.substr(0, name.find('.')), item.asked_when->span);
    }
  }
  // Every circle is named with all its items, once, at the item where it was found.
  const auto circles = readings.circles();
  for (const instrument::detail::Circle& circle : circles) {
    Diagnostic& finding =
        findings.add(codes::asked_when_cycle, circle.front().where,
                     {{"name", circle.front().reader}, {"cycle", to_text(circle)}});
    for (auto edge = circle.begin() + 1; edge != circle.end(); ++edge) {
      finding.notes.push_back({&notes::declared_here, edge->where, {}});
    }
  }
  if (!circles.empty()) return;

  for (const std::string& id : readings.read_first(declared)) {  // applicable(x) reads x's own
    const Item& item = *made->find_item(id);
    if (item.asked_when != nullptr) {
      if (const auto node = compile(*item.asked_when, item.id)) {
        builder.set_asked_when(item.input, *node);
      }
    }
    CodeSet yes;
    yes[1] = true;
    for (const auto& second : {item.within, item.habitual}) {
      if (second) builder.set_asked_when(*second, builder.code_in(item.input, yes));
    }
  }
}

}  // namespace v1
}  // namespace vaern

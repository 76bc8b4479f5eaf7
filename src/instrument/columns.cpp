// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/columns.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace vaern {
inline namespace v1 {
namespace {

using Of = TableColumn::Kind;

class Columns {
 public:
  /// Nobody else gets this name; whose it is adds it by `add_own`.
  void reserve(const std::string& name) { names_.insert(name); }

  void add_own(std::string name, Of kind, std::size_t index) {
    list_.push_back({std::move(name), kind, static_cast<std::uint32_t>(index), 0});
  }

  void add(const std::string& name, Of kind, std::size_t index = 0, std::size_t outcome = 0) {
    std::string free = name;
    for (int i = 2; !names_.insert(free).second; ++i) free = name + "_" + std::to_string(i);
    list_.push_back({std::move(free), kind, static_cast<std::uint32_t>(index),
                     static_cast<std::uint32_t>(outcome)});
  }

  /// With the further ones, which take the names that are left.
  std::vector<TableColumn> take(const Instrument& model) {
    std::vector<TableColumn> base = std::exchange(list_, {});
    std::string name;  // of the scale or outcome that columns before belong to
    for (TableColumn& each : base) {
      const TableColumn of = each;
      if (of.kind == Of::scale || of.kind == Of::level) name = of.name;
      if (of.kind == Of::missing) {
        for (std::size_t i = 0; i < model.gates().size(); ++i) {
          add("gate_" + model.gates()[i].id, Of::gate, i);
        }
        add("asked", Of::asked);
      }
      list_.push_back(std::move(each));
      if (of.kind == Of::scale_missing) add(name + "_imputed", Of::scale_imputed, of.index);
      if (of.kind == Of::level_certain) {
        add(name + "_computed", Of::level_computed, of.index, of.outcome);
      }
    }
    add("rejected", Of::rejected);
    return std::move(list_);
  }

 private:
  std::set<std::string> names_;
  std::vector<TableColumn> list_;
};

void add_inputs(Columns& columns, const Instrument& model) {
  for (const Item& item : model.items()) columns.reserve(item.id);
  for (const EarlierInput& earlier : model.earlier()) columns.reserve(earlier.id);
  for (std::size_t i = 0; i < model.items().size(); ++i) {
    const Item& item = model.items()[i];
    columns.add_own(item.id, Of::item, i);
    if (item.within) columns.add(item.id + "_within", Of::within, i);
    if (item.habitual) columns.add(item.id + "_habitual", Of::habitual, i);
  }
  for (std::size_t i = 0; i < model.earlier().size(); ++i) {
    columns.add_own(model.earlier()[i].id, Of::earlier, i);
  }
  const bool is_day_needed =
      std::any_of(model.tables().begin(), model.tables().end(),
                  [](const Table& table) { return table.choose == Table::Choose::date; });
  if (is_day_needed) columns.add("assessed", Of::assessed);
}

void add_outcome(Columns& columns, const std::string& name, const Levels& levels,
                 const std::vector<Rule>& rules, std::size_t outcome) {
  if (levels.list.empty()) return;
  columns.add(name, Of::level, 0, outcome);
  columns.add(name + "_low", Of::level_low, 0, outcome);
  columns.add(name + "_high", Of::level_high, 0, outcome);
  columns.add(name + "_certain", Of::level_certain, 0, outcome);
  const std::string prefix = outcome == 0 ? "rule_" : name + "_rule_";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    columns.add(prefix + rules[i].id, Of::rule, i, outcome);
  }
}

}  // namespace

std::vector<TableColumn> table_columns(const Instrument& model) {
  Columns columns;
  add_inputs(columns, model);
  for (std::size_t i = 0; i < model.scales().size(); ++i) {
    const std::string& id = model.scales()[i].id;
    columns.add(id, Of::scale, i);
    columns.add(id + "_low", Of::scale_low, i);
    columns.add(id + "_high", Of::scale_high, i);
    columns.add(id + "_missing", Of::scale_missing, i);
  }
  add_outcome(columns, "level", model.levels(), model.rules(), 0);
  for (std::size_t i = 0; i < model.outcomes().size(); ++i) {
    const FurtherOutcome& outcome = model.outcomes()[i];
    add_outcome(columns, outcome.id, outcome.levels, outcome.rules, i + 1);
  }
  for (std::size_t i = 0; i < model.classes().size(); ++i) {
    columns.add(model.classes()[i].id, Of::classes, i);
    columns.add(model.classes()[i].id + "_possible", Of::classes_possible, i);
  }
  for (std::size_t i = 0; i < model.flags().size(); ++i) {
    columns.add("flag_" + model.flags()[i].id, Of::flag, i);
  }
  columns.add("missing", Of::missing);
  for (std::size_t i = 0; i < missing_reason_words.size(); ++i) {
    columns.add("missing_" + std::string(missing_reason_words[i]), Of::missing_reason, i);
  }
  return columns.take(model);
}

std::string code_text(const Instrument& model, InputId input, Code code) {
  const InputOrigin& origin = model.origin(input);
  switch (origin.kind) {
    case InputOrigin::Kind::item:
      return model.code_text(model.items()[origin.index], code);
    case InputOrigin::Kind::within:
    case InputOrigin::Kind::habitual:
      return code == 0 ? "no" : "yes";
    case InputOrigin::Kind::earlier:
      return model.program().program().inputs[input].values[code].to_string();
    case InputOrigin::Kind::norm:
      break;
  }
  return model.tables()[origin.index].norms[code].id;
}

std::optional<std::vector<Rational>> table_numbers(const Instrument& model, const Item& item) {
  const std::uint32_t size = model.program().program().inputs[item.input].size;
  std::vector<Rational> numbers;
  if (item.type != ItemType::options) {
    const Rational first = item.type == ItemType::number ? item.from : Rational(0);
    const Rational step = item.type == ItemType::number ? item.step : Rational(1);
    for (std::uint32_t i = 0; i < size; ++i) {
      numbers.push_back(first + step * Rational(static_cast<std::int64_t>(i)));
    }
    return numbers;
  }
  for (const Option& option : model.find_set(item.set)->options) {
    if (!option.points) return std::nullopt;
    if (std::find(numbers.begin(), numbers.end(), *option.points) != numbers.end()) {
      return std::nullopt;
    }
    numbers.push_back(*option.points);
  }
  return numbers;
}

}  // namespace v1
}  // namespace vaern

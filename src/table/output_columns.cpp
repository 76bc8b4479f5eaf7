// SPDX-License-Identifier: Apache-2.0
#include "table/output_columns.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "vaern/instrument/columns.hpp"

namespace vaern {
inline namespace v1 {

std::size_t width_of(ColumnType type) noexcept {
  switch (type) {
    case ColumnType::int16:
    case ColumnType::uint16:
      return 2;
    case ColumnType::int32:
    case ColumnType::uint32:
    case ColumnType::float32:
    case ColumnType::days:
      return 4;
    case ColumnType::int64:
    case ColumnType::uint64:
    case ColumnType::float64:
      return 8;
    default:
      return 1;
  }
}

namespace table::detail {
namespace {

using Kind = OutputColumn::Kind;

OutputColumn column(Kind kind, std::string name, std::size_t index, std::size_t outcome = 0) {
  OutputColumn made;
  made.kind = kind;
  made.name = std::move(name);
  made.index = static_cast<std::uint32_t>(index);
  made.outcome = static_cast<std::uint32_t>(outcome);
  return made;
}

Kind kind_of(TableColumn::Kind kind) {
  using In = TableColumn::Kind;
  switch (kind) {
    case In::scale:
      return Kind::value;
    case In::scale_low:
      return Kind::lowest;
    case In::scale_high:
      return Kind::highest;
    case In::scale_missing:
      return Kind::missing;
    case In::level:
      return Kind::level;
    case In::level_low:
      return Kind::low;
    case In::level_high:
      return Kind::high;
    case In::level_certain:
      return Kind::certain;
    case In::classes:
      return Kind::one_class;
    case In::classes_possible:
      return Kind::classes;
    case In::rule:
      return Kind::rule;
    case In::flag:
      return Kind::flag;
    case In::missing_reason:
      return Kind::reason;
    case In::scale_imputed:
      return Kind::imputed;
    case In::level_computed:
      return Kind::computed;
    case In::gate:
      return Kind::gate;
    case In::asked:
      return Kind::asked;
    case In::rejected:
      return Kind::rejected;
    default:
      return Kind::open;
  }
}

ColumnType type_of(Lane lane) {
  switch (lane) {
    case Lane::int8:
      return ColumnType::int8;
    case Lane::int16:
      return ColumnType::int16;
    case Lane::int32:
      return ColumnType::int32;
    case Lane::int64:
      return ColumnType::int64;
    case Lane::rational:
      break;
  }
  return ColumnType::float64;
}

bool can_be_narrowest(const OutputColumn& output, const TableOptions& options) {
  const std::vector<std::string>& names = options.narrowest;
  return options.least_number_bytes < 2 ||
         std::find(names.begin(), names.end(), output.name) != names.end();
}

ColumnType type_of_set(std::size_t members) {
  switch (bytes_of_set(members)) {
    case 1:
      return ColumnType::uint8;
    case 2:
      return ColumnType::uint16;
    default:
      return ColumnType::uint32;
  }
}

/// By input of the program the name of its column; empty of norms, which no column holds.
std::vector<std::string> input_names(const Instrument& instrument,
                                     const std::vector<TableColumn>& columns) {
  std::vector<std::string> names(instrument.program().program().inputs.size());
  for (const TableColumn& each : columns) {
    if (!each.is_input() || each.kind == TableColumn::Kind::assessed) continue;
    const auto position = each.index;
    const InputId input =
        each.kind == TableColumn::Kind::earlier    ? instrument.earlier()[position].input
        : each.kind == TableColumn::Kind::within   ? *instrument.items()[position].within
        : each.kind == TableColumn::Kind::habitual ? *instrument.items()[position].habitual
                                                   : instrument.items()[position].input;
    names[input] = each.name;
  }
  return names;
}

std::string scale_name(const Instrument& instrument, ScaleId id) {
  for (const InstrumentScale& scale : instrument.scales()) {
    if (scale.scale == id) return scale.id;
  }
  return "scale_" + std::to_string(id);
}

}  // namespace

std::string_view group_of(Kind kind) {
  switch (kind) {
    case Kind::possible:
      return "possible";
    case Kind::contribution:
      return "contributions";
    case Kind::low_form:
    case Kind::high_form:
      return "witnesses";
    default:
      return {};
  }
}

std::vector<OutputColumn> all_outputs(const Instrument& instrument) {
  std::vector<OutputColumn> list;
  std::set<std::string> taken;
  const std::vector<TableColumn> columns = table_columns(instrument);
  for (const TableColumn& each : columns) taken.insert(each.name);
  const auto add_more = [&](Kind kind, const std::string& name, std::size_t index,
                            std::size_t outcome = 0) {
    std::string free = name;
    for (int n = 2; !taken.insert(free).second; ++n) free = name + "_" + std::to_string(n);
    list.push_back(column(kind, free, index, outcome));
  };
  const std::vector<std::string> inputs = input_names(instrument, columns);
  const auto add_contributions = [&](const std::string& scale, ScaleId id) {
    const std::vector<Term>& terms = instrument.program().program().scales[id].terms;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const std::string term =
          terms[i].is_scale ? scale_name(instrument, terms[i].id) : inputs[terms[i].id];
      add_more(Kind::contribution, scale + "_from_" + term, i, id);
    }
  };
  const auto add_forms = [&](Kind kind, const std::string& end, std::size_t outcome) {
    for (InputId input = 0; input < inputs.size(); ++input) {
      if (!inputs[input].empty()) add_more(kind, end + "_" + inputs[input], input, outcome);
    }
  };
  std::string name;  // of the scale or outcome that columns before belong to
  for (const TableColumn& each : columns) {
    if (each.is_input()) continue;
    const Kind kind = kind_of(each.kind);
    const bool is_of_scale = each.kind <= TableColumn::Kind::scale_imputed;
    const bool is_of_level = kind == Kind::level || kind == Kind::low || kind == Kind::high ||
                             kind == Kind::certain || kind == Kind::computed;
    const std::size_t index = is_of_scale   ? instrument.scales()[each.index].scale
                              : is_of_level ? each.outcome
                                            : each.index;
    if (kind == Kind::value || kind == Kind::level) name = each.name;
    list.push_back(column(kind, each.name, index, each.outcome));
    if (kind == Kind::imputed) add_contributions(name, static_cast<ScaleId>(index));
    if (kind == Kind::computed) {
      add_more(Kind::possible, name + "_possible", index);
      add_forms(Kind::low_form, name + "_low_with", index);
      add_forms(Kind::high_form, name + "_high_with", index);
    }
  }
  return list;
}

void set_type(OutputColumn& output, const Instrument& instrument, const BlockPlan& plan,
              const TableOptions& options) {
  switch (output.kind) {
    case Kind::value:
    case Kind::lowest:
    case Kind::highest: {
      const ScaleFormat format = plan.scale(output.index);
      const bool is_whole = format.denominator == 1 && !format.values;
      output.type = is_whole ? type_of(format.lane) : ColumnType::float64;
      if (output.type == ColumnType::int8 && !can_be_narrowest(output, options)) {
        output.type = ColumnType::int16;
      }
      output.can_be_absent = output.kind == Kind::value || format.lane == Lane::rational;
      return;
    }
    case Kind::possible:
      output.type = type_of_set(plan.program().program().outcome_at(output.index).levels);
      return;
    case Kind::classes:
      output.type = type_of_set(plan.program().program().classes[output.index].when.size());
      return;
    case Kind::level:
    case Kind::computed:
    case Kind::one_class:
    case Kind::gate:
    case Kind::rule:
    case Kind::flag:
      output.can_be_absent = true;
      output.type = ColumnType::int8;
      return;
    case Kind::low:
    case Kind::high:
      output.type = ColumnType::int8;
      return;
    case Kind::contribution:
      output.type = ColumnType::float64;
      output.can_be_absent = true;
      return;
    case Kind::low_form:
    case Kind::high_form:
      output.type = ColumnType::int16;
      output.can_be_absent = true;
      return;
    case Kind::asked:
    case Kind::open:
    case Kind::reason: {
      constexpr std::size_t most_in_a_byte = 85;  // of items, with two further questions each
      const bool is_small = instrument.items().size() <= most_in_a_byte;
      output.type = is_small ? ColumnType::uint8 : ColumnType::int16;
      return;
    }
    case Kind::missing:
    case Kind::imputed:
    case Kind::certain:
    case Kind::rejected:
      output.type = ColumnType::uint8;
      return;
  }
}

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern

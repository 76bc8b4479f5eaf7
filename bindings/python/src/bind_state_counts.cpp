// SPDX-License-Identifier: Apache-2.0
// Which measures apply to how many cases. Tables, words and names are read in vaern/_indicated.py.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <string>
#include <vector>

#include "convert.hpp"
#include "plan_views.hpp"
#include "vaern/safety_plan/state_counts.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

template <class Cell>
using Array = py::array_t<Cell, py::array::c_style | py::array::forcecast>;

/// Columns of one kind; `kept` holds the arrays that they point into.
template <class Column, class Cell>
std::vector<Column> columns_of(const py::dict& given, py::list& kept) {
  std::vector<Column> columns;
  for (const auto& [name, cells] : given) {
    const Array<Cell> array = Array<Cell>::ensure(cells);
    if (!array) throw py::error_already_set();
    kept.append(array);
    columns.push_back(
        {std::string(py::str(name)), {array.data(), static_cast<std::size_t>(array.size())}});
  }
  return columns;
}

/// A row a measure: included, held, blocked, not_applicable, and the included that are open.
py::array_t<std::int64_t> counted(const ProgrammeHolder& programme, std::size_t rows,
                                  const py::dict& truths, const py::dict& sets,
                                  const py::dict& numbers, unsigned threads) {
  if (programme->zones() != nullptr) {
    throw py::value_error(programme->reference() +
                          " has a plan of zones, and no measures to count");
  }
  py::list kept;
  SituationColumns columns;
  columns.rows = rows;
  columns.truths = columns_of<SituationColumns::Truths, std::uint8_t>(truths, kept);
  columns.sets = columns_of<SituationColumns::Sets, std::uint64_t>(sets, kept);
  columns.numbers = columns_of<SituationColumns::Numbers, std::int32_t>(numbers, kept);
  std::vector<StateCounts> counts;
  {
    const py::gil_scoped_release release;
    counts = count_states(programme->catalogue(), programme->names(), columns, threads);
  }
  py::array_t<std::int64_t> table({static_cast<py::ssize_t>(counts.size()), py::ssize_t{5}});
  auto cells = table.mutable_unchecked<2>();
  for (std::size_t row = 0; row < counts.size(); ++row) {
    const auto at = static_cast<py::ssize_t>(row);
    for (std::size_t state = 0; state < counts[row].states.size(); ++state) {
      cells(at, static_cast<py::ssize_t>(state)) =
          static_cast<std::int64_t>(counts[row].states[state]);
    }
    cells(at, 4) = static_cast<std::int64_t>(counts[row].open);
  }
  return table;
}

/// (id, section, who) of each measure, in the catalogue's order.
py::tuple measures(const Programme& programme) {
  return tuple_of(programme.catalogue().measures(), [](const Measure& measure) {
    return py::make_tuple(measure.id, measure.section, std::string(to_string(measure.who)));
  });
}

/// What conditions may read: None for yes or no, the codes of an enumeration, "number".
py::dict names(const Programme& programme) {
  py::dict kinds;
  for (const std::string& name : programme.names().all()) {
    const Declaration& declared = *programme.names().find(name);
    py::object kind = py::none();
    if (declared.kind == NameKind::options) kind = texts(declared.codes);
    if (declared.kind == NameKind::number) kind = py::str("number");
    kinds[py::str(name)] = kind;
  }
  return kinds;
}

}  // namespace

void bind_state_counts(py::module_& module) {
  module.def("_count_states", &counted, py::arg("programme"), py::arg("rows"), py::arg("truths"),
             py::arg("sets"), py::arg("numbers"), py::arg("threads"), "See vaern.indicated.");
  module.def(
      "_measures_of", [](const ProgrammeHolder& programme) { return measures(*programme); },
      py::arg("programme"), "See vaern.indicated.");
  module.def(
      "_names_of", [](const ProgrammeHolder& programme) { return names(*programme); },
      py::arg("programme"), "See vaern.indicated.");
}

}  // namespace vaern::python

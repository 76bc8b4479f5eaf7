// SPDX-License-Identifier: Apache-2.0
// Columns in and out of NumPy. What kind of table they come from is the business of
// vaern/tables.py; no row is looked at in Python.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cstring>
#include <deque>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "vaern/instrument/columns.hpp"
#include "vaern/table/score_table.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

/// What a column's cells are read from, kept as long as the work lasts.
struct Kept {
  std::deque<std::string> bytes;
  std::deque<std::vector<std::int64_t>> offsets;
  std::deque<std::vector<std::uint8_t>> empty;
  std::deque<py::object> objects;
};

ColumnType type_of(const py::dtype& type) {
  const char kind = type.kind();
  const auto size = type.itemsize();
  if (kind == 'b') return ColumnType::truths;
  if (kind == 'i') {
    return size == 1   ? ColumnType::int8
           : size == 2 ? ColumnType::int16
           : size == 4 ? ColumnType::int32
                       : ColumnType::int64;
  }
  if (kind == 'u') {
    return size == 1   ? ColumnType::uint8
           : size == 2 ? ColumnType::uint16
           : size == 4 ? ColumnType::uint32
                       : ColumnType::uint64;
  }
  if (kind == 'f' && size == 4) return ColumnType::float32;
  if (kind == 'f' && size == 8) return ColumnType::float64;
  throw py::type_error("a column holds " + py::str(type).cast<std::string>() +
                       ": numbers, truths and text can be read");
}

/// A cell of an array of Python objects as text; nothing where it is empty.
bool text_of(PyObject* cell, std::string& text) {
  if (cell == nullptr || cell == Py_None) return false;
  if (PyUnicode_Check(cell)) {
    Py_ssize_t size = 0;
    const char* letters = PyUnicode_AsUTF8AndSize(cell, &size);
    if (letters == nullptr) throw py::error_already_set();
    text.append(letters, static_cast<std::size_t>(size));
    return true;
  }
  if (PyBool_Check(cell)) {
    text += cell == Py_True ? "true" : "false";
    return true;
  }
  if (PyFloat_Check(cell)) {
    const double number = PyFloat_AS_DOUBLE(cell);
    if (number != number) return false;
    if (number == static_cast<double>(static_cast<std::int64_t>(number))) {
      text += std::to_string(static_cast<std::int64_t>(number));
      return true;
    }
  }
  const auto object = py::reinterpret_borrow<py::object>(cell);
  const auto name = py::type::of(object).attr("__name__").cast<std::string>();
  if (name == "NAType" || name == "NaTType") return false;
  text += py::str(object).cast<std::string>();
  return true;
}

ColumnView text_column(const py::array& array, Kept& kept) {
  std::string& bytes = kept.bytes.emplace_back();
  std::vector<std::int64_t>& offsets = kept.offsets.emplace_back();
  std::vector<std::uint8_t>& empty = kept.empty.emplace_back();
  const auto rows = static_cast<std::size_t>(array.shape(0));
  offsets.reserve(rows + 1);
  empty.reserve(rows);
  offsets.push_back(0);
  for (std::size_t r = 0; r < rows; ++r) {
    PyObject* cell = nullptr;
    std::memcpy(&cell, array.data(static_cast<py::ssize_t>(r)), sizeof(cell));
    empty.push_back(text_of(cell, bytes) ? 0 : 1);
    offsets.push_back(static_cast<std::int64_t>(bytes.size()));
  }
  ColumnView view;
  view.type = ColumnType::large_text;
  view.rows = rows;
  view.values = bytes.data();
  view.offsets = offsets.data();
  view.is_empty = empty.data();
  return view;
}

ColumnView view_of(const py::object& values, Kept& kept) {
  const auto array = py::array::ensure(values);
  if (!array || array.ndim() != 1) throw py::type_error("a column has one cell a row");
  kept.objects.push_back(array);
  if (array.dtype().kind() == 'O') return text_column(array, kept);
  if (array.dtype().kind() == 'U') return text_column(py::array(array.attr("astype")("O")), kept);
  ColumnView view;
  view.type = type_of(array.dtype());
  view.rows = static_cast<std::size_t>(array.shape(0));
  view.values = array.data();
  const auto size = static_cast<py::ssize_t>(array.itemsize());
  if (array.strides(0) != size) view.stride = array.strides(0);
  return view;
}

/// ("values" | "codes" | "days", array, empty cells or None) or ("indices", array, categories).
ColumnView column_view(const py::tuple& spec, Kept& kept) {
  const auto kind = spec[0].cast<std::string>();
  ColumnView view = view_of(spec[1], kept);
  if (kind == "indices") {
    view.index_type = view.type;
    view.type = ColumnType::indices;
    view.dictionary = std::make_shared<const ColumnView>(view_of(spec[2], kept));
    return view;
  }
  if (kind == "codes") view.type = ColumnType::codes;
  if (kind == "days") view.type = ColumnType::days;
  if (spec[2].is_none()) return view;
  const auto empty = py::array_t<bool, py::array::c_style>::ensure(spec[2]);
  if (!empty || static_cast<std::size_t>(empty.shape(0)) != view.rows) {
    throw py::value_error("the mask of a column has another length");
  }
  kept.objects.push_back(empty);
  view.is_empty = reinterpret_cast<const std::uint8_t*>(empty.data());
  return view;
}

std::string written(const py::handle& cell) {
  std::string text;
  text_of(cell.ptr(), text);
  return text;
}

std::vector<MissingCode> missing_codes(const py::dict& given) {
  std::vector<MissingCode> codes;
  for (const auto& [cell, word] : given) {
    const auto text = py::str(word).cast<std::string>();
    const auto reason = parse_missing_reason(text);
    if (!reason) throw py::value_error("'" + text + "' is no reason why an answer is missing");
    codes.push_back({written(cell), *reason});
  }
  return codes;
}

const char* name_of(OutputColumn::Kind kind) {
  using Kind = OutputColumn::Kind;
  switch (kind) {
    case Kind::level:
    case Kind::low:
    case Kind::high:
    case Kind::computed:
      return "level";
    case Kind::one_class:
      return "class";
    case Kind::gate:
    case Kind::rule:
    case Kind::flag:
      return "truth";
    case Kind::certain:
    case Kind::imputed:
    case Kind::rejected:
      return "yes_no";
    default:
      return "number";
  }
}

std::vector<std::string> labels_of(const Instrument& model, const OutputColumn& output) {
  std::vector<std::string> labels;
  const std::string kind = name_of(output.kind);
  if (kind == "level") {
    const Levels& levels =
        output.index == 0 ? model.levels() : model.outcomes()[output.index - 1].levels;
    for (const Level& level : levels.list) labels.push_back(level.id);
  } else if (kind == "class") {
    for (const NominalClass& one : model.classes()[output.index].list) labels.push_back(one.id);
  }
  return labels;
}

py::array array_for(ColumnType type, std::size_t rows) {
  const auto n = static_cast<py::ssize_t>(rows);
  switch (type) {
    case ColumnType::int8:
      return py::array_t<std::int8_t>(n);
    case ColumnType::int16:
      return py::array_t<std::int16_t>(n);
    case ColumnType::int32:
      return py::array_t<std::int32_t>(n);
    case ColumnType::int64:
      return py::array_t<std::int64_t>(n);
    case ColumnType::uint32:
      return py::array_t<std::uint32_t>(n);
    case ColumnType::float64:
      return py::array_t<double>(n);
    default:
      return py::array_t<std::uint8_t>(n);
  }
}

struct Progress {
  py::object call;
  std::uint64_t rows = 0;

  /// Signals are looked at now and then: Ctrl-C ends the work.
  bool operator()(std::uint64_t done) const {
    const py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    return call.is_none() || !call(done, rows).is(py::bool_(false));
  }
};

py::dict score_columns(const InstrumentHolder& model, const py::list& columns,
                       const py::dict& missing, const std::optional<std::vector<std::string>>& outputs,
                       bool collect, std::optional<unsigned> threads, const py::object& progress,
                       bool with_absent) {
  Kept kept;
  std::vector<InputColumn> inputs;
  for (const auto& entry : columns) {
    const auto column = entry.cast<py::tuple>();
    InputColumn input;
    input.name = column[0].cast<std::string>();
    input.view = column_view(column[1].cast<py::tuple>(), kept);
    for (const auto& [cell, code] : column[2].cast<py::dict>()) {
      input.answers.push_back({written(cell), code.cast<Code>()});
    }
    inputs.push_back(std::move(input));
  }
  TableOptions options;
  options.missing = missing_codes(missing);
  if (outputs) options.outputs = *outputs;
  options.collect_faults = collect;
  options.threads = threads.value_or(0);
  Result<TableScorer> scorer = TableScorer::make(model, std::move(inputs), std::move(options));
  if (!scorer) raise_data_error(scorer.error());

  py::list made;
  std::vector<OutputBuffer> buffers;
  for (const OutputColumn& output : scorer->outputs()) {
    py::array cells = array_for(output.type, scorer->rows());
    OutputBuffer buffer;
    buffer.cells = cells.mutable_data();
    py::object absent = py::none();
    const bool is_counted = output.type != ColumnType::float64 && output.type != ColumnType::int8;
    if (with_absent && is_counted && (output.can_be_absent || collect)) {
      py::array_t<bool> mask(static_cast<py::ssize_t>(scorer->rows()));
      buffer.absent = reinterpret_cast<std::uint8_t*>(mask.mutable_data());
      absent = mask;
    }
    buffers.push_back(buffer);
    made.append(py::make_tuple(output.name, name_of(output.kind), labels_of(*model, output), cells,
                               absent));
  }
  TableScorer::Done done;
  {
    const Progress report{progress, scorer->rows()};
    const py::gil_scoped_release release;
    done = scorer->run(buffers, [&](std::uint64_t rows) { return report(rows); });
  }
  py::list rejected;
  for (const RowRejection& each : done.rejected) {
    rejected.append(py::make_tuple(each.row, each.item, each.value, each.finding));
  }
  py::dict result;
  result["outputs"] = made;
  result["rejected"] = rejected;
  result["rejected_rows"] = done.rejected_rows;
  result["absent"] = scorer->absent_inputs();
  result["is_cancelled"] = done.is_cancelled;
  result["row_by_row"] = std::string(scorer->why_row_by_row());
  return result;
}

/// (input, its column in a table) of everything that a column may answer.
py::list table_inputs(const Instrument& model) {
  py::list names;
  for (const TableColumn& column : table_columns(model)) {
    if (!column.is_input()) continue;
    std::string input = column.name;
    using Kind = TableColumn::Kind;
    if (column.kind == Kind::within) input = model.items()[column.index].id + ".within";
    if (column.kind == Kind::habitual) input = model.items()[column.index].id + ".habitual";
    if (column.kind == Kind::item) input = model.items()[column.index].id;
    if (column.kind == Kind::earlier) input = model.earlier()[column.index].id;
    if (column.kind == Kind::assessed) input = "assessed";
    names.append(py::make_tuple(input, column.name));
  }
  return names;
}

}  // namespace

void bind_table(py::module_& module) {
  module.def("_table_inputs", &table_inputs, py::arg("instrument"), "For vaern.tables alone.");
  module.def("_score_columns", &score_columns, py::arg("instrument"), py::arg("columns"),
             py::arg("missing"), py::arg("outputs"), py::arg("collect"), py::arg("threads"),
             py::arg("progress"), py::arg("with_absent"), "For vaern.tables alone.");
}

}  // namespace vaern::python

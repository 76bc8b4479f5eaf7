// SPDX-License-Identifier: Apache-2.0
// Scores columns for vaern/tables.py, which knows what kind of table they come from.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <chrono>

#include "arrow_columns.hpp"
#include "bind.hpp"
#include "column_identifiers.hpp"
#include "convert.hpp"
#include "diagnostics/codes/table.hpp"
#include "joined_columns.hpp"
#include "models.hpp"
#include "table_columns.hpp"
#include "vaern/instrument/columns.hpp"
#include "vaern/table/score_table.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

std::string written(const py::handle& cell) {
  std::string text;
  if (!text_of(cell, text)) throw py::value_error("an empty cell is not_asked and has no code");
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
    case Kind::low_form:
    case Kind::high_form:
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
  } else if (output.kind == OutputColumn::Kind::one_class) {
    for (const NominalClass& one : model.classes()[output.index].list) labels.push_back(one.id);
  } else if (kind == "class") {
    const std::uint32_t size = model.program().program().inputs[output.index].size;
    for (std::uint32_t code = 0; code < size; ++code) {
      labels.push_back(code_text(model, output.index, static_cast<Code>(code)));
    }
  }
  return labels;
}

py::dtype dtype_of(ColumnType type) {
  switch (type) {
    case ColumnType::int8:
      return py::dtype::of<std::int8_t>();
    case ColumnType::int16:
      return py::dtype::of<std::int16_t>();
    case ColumnType::int32:
      return py::dtype::of<std::int32_t>();
    case ColumnType::int64:
      return py::dtype::of<std::int64_t>();
    case ColumnType::uint32:
      return py::dtype::of<std::uint32_t>();
    case ColumnType::float64:
      return py::dtype::of<double>();
    default:
      return py::dtype::of<std::uint8_t>();
  }
}

py::object masked_array() { return py::module_::import("numpy").attr("ma").attr("MaskedArray"); }

/// The mask of a caller's own array, which is written to; None where it has none.
py::object mask_of(const py::object& given, std::size_t rows) {
  if (!py::isinstance(given, masked_array())) return py::none();
  const py::object mask = given.attr("mask");
  if (!py::isinstance<py::array_t<bool>>(mask)) return py::none();
  const auto array = py::reinterpret_borrow<py::array>(mask);
  const bool is_fit = array.ndim() == 1 && array.shape(0) == static_cast<py::ssize_t>(rows) &&
                      (array.flags() & py::array::c_style) != 0 && array.writeable();
  return is_fit ? mask : py::none();
}

/// A caller's own array for an output, or a new one.
py::array cells_of(const OutputColumn& output, std::size_t rows, const py::dict& out) {
  const py::dtype needed = dtype_of(output.type);
  const auto n = static_cast<py::ssize_t>(rows);
  if (!out.contains(output.name)) return py::array(needed, std::vector<py::ssize_t>{n});
  const py::object given = out[py::str(output.name)];
  const std::string name = "out['" + output.name + "']";
  const std::string wanted = "an array of " + py::str(needed).cast<std::string>() + " of " +
                             std::to_string(rows) + " rows is needed";
  if (!py::isinstance<py::array>(given)) throw py::type_error(name + " is no array: " + wanted);
  auto array = py::reinterpret_borrow<py::array>(
      py::isinstance(given, masked_array()) ? py::object(given.attr("data")) : given);
  const py::dtype dtype = array.dtype();
  const bool is_truth = dtype.kind() == 'b' && std::string(name_of(output.kind)) == "yes_no";
  if (!is_truth && !dtype.equal(needed)) {
    throw py::type_error(name + " holds " + py::str(dtype).cast<std::string>() + ": " + wanted);
  }
  if (array.ndim() != 1 || array.shape(0) != n) {
    throw py::value_error(name + " has " + std::to_string(array.size()) + " cells: " + wanted);
  }
  if ((array.flags() & py::array::c_style) == 0 || !array.writeable()) {
    throw py::value_error(name + " has gaps or may not be written to: " + wanted);
  }
  return array;
}

/// Looks for signals now and then, so that Ctrl-C ends the work, and says how far it is.
class Progress {
 public:
  Progress(const py::object& call, std::uint64_t rows) : call_(call), rows_(rows) {}

  bool operator()(std::uint64_t done) {
    constexpr auto between = std::chrono::milliseconds(50);
    const auto now = std::chrono::steady_clock::now();
    if ((now - last_ < between && done != rows_) || told_ == rows_) return true;
    last_ = now;
    told_ = done;
    const py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    return call_.is_none() || !call_(done, rows_).is(py::bool_(false));
  }

 private:
  const py::object& call_;
  std::uint64_t rows_;
  std::uint64_t told_ = 0;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

std::vector<ColumnView> batches_of(const py::tuple& spec, KeptColumns& kept) {
  const auto kind = spec[0].cast<std::string>();
  if (!kind.starts_with("arrow")) return {column_view(spec, kept)};
  kept.objects.push_back(spec[1]);
  const auto& columns = spec[1].cast<const ArrowColumns&>();
  std::vector<ColumnView> views = columns.views(spec[2].cast<std::size_t>(), kept);
  if (kind == "arrow") return views;
  for (ColumnView& view : views) {
    if (view.type == ColumnType::days) continue;
    if (view.type != ColumnType::uint8) throw py::type_error("codes are bytes (uint8)");
    view.type = ColumnType::codes;
  }
  return views;
}

/// What a column answers and what its own cells mean; the cells come by stretches of rows.
struct Inputs {
  std::vector<InputColumn> columns;
  std::vector<std::vector<ColumnView>> stretches;
};

Inputs inputs_of(const py::list& columns, KeptColumns& kept) {
  Inputs inputs;
  std::vector<std::vector<ColumnView>> batches;
  for (const auto& entry : columns) {
    const auto column = entry.cast<py::tuple>();
    InputColumn& input = inputs.columns.emplace_back();
    input.name = column[0].cast<std::string>();
    batches.push_back(batches_of(column[1].cast<py::tuple>(), kept));
    for (const auto& [cell, code] : column[2].cast<py::dict>()) {
      input.answers.push_back({written(cell), code.cast<Code>()});
    }
  }
  inputs.stretches = stretches_of(batches, kept);
  return inputs;
}

std::vector<TableScorer> scorers_of(const InstrumentHolder& model, const Inputs& inputs,
                                    const TableOptions& options) {
  std::vector<TableScorer> scorers;
  for (const std::vector<ColumnView>& stretch : inputs.stretches) {
    std::vector<InputColumn> columns = inputs.columns;
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].view = stretch[i];
    Result<TableScorer> scorer =
        TableScorer::make(InstrumentPtr(model), std::move(columns), options);
    if (!scorer) raise_data_error(scorer.error());
    scorers.push_back(*std::move(scorer));
  }
  return scorers;
}

/// The results of a table, and the rows without one.
struct Made {
  py::list outputs;
  std::vector<OutputBuffer> buffers;
  std::vector<std::size_t> widths;
};

Made buffers_of(const Instrument& model, const std::vector<OutputColumn>& outputs, std::size_t rows,
                bool collect, const py::dict& out) {
  Made made;
  for (const OutputColumn& output : outputs) {
    py::array cells = cells_of(output, rows, out);
    OutputBuffer& buffer = made.buffers.emplace_back();
    buffer.cells = cells.mutable_data();
    made.widths.push_back(width_of(output.type));
    py::object absent = py::none();
    const bool says_itself =
        output.type == ColumnType::float64 || output.type == ColumnType::int8 ||
        output.kind == OutputColumn::Kind::rejected ||
        (output.type == ColumnType::int16 && std::string(name_of(output.kind)) == "class");
    if (!says_itself && (output.can_be_absent || collect)) {
      absent = out.contains(output.name) ? mask_of(out[py::str(output.name)], rows)
                                         : py::array_t<bool>(static_cast<py::ssize_t>(rows));
      if (absent.is_none()) {
        throw py::type_error("out['" + output.name + "'] cannot say that a result is absent: " +
                             "a numpy.ma.MaskedArray with a mask of " + std::to_string(rows) +
                             " truths is needed");
      }
      buffer.absent =
          static_cast<std::uint8_t*>(py::reinterpret_borrow<py::array>(absent).mutable_data());
    }
    made.outputs.append(
        py::make_tuple(output.name, name_of(output.kind), labels_of(model, output), cells, absent));
  }
  return made;
}

/// One stretch after the other, each on all cores. Rows are counted through.
TableScorer::Done run(const std::vector<TableScorer>& scorers, const Made& made, bool collect,
                      const TableScorer::Progress& progress) {
  TableScorer::Done all;
  std::uint64_t before = 0;
  for (const TableScorer& scorer : scorers) {
    std::vector<OutputBuffer> buffers = made.buffers;
    for (std::size_t i = 0; i < buffers.size(); ++i) {
      buffers[i].cells = static_cast<std::byte*>(buffers[i].cells) + before * made.widths[i];
      if (buffers[i].absent != nullptr) buffers[i].absent += before;
    }
    TableScorer::Done done =
        scorer.run(buffers, [&](std::uint64_t rows) { return progress(before + rows); });
    for (RowRejection& each : done.rejected) {
      const std::string local = "/rows/" + std::to_string(each.row);
      each.row += before;
      each.finding.path.replace(0, local.size(), "/rows/" + std::to_string(each.row));
      all.rejected.push_back(std::move(each));
    }
    all.rejected_rows += done.rejected_rows;
    all.is_cancelled = done.is_cancelled;
    before += scorer.rows();
    if (all.is_cancelled || (!collect && all.rejected_rows > 0)) break;
  }
  return all;
}

py::dict score_columns(const InstrumentHolder& model, const py::list& columns,
                       const py::dict& missing,
                       const std::optional<std::vector<std::string>>& outputs, bool collect,
                       std::optional<unsigned> threads, const py::object& progress,
                       const py::dict& out) {
  KeptColumns kept;
  TableOptions options;
  options.missing = missing_codes(missing);
  if (outputs) options.outputs = *outputs;
  options.collect_faults = collect;
  options.threads = threads.value_or(0);
  const std::vector<TableScorer> scorers = scorers_of(model, inputs_of(columns, kept), options);
  std::size_t rows = 0;
  for (const TableScorer& scorer : scorers) rows += scorer.rows();
  const Made made = buffers_of(*model, scorers.front().outputs(), rows, collect, out);
  TableScorer::Done done;
  {
    Progress report(progress, rows);
    const py::gil_scoped_release release;
    done = run(scorers, made, collect, [&](std::uint64_t now) { return report(now); });
    if (!done.is_cancelled && !report(rows)) done.is_cancelled = true;
  }
  py::list rejected;
  for (const RowRejection& each : done.rejected) {
    rejected.append(py::make_tuple(each.row, each.item, each.value, each.finding));
  }
  py::dict result;
  result["outputs"] = made.outputs;
  result["rejected"] = rejected;
  result["rejected_rows"] = done.rejected_rows;
  result["absent"] = scorers.front().absent_inputs();
  result["is_cancelled"] = done.is_cancelled;
  return result;
}

/// Raises DataError where a column holds direct identifiers; they are not shown.
void refuse_identifiers(const std::string& name, const py::tuple& spec, bool is_key) {
  KeptColumns kept;
  const std::vector<ColumnView> batches = batches_of(spec, kept);
  std::optional<std::size_t> row;
  {
    const py::gil_scoped_release release;
    std::size_t before = 0;
    for (const ColumnView& batch : batches) {
      row = find_identifier(batch, is_key);
      if (row) *row += before;
      if (row) break;
      before += batch.rows;
    }
  }
  if (!row) return;
  DiagnosticList findings;
  const std::string place = std::to_string(*row);
  findings.add_at_path(codes::column_of_identifiers, "/rows/" + place + "/" + name,
                       {{"name", name}, {"row", place}});
  const py::object error = py::module_::import("vaern.errors")
                               .attr("DataError")(to_python(findings), py::arg("row") = *row);
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
  throw py::error_already_set();
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

constexpr const char* score_table_help = R"(
This instrument over every row of a table, on all cores; no row is looked at in Python.

`data` is a pandas DataFrame or a dict of NumPy arrays. The result's `.table` is one too, with the
columns that say whose form a row is (`keys`) and the results. vaern.tables.score_table says what
the arguments are.

>>> import numpy as np
>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> scored = danger.score_table(
...     {"person": np.array([7, 8]), "gun": np.array(["ja", "-9"])}, missing_codes={-9: "unknown"})
>>> scored.table["total_low"].tolist(), scored.table["missing_unknown"].tolist()
([2, -3], [0, 1])
)";

}  // namespace

void bind_table(py::module_& module) {
  static_cast<py::class_<Instrument, InstrumentHolder>>(module.attr("Instrument"))
      .def(
          "score_table",
          [](const py::object& self, const py::object& data, const py::object& columns,
             const py::object& missing_codes, const py::object& answers, const py::object& keys,
             const py::object& outputs, const py::object& out, const py::object& on_error,
             const py::object& codes, const py::object& threads, const py::object& progress,
             const py::object& layout, const py::object& back) {
            return py::module_::import("vaern.tables")
                .attr("score_table")(self, data, py::arg("columns") = columns,
                                     py::arg("missing_codes") = missing_codes,
                                     py::arg("answers") = answers, py::arg("keys") = keys,
                                     py::arg("outputs") = outputs, py::arg("out") = out,
                                     py::arg("on_error") = on_error, py::arg("codes") = codes,
                                     py::arg("threads") = threads, py::arg("progress") = progress,
                                     py::arg("layout") = layout, py::arg("back") = back);
          },
          py::arg("data"), py::kw_only(), py::arg("columns") = py::none(),
          py::arg("missing_codes") = py::none(), py::arg("answers") = py::none(),
          py::arg("keys") = py::none(), py::arg("outputs") = py::none(),
          py::arg("out") = py::none(), py::arg("on_error") = "raise", py::arg("codes") = false,
          py::arg("threads") = py::none(), py::arg("progress") = py::none(),
          py::arg("layout") = py::none(), py::arg("back") = "rows", score_table_help);
  py::class_<ArrowColumns>(module, "_ArrowColumns", py::is_final(), "For vaern._arrow alone.")
      .def(py::init<const py::object&, std::string>(), py::arg("source"), py::arg("name") = "")
      .def_property_readonly("names", &ArrowColumns::names)
      .def_property_readonly("rows", &ArrowColumns::rows);
  module.def("_table_inputs", &table_inputs, py::arg("instrument"), "For vaern.tables alone.");
  module.def("_refuse_identifiers", &refuse_identifiers, py::arg("name"), py::arg("spec"),
             py::arg("is_key"), "For vaern.tables alone.");
  module.def("_score_columns", &score_columns, py::arg("instrument"), py::arg("columns"),
             py::arg("missing"), py::arg("outputs"), py::arg("collect"), py::arg("threads"),
             py::arg("progress"), py::arg("out"), "For vaern.tables alone.");
}

}  // namespace vaern::python

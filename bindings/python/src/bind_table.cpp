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
#include "table_results.hpp"
#include "vaern/diagnostics/identifiers.hpp"
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

/// One stretch after the other, each on all cores. Rows are counted through.
TableScorer::Done run(const std::vector<TableScorer>& scorers, const TableResults& made,
                      bool collect, const TableScorer::Progress& progress) {
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

/// Names of the caller's own arrays of int8: who makes one knows that it is narrow.
std::vector<std::string> names_of_int8(const py::dict& out) {
  std::vector<std::string> names;
  for (const auto& [name, array] : out) {
    if (!py::isinstance<py::array>(array)) continue;
    const auto type = py::reinterpret_borrow<py::array>(array).dtype();
    if (type.equal(py::dtype::of<std::int8_t>())) names.push_back(name.cast<std::string>());
  }
  return names;
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
  options.least_number_bytes = 2;
  options.narrowest = names_of_int8(out);
  options.collect_faults = collect;
  options.threads = threads.value_or(0);
  const std::vector<TableScorer> scorers = scorers_of(model, inputs_of(columns, kept), options);
  std::size_t rows = 0;
  for (const TableScorer& scorer : scorers) rows += scorer.rows();
  const TableResults made = results_of(*model, scorers.front().outputs(), rows, collect, out);
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

/// By text a CPR number or an address of mail in it: "cpr_number", "email" or None.
py::list identifier_kinds(const std::vector<std::string>& texts) {
  py::list kinds;
  for (const std::string& text : texts) {
    py::object kind = py::none();
    if (may_hold_identifier(text)) {
      for (const IdentifierMatch& match : find_identifiers(text)) {
        if (match.kind == IdentifierKind::telephone) continue;
        kind = py::str(match.kind == IdentifierKind::email ? "email" : "cpr_number");
        break;
      }
    }
    kinds.append(kind);
  }
  return kinds;
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

`data` is a table of pandas, Polars, Arrow or NumPy. The result's `.table` is of the same kind, with the
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
      .def_property_readonly("names", [](const ArrowColumns& held) { return held.names(); })
      .def_property_readonly("rows", [](const ArrowColumns& held) { return held.rows(); });
  module.def("_table_inputs", &table_inputs, py::arg("instrument"), "For vaern.tables alone.");
  module.def("_identifier_kinds", &identifier_kinds, py::arg("texts"), "For vaern.files alone.");
  module.def("_refuse_identifiers", &refuse_identifiers, py::arg("name"), py::arg("spec"),
             py::arg("is_key"), "For vaern.tables alone.");
  module.def("_score_columns", &score_columns, py::arg("instrument"), py::arg("columns"),
             py::arg("missing"), py::arg("outputs"), py::arg("collect"), py::arg("threads"),
             py::arg("progress"), py::arg("out"), "For vaern.tables alone.");
}

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
// What layouts need of the engine beside scoring: no key of a table is repeated that names a
// person.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "table_columns.hpp"
#include "vaern/diagnostics/identifiers.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

/// The first text that holds what no key may be.
std::optional<std::size_t> first_identifier(const std::vector<std::string>& texts) {
  const auto found = std::ranges::find_if(
      texts, [](const std::string& text) { return identifier_in_key(text).has_value(); });
  if (found == texts.end()) return std::nullopt;
  return static_cast<std::size_t>(found - texts.begin());
}

/// The cells of an array of Python objects.
class ObjectCells {
 public:
  explicit ObjectCells(const py::array& array) : array_(array) {
    if (array.ndim() != 1 || array.dtype().kind() != 'O') {
      throw py::type_error("not a column of objects");
    }
  }
  py::ssize_t size() const { return array_.shape(0); }
  py::handle operator[](py::ssize_t row) const {
    return *static_cast<PyObject* const*>(array_.data(row));
  }

 private:
  const py::array& array_;
};

/// The cell as text, which may stay in `own`; empty where the cell is.
std::string_view text_in(const py::handle& cell, std::string& own) {
  if (PyUnicode_Check(cell.ptr())) {
    Py_ssize_t size = 0;
    const char* letters = PyUnicode_AsUTF8AndSize(cell.ptr(), &size);
    if (letters == nullptr) throw py::error_already_set();
    return {letters, static_cast<std::size_t>(size)};
  }
  own.clear();
  return text_of(cell, own) ? std::string_view(own) : std::string_view();
}

/// Equal cells have one number, in order of first appearance, empty ones -1; and the first rows.
py::tuple number_objects(const py::array& array) {
  const ObjectCells cells(array);
  py::array_t<std::int64_t> numbers(cells.size());
  std::int64_t* number = numbers.mutable_data();
  std::vector<std::int64_t> first;
  std::deque<std::string> texts;  // of cells that are no text themselves
  std::unordered_map<std::string_view, std::int64_t> known;
  std::string own;
  for (py::ssize_t row = 0; row < cells.size(); ++row) {
    const std::string_view text = text_in(cells[row], own);
    if (text.empty()) {
      number[row] = -1;
      continue;
    }
    auto found = known.find(text);
    if (found == known.end()) {
      const bool is_own = text.data() == own.data();
      const std::string_view kept = is_own ? std::string_view(texts.emplace_back(own)) : text;
      found = known.emplace(kept, static_cast<std::int64_t>(first.size())).first;
      first.push_back(row);
    }
    number[row] = found->second;
  }
  return py::make_tuple(
      numbers, py::array_t<std::int64_t>(static_cast<py::ssize_t>(first.size()), first.data()));
}

py::array_t<bool> empty_objects(const py::array& array) {
  const ObjectCells cells(array);
  py::array_t<bool> empty(cells.size());
  bool* is_empty = empty.mutable_data();
  std::string own;
  for (py::ssize_t row = 0; row < cells.size(); ++row) {
    is_empty[row] = text_in(cells[row], own).empty();
  }
  return empty;
}

constexpr const char* compare_versions_help = R"(
This version and `other` over the same table: crosstabs of levels, the forms that moved and what
moved in them, how many were raised and lowered. vaern.versions.compare_versions says what the
arguments are.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> forms = vaern.synthetic(danger, rows=100, seed=1)
>>> danger.compare_versions(danger, forms).changed_forms
0
)";

constexpr const char* scenarios_help = R"(
Every way to treat missing answers, side by side: as the model declares, complete forms only, lowest,
highest, prorated, and with at most k answers missing. vaern.scenarios.scenarios says what the
arguments are.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> forms = vaern.synthetic(danger, rows=100, seed=1, missing=0.1)
>>> danger.scenarios(forms, at_most=[0]).names[:4]
('declared', 'complete', 'lowest', 'highest')
)";

constexpr const char* sweep_help = R"(
Any number of cut-offs of a scale in one pass: how many forms are surely, possibly and as reported
at or above each, and how that fits an outcome. vaern.sweep.sweep says what the arguments are.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> forms = vaern.synthetic(danger, rows=100, seed=1)
>>> danger.sweep(forms, scale="total", cut_offs=[-100, 100]).table["surely"].tolist()
[100, 0]
)";

/// How a table is read, in all that is written in Python.
struct Reading {
  const py::object& layout;
  const py::object& columns;
  const py::object& missing_codes;
  const py::object& answers;
  const py::object& on_error;
  const py::object& codes;
  const py::object& threads;
};

py::dict options_of(const Reading& reading) {
  py::dict options;
  options["layout"] = reading.layout;
  options["columns"] = reading.columns;
  options["missing_codes"] = reading.missing_codes;
  options["answers"] = reading.answers;
  options["on_error"] = reading.on_error;
  options["codes"] = reading.codes;
  options["threads"] = reading.threads;
  return options;
}

py::object call(const char* file, const char* name, const py::object& instrument,
                const py::object& data, const py::dict& options) {
  return py::module_::import(file).attr(name)(instrument, data, **options);
}

/// The arguments of `Reading`, in its order.
template <class Class, class Function, class... Extra>
void def_reading(Class& bound, const char* name, Function&& function, const char* help,
                 const Extra&... extra) {
  bound.def(name, std::forward<Function>(function), extra..., py::arg("layout") = py::none(),
            py::arg("columns") = py::none(), py::arg("missing_codes") = py::none(),
            py::arg("answers") = py::none(), py::arg("on_error") = "raise",
            py::arg("codes") = false, py::arg("threads") = py::none(), help);
}

using Object = const py::object&;

void bind_methods(py::module_& module) {
  auto bound = static_cast<py::class_<Instrument, InstrumentHolder>>(module.attr("Instrument"));
  def_reading(
      bound, "compare_versions",
      [](Object self, Object other, Object data, Object keys, Object other_options, Object layout,
         Object columns, Object missing_codes, Object answers, Object on_error, Object codes,
         Object threads) {
        py::dict options =
            options_of({layout, columns, missing_codes, answers, on_error, codes, threads});
        options["keys"] = keys;
        options["other_options"] = other_options;
        return py::module_::import("vaern.versions")
            .attr("compare_versions")(self, other, data, **options);
      },
      compare_versions_help, py::arg("other"), py::arg("data"), py::kw_only(),
      py::arg("keys") = py::none(), py::arg("other_options") = py::none());
  def_reading(
      bound, "scenarios",
      [](Object self, Object data, Object at_most, Object keys, Object layout, Object columns,
         Object missing_codes, Object answers, Object on_error, Object codes, Object threads) {
        py::dict options =
            options_of({layout, columns, missing_codes, answers, on_error, codes, threads});
        options["at_most"] = at_most;
        options["keys"] = keys;
        return call("vaern.scenarios", "scenarios", self, data, options);
      },
      scenarios_help, py::arg("data"), py::kw_only(), py::arg("at_most") = py::none(),
      py::arg("keys") = py::none());
  def_reading(
      bound, "sweep",
      [](Object self, Object data, Object scale, Object cut_offs, Object sets, Object outcome,
         Object layout, Object columns, Object missing_codes, Object answers, Object on_error,
         Object codes, Object threads) {
        py::dict options =
            options_of({layout, columns, missing_codes, answers, on_error, codes, threads});
        options["scale"] = scale;
        options["cut_offs"] = cut_offs;
        options["sets"] = sets;
        options["outcome"] = outcome;
        return call("vaern.sweep", "sweep", self, data, options);
      },
      sweep_help, py::arg("data"), py::kw_only(), py::arg("scale"),
      py::arg("cut_offs") = py::none(), py::arg("sets") = py::none(),
      py::arg("outcome") = py::none());
}

}  // namespace

void bind_layouts(py::module_& module) {
  module.def("_mask_identifiers", &mask_identifiers, py::arg("text"), "For vaern.layouts alone.");
  module.def("_first_identifier", &first_identifier, py::arg("texts"),
             py::call_guard<py::gil_scoped_release>(), "For vaern.layouts alone.");
  module.def("_number_objects", &number_objects, py::arg("array"), "For vaern.layouts alone.");
  module.def("_empty_objects", &empty_objects, py::arg("array"), "For vaern.layouts alone.");
  bind_methods(module);
}

}  // namespace vaern::python

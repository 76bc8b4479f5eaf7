// SPDX-License-Identifier: Apache-2.0
// numpy.h imports NumPy when the first array is made, so the package does not depend on it.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cmath>
#include <stdexcept>
#include <thread>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "vaern/table/synthetic.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

template <class Value>
Value as(const py::handle& given, const std::string& name, const char* kind) {
  try {
    return given.cast<Value>();
  } catch (const py::cast_error&) {
    throw py::type_error("`" + name + "` is " + kind + ", and " +
                         py::repr(given).cast<std::string>() + " is not");
  }
}

std::uint32_t per_million(const py::handle& share, const std::string& name) {
  constexpr const char* kind = "a share between 0 and 1";
  const auto value = as<double>(share, name, kind);
  if (!(value >= 0 && value <= 1)) {
    throw py::value_error("`" + name + "` is " + kind + ", and " +
                          py::repr(share).cast<std::string>() + " is not");
  }
  return static_cast<std::uint32_t>(std::lround(value * 1e6));
}

void set_reasons(const py::handle& reasons, SyntheticMissing& missing) {
  if (!py::isinstance<py::dict>(reasons)) throw py::type_error("`reasons` is a dict of shares");
  for (const auto& [word, share] : reasons.cast<py::dict>()) {
    const auto text = py::str(word).cast<std::string>();
    const auto reason = parse_missing_reason(text);
    if (!reason) throw py::value_error("'" + text + "' is no reason why an answer is missing");
    missing.reasons[static_cast<std::size_t>(*reason)] = per_million(share, text);
  }
}

/// A share, or a dict of `SyntheticMissing`.
SyntheticMissing missing_of(const py::object& given) {
  SyntheticMissing missing;
  if (!py::isinstance<py::dict>(given)) {
    missing.single = per_million(given, "missing");
    return missing;
  }
  for (const auto& [key, value] : given.cast<py::dict>()) {
    const auto name = py::str(key).cast<std::string>();
    if (name == "single") {
      missing.single = per_million(value, name);
    } else if (name == "block") {
      missing.block = per_million(value, name);
    } else if (name == "block_size") {
      missing.block_size = as<std::uint32_t>(value, name, "a whole number of questions");
    } else if (name == "dropout") {
      missing.dropout = per_million(value, name);
    } else if (name == "reasons") {
      set_reasons(value, missing);
    } else {
      throw py::value_error(
          "`missing` has single, block, block_size, dropout and reasons, and no '" + name + "'");
    }
  }
  return missing;
}

std::uint64_t rows_of(const std::optional<std::uint64_t>& rows,
                      const std::optional<std::uint64_t>& persons,
                      const SyntheticOptions& options) {
  if (rows.has_value() == persons.has_value()) {
    throw py::value_error("give `rows` or `persons`, one of the two");
  }
  if (rows) return *rows;
  if (*persons > 0x7FFFFFFFU) throw py::value_error("that is more persons than fit in a table");
  const std::uint64_t visits = *persons * options.waves;
  if (visits > 0x7FFFFFFFU) throw py::value_error("that is more rows than fit in a table");
  return visits * options.raters;
}

/// A new array under `name`, and where its values go.
template <class Value>
Value* column(py::dict& table, const std::string& name, std::uint64_t rows) {
  if (table.contains(name)) {
    throw py::value_error("'" + name + "' is both a key and an item: ask for it with keys=False");
  }
  py::array_t<Value> array(static_cast<py::ssize_t>(rows));
  table[py::str(name)] = array;
  return array.mutable_data();
}

py::dict synthetic(const InstrumentHolder& model, const std::optional<std::uint64_t>& rows,
                   const std::optional<std::uint64_t>& persons, std::uint32_t waves,
                   std::uint32_t raters, std::uint64_t seed, const py::object& missing,
                   const py::object& disagreement, const py::object& first_assessed,
                   std::uint32_t wave_days, bool keys, std::optional<unsigned> threads) {
  SyntheticOptions options;
  options.waves = waves;
  options.raters = raters;
  options.rows = rows_of(rows, persons, options);
  options.seed = seed;
  options.missing = missing_of(missing);
  options.disagreement = per_million(disagreement, "disagreement");
  const std::optional<Date> first = date_of(first_assessed, "first_assessed");
  if (!first) throw py::value_error("`first_assessed` is a date");
  options.first_assessed = *first;
  options.wave_days = wave_days;
  if (threads == 0U) throw py::value_error("`threads` is at least 1");
  const SyntheticForms forms(model, options);
  py::dict table;
  SyntheticColumns out;
  out.rows = options.rows;
  if (keys) {
    out.person = column<std::int32_t>(table, "person", options.rows);
    out.wave = column<std::int32_t>(table, "wave", options.rows);
    out.rater = column<std::int32_t>(table, "rater", options.rows);
    out.assessed = column<std::int32_t>(table, "assessed", options.rows);
  }
  for (const std::string& name : forms.names()) {
    out.codes.push_back(column<std::uint8_t>(table, name, options.rows));
  }
  {
    py::gil_scoped_release release;
    forms.write(0, out, threads.value_or(std::thread::hardware_concurrency()));
  }
  // Their numbers are no table numbers, and score_table knows by this that they are codes.
  py::dict mark;
  mark["vaern.codes"] = true;
  const py::object codes =
      py::module_::import("numpy").attr("dtype")("uint8", py::arg("metadata") = mark);
  for (const std::string& name : forms.names()) {
    table[py::str(name)] = table[py::str(name)].attr("view")(codes);
  }
  if (keys) table["assessed"] = table["assessed"].attr("astype")("datetime64[D]");
  return table;
}

constexpr const char* synthetic_help = R"(
Made-up forms of an instrument, as a dict of NumPy arrays (NumPy must be installed): `person`,
`wave`, `rater` from 0, `assessed` as days, and a column of codes for everything the form asks.

Code i of an item is the answer `instrument.items[ID].answers[i]`. Where there is no answer the code
says why: 255 not_asked (also what does not apply), 254 not_safe_to_ask, 253 unknown, 252 refused,
251 withdrawn, 250 omitted. `instrument.score_table` knows that they are codes, also of a part of the
rows and in a pandas DataFrame; of arrays that were joined or went elsewhere say codes=True.

Give `rows` or `persons` (each with `waves` x `raters` rows). The same `seed` gives the same bytes
on every machine and for any number of `threads` (all cores where it is not given). `missing` is the
share of single answers that are left open, or a dict: {"single": 0.05, "block": 0.02, "block_size":
5, "dropout": 0.1, "reasons": {"refused": 0.3, "unknown": 0.7}}; `block` is the share of whole pages
and `dropout` of persons lost at each wave after the first. Raters see the same answers; of a further
rater's the share `disagreement` is drawn anew. Forms have no faults, and answers hang together. They
say nothing about real people.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> forms = vaern.synthetic(danger, persons=100, waves=2, seed=1, missing=0.05)
>>> len(forms["gun"]), forms["gun"].dtype
(200, dtype('uint8'))
)";

}  // namespace

void bind_synthetic(py::module_& module) {
  module.def("synthetic", &synthetic, py::arg("instrument"), py::kw_only(),
             py::arg("rows") = py::none(), py::arg("persons") = py::none(), py::arg("waves") = 1,
             py::arg("raters") = 1, py::arg("seed") = 0, py::arg("missing") = 0.0,
             py::arg("disagreement") = 0.1, py::arg("first_assessed") = "2023-01-01",
             py::arg("wave_days") = 91, py::arg("keys") = true, py::arg("threads") = py::none(),
             synthetic_help);
}

}  // namespace vaern::python

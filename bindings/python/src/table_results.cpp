// SPDX-License-Identifier: Apache-2.0
#include "table_results.hpp"

#include <cstdint>
#include <string>

#include <pybind11/stl.h>

#include "vaern/instrument/columns.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

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
    case ColumnType::uint16:
      return py::dtype::of<std::uint16_t>();
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

}  // namespace

TableResults results_of(const Instrument& model, const std::vector<OutputColumn>& outputs,
                        std::size_t rows, bool collect, const py::dict& out) {
  TableResults made;
  for (const OutputColumn& output : outputs) {
    py::array cells = cells_of(output, rows, out);
    OutputBuffer& buffer = made.buffers.emplace_back();
    buffer.cells = cells.mutable_data();
    made.widths.push_back(width_of(output.type));
    py::object absent = py::none();
    const bool says_itself =
        output.type == ColumnType::float64 ||
        (output.type == ColumnType::int8 && !output.is_number()) ||
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

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
#include "table_columns.hpp"

#include <array>
#include <cstring>
#include <memory>
#include <string_view>

#include "column_words.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

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
                       ": numbers, truths, text and days can be read");
}

/// Python objects. A table has few of them, each many times.
ColumnView object_column(const py::array& array, KeptColumns& kept) {
  struct Known {
    PyObject* cell = nullptr;
    std::int32_t index = 0;
  };
  std::array<Known, 256> known{};
  Words words(kept);
  std::string text;
  const auto rows = static_cast<std::size_t>(array.shape(0));
  return column_of_words(rows, kept, words, [&](std::size_t r) {
    PyObject* cell = *static_cast<PyObject* const*>(array.data(static_cast<py::ssize_t>(r)));
    if (cell == nullptr || cell == Py_None) return -1;
    Known& place = known[(reinterpret_cast<std::uintptr_t>(cell) >> 4U) % known.size()];
    if (place.cell == cell) return place.index;
    text.clear();
    const std::int32_t index = text_of(cell, text) ? words.index_of(text) : -1;
    place = {cell, index};
    return index;
  });
}

void append_utf8(std::uint32_t point, std::string& text) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | point >> 6U);
    add(0x80 | (point & 0x3FU));
  } else if (point < 0x10000) {
    add(0xE0 | point >> 12U);
    add(0x80 | (point >> 6U & 0x3FU));
    add(0x80 | (point & 0x3FU));
  } else {
    add(0xF0 | (point >> 18U & 0x07U));
    add(0x80 | (point >> 12U & 0x3FU));
    add(0x80 | (point >> 6U & 0x3FU));
    add(0x80 | (point & 0x3FU));
  }
}

/// Text of one width: code points of 32 bits or bytes, zeros behind.
ColumnView fixed_text_column(const py::array& array, KeptColumns& kept) {
  const bool is_bytes = array.dtype().kind() == 'S';
  const std::size_t width = is_bytes ? 1 : 4;
  const std::size_t letters = static_cast<std::size_t>(array.itemsize()) / width;
  Words words(kept);
  std::string text;
  std::string last_cell(static_cast<std::size_t>(array.itemsize()), '\xFF');
  std::int32_t last = 0;
  const auto rows = static_cast<std::size_t>(array.shape(0));
  return column_of_words(rows, kept, words, [&](std::size_t r) {
    const auto* cell = static_cast<const char*>(array.data(static_cast<py::ssize_t>(r)));
    if (std::memcmp(cell, last_cell.data(), last_cell.size()) == 0) return last;
    last_cell.assign(cell, last_cell.size());
    text.clear();
    for (std::size_t i = 0; i < letters; ++i) {
      std::uint32_t point = 0;
      if (is_bytes) {
        point = static_cast<std::uint8_t>(cell[i]);
      } else {
        std::memcpy(&point, cell + i * 4, 4);
      }
      if (point == 0) break;
      if (is_bytes) {
        text += static_cast<char>(point);
      } else {
        append_utf8(point, text);
      }
    }
    last = words.index_of(text);
    return last;
  });
}

/// As it is, or a copy in this machine's order of bytes and with cells beside each other.
py::array readable(const py::array& array) {
  const py::dtype type = array.dtype();
  if (type.byteorder() == '>' || type.byteorder() == '<') {
    return py::array(array.attr("astype")(type.attr("newbyteorder")("=")));
  }
  if (type.kind() == 'f' && type.itemsize() == 2) return py::array(array.attr("astype")("float32"));
  const bool is_aligned = (array.flags() & py::detail::npy_api::NPY_ARRAY_ALIGNED_) != 0;
  const bool is_repeated = array.shape(0) > 1 && array.strides(0) == 0;
  return is_aligned && !is_repeated ? array : py::array(array.attr("copy")());
}

ColumnView view_of(const py::object& values, KeptColumns& kept) {
  auto array = py::array::ensure(values);
  if (!array || array.ndim() != 1) throw py::type_error("a column has one cell a row");
  array = readable(array);
  kept.objects.push_back(array);
  const char kind = array.dtype().kind();
  if (kind == 'O') return object_column(array, kept);
  if (kind == 'T') return object_column(py::array(array.attr("astype")("O")), kept);
  if (kind == 'S' || kind == 'U') return fixed_text_column(array, kept);
  ColumnView view;
  view.type = type_of(array.dtype());
  view.rows = static_cast<std::size_t>(array.shape(0));
  view.values = array.data();
  const py::ssize_t size = array.itemsize();
  if (view.rows > 1 && array.strides(0) != size) view.stride = array.strides(0);
  return view;
}

}  // namespace

bool text_of(const py::handle& handle, std::string& text) {
  PyObject* cell = handle.ptr();
  if (cell == Py_None) return false;
  if (PyUnicode_Check(cell)) {
    Py_ssize_t size = 0;
    const char* letters = PyUnicode_AsUTF8AndSize(cell, &size);
    if (letters == nullptr) throw py::error_already_set();
    text.append(letters, static_cast<std::size_t>(size));
    return true;
  }
  if (PyFloat_Check(cell)) {
    const double number = PyFloat_AS_DOUBLE(cell);
    if (number != number) return false;
    constexpr double exact = 9007199254740992.0;
    if (number >= -exact && number <= exact &&
        number == static_cast<double>(static_cast<std::int64_t>(number))) {
      text += std::to_string(static_cast<std::int64_t>(number));
      return true;
    }
  }
  const std::string_view name = Py_TYPE(cell)->tp_name;
  if (name.ends_with("NAType") || name.ends_with("NaTType")) return false;
  text += py::str(handle).cast<std::string>();
  // numpy.float64(nan), Decimal("NaN")
  if (text == "nan" || text == "NaN" || text == "NaT") {
    text.clear();
    return false;
  }
  return true;
}

ColumnView column_view(const py::tuple& spec, KeptColumns& kept) {
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
  if (!empty || empty.ndim() != 1 || static_cast<std::size_t>(empty.shape(0)) != view.rows) {
    throw py::value_error("the mask of a column has another length");
  }
  kept.objects.push_back(empty);
  view.is_empty = reinterpret_cast<const std::uint8_t*>(empty.data());
  return view;
}

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Columns of NumPy as the engine reads them. Everything here needs the interpreter's lock.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "vaern/table/columns.hpp"

namespace vaern::python {

/// What cells are read from, kept as long as the work lasts.
struct KeptColumns {
  std::deque<std::string> bytes;
  std::deque<std::vector<std::int64_t>> offsets;
  std::deque<std::vector<std::int32_t>> indices;
  std::deque<std::vector<std::uint8_t>> empty;
  std::deque<pybind11::object> objects;
};

/// A column as vaern._families describes it: ("values" | "codes" | "days", array, mask or None) or
/// ("indices", array, categories). Values lie where they lie; objects and text of one width are
/// read once, each different cell as one text.
ColumnView column_view(const pybind11::tuple& spec, KeptColumns& kept);

/// A cell as text: "-9", "ja"; nothing where it is empty (None, NaN, NA, NaT).
bool text_of(const pybind11::handle& cell, std::string& text);

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the results of a table go: arrays of NumPy, the caller's own or new ones.
#include <pybind11/numpy.h>

#include <vector>

#include "vaern/table/score_table.hpp"

namespace vaern::python {

/// The columns of a result as vaern._families describes them, and where the engine writes them.
struct TableResults {
  pybind11::list outputs;
  std::vector<OutputBuffer> buffers;
  std::vector<std::size_t> widths;
};

/// `out` has arrays of the caller by the names of results; TypeError and ValueError where one does
/// not fit, or cannot say that a result is absent.
TableResults results_of(const Instrument& model, const std::vector<OutputColumn>& outputs,
                        std::size_t rows, bool collect, const pybind11::dict& out);

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "bind.hpp"
#include "vaern/diagnostics/catalogue.hpp"

namespace vaern::python {
namespace {

pybind11::list codes() {
  pybind11::list list;
  for (const CodeInfo* code : all_codes()) list.append(std::string(code->id));
  return list;
}

}  // namespace

void bind_diagnostics(pybind11::module_& module) {
  module.def("codes", &codes, "The ids of all findings the engine can print, in order.");
}

}  // namespace vaern::python

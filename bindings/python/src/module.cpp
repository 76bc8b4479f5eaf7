// SPDX-License-Identifier: Apache-2.0
// The Python module vaern._core: one bind_<room>(module) for each room, in pipeline order.
#include <pybind11/pybind11.h>

#include "bind.hpp"

PYBIND11_MODULE(_core, module) {
  module.doc() = "The engine of vaern. Import `vaern`; this module is not for direct use.";
  module.attr("__version__") = VAERN_VERSION;
  vaern::python::bind_diagnostics(module);
  vaern::python::bind_expression(module);
  vaern::python::bind_instrument(module);
  vaern::python::bind_library(module);
  vaern::python::bind_calendar(module);
  vaern::python::bind_score(module);
  vaern::python::bind_record(module);
  vaern::python::bind_layouts(module);
  vaern::python::bind_scenarios(module);
  vaern::python::bind_synthetic(module);
  vaern::python::bind_table(module);
  vaern::python::bind_case_file(module);
  vaern::python::bind_caseload(module);
  vaern::python::bind_deadlines(module);
  vaern::python::bind_reassessment(module);
  vaern::python::bind_safety_plan(module);
  vaern::python::bind_zone_plan(module);
  vaern::python::bind_programme(module);
  vaern::python::bind_plan_copy(module);
  vaern::python::bind_archive(module);
  vaern::python::bind_cli(module);
}

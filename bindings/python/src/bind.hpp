// SPDX-License-Identifier: Apache-2.0
#pragma once
// What each bind_<room>.cpp adds to the module. Every argument is named, every function documented.
#include <pybind11/pybind11.h>

namespace vaern::python {

void bind_diagnostics(pybind11::module_& module);
void bind_expression(pybind11::module_& module);
void bind_instrument(pybind11::module_& module);
void bind_library(pybind11::module_& module);
void bind_calendar(pybind11::module_& module);
void bind_score(pybind11::module_& module);
void bind_outcomes(pybind11::module_& module);
void bind_record(pybind11::module_& module);
void bind_layouts(pybind11::module_& module);
void bind_scenarios(pybind11::module_& module);
void bind_synthetic(pybind11::module_& module);
void bind_table(pybind11::module_& module);
void bind_case_file(pybind11::module_& module);
void bind_caseload(pybind11::module_& module);
void bind_deadlines(pybind11::module_& module);
void bind_reassessment(pybind11::module_& module);
void bind_safety_plan(pybind11::module_& module);
void bind_zone_plan(pybind11::module_& module);
void bind_plan_copy(pybind11::module_& module);
void bind_programme(pybind11::module_& module);
void bind_archive(pybind11::module_& module);
void bind_cli(pybind11::module_& module);

}  // namespace vaern::python

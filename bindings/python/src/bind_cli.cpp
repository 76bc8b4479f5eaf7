// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "bind.hpp"
#include "cli/run.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

int run_command(const std::vector<std::string>& arguments, const std::string& library) {
  const cli::Surroundings surroundings{
      .library = library,
      .in = &std::cin,
      .out = &std::cout,
      .err = &std::cerr,
      .colour = ::isatty(STDERR_FILENO) == 1,
  };
  const int code = cli::run(arguments, surroundings);
  std::cout.flush();
  return code;
}

}  // namespace

void bind_cli(py::module_& module) {
  module.def("run_command", &run_command, py::arg("arguments"), py::arg("library"),
             py::call_guard<py::gil_scoped_release>(),
             "Runs the command `vaern` on the process's own streams; the answer is the exit code.");
}

}  // namespace vaern::python

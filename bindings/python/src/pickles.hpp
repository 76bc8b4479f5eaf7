// SPDX-License-Identifier: Apache-2.0
#pragma once
// How values of the module are copied and pickled. What a pickle calls stands in vaern/archives.py,
// because a function of an extension module cannot be pickled by its name.
#include <pybind11/pybind11.h>

#include <string>
#include <utility>

namespace vaern::python {

inline pybind11::object archives(const char* name) {
  return pybind11::module_::import("vaern.archives").attr(name);
}

/// What `__reduce__` gives: a function of vaern/archives.py and its arguments.
template <class... Arguments>
pybind11::tuple call_of(const char* function, Arguments&&... arguments) {
  return pybind11::make_tuple(archives(function),
                              pybind11::make_tuple(std::forward<Arguments>(arguments)...));
}

/// A part of a value: `owner.attribute[key]`.
template <class Key>
pybind11::tuple part_of(const pybind11::object& owner, const char* attribute, Key&& key) {
  return call_of("_part", owner, attribute, std::forward<Key>(key));
}

/// Nothing bound can be changed, so a copy of a value is the value. `reduce` makes of a held value
/// what pickle takes. The class has been bound before.
template <class Held, class Reduce>
void bind_pickle(const pybind11::module_& module, const char* name, Reduce reduce) {
  namespace py = pybind11;
  auto bound = py::reinterpret_borrow<py::class_<Held>>(module.attr(name));
  bound.def(
           "__copy__", [](const py::object& self) { return self; }, "Itself: it never changes.")
      .def(
          "__deepcopy__", [](const py::object& self, const py::object&) { return self; },
          py::arg("memo"), "Itself: it never changes.")
      .def("__reduce__", reduce, "What pickle makes of it.");
}

}  // namespace vaern::python

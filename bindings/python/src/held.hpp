// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values of Python that are shared with the engine: None is none of them. pybind11 would read it as
// a pointer to nothing, for an argument and for `self`. What may be absent is an optional.
#include <pybind11/pybind11.h>

#include <memory>
#include <type_traits>

namespace pybind11::detail {

template <class Held>
  requires std::is_class_v<Held>
class type_caster<std::shared_ptr<Held>>
    : public copyable_holder_caster<Held, std::shared_ptr<Held>> {
  using Base = copyable_holder_caster<Held, std::shared_ptr<Held>>;

 public:
  bool load(handle source, bool convert) {
    return !source.is_none() && Base::load(source, convert);
  }
};

}  // namespace pybind11::detail

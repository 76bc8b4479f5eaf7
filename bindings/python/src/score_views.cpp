// SPDX-License-Identifier: Apache-2.0
#include "score_views.hpp"

namespace py = pybind11;

namespace vaern::python {

py::object code_value(const Instrument& model, InputId input, Code code) {
  const InputOrigin& origin = model.origin(input);
  switch (origin.kind) {
    case InputOrigin::Kind::item: {
      const Item& item = model.items()[origin.index];
      if (item.type == ItemType::number) return to_python(item.from + item.step * Rational(code));
      return py::str(model.code_text(item, code));
    }
    case InputOrigin::Kind::within:
    case InputOrigin::Kind::habitual:
      return py::str(code == 1 ? "yes" : "no");
    case InputOrigin::Kind::earlier:
      return to_python(model.program().program().inputs[input].values[code]);
    case InputOrigin::Kind::norm:
      break;
  }
  return py::str(model.tables()[origin.index].norms[code].id);
}

py::object witness(const Instrument& model, const std::optional<Witness>& codes) {
  if (!codes) return py::none();
  py::dict form;
  const std::vector<Input>& inputs = model.program().program().inputs;
  for (InputId input = 0; input < inputs.size(); ++input) {
    if (const Code code = (*codes)[input]; code < not_applicable_code) {
      form[py::str(inputs[input].name)] = code_value(model, input, code);
    }
  }
  return frozen(form);
}

py::object witnesses(const Instrument& model, const LevelScore& made) {
  py::dict ends;
  ends["lowest"] = witness(model, made.lowest_witness);
  ends["highest"] = witness(model, made.highest_witness);
  return frozen(ends);
}

py::object truths(const std::vector<NamedTruth>& list, std::string_view unknown) {
  py::dict dict;
  for (const NamedTruth& named : list) dict[py::str(named.id)] = to_python(named.truth, unknown);
  return frozen(dict);
}

}  // namespace vaern::python

// SPDX-License-Identifier: Apache-2.0
#include "instrument/inputs.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

const Item* item_of(const Instrument& model, InputId input) {
  const InputOrigin& origin = model.origin(input);
  return origin.is_asked() ? &model.items()[origin.index] : nullptr;
}

std::string code_text(const Instrument& model, InputId input, Code code) {
  const InputOrigin& origin = model.origin(input);
  switch (origin.kind) {
    case InputOrigin::Kind::item:
      return model.code_text(model.items()[origin.index], code);
    case InputOrigin::Kind::within:
    case InputOrigin::Kind::habitual:
      return code == 0 ? "no" : "yes";
    case InputOrigin::Kind::earlier:
      return model.program().program().inputs[input].values[code].to_string();
    case InputOrigin::Kind::norm:
      break;
  }
  return model.tables()[origin.index].norms[code].id;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

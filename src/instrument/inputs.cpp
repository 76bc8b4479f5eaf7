// SPDX-License-Identifier: Apache-2.0
#include "instrument/inputs.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

const Item* item_of(const Instrument& model, InputId input) {
  const InputOrigin& origin = model.origin(input);
  return origin.is_asked() ? &model.items()[origin.index] : nullptr;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

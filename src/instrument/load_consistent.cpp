// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

void InstrumentLoader::read_consistent(Fields& fields) {
  const Node* consistent = fields.optional_map("consistent");
  if (consistent == nullptr) return;
  for (const Entry& entry : consistent->entries()) {
    const bool is_id = check_id(entry, findings);
    Fields f(entry.value, findings);
    if (!f.is_map()) continue;
    Consistent condition;
    condition.id = entry.key;
    condition.span = entry.key_span;
    if (const Node* must = f.required("must")) {
      condition.must = read_condition(*must, names, Profile::exact, findings);
    }
    condition.because = f.required("because", read_text).value_or(LocalizedText());
    f.finish();
    if (!is_id || condition.must == nullptr) continue;
    const auto node = compile(*condition.must, condition.id);
    if (!node) continue;
    condition.node = *node;
    builder.add_consistent(*node);
    made->consistent_.push_back(std::move(condition));
  }
}

}  // namespace v1
}  // namespace vaern

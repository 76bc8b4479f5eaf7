// SPDX-License-Identifier: Apache-2.0
// Signs and strains in the plans of a case.
#include <utility>

#include "case_file/loader.hpp"

namespace vaern::case_file::detail {

// `{to_and_fro: {has: yes, words: I walk around}, louder: {has: {missing: not_asked}}}`
std::vector<TraitEntry> Loader::read_traits(const Node* node) {
  std::vector<TraitEntry> traits;
  if (node == nullptr) return traits;
  for (const Entry& entry : node->entries()) {
    const bool is_id = check_id(entry, findings_);
    Fields fields(entry.value, findings_);
    TraitEntry trait;
    trait.id = {entry.key, entry.key_span};
    trait.has = read_given<bool>(fields.required("has"), findings_, read_yes_no);
    trait.words = fields.optional("words", read_placed_text).value_or(Placed{});
    if (is_id && fields.is_map()) traits.push_back(std::move(trait));
  }
  return traits;
}

}  // namespace vaern::case_file::detail

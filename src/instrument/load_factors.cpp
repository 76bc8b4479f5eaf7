// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

void InstrumentLoader::read_factors(Fields& fields) {
  const Node* node = fields.optional_map("factors");
  if (node == nullptr) return;
  Fields f(*node, findings);
  struct Dimension {
    std::string id;
    std::string set;
    LocalizedText text;
  };
  std::vector<Dimension> dimensions;
  std::vector<std::string> refused;  // dimensions
  if (const Node* rate = f.required_map("rate")) {
    for (const Entry& entry : rate->entries()) {
      if (!check_id(entry, findings)) continue;
      const Node* type = &entry.value;
      LocalizedText text;
      if (entry.value.is_mapping()) {
        Fields long_form(entry.value, findings);
        type = long_form.required("type");
        text = long_form.optional("text", read_text).value_or(LocalizedText());
        long_form.finish();
        if (type == nullptr) continue;
      }
      const auto set = read_text_scalar(*type, findings);
      if (!set) continue;
      if (refused_sets.count(*set) != 0) {
        refused.push_back(entry.key);
        continue;
      }
      if (*set != "yes_no" && made->find_set(*set) == nullptr) {
        findings.add(codes::factor_set_unknown, type->span(), {{"set", *set}});
        refused.push_back(entry.key);
        continue;
      }
      dimensions.push_back({entry.key, *set, std::move(text)});
    }
  }
  const Node* of = f.required_map("of");
  f.finish();
  if (of == nullptr) return;
  for (const Entry& entry : of->entries()) {
    if (!check_id(entry, findings)) continue;
    Factor factor;
    factor.id = entry.key;
    Provenance provenance;
    bool is_sensitive = false;
    if (entry.value.is_mapping() && entry.value.find("text") != nullptr) {
      Fields long_form(entry.value, findings);
      factor.text = long_form.required("text", read_text).value_or(LocalizedText());
      is_sensitive = long_form.optional("sensitive", read_yes_no).value_or(false);
      provenance = read_provenance(long_form);
    } else {
      factor.text = read_text(entry.value, findings).value_or(LocalizedText());
    }
    for (const std::string& dimension : refused) {
      const std::string id = factor.id + "_" + dimension;
      if (take_name(id, "item", entry.key_span)) refuse(id);
    }
    for (const Dimension& dimension : dimensions) {
      Item item;
      item.id = factor.id + "_" + dimension.id;
      item.span = entry.key_span;
      item.type = dimension.set == "yes_no" ? ItemType::yes_no : ItemType::options;
      item.set = dimension.set == "yes_no" ? "" : dimension.set;
      item.text = factor.text;
      for (const auto& [language, words] : dimension.text) {
        if (const std::string* of_factor = factor.text.get(language)) {
          item.text.set(language, *of_factor + ", " + words);
        }
      }
      item.factor = factor.id;
      item.dimension = dimension.id;
      item.is_asked_of_assessor = true;
      item.is_sensitive = is_sensitive;
      item.provenance = provenance;
      if (!take_name(item.id, "item", item.span)) continue;
      factor.items.push_back(item.id);
      add_item(std::move(item), Node());
    }
    made->factors_.push_back(std::move(factor));
  }
}

}  // namespace v1
}  // namespace vaern

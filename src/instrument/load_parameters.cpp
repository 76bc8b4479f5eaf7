// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

void InstrumentLoader::read_parameters(Fields& fields) {
  const Node* parameters = fields.optional_map("parameters");
  if (parameters == nullptr) return;
  has_parameters = true;
  for (const Entry& entry : parameters->entries()) {
    const std::size_t before = findings.error_count();
    check_id(entry, findings);
    take_name(entry.key, "parameter", entry.key_span);
    Fields f(entry.value, findings);
    Parameter parameter;
    parameter.id = entry.key;
    parameter.span = entry.key_span;
    if (f.is_map()) {
      if (auto value = f.required("value", read_number)) parameter.value = *std::move(value);
      if (const Node* allowed = f.optional("allowed")) {
        parameter.allowed = read_list(*allowed, findings, read_number);
      }
      parameter.text = f.required("text", read_text).value_or(LocalizedText());
      parameter.provenance = read_provenance(f);
    }
    f.finish();
    if (findings.error_count() > before) {
      refuse(entry.key);
      continue;
    }
    const Rational value = parameter.value.value;
    const auto is_value = [&](const Number& number) { return number.value == value; };
    if (!parameter.allowed.empty() &&
        std::none_of(parameter.allowed.begin(), parameter.allowed.end(), is_value)) {
      std::string allowed;
      for (const Number& number : parameter.allowed) {
        allowed += (allowed.empty() ? "" : ", ") + number.value.to_string();
      }
      findings.add(codes::parameter_not_allowed, parameter.value.span,
                   {{"name", parameter.id}, {"value", value.to_string()}, {"allowed", allowed}});
    }
    Declaration declaration;
    declaration.kind = NameKind::number;
    declaration.constant = value;
    declaration.range = Interval(value);
    declaration.declared_at = entry.key_span;
    names.add(parameter.id, std::move(declaration));
    made->parameters_.push_back(std::move(parameter));
  }
}

std::optional<NumberRead> InstrumentLoader::read_number_or_parameter(const Node& node) {
  const bool is_word = node.is_plain() && has_id_form(node.text());
  if (!is_word || !has_parameters) {
    auto number = read_number(node, findings);
    return number ? std::optional(NumberRead{*std::move(number), {}}) : std::nullopt;
  }
  const std::string& word = node.text();
  for (const Parameter& parameter : made->parameters_) {
    if (parameter.id != word) continue;
    used_parameters.insert(word);
    Number number = parameter.value;
    number.span = node.span();
    if (number.source.empty()) number.source = parameter.provenance.source;
    if (!number.verified) number.verified = parameter.provenance.verified;
    return NumberRead{std::move(number), word};
  }
  const auto known = taken.find(word);
  if (known != taken.end() && known->second.first == "parameter") return std::nullopt;  // refused
  std::vector<std::string> candidates;
  for (const Parameter& parameter : made->parameters_) candidates.push_back(parameter.id);
  suggest(findings.add(codes::unknown_parameter, node.span(), {{"name", word}}), word, candidates);
  return std::nullopt;
}

}  // namespace v1
}  // namespace vaern

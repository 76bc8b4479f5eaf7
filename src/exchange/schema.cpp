// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/schema.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "exchange/schema_source.hpp"
#include "vaern/core/zone.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using Json = nlohmann::ordered_json;  // keys stay in the order of the files
using Names = std::set<std::string, std::less<>>;

constexpr std::string_view any_kind = "any_kind";
constexpr std::string_view place = "#/definitions/";

/// All definitions of all files.
Json definitions() {
  Json all = Json::object();
  std::istringstream files{std::string(exchange::detail::schema_source())};
  Json file;
  while (files >> std::ws && !files.eof()) {
    files >> file;
    for (auto& [name, definition] : file.items()) all[name] = std::move(definition);
  }
  all["time_zone"]["enum"] = Zone::names();
  return all;
}

/// Words in both languages, and not the schema of a key that happens to be called `description`.
bool is_said_twice(const std::string& key, const Json& value) {
  return (key == "description" || key == "patternErrorMessage") && value.is_object() &&
         value.size() == 2 && value.contains("en") && value.contains("da") &&
         value["en"].is_string() && value["da"].is_string();
}

Json in_language(const Json& node, const char* language) {
  if (!node.is_structured()) return node;
  Json said = node.is_object() ? Json::object() : Json::array();
  if (node.is_array()) {
    for (const Json& each : node) said.push_back(in_language(each, language));
    return said;
  }
  for (const auto& [key, value] : node.items()) {
    said[key] = is_said_twice(key, value) ? value[language] : in_language(value, language);
  }
  return said;
}

/// Adds what a definition refers to, directly or not.
void find_used(const Json& all, const Json& node, Names& used) {
  if (!node.is_structured()) return;
  for (const auto& [key, value] : node.items()) {
    if (!node.is_object() || key != "$ref") {
      find_used(all, value, used);
      continue;
    }
    const auto name = value.get<std::string>().substr(place.size());
    if (used.insert(name).second) find_used(all, all.at(name), used);
  }
}

}  // namespace

std::vector<std::string> schema_kinds() {
  return {"instrument", "wording", "policy",    "catalogue", "programme",
          "calendar",   "case",    "responses", "record"};
}

std::optional<std::string> schema_json(std::string_view kind, Language language) {
  const auto kinds = schema_kinds();
  if (kind.empty()) {
    kind = any_kind;
  } else if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    return std::nullopt;
  }
  const Json all = definitions();
  Json schema;
  schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  schema["title"] = kind == any_kind ? "vaern" : "vaern: " + std::string(kind);
  schema["allOf"] = Json::array({{{"$ref", std::string(place) + std::string(kind)}}});
  Names used;
  find_used(all, schema, used);
  Json& definitions = schema["definitions"] = Json::object();
  const char* const spoken = language == Language::da ? "da" : "en";
  for (const auto& [name, definition] : all.items()) {
    if (used.contains(name)) definitions[name] = in_language(definition, spoken);
  }
  return schema.dump(2) + '\n';
}

}  // namespace v1
}  // namespace vaern

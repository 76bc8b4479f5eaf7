// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/schema.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "vaern/core/zone.hpp"
#include "vaern/model/kind.hpp"

namespace vaern {
namespace {

nlohmann::ordered_json parsed(std::string_view kind, Language language = Language::en) {
  return nlohmann::ordered_json::parse(schema_json(kind, language).value());
}

TEST(Schema, IsThereForEveryKindOfModelAndForResponseFiles) {
  const auto kinds = schema_kinds();
  for (const Kind kind : {Kind::instrument, Kind::policy, Kind::catalogue, Kind::programme,
                          Kind::calendar, Kind::wording, Kind::case_file}) {
    const std::string name(to_string(kind));
    EXPECT_NE(std::find(kinds.begin(), kinds.end(), name), kinds.end()) << name;
    const auto schema = parsed(name);
    // A catalogue is one of measures or one of zones.
    const std::string shape = kind == Kind::catalogue ? "measure_catalogue" : name;
    const auto& required = schema["definitions"][shape]["required"];
    EXPECT_EQ(required[0], "vaern") << name;
    EXPECT_EQ(required[1], name);
  }
  EXPECT_EQ(parsed("responses")["definitions"]["responses"]["required"][0], "responses");
}

TEST(Schema, IsNotThereForAnotherWord) {
  EXPECT_FALSE(schema_json("instrumnet", Language::en));
  EXPECT_FALSE(schema_json("any_kind", Language::en));
}

TEST(Schema, SpeaksOneLanguage) {
  const auto said = [](Language language) {
    return parsed("policy",
                  language)["definitions"]["policy"]["properties"]["clocks"]["description"];
  };
  EXPECT_EQ(said(Language::en), "What becomes due, and when");
  EXPECT_EQ(said(Language::da), "Hvad der får en frist, og hvornår");
}

TEST(Schema, KeepsAKeyThatIsCalledDescription) {
  const auto key = parsed("policy")["definitions"]["policy"]["properties"]["description"];
  EXPECT_EQ(key["$ref"], "#/definitions/description");
}

TEST(Schema, HoldsOnlyWhatItsKindUses) {
  const auto definitions = parsed("calendar")["definitions"];
  EXPECT_TRUE(definitions.contains("calendar_day"));
  EXPECT_FALSE(definitions.contains("clock"));
  EXPECT_FALSE(definitions.contains("condition"));
}

TEST(Schema, WithoutAKindPicksItByTheHead) {
  const auto definitions = parsed("")["definitions"];
  for (const std::string& kind : schema_kinds()) EXPECT_TRUE(definitions.contains(kind)) << kind;
}

TEST(Schema, NamesTheZonesThatShip) {
  const auto zones = parsed("policy")["definitions"]["time_zone"]["enum"];
  EXPECT_EQ(zones.get<std::vector<std::string>>(), Zone::names());
}

TEST(Schema, IsTheSameBytesEachTime) {
  for (const std::string& kind : schema_kinds()) {
    const auto once = schema_json(kind, Language::da);
    EXPECT_EQ(once, schema_json(kind, Language::da));
    EXPECT_TRUE(once->ends_with("}\n"));
    EXPECT_FALSE(once->ends_with("\n\n"));
  }
}

}  // namespace
}  // namespace vaern

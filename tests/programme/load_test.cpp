// SPDX-License-Identifier: Apache-2.0
// Each finding of a programme on the small models with one thing changed.
#include <gmock/gmock.h>

#include "programme/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Loaded {
  std::vector<std::string> places;
  bool is_there = false;
};

Loaded load(const std::string& from, const std::string& to,
            const std::string& file = "programme.yaml") {
  Texts texts = small_models();
  texts[file] = replaced(texts[file], from, to);
  DiagnosticList findings;
  const Library library = load_models(texts, findings);
  for (const Diagnostic& d : findings) {
    for (const Language language : {Language::en, Language::da}) {
      EXPECT_EQ(d.message(language).find('{'), std::string::npos) << d.message(language);
    }
  }
  return {places(findings), library.find_programme("help") != nullptr};
}

std::vector<std::string> refused(const std::string& from, const std::string& to) {
  const Loaded loaded = load(from, to);
  EXPECT_FALSE(loaded.is_there);
  return loaded.places;
}

TEST(ProgrammeFindings, TheSmallModelsHaveNone) {
  const Loaded loaded = load("T", "T");
  EXPECT_THAT(loaded.places, IsEmpty());
  EXPECT_TRUE(loaded.is_there);
}

TEST(ProgrammeFindings, OfLevels) {
  EXPECT_THAT(refused("levels: [low, medium, high]", "levels: [low, medium, high, low]"),
              ElementsAre("E0901 programme.yaml:6:29"));
  EXPECT_THAT(refused("policy: review@1", "labels: {hihg: {en: H, da: H}}\npolicy: review@1"),
              ElementsAre("E0923 programme.yaml:7:10"));
}

TEST(ProgrammeFindings, LevelsOfPolicyAndCatalogueMustAgree) {
  // The policy's are named at the reference, the catalogue's where they stand.
  EXPECT_THAT(refused("levels: [low, medium, high]", "levels: [medium, low, high]"),
              ::testing::IsSupersetOf({"E0904 programme.yaml:7:9", "E0809 catalogue.yaml:6:1"}));
}

TEST(ProgrammeFindings, OfFacts) {
  EXPECT_THAT(refused("watched: {", "sex: {"), ElementsAre("E0905 programme.yaml:11:3"));
  EXPECT_THAT(refused("watched: {type: yes_no", "watched: {type: number"),
              ElementsAre("E0906 programme.yaml:11:19"));
  EXPECT_THAT(refused("scale.gun", "gun"), ElementsAre("E0907 programme.yaml:10:52"));
  EXPECT_THAT(refused("scale.gun", "scael.gun"), ElementsAre("E0908 programme.yaml:10:52"));
  EXPECT_THAT(refused("scale.gun", "scale.gnu"), ElementsAre("E0909 programme.yaml:10:52"));
  EXPECT_THAT(
      refused("armed: {type: yes_no, about: other_party, from",
              "child_sees: {type: yes_no, about: child, from: scale.gun, text: {en: C, da: C}}\n"
              "  armed: {type: yes_no, about: other_party, from"),
      ElementsAre("E0911 programme.yaml:10:44"));
}

TEST(ProgrammeFindings, OfEvents) {
  EXPECT_THAT(refused("events: [detected]", "events: [found]"),
              ElementsAre("E0912 programme.yaml:2:12"));
}

TEST(ProgrammeFindings, OfUseFor) {
  EXPECT_THAT(refused("- {when: {sex: woman}, instrument: scale@1}", "- {instrument: scale@1}"),
              ElementsAre("E0913 programme.yaml:14:5"));
  EXPECT_THAT(refused("  - {otherwise: judgement}\n", ""),
              ElementsAre("E0914 programme.yaml:13:1"));
  EXPECT_THAT(refused("  - {otherwise: judgement}\n",
                      "  - {otherwise: judgement}\n  - {when: watched, instrument: scale@1}\n"),
              ElementsAre("E0915 programme.yaml:17:5"));
}

TEST(ProgrammeFindings, NoLevelChoosesAnInstrument) {
  // E1: also where the level stands deep in a condition, or in CEL text.
  for (const char* when :
       {"{level: high}", "{level: {from: medium}}", "{any: [watched, {not: {level: low}}]}",
        "\"watched || level >= 'high'\"", "{unknown: level}"}) {
    EXPECT_THAT(refused("{sex: woman}, instrument", std::string(when) + ", instrument"),
                ElementsAre("E0916 programme.yaml:14:12"))
        << when;
  }
}

TEST(ProgrammeFindings, OfMaps) {
  EXPECT_THAT(refused("  spj: {", "  sjp: {"), ElementsAre("E0917 programme.yaml:20:3"));
  EXPECT_THAT(refused("small: low, large: high", "small: low"),
              ElementsAre("E0918 programme.yaml:20:3"));
  EXPECT_THAT(refused("small: low, large: high", "small: low, large: high, huge: high"),
              ElementsAre("E0919 programme.yaml:20:34"));
  EXPECT_THAT(refused("large: high", "large: hihg"), ElementsAre("E0903 programme.yaml:20:28"));
  EXPECT_THAT(refused("few: low, some: medium", "few: medium, some: low"),
              ElementsAre("E0920 programme.yaml:18:30"));
  const Loaded unmapped =
      load("  other: {no_knife: low, knife_seen: high, source: local, verified: no}\n", "");
  EXPECT_TRUE(unmapped.is_there);  // a warning
  EXPECT_THAT(unmapped.places, ElementsAre("E0921 programme.yaml:15:48"));
}

TEST(ProgrammeFindings, OfOutsidePopulation) {
  EXPECT_THAT(refused("events: [detected]",
                      "outside_population: {sclae: {because: {en: B, da: B}}}\nevents: [detected]"),
              ElementsAre("E0922 programme.yaml:12:22"));
}

TEST(ProgrammeFindings, AModelWithFaultsCannotBeReferredTo) {
  const Loaded broken = load("cut_offs: {few: lowest, some: 1, many: 3}",
                             "cut_offs: {few: lowest, some: 3, many: 1}", "scale.yaml");
  EXPECT_FALSE(broken.is_there);
  EXPECT_THAT(broken.places,
              ::testing::IsSupersetOf({"E0433 scale.yaml:15:42", "E0924 programme.yaml:14:38"}));
  const Loaded catalogue = load("when: {level: high}", "when: {level: hihg}", "catalogue.yaml");
  EXPECT_FALSE(catalogue.is_there);
  EXPECT_THAT(catalogue.places, ::testing::Contains("E0924 programme.yaml:8:12"));
}

}  // namespace
}  // namespace vaern

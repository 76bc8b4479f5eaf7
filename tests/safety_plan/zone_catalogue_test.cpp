// SPDX-License-Identifier: Apache-2.0
// What a catalogue of zones is held to; every code has a golden file besides.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/zone_support.hpp"

namespace vaern::tests {
namespace {

TEST(ZoneCatalogue, ReadsZonesStrainsSignsAndMeasuresInDeclaredOrder) {
  const ZoneCatalogue zones = good_zones(example_zones());
  ASSERT_EQ(zones.zones().size(), 4U);
  EXPECT_EQ(zones.zones().front().id, "calm");
  EXPECT_TRUE(zones.zones()[2].is_danger);
  EXPECT_TRUE(zones.zones()[3].is_afterwards);
  EXPECT_EQ(zones.strains().size(), 1U);
  EXPECT_EQ(zones.signs().size(), 4U);
  ASSERT_NE(zones.find_measure("step_back"), nullptr);
  EXPECT_EQ(zones.find_measure("step_back")->action, SafeAction::distance);
  EXPECT_EQ(zones.find_measure("walk")->answers, std::vector<std::size_t>{1});
  EXPECT_FALSE(zones.is_for_child());
}

TEST(ZoneCatalogue, RefusesAYellowSignWithoutAnAction) {
  const std::string text = example_zones();
  EXPECT_EQ(zone_codes(changed(text, "    part: staff_do\n    answers: [paces]",
                               "    part: i_can\n    answers: [paces]")),
            "E0848");
}

TEST(ZoneCatalogue, TakesNothingThatStaffDoOnlySometimesForAnAnswerToASign) {
  const std::string text = example_zones();
  const std::string step = "    part: staff_do\n    answers: [paces]\n";
  EXPECT_EQ(zone_codes(changed(text, step, step + "    when: lives_alone\n")), "E0848");
  EXPECT_EQ(zone_codes(changed(text, step,
                               step + "    blocked_when: lives_alone\n"
                                      "    question: {en: Alone?, da: Alene?}\n")),
            "E0848");
}

TEST(ZoneCatalogue, SaysOfNoMeasureWhatIsAFaultOfTheZones) {
  const std::string text = example_zones();
  EXPECT_EQ(zone_codes(changed(text, "    danger: yes\n", "")), "E0846");
  EXPECT_EQ(zone_codes(changed(text, "danger: yes", "danger: ja")), "E0165");
  EXPECT_EQ(zone_codes(changed(text, "zone: tense\n    seen", "zone: tens\n    seen")), "E0841");
}

TEST(ZoneCatalogue, AsksStaffToCallHelpAtEverySignOfDangerOnNoCondition) {
  const std::string text = example_zones();
  const std::string help = "    part: staff_do\n    action: call_help\n    answers: [throws]\n";
  EXPECT_EQ(zone_codes(text), "");
  for (const char* instead :
       {"    part: i_can\n    action: call_help\n    answers: [throws]\n",
        "    part: staff_do\n    action: distance\n    answers: [throws]\n",
        "    part: staff_do\n    action: call_help\n    answers: [throws]\n    when: lives_alone\n",
        "    part: staff_do\n    action: call_help\n    answers: [throws]\n"
        "    blocked_when: lives_alone\n    question: {en: Alone?, da: Alene?}\n"}) {
    EXPECT_THAT(zone_codes(changed(text, help, instead)), testing::StartsWith("E0863")) << instead;
  }
  const std::string second =
      "  hits:\n    zone: red\n    seen: action\n    person: {en: I hit, da: Jeg slår}\n"
      "    staff: {en: Hits, da: Slår}\n  rests:\n";
  DiagnosticList findings;
  load_zones(changed(text, "  rests:\n", second), findings);
  ASSERT_EQ(findings.size(), 1U) << render(findings);
  EXPECT_THAT(findings[0].message(), testing::HasSubstr("not at: hits"));
}

TEST(ZoneCatalogue, LetsNoStepOfThePersonCarryTheOnlyOneOfStaffOfItsKind) {
  const auto with = [](const std::string& keys) {
    return changed(example_zones(), "  no_voices:\n",
                   "  own_room:\n    zone: red\n    part: i_can\n" + keys +
                       "    person: {en: I can go to my room., da: Jeg kan gå ind.}\n"
                       "    staff: {en: Keep the way free., da: Hold vejen fri.}\n  no_voices:\n");
  };
  EXPECT_EQ(zone_codes(with("    action: distance\n    answers: [throws]\n")), "");
  EXPECT_EQ(zone_codes(with("    action: calm_place\n    answers: [throws]\n")), "E0864");
  EXPECT_EQ(zone_codes(with("    action: calm_place\n    when: a\n")), "E0864");
  EXPECT_EQ(zone_codes(with("    action: distance\n    when: a\n")), "");
  // A step of staff on a condition is none.
  EXPECT_EQ(zone_codes(changed(with("    action: distance\n    answers: [throws]\n"),
                               "    answers: [throws]\n    action: distance\n",
                               "    answers: [throws]\n    when: a\n    action: distance\n")),
            "E0864");
}

TEST(ZoneCatalogue, AdmitsInDangerNothingButFourSafeActions) {
  const std::string text = example_zones();
  for (const char* action : {"distance", "calm_place", "call_help", "medical"}) {
    EXPECT_EQ(zone_codes(changed(text, "action: distance", std::string("action: ") + action)), "")
        << action;
  }
  EXPECT_EQ(zone_codes(changed(text, "    action: distance\n", "")), "E0844");
  EXPECT_NE(zone_codes(changed(text, "action: distance", "action: hold")), "");
}

TEST(ZoneCatalogue, RefusesForceThatIsDeclaredAndWarnsOfForceThatIsWritten) {
  const std::string text = example_zones();
  EXPECT_EQ(zone_codes(changed(text, "action: distance", "action: distance\n    involves: force")),
            "E0804");
  EXPECT_EQ(zone_codes(changed(text, "en: Keep distance.", "en: Restrain the person.")), "E0858");
  EXPECT_EQ(zone_codes(changed(text, "da: Hold afstand.", "da: Lås døren.")), "E0858");
}

TEST(ZoneCatalogue, RefusesATextThatLacksALanguageOrAVersion) {
  const std::string text = example_zones();
  EXPECT_EQ(zone_codes(changed(text, "{en: Walks to and fro, da: Går frem og tilbage}",
                               "{en: Walks to and fro}")),
            "E0840");
  EXPECT_NE(zone_codes(changed(text, "    staff: {en: Sits still, da: Sidder stille}\n", "")), "");
}

TEST(ZoneCatalogue, WarnsOfWordsThatJudgeAndOfWhatNobodySees) {
  const std::string text = example_zones();
  const std::string sign = "{en: Walks to and fro, da: Går frem og tilbage}";
  EXPECT_EQ(zone_codes(changed(text, sign, "{en: Is aggressive, da: Går frem og tilbage}")),
            "E0856");
  EXPECT_EQ(zone_codes(changed(text, sign, "{en: Walks, da: \"Går, er VRED og banker\"}")),
            "E0857");
  // The person's own words may say how it feels.
  EXPECT_EQ(zone_codes(changed(text, "da: Jeg er træt", "da: Jeg føler mig træt")), "");
  // A part of another word is not the word.
  EXPECT_EQ(zone_codes(changed(text, sign, "{en: Rethinks aloud, da: Går}")), "");
}

TEST(ZoneCatalogue, HasExactlyOneZoneOfDangerAndOneAfterwards) {
  const std::string text = example_zones();
  EXPECT_EQ(zone_codes(changed(text, "    afterwards: yes\n", "")), "E0846");
}

TEST(ZoneCatalogue, ReadsNoLevel) {
  EXPECT_EQ(zone_codes(changed(example_zones(), "    answers: [rests]\n",
                               "    answers: [rests]\n    when: {level: {from: high}}\n")),
            "E0810");
}

TEST(ZoneCatalogue, LetsAgesRiseWithoutAHole) {
  std::string text = changed(example_zones(), "for_whom: person", "for_whom: child");
  std::string child;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.compare(at, 12, "    person: ") == 0) {
      const std::size_t end = text.find('\n', at);
      const std::string one = text.substr(at + 12, end - at - 12);
      child += "    child: [" + one + ", " + one + "]";
      at = end - 1;
    } else {
      child += text[at];
    }
  }
  const auto with = [&](const std::string& ages) {
    return zone_codes(changed(child, "for_whom: child\n", "for_whom: child\nages: " + ages + "\n"));
  };
  EXPECT_EQ(with("[{from: 6, to: 9}, {from: 10, to: 13}]"), "");
  EXPECT_EQ(with("[{from: 6, to: 9}, {from: 11, to: 13}]"), "E0853");  // a hole
  EXPECT_EQ(with("[{from: 6, to: 9}, {from: 9, to: 13}]"), "E0853");   // an overlap
  EXPECT_EQ(with("[{from: 10, to: 13}, {from: 6, to: 9}]"), "E0853");  // falling
  EXPECT_EQ(with("[{from: 9, to: 6}, {from: 7, to: 13}]"), "E0853");   // ends before it begins
  EXPECT_THAT(with("[{from: 6, to: 13}]"), testing::StartsWith("E0854"));
}

struct ShippedZones {
  const char* folder;
  std::size_t ages;
};

class Shipped : public testing::TestWithParam<ShippedZones> {};

TEST_P(Shipped, HasNoFindingAndASourceForEveryMeasure) {
  DiagnosticList findings;
  const std::string path =
      VAERN_SOURCE_DIR "/instruments/" + std::string(GetParam().folder) + "/zones.yaml";
  const auto document = read_document_file(path, findings);
  ASSERT_TRUE(document) << render(findings);
  const auto zones = load_zone_catalogue(*document, findings);
  ASSERT_TRUE(zones) << render(findings);
  EXPECT_TRUE(findings.empty()) << render(findings);
  EXPECT_EQ(zones->ages().size(), GetParam().ages);
  EXPECT_EQ(zones->zones().size(), 4U);
  for (const ZoneMeasure& measure : zones->measures()) {
    EXPECT_FALSE(measure.provenance.source.empty()) << measure.id;
    EXPECT_TRUE(measure.provenance.verified.has_value()) << measure.id;
  }
}

INSTANTIATE_TEST_SUITE_P(ZoneCatalogue, Shipped,
                         testing::Values(ShippedZones{"residential-adults", 0},
                                         ShippedZones{"placed-children", 3}),
                         [](const auto& shipped) {
                           return shipped.param.ages == 0 ? "ResidentialAdults" : "PlacedChildren";
                         });

}  // namespace
}  // namespace vaern::tests

// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/check.hpp"

#include "support.hpp"

namespace vaern::test {
namespace {

constexpr const char* scale = R"(vaern: 1
instrument: example-scale
version: "1"
status: draft
title: {en: Example scale, da: Eksempelskala}
items:
  gun: {type: yes_no, text: {en: Has a gun, da: Har et skydevåben}}
  left: {type: yes_no, text: {en: Has left, da: Er flyttet}}
scales:
  total: {sum: {gun: 5, left: 4}, missing: bounds_only, verified: no}
levels:
  from: total
  cut_offs: {low: lowest, high: 5}
  verified: yes
  texts: {low: {en: Low is not safe., da: Lav er ikke det samme som sikker.}}
)";

TEST(Check, SaysWhatACleanInstrumentIs) {
  const Checked checked = check(models(), {document("scale.yaml", scale)});
  EXPECT_EQ(codes(checked.findings), "");
  ASSERT_EQ(checked.files.size(), 1U);
  const CheckedFile& file = checked.files[0];
  EXPECT_EQ(file.kind, Kind::instrument);
  EXPECT_EQ(file.reference, "example-scale@1");
  EXPECT_EQ(file.exactness, "E0");
  EXPECT_EQ(file.unverified.size(), 2U);  // the weights; the cut-off is verified
  EXPECT_EQ(check_text(checked),
            "scale.yaml: instrument example-scale@1: 2 items, 1 scale, 2 numbers not verified; "
            "ranges exact (class E0; up to 5 steps a form)\n");
  EXPECT_EQ(check_text(checked, Language::da, true),
            "scale.yaml: instrument example-scale@1: 2 punkter, 1 skala, 2 tal ikke efterprøvet; "
            "de mulige niveauer er nøjagtige (klasse E0; højst 5 trin pr. besvarelse)\n"
            "  scale.yaml:10:22: scales/total/sum/gun 5\n"
            "  scale.yaml:10:31: scales/total/sum/left 4\n");
}

TEST(Check, ReplacesTheShippedModelByTheFile) {
  // Its fact reads example-scale.gun, which the other file has taken out.
  std::string without = scale;
  without.replace(without.find("  gun: {type"), 5, "  gnu");
  without.replace(without.find("{gun: 5"), 4, "{gnu");
  const Document programme = document("programme.yaml", R"(vaern: 1
programme: other
version: "1"
status: draft
title: {en: Other, da: Anden}
levels: [low, high]
policy: example-review@1
catalogue: example-measures@1
facts:
  weapon_access: {type: yes_no, about: other_party, from: [example-scale.gun], text: {en: Weapons, da: Våben}}
events: [detected, new_violence]
use_for: [{otherwise: judgement}]
)");
  EXPECT_EQ(codes(check(models(), {programme}).findings), "E0950") << "nothing reads its fact";
  const Checked both = check(models(), {programme, document("scale.yaml", without)});
  EXPECT_EQ(codes(both.findings), "E0909");
}

TEST(Check, TellsOnlyOfTheFilesThatAreChecked) {
  std::string broken = scale;
  broken.replace(broken.find("cut_offs"), 8, "cut_ofs");
  const Checked checked = check(models(), {document("scale.yaml", broken)});
  ASSERT_TRUE(checked.findings.has_errors());
  for (const Diagnostic& finding : checked.findings) {
    EXPECT_EQ(finding.span.file->name(), "scale.yaml");
  }
  EXPECT_EQ(checked.files[0].errors, checked.findings.error_count());
  EXPECT_EQ(check_text(checked), "");
}

TEST(Check, TellsOfTwoFilesThatAreTheSameModelAtTheSecond) {
  const Checked checked = check(models(), {document("a.yaml", scale), document("b.yaml", scale)});
  ASSERT_EQ(codes(checked.findings), "E0220");
  EXPECT_EQ(checked.findings[0].span.file->name(), "b.yaml");
}

TEST(Check, HoldsACaseToItsProgramme) {
  const Checked checked = check(models(), {document("case.yaml", R"(vaern: 1
case: k-1
programme: example-programme@2
subject: p1
parties: [{id: p1, role: subject}]
)")});
  EXPECT_EQ(codes(checked.findings), "E0221");
}

TEST(Check, HoldsAFormToItsInstrumentWithAllFaultsAtOnce) {
  const Checked checked = check(models(), {document("form.yaml", R"(responses: who-5@1998
values: {calm: yes, mood: most_of_the_time, rested: [at_no_time]}
)")});
  EXPECT_EQ(codes(checked.findings), "E0502 E0501 E0135");
  EXPECT_EQ(checked.files[0].reference, "who-5@1998");
}

TEST(Check, FindsThatAPolicyNamesACalendarThatIsNotThere) {
  const Checked checked = check(models(), {document("policy.yaml", R"(vaern: 1
policy: other-review
version: "1"
status: draft
title: {en: Review, da: Opfølgning}
levels: [low, high]
time_zone: Europe/Copenhagen
calendar: exampel-offices@1
clocks:
  risk_assessment: {after_level: {high: P7D, low: P60D}, no_level: PT48H}
overdue: {any: [{after: PT0H, tell: leader}]}
)")});
  EXPECT_EQ(codes(checked.findings), "E0222");
}

TEST(Check, WantsTheKindThatIsExpected) {
  CheckOptions options;
  options.kind = Kind::case_file;
  const Checked checked = check(models(), {document("scale.yaml", scale)}, {}, options);
  EXPECT_NE(codes(checked.findings).find("E0683"), std::string::npos);
}

TEST(Check, FindsNothingInTheShippedModelsAndTheExampleCases) {
  const Checked checked =
      check_files(models(), {VAERN_SOURCE_DIR "/instruments", VAERN_SOURCE_DIR "/examples/cases"});
  EXPECT_EQ(codes(checked.findings), "");
  EXPECT_GT(checked.files.size(), 15U);
}

TEST(Check, MakesAFindingOfAFileThatIsNotThere) {
  const Checked checked = check_files(models(), {"no/such/file.yaml"});
  EXPECT_EQ(codes(checked.findings), "E0106");
  ASSERT_EQ(checked.files.size(), 1U);
  EXPECT_EQ(checked.files[0].errors, 1U);
}

constexpr const char* local = R"(vaern: 1
instrument: scale-of-ours
version: "1"
status: draft
title: {en: Ours, da: Vores}
extends: example-scale@1
levels: {cut_offs: {high: {value: 4, source: local, verified: no}}}
)";

TEST(Check, HoldsALocalVersionToWhatItExtends) {
  const Checked checked =
      check(models(), {document("scale.yaml", scale), document("local.yaml", local)});
  EXPECT_EQ(codes(checked.findings), "");
  ASSERT_EQ(checked.files.size(), 2U);
  EXPECT_EQ(checked.files[1].counts[0].second, 2U) << "it has the published items";
  ASSERT_EQ(checked.files[1].unverified.size(), 3U);
  EXPECT_EQ(checked.files[1].unverified[0].span.file->name(), "local.yaml");
  EXPECT_EQ(checked.files[1].unverified[0].key, "levels/cut_offs/high");
  EXPECT_EQ(checked.files[1].unverified[1].span.file->name(), "scale.yaml");
}

TEST(Check, SaysOfAModelThatAnotherIsBrokenOnlyAtTheOther) {
  std::string broken = scale;
  broken.replace(broken.find("draft"), 5, "drafty");
  const Checked checked =
      check(models(), {document("scale.yaml", broken), document("local.yaml", local),
                       document("form.yaml", "responses: scale-of-ours@1\nvalues: {gun: yes}\n")});
  EXPECT_EQ(codes(checked.findings), "E0198");
  EXPECT_EQ(checked.files[1].waits_for, "example-scale@1");
  EXPECT_EQ(checked.files[2].waits_for, "scale-of-ours@1");
  EXPECT_EQ(check_text(checked),
            "local.yaml: instrument scale-of-ours@1: not checked to the end, because of errors in "
            "example-scale@1\n"
            "form.yaml: form for scale-of-ours@1: not checked to the end, because of errors in "
            "scale-of-ours@1\n");
}

TEST(Check, SaysThatWhatALocalVersionExtendsIsBrokenWhereThatIsNotChecked) {
  std::string broken = scale;
  broken.replace(broken.find("cut_offs"), 8, "cut_ofs");
  ModelStore beside;
  DiagnosticList reading;
  beside.add(document("scale.yaml", broken), reading);
  const Checked checked = check(beside, {document("local.yaml", local)});
  EXPECT_EQ(codes(checked.findings), "E0287");
}

TEST(Check, FindsWhatALocalVersionExtendsInTheFolderOfItsFile) {
  const std::string folder = VAERN_TEST_DATA "/golden/chain/";
  const Checked checked = check_files(std::vector<std::string>{}, {folder + "further.yaml"});
  EXPECT_EQ(codes(checked.findings), "E0287") << "chain-local@1 is beside it, and has errors";
  const Checked words = check_files(std::vector<std::string>{}, {folder + "words.yaml"});
  EXPECT_EQ(codes(words.findings), "E0557");
}

TEST(Check, CountsTheWordsOfAWording) {
  const std::string folder = VAERN_TEST_DATA "/golden/local";
  const Checked checked = check_files(models(), {folder});
  EXPECT_EQ(codes(checked.findings), "");
  EXPECT_NE(check_text(checked).find("wording example-scale@da: words for 7 of 7 items\n"),
            std::string::npos)
      << check_text(checked);
}

TEST(Models, FindsTheNearestInstrument) {
  const auto found = models().find_instrument("danger-asessment@2009");
  ASSERT_FALSE(found);
  EXPECT_EQ(codes(found.error()), "E1051");
  EXPECT_EQ(found.error()[0].help_text(), "did you mean 'danger-assessment@2009'?");
  EXPECT_EQ((*models().find_instrument("danger-assessment"))->head().version, "2009");
  EXPECT_EQ(codes(models().find_instrument("example-review@1").error()), "E1059");
}

}  // namespace
}  // namespace vaern::test

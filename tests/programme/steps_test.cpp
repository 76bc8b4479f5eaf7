// SPDX-License-Identifier: Apache-2.0
// Events in programmes: what they say, what they open again, and that they end no block; and what
// each professional says alone.
#include <gmock/gmock.h>

#include "programme/support.hpp"

namespace vaern {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace testing_support;

constexpr const char* duty =
    "  duty: {text: {en: Duty, da: Pligt}, section: talks, who: each_professional, urgency: now, "
    "reveals: [leaving], again_after: [assessment, separation]}\n";

void add_events(Texts& texts) {
  texts["programme.yaml"] = replaced(
      replaced(texts["programme.yaml"], "events: [detected]", "events: [detected, separation]"),
      "  watched:",
      "  gone: {type: yes_no, about: other_party, from: [scale.left], from_events: separation, "
      "text: "
      "{en: Gone, da: Gået}}\n  watched:");
  texts["catalogue.yaml"] += duty;
}

DiagnosticList findings_of(const std::function<void(Texts&)>& change) {
  Texts texts = small_models();
  add_events(texts);
  change(texts);
  DiagnosticList findings;
  load_models(texts, findings);
  return findings;
}

std::vector<std::string> errors_of(const std::function<void(Texts&)>& change) {
  std::vector<std::string> codes;
  for (const Diagnostic& finding : findings_of(change)) {
    if (finding.code->severity == Severity::error) codes.emplace_back(finding.code->id);
  }
  return codes;
}

TEST(AgainAfter, OfAnEventThatTheProgrammeDoesNotHaveIsRefusedWithTheNearest) {
  EXPECT_THAT(errors_of([](Texts&) {}), IsEmpty());
  const DiagnosticList findings = findings_of([](Texts& texts) {
    texts["catalogue.yaml"] =
        replaced(texts["catalogue.yaml"], "[assessment, separation]", "[assessment, seperation]");
  });
  EXPECT_THAT(render(findings), HasSubstr("E0944"));
  EXPECT_THAT(render(findings), HasSubstr("did you mean 'separation'"));
}

TEST(FromEvents, OfAnEventThatTheProgrammeDoesNotHaveIsRefusedWithTheNearest) {
  const DiagnosticList findings = findings_of([](Texts& texts) {
    texts["programme.yaml"] =
        replaced(texts["programme.yaml"], "from_events: separation", "from_events: seperation");
  });
  EXPECT_THAT(render(findings), HasSubstr("E0945"));
  EXPECT_THAT(render(findings), HasSubstr("did you mean 'separation'"));
}

TEST(FromEvents, EndNoBlock) {
  const auto blocked = [](const std::string& when) {
    return errors_of([&](Texts& texts) {
      texts["catalogue.yaml"] +=
          "  lock: {text: {en: Lock, da: Lås}, section: talks, who: person, urgency: P7D, reveals: "
          "[leaving], question: {en: Gone?, da: Gået?}, blocked_when: " +
          when + "}\n";
    });
  };
  for (const char* fine : {"gone", "{any: [gone, armed]}", "{not: {all: [watched, {not: gone}]}}",
                           "{not: watched}", "{at_least: {2: [gone, armed, watched]}}"}) {
    EXPECT_THAT(blocked(fine), IsEmpty()) << fine;
  }
  for (const char* ended : {"{not: gone}", "{all: [watched, {not: gone}]}", "{unknown: gone}",
                            "{gone: no}", "'watched && !gone'", "'!answered(gone)'"}) {
    EXPECT_THAT(blocked(ended), Contains("E0833")) << ended;
  }
}

TEST(FromEvents, ThePlanSaysWhichEventItWas) {
  const ProgrammePtr programme = small_programme([](Texts& texts) {
    add_events(texts);
    texts["catalogue.yaml"] +=
        "  door: {text: {en: Door, da: Dør}, section: talks, who: person, urgency: P7D, reveals: "
        "[leaving], when: gone}\n";
  });
  const std::string left =
      "events: [{id: e1, kind: separation, about: o1, occurred: 2026-01-20, recorded: 2026-01-20, "
      "by: w1}]\n";
  const std::string no = "assessments:\n" +
                         assessment("a1", "scale", "o1", "completed", "2026-01-06",
                                    "responses: {gun: no, threat: no, left: no}") +
                         assessment("a2", "scale", "o2", "completed", "2026-01-06",
                                    "responses: {gun: no, threat: no, left: no}");
  const Result<SafetyPlan> before = plan(small_case(no), *programme);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->find("door")->state, MeasureState::not_applicable);
  const Result<SafetyPlan> after = plan(small_case(no + left), *programme);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->find("door")->state, MeasureState::included);
  EXPECT_EQ(after->find("door")->reason.readings.at(0).event, "e1");
  EXPECT_THAT(plan_json(*after), HasSubstr(R"({"name":"gone","value":"yes","event":"e1"})"));
}

TEST(EachProfessional, APlanBySeveralSaysByWhomEachEntryIs) {
  const ProgrammePtr programme = small_programme(add_events);
  const auto findings_for = [&](const std::string& by, const std::string& entry) {
    const std::string text =
        "plans: [{id: s1, made: 2026-01-10, by: " + by + ", measures: {" + entry + "}}]\n";
    DiagnosticList findings;
    const CaseFile file = small_case(text);
    check_case(file, *programme, findings);
    return findings;
  };
  EXPECT_THAT(places(findings_for("w1", "duty: {status: done}")), IsEmpty());
  EXPECT_THAT(places(findings_for("[w1, w2]", "duty: {status: done, by: w2}")), IsEmpty());
  EXPECT_THAT(places(findings_for("[w1, w2]", "always: {status: done}")), IsEmpty());
  EXPECT_THAT(render(findings_for("[w1, w2]", "duty: {status: done}")), HasSubstr("E0946"));
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_file/support.hpp"

namespace vaern::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* whole = R"(episodes: [{no: 1, opened: 2026-03-02, route: municipal_contact}]
facts: [{fact: device_monitored, about: p1, missing: not_asked, from: 2026-09-10, by: w3}]
assessments:
  - {id: a7, instrument: danger-assessment@2009, about: o1, status: completed, assessed: 2026-09-10T10:20+02:00, recorded: 2026-09-11T08:05+02:00, by: [w3],
     informants: [person, police_file], responses: {choked: {value: yes, within: P14D}, gun: {missing: refused}, times: 3, jealous: often}}
events:
  - {id: e3, kind: new_violence, about: o1, occurred: {from: 2026-08, precision: month}, known: 2026-09-10T10:30+02:00, recorded: 2026-09-11T08:05+02:00, by: w3}
  - {id: e4, kind: separation, about: o1, occurred: 2026-09-01, recorded: 2026-09-11T08:07+02:00, by: w3}
plans:
  - id: s1
    made: 2026-09-11T09:00+02:00
    by: w3
    assessment: a7
    measures:
      own_device: {status: agreed, by: p1, at: 2026-09-11T09:10+02:00}
      school_agreement: {c1: {status: declined, reason: the school is told already}}
    review: 2026-09-18
    reason: first plan
corrections: [{of: e4, status: entered_in_error, recorded: 2026-09-12T09:00+02:00, by: w3, reason: belongs to another case}]
)";

TEST(CaseFile, HoldsEverythingThatWasWritten) {
  const CaseFile file = load_good(whole);
  EXPECT_EQ(file.id, "k-0417");
  EXPECT_EQ(file.programme.to_string(), "partner-violence@1");
  EXPECT_EQ(file.subject.text, "p1");
  ASSERT_EQ(file.parties.size(), 4U);
  EXPECT_EQ(file.parties[0].sex.value, Sex::woman);
  EXPECT_EQ(file.parties[0].born.value->precision, DatePrecision::year);
  EXPECT_EQ(file.parties[1].relation.value, Relation::former_partner);
  EXPECT_EQ(file.parties[1].living_together.value, false);
  EXPECT_EQ(file.parties[2].lives_with[0].text, "p1");
  EXPECT_EQ(file.parties[2].contact_with[0].text, "o1");
  EXPECT_EQ(file.parties[3].competences[0].text, "risk_assessment");
  EXPECT_EQ(file.episodes[0].route.text, "municipal_contact");
  ASSERT_EQ(file.facts.size(), 1U);
  EXPECT_FALSE(file.facts[0].value.value.has_value());
  EXPECT_EQ(file.facts[0].value.missing, MissingReason::not_asked);

  const AssessmentEntry* assessment = file.find_assessment("a7");
  ASSERT_NE(assessment, nullptr);
  EXPECT_EQ(assessment->instrument->to_string(), "danger-assessment@2009");
  EXPECT_EQ(assessment->status, AssessmentStatus::completed);
  EXPECT_EQ(assessment->assessed.instant->to_string(), "2026-09-10T08:20:00Z");
  EXPECT_EQ(assessment->informants[1].text, "police_file");
  ASSERT_EQ(assessment->responses.size(), 4U);
  EXPECT_EQ(assessment->responses[0].item, "choked");
  EXPECT_TRUE(assessment->responses[0].yes);
  EXPECT_EQ(assessment->responses[0].within->duration->to_string(), "P14D");
  EXPECT_EQ(assessment->responses[1].missing, MissingReason::refused);
  EXPECT_EQ(assessment->responses[2].number->to_string(), "3");
  EXPECT_EQ(assessment->responses[3].text, "often");

  ASSERT_EQ(file.events.size(), 2U);
  EXPECT_EQ(file.events[0].occurred.date.to_string(), "2026-08");
  EXPECT_EQ(file.events[1].known.text, file.events[1].recorded.text);
  const PlanEntry* plan = file.find_plan("s1");
  ASSERT_NE(plan, nullptr);
  ASSERT_EQ(plan->measures.size(), 2U);
  EXPECT_EQ(plan->measures[0].status, MeasureStatus::agreed);
  EXPECT_EQ(plan->measures[1].child.text, "c1");
  EXPECT_EQ(plan->measures[1].status, MeasureStatus::declined);
  EXPECT_NE(file.find_correction("e4"), nullptr);
  EXPECT_EQ(file.find_correction("e3"), nullptr);
  EXPECT_EQ(assessment->id.span.line, 13U);
}

TEST(CaseFile, IsReadFromJsonByTheSameRules) {
  DiagnosticList findings;
  const auto file = load_text(R"({"vaern": 1, "case": "k-1", "programme": "partner-violence@1",
 "subject": "p1",
 "parties": [{"id": "p1", "role": "subject"}, {"id": "o1", "role": "other_party"},
             {"id": "w1", "role": "assessor"}],
 "assessments": [{"id": "a1", "instrument": "danger-assessment@2009", "about": "o1",
   "status": "draft", "assessed": "2026-09-10T10:20+02:00", "by": ["w1"],
   "responses": {"gun": true, "left": {"missing": "unknown"}}}]})",
                              findings, "case.json");
  ASSERT_TRUE(file.has_value()) << render(findings);
  EXPECT_TRUE(file->assessments[0].responses[0].yes);
  EXPECT_EQ(file->assessments[0].recorded.text, file->assessments[0].assessed.text);
}

TEST(CaseFile, ShowsAllFaultsAtOnceInOrderOfPlace) {
  DiagnosticList findings;
  const auto file = load_text(std::string(case_head) + R"(events:
  - {id: e1, kind: new_violence, about: o2, occurred: 2026-09-12, recorded: 2026-09-11T08:05+02:00, by: w3}
  - {id: e1, kind: separation, about: o1, occured: 2026-09-01, recorded: 2026-09-11T08:07+02:00, by: c1}
corrections: [{of: e9, status: entered_in_error, recorded: 2026-09-12T09:00+02:00, by: w3, reason: wrong}]
)",
                              findings);
  EXPECT_FALSE(file.has_value());
  const std::string codes = codes_of(findings);
  for (const char* code : {"E0654", "E0661", "E0653", "E0671", "E0656"}) {
    EXPECT_THAT(codes, HasSubstr(code)) << codes;
  }
  EXPECT_THAT(render(findings), HasSubstr("did you mean 'occurred'?"));
  EXPECT_THAT(render(findings), HasSubstr("did you mean 'o1'?"));
  for (std::size_t i = 1; i < findings.size(); ++i) {
    EXPECT_LE(findings[i - 1].span.line, findings[i].span.line);
  }
}

TEST(CaseFile, TellsAWrongIdOfAPartyOnce) {
  DiagnosticList findings;
  load_text(
      "vaern: 1\ncase: k-1\nprogramme: x@1\nsubject: p1\nparties:\n"
      "  - {id: 010190-1234, role: subject}\n  - {id: o1, role: other_party}\n"
      "  - {id: c1, role: child, lives_with: [p1]}\n",
      findings);
  EXPECT_EQ(codes_of(findings), "E0650");
}

TEST(CaseFile, TellsWhatIsMissingInATimeOfDay) {
  EXPECT_THAT(codes_for("episodes: [{no: 1, opened: 2026-09-10 10:20}]\n"), HasSubstr("E0189"));
  EXPECT_THAT(codes_for("episodes: [{no: 1, opened: 2026-09-10T10:20}]\n"), HasSubstr("E0190"));
}

TEST(CaseFile, MeaningDoesNotRestOnTheOrderOfEntries) {
  // A plan may stand before the assessment it rests on, a correction before what it strikes.
  EXPECT_EQ(
      codes_for(
          R"(corrections: [{of: e4, status: entered_in_error, recorded: 2026-09-12T09:00+02:00, by: w3, reason: wrong case}]
plans: [{id: s1, made: 2026-09-11T09:00+02:00, by: w3, assessment: a7}]
events: [{id: e4, kind: separation, occurred: 2026-09-01, recorded: 2026-09-11T08:07+02:00, by: w3}]
assessments: [{id: a7, instrument: x@1, about: o1, status: draft, assessed: 2026-09-10, by: w3}]
)"),
      "");
}

TEST(CaseFile, ComparesDatesWithTimesByTheLocalDay) {
  // Recorded at 00:30 on the 12th in Copenhagen, which is still the 11th in UTC.
  EXPECT_EQ(codes_for("events: [{id: e1, kind: x, occurred: 2026-09-12, "
                      "recorded: 2026-09-12T00:30+02:00, by: w3}]\n"),
            "");
  // A month that has not ended is not after its own days.
  EXPECT_EQ(codes_for("events: [{id: e1, kind: x, occurred: 2026-09, "
                      "recorded: 2026-09-02T08:00+02:00, by: w3}]\n"),
            "");
  EXPECT_EQ(codes_for("events: [{id: e1, kind: x, occurred: 2026-10, "
                      "recorded: 2026-09-02T08:00+02:00, by: w3}]\n"),
            "E0661");
}

TEST(CaseFile, WidensADateToItsPrecision) {
  const CaseFile file = load_good(
      "events: [{id: e1, kind: x, occurred: {from: 2024-02-10, precision: month}, "
      "recorded: 2026-09-02T08:00+02:00, by: w3}]\n");
  EXPECT_EQ(file.events[0].occurred.date.first.to_string(), "2024-02-01");
  EXPECT_EQ(file.events[0].occurred.date.last.to_string(), "2024-02-29");
}

TEST(CaseFile, NeverRepeatsADirectIdentifier) {
  for (const char* secret : {"010190-1234", "610190-1234", "0101901234", "010190-1AB2",
                             "anna@example.dk", "21436587", "+45 21 43 65 87"}) {
    const std::string text = std::string(case_head) + "events:\n  - {id: e1, kind: x, about: \"" +
                             secret + "\", occurred: 2026-09-01, recorded: 2026-09-02, by: \"" +
                             secret + "\"}\n# " + secret + "\n";
    DiagnosticList findings;
    EXPECT_FALSE(load_text(text, findings).has_value());
    const std::string codes = codes_of(findings);
    EXPECT_THAT(codes, ::testing::ContainsRegex("E065[012].*E065[012].*E065[012]")) << secret;
    for (const Language language : {Language::en, Language::da}) {
      EXPECT_THAT(render(findings, {language, false}), Not(HasSubstr(secret)));
      EXPECT_THAT(render_json(findings, language), Not(HasSubstr(secret)));
    }
  }
}

TEST(CaseFile, RefusesIdentifiersWrittenOverLinesWithoutShowingThem) {
  DiagnosticList findings;
  load_text(std::string(case_head) +
                "corrections:\n  - of: e1\n    reason: \"see 010190\\x2D\n      1234\"\n",
            findings);
  EXPECT_THAT(codes_of(findings), HasSubstr("E0685"));
}

TEST(CaseFile, KeepsTheKeysOfARoleToThatRole) {
  DiagnosticList findings;
  load_text(R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties:
  - {id: p1, role: subject, living_together: yes}
  - {id: w1, role: assessor, sex: man}
  - {id: c1, role: child, competences: [risk_assessment]}
)",
            findings);
  EXPECT_EQ(codes_of(findings), "E0680 E0680 E0680");
  EXPECT_THAT(render(findings), HasSubstr("it belongs to: other_party"));
}

TEST(CaseFile, ReplacesOnlyWhatWasAssessedEarlier) {
  const auto two = [](const char* first, const char* second) {
    return std::string(
               "assessments:\n  - {id: a1, instrument: x@1, about: o1, status: completed, "
               "assessed: ") +
           first +
           ", by: w3}\n  - {id: a2, instrument: y@1, about: o1, status: completed, assessed: " +
           second + ", by: w3, replaces: [a1], reason: better suited}\n";
  };
  EXPECT_EQ(codes_for(two("2026-09-01", "2026-09-02")), "");
  EXPECT_EQ(codes_for(two("2026-09-02", "2026-09-01")), "E0675");
  EXPECT_EQ(codes_for(two("2026-09-02T10:00Z", "2026-09-02T10:00Z")), "E0675");
}

TEST(CaseFile, SurvivesNonsense) {
  for (const char* text : {"[]", "x", "vaern: 1\ncase: k-1\nparties: 3\n",
                           "vaern: 1\ncase: k-1\nparties: [[]]\nevents: {a: b}\n",
                           "vaern: 1\ncase: k-1\nparties: [x, {id: {}}]\nplans: [{measures: []}]\n",
                           "vaern: 1\ncase: k-1\nassessments: [{responses: {a: {}, b: []}}]\n"}) {
    DiagnosticList findings;
    EXPECT_FALSE(load_text(text, findings).has_value()) << text;
    EXPECT_TRUE(findings.has_errors()) << text;
  }
}

}  // namespace
}  // namespace vaern::tests

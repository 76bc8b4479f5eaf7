// SPDX-License-Identifier: Apache-2.0
// Facts that an event says, beside what is written and what was answered (P2.1).
#include <gtest/gtest.h>

#include "case_file/support.hpp"
#include "vaern/case_file/situation.hpp"

namespace vaern::tests {
namespace {

const CaseNames& names() {
  static const CaseNames names({{"left", FactAbout::other_party, {}, {"separation"}},
                                {"leaving", FactAbout::subject, {}, {"separation", "decided"}},
                                {"silent", FactAbout::other_party, {}, {}}},
                               {"low", "high"});
  return names;
}

std::string event(const std::string& occurred, const std::string& more = "") {
  return "events:\n  - {id: e1, kind: separation, occurred: " + occurred +
         ", recorded: 2026-11-21T09:00Z, by: w3" + (more.empty() ? ", about: o1" : more) + "}\n";
}

std::string fact(const std::string& value, const std::string& from, const std::string& more = "") {
  return "facts:\n  - {fact: left, about: o1, value: " + value +
         (from.empty() ? "" : ", from: " + from) + more + ", by: w3}\n";
}

DerivedFact answer(Truth value, const char* assessed) {
  DiagnosticList findings;
  const CaseFile file =
      load_good("facts: [{fact: left, value: yes, from: " + std::string(assessed) + "}]\n");
  return {"left", "o1", value, file.facts.at(0).from};
}

struct Said {
  Truth value;
  std::string event;
};

Said said(const std::string& text, const std::vector<DerivedFact>& answers = {},
          const char* as_of = "2026-12-01T09:00Z", const std::string& dyad = "") {
  const CaseFile file = load_good(text);
  SituationOptions options;
  options.as_of = Instant::parse(as_of);
  options.derived = answers;
  options.other_party = dyad;
  const CaseSituation situation(file, names(), options);
  return {situation.truth("left"), std::string(situation.event_of("left"))};
}

TEST(FactEvents, AnEventAfterANoMakesTheFactYesAndIsNamed) {
  for (const Said& one :
       {said(event("2026-11-20"), {answer(Truth::no, "2026-11-06T10:00Z")}),
        said(fact("no", "2026-11-06") + event("2026-11-20")), said(event("2026-11-20"))}) {
    EXPECT_EQ(one.value, Truth::yes);
    EXPECT_EQ(one.event, "e1");
  }
  EXPECT_EQ(said("", {answer(Truth::no, "2026-11-06")}).value, Truth::no);
}

TEST(FactEvents, ALaterNoCountsAndALaterEventAgain) {
  const Said back = said(fact("no", "2026-11-25") + event("2026-11-20"));
  EXPECT_EQ(back.value, Truth::no);
  EXPECT_EQ(back.event, "");
  EXPECT_EQ(said(event("2026-11-20"), {answer(Truth::no, "2026-11-25")}).value, Truth::no);
  const std::string again =
      "  - {id: e2, kind: separation, about: o1, occurred: 2026-11-28, recorded: 2026-11-28, by: "
      "w3}\n";
  const Said left = said(fact("no", "2026-11-25") + event("2026-11-20") + again);
  EXPECT_EQ(left.value, Truth::yes);
  EXPECT_EQ(left.event, "e2");
}

TEST(FactEvents, WhereTheOrderIsNotKnownTheFactIsUnknown) {
  for (const char* occurred : {"2026-11-06", "{from: 2026-11, precision: month}"}) {
    const Said one = said(event(occurred), {answer(Truth::no, "2026-11-06T10:00Z")});
    EXPECT_EQ(one.value, Truth::unknown) << occurred;
    EXPECT_EQ(one.event, "e1");
  }
  // Nobody says since when: it may have been said of the time after it.
  EXPECT_EQ(said(fact("no", "") + event("2026-11-20")).value, Truth::unknown);
  // What was written down before it happened is no answer about afterwards.
  EXPECT_EQ(said(fact("no", "", ", recorded: 2026-11-19T09:00Z") + event("2026-11-20")).value,
            Truth::yes);
}

TEST(FactEvents, AYesNeedsNoEvent) {
  const Said one = said(event("2026-11-06"), {answer(Truth::yes, "2026-11-06")});
  EXPECT_EQ(one.value, Truth::yes);
  EXPECT_EQ(one.event, "");
}

TEST(FactEvents, OnlyWhatHasHappenedIsKnownAndNotStruckCounts) {
  const DerivedFact no = answer(Truth::no, "2026-11-06");
  EXPECT_EQ(said(event("2026-11-20"), {no}, "2026-11-19T09:00Z").value, Truth::no);
  EXPECT_EQ(said(event("2026-11-20"), {no}, "2026-11-20T23:00Z").value, Truth::no);  // not written
  EXPECT_EQ(said(event("2026-11-20"), {no}, "2026-11-21T09:00Z").value, Truth::yes);
  const std::string struck =
      "corrections:\n  - {of: e1, status: entered_in_error, recorded: 2026-11-25T09:00Z, by: w3, "
      "reason: another case}\n";
  EXPECT_EQ(said(event("2026-11-20") + struck, {no}).value, Truth::no);
  EXPECT_EQ(said(event("2026-11-20") + struck, {no}, "2026-11-24T09:00Z").value, Truth::yes);
}

TEST(FactEvents, OneAboutNobodyCountsForEachAndOneAboutAnotherDoesNot) {
  const std::string two = "  - {id: o2, role: other_party, sex: man, relation: partner}\n";
  const DerivedFact no = answer(Truth::no, "2026-11-06");
  EXPECT_EQ(said(event("2026-11-20", ", about: p1"), {no}).value, Truth::yes);
  EXPECT_EQ(said(event("2026-11-20", ", until: 2027-01-01"), {no}).value, Truth::yes);
  EXPECT_EQ(said(two + event("2026-11-20", ", about: o2"), {no}, "2026-12-01T09:00Z", "o1").value,
            Truth::no);
  EXPECT_EQ(said(two + event("2026-11-20", ", about: o2"), {no}).value, Truth::yes);
  EXPECT_EQ(said(two + event("2026-11-20", ", about: p1"), {no}, "2026-12-01T09:00Z", "o1").value,
            Truth::yes);
}

TEST(FactEvents, AFactOfTheSubjectCountsEventsAboutAnybody) {
  const CaseFile file = load_good(event("2026-11-20"));
  const CaseSituation situation(file, names(), {});
  EXPECT_EQ(situation.truth("leaving"), Truth::yes);
  EXPECT_EQ(situation.event_of("leaving"), "e1");
  EXPECT_EQ(situation.truth("silent"), Truth::unknown);
}

// Every answer, beside every event or none: an event raises a fact or leaves it as it is.
TEST(FactEvents, NoEventLowersAFact) {
  int raised = 0;
  for (const char* about : {"yes", "no", "{missing: refused}"}) {
    for (const char* from : {"2026-11-06", "2026-11-20", "2026-11-25", ""}) {
      for (const Truth value : {Truth::yes, Truth::no, Truth::unknown}) {
        for (const char* assessed : {"2026-11-06", "2026-11-20", "2026-11-25"}) {
          const std::string written =
              std::string(about)[0] == '{'
                  ? "facts:\n  - {fact: left, about: o1, missing: refused" +
                        (*from == '\0' ? std::string() : ", from: " + std::string(from)) +
                        ", by: w3}\n"
                  : fact(about, from);
          const std::vector<DerivedFact> answers{answer(value, assessed)};
          const Truth without = said(written, answers).value;
          for (const char* occurred : {"2026-11-20", "{from: 2026-11, precision: month}"}) {
            const Truth with = said(written + event(occurred), answers).value;
            EXPECT_EQ(kleene_or(with, without), with) << about << from << assessed << occurred;
            if (with != without) ++raised;
          }
        }
      }
    }
  }
  EXPECT_GT(raised, 20);
}

}  // namespace
}  // namespace vaern::tests

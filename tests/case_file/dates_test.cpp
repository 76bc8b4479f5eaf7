// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_file/support.hpp"

namespace vaern::tests {
namespace {

TEST(DatesOfProfessionals, AreReadAsTheyAreWritten) {
  const CaseFile file = load_good(R"(dates:
  - {id: d1, of: "risk_assessment:o1:e3", set: 2026-09-20, recorded: 2026-09-11T09:00+02:00, by: w3, reason: He moves back.}
  - {id: d2, of: "plan_review::s1", confirm: yes, recorded: 2026-09-11, by: [w3]}
  - {id: d3, of: "risk_assessment:o1:episode.1", set: 2026-09-20T10:00+02:00, recorded: 2026-09-11, by: w3}
)");
  ASSERT_EQ(file.dates.size(), 3U);
  EXPECT_EQ(file.dates[0].of.text, "risk_assessment:o1:e3");
  EXPECT_EQ(file.dates[0].set->date.first.to_string(), "2026-09-20");
  EXPECT_EQ(file.dates[0].reason.text, "He moves back.");
  EXPECT_FALSE(file.dates[1].set.has_value());
  EXPECT_EQ(file.dates[1].by[0].text, "w3");
  EXPECT_TRUE(file.dates[2].set->is_instant());
}

TEST(DatesOfProfessionals, AreEitherSetOrConfirmed) {
  const auto with = [](const char* what) {
    return codes_for(std::string("dates: [{id: d1, of: \"a:o1:e1\", recorded: 2026-09-11, by: w3") +
                     what + "}]\n");
  };
  EXPECT_EQ(with(", set: 2026-09-20"), "");
  EXPECT_EQ(with(", confirm: yes"), "");
  EXPECT_EQ(with(""), "E0677");
  EXPECT_EQ(with(", confirm: no"), "E0677");
  EXPECT_EQ(with(", set: 2026-09-20, confirm: yes"), "E0677");
}

TEST(DatesOfProfessionals, NameAnObligationByItsId) {
  const auto of = [](const char* id) {
    return codes_for(std::string("dates: [{id: d1, of: \"") + id +
                     "\", set: 2026-09-20, recorded: 2026-09-11, by: w3}]\n");
  };
  EXPECT_EQ(of("follow_up:o1:episode.1:P3M"), "");
  for (const char* wrong : {"risk_assessment", "risk_assessment:o1", ":o1:e1", "a:b:", "a:b:c d"}) {
    EXPECT_EQ(of(wrong), "E0676") << wrong;
  }
}

TEST(DatesOfProfessionals, AreStruckByACorrectionLikeEveryEntry) {
  const std::string dates =
      "dates: [{id: d1, of: \"a:o1:e1\", set: 2026-09-20, recorded: 2026-09-11T09:00+02:00, by: "
      "w3}]\n"
      "suspensions: [{id: h1, of: contact, from: 2026-09-12, until: 2026-09-14, recorded: "
      "2026-09-11, "
      "by: w3, reason: away}]\ncorrections:\n";
  const auto strike = [&](const char* of, const char* recorded) {
    return codes_for(dates + "  - {of: " + of + ", status: entered_in_error, recorded: " +
                     recorded + ", by: w3, reason: wrong}\n");
  };
  EXPECT_EQ(strike("d1", "2026-09-12"), "");
  EXPECT_EQ(strike("h1", "2026-09-12"), "");
  EXPECT_EQ(strike("d1", "2026-09-10"), "E0668");
  EXPECT_EQ(strike("d2", "2026-09-12"), "E0656");
}

TEST(DatesOfProfessionals, HaveIdsOfTheirOwn) {
  EXPECT_EQ(
      codes_for("dates:\n"
                "  - {id: w3, of: \"a:o1:e1\", confirm: yes, recorded: 2026-09-11, by: w3}\n"),
      "E0653");
}

TEST(DatesOfProfessionals, AreNotWrittenByAnOtherParty) {
  EXPECT_EQ(
      codes_for("dates:\n"
                "  - {id: d1, of: \"a:o1:e1\", confirm: yes, recorded: 2026-09-11, by: o1}\n"),
      "E0671");
}

TEST(Suspensions, EndAfterTheyBegin) {
  const auto lasting = [](const char* from, const char* until) {
    return codes_for(std::string("suspensions: [{id: h1, of: contact, about: o1, from: ") + from +
                     ", until: " + until + ", recorded: 2026-09-11, by: w3, reason: away}]\n");
  };
  EXPECT_EQ(lasting("2026-09-12", "2026-09-12"), "");
  EXPECT_EQ(lasting("2026-09-12", "2026-09-11"), "E0678");
}

TEST(Suspensions, SayWhyAndWhoTheyAreAbout) {
  EXPECT_THAT(codes_for("suspensions: [{id: h1, of: contact, from: 2026-09-12, until: 2026-09-14, "
                        "recorded: 2026-09-11, by: w3}]\n"),
              ::testing::Not(""));
  EXPECT_EQ(codes_for("suspensions: [{id: h1, of: contact, about: o9, from: 2026-09-12, until: "
                      "2026-09-14, recorded: 2026-09-11, by: w3, reason: away}]\n"),
            "E0654");
}

TEST(EventsOfDuties, SayWhatTheyMeetAndWhenItEnds) {
  const CaseFile file = load_good(R"(events:
  - {id: e1, kind: notification_received, about: o1, occurred: 2026-09-01, recorded: 2026-09-01, by: w3}
  - {id: e2, kind: police_order, about: o1, occurred: 2026-09-02, until: 2027-09-02, recorded: 2026-09-02, by: w3}
  - {id: e3, kind: receipt_sent, about: o1, occurred: 2026-09-03, meets: [e1], recorded: 2026-09-03, by: w3}
)");
  EXPECT_EQ(file.events[1].until->text, "2027-09-02");
  EXPECT_EQ(file.events[2].meets[0].text, "e1");
  const char* event =
      "events: [{id: e1, kind: x, occurred: 2026-09-02, recorded: 2026-09-02, by: w3, ";
  EXPECT_EQ(codes_for(std::string(event) + "until: 2026-09-01}]\n"), "E0678");
  EXPECT_EQ(codes_for(std::string(event) + "meets: [e7]}]\n"), "E0679");
  EXPECT_EQ(codes_for(std::string(event) + "meets: w3}]\n"), "E0679");
}

}  // namespace
}  // namespace vaern::tests

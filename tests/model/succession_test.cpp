// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "document/support.hpp"
#include "vaern/model/head.hpp"

namespace vaern {
namespace {

using test::places;
using testing::ElementsAre;
using testing::IsEmpty;

struct Made {
  std::optional<ModelHead> head;
  DiagnosticList findings;
};

Made head_with(const std::string& rest) {
  const std::string text =
      "vaern: 1\ninstrument: scale\nversion: \"2\"\nstatus: draft\ntitle: {en: T, da: T}\n" + rest;
  Made made;
  const auto document = read_document("scale.yaml", text, made.findings);
  Fields fields(document->root, made.findings);
  made.head = read_head(fields, made.findings);
  return made;
}

TEST(Succession, IsAReferenceWithOrWithoutADay) {
  const Made bare = head_with("supersedes: scale@1\nsuperseded_by: other@1\n");
  EXPECT_THAT(places(bare.findings), IsEmpty());
  EXPECT_EQ(bare.head->supersedes->model.to_string(), "scale@1");
  EXPECT_FALSE(bare.head->supersedes->from);
  const Made dated = head_with("superseded_by: {model: scale@3, from: 2026-01-01}\n");
  EXPECT_THAT(places(dated.findings), IsEmpty());
  EXPECT_EQ(dated.head->superseded_by->model.to_string(), "scale@3");
  EXPECT_EQ(*dated.head->superseded_by->from, Date(2026, 1, 1));
}

TEST(Succession, SaysWhatCannotFollow) {
  const auto found = [](const std::string& rest) { return places(head_with(rest).findings); };
  EXPECT_THAT(found("superseded_by: scale@2\n"), ElementsAre("E0296@6:16+7"));
  EXPECT_THAT(found("supersedes: {model: scale@2, from: 2026-01-01}\n"),
              ElementsAre("E0296@6:21+7"));
  EXPECT_THAT(found("supersedes: scale@1\nsuperseded_by: scale@1\n"), ElementsAre("E0297@7:16+7"));
  EXPECT_THAT(found("valid: {}\n"), ElementsAre("E0298@6:1+5"));
  EXPECT_THAT(found("valid: {from: 2026-01-02, until: 2026-01-01}\n"),
              ElementsAre("E0295@6:34+10"));
  EXPECT_THAT(found("valid: {from: 2026-01-01, until: 2026-01-01}\n"), IsEmpty()) << "one day";
  EXPECT_THAT(found("supersedes: {model: scale@1, from: 2026-01-01}\n"
                    "superseded_by: {model: scale@3, from: 2026-01-01}\n"),
              ElementsAre("E0295@7:39+10"));
  EXPECT_THAT(found("valid: {from: 2026-02-01}\n"
                    "superseded_by: {model: scale@3, from: 2026-01-01}\n"),
              ElementsAre("E0295@7:39+10"));
  EXPECT_THAT(found("supersedes: {model: scale@1, from: 2026-01-01}\nvalid: {until: 2025-12-31}\n"),
              ElementsAre("E0295@7:16+10"));
}

TEST(Standing, IsOfADay) {
  const ModelHead head = *head_with(
                              "valid: {from: 2020-01-01, until: 2025-12-31}\n"
                              "superseded_by: {model: scale@3, from: 2025-07-01}\n")
                              .head;
  using Kind = Standing::Kind;
  const auto at = [&](int year, unsigned month, unsigned day) {
    std::vector<Kind> kinds;
    for (const Standing& standing : standing_at(head, Date(year, month, day))) {
      kinds.push_back(standing.kind);
    }
    return kinds;
  };
  EXPECT_THAT(at(2019, 12, 31), ElementsAre(Kind::not_yet_valid));
  EXPECT_THAT(at(2020, 1, 1), IsEmpty());
  EXPECT_THAT(at(2025, 6, 30), IsEmpty());
  EXPECT_THAT(at(2025, 7, 1), ElementsAre(Kind::superseded));
  EXPECT_THAT(at(2025, 12, 31), ElementsAre(Kind::superseded));
  EXPECT_THAT(at(2026, 1, 1), ElementsAre(Kind::no_longer_valid, Kind::superseded));
  const Standing since = standing_at(head, Date(2025, 12, 31)).front();
  EXPECT_EQ(since.date, Date(2025, 7, 1));
  EXPECT_EQ(since.successor->to_string(), "scale@3");
  EXPECT_THAT(standing_at(*head_with("superseded_by: scale@3\n").head, Date(2030, 1, 1)), IsEmpty())
      << "nobody wrote since when";
}

TEST(WordingId, IsAnInstrumentAndALanguage) {
  const auto read = [](const std::string& text) {
    DiagnosticList findings;
    const auto document = read_document("w.yaml", "wording: " + text + "\n", findings);
    const auto id = read_wording_id(*document->root.find("wording"), findings);
    return id ? id->to_string() : std::string(findings[0].code->id);
  };
  EXPECT_EQ(read("phq-9@da"), "phq-9@da");
  EXPECT_EQ(read("phq-9"), "E0292");
  EXPECT_EQ(read("phq-9@1999"), "E0292");
  EXPECT_EQ(read("phq-9@danish"), "E0292");
  EXPECT_EQ(read("PHQ@da"), "E0292");
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/record.hpp"

#include <gmock/gmock.h>

#include "instrument/random_responses.hpp"
#include "instrument/support.hpp"
#include "vaern/core/fingerprint.hpp"

namespace vaern {
namespace {

using namespace testing_support;

InstrumentPtr danger_assessment() {
  static const InstrumentPtr model = load_shipped("danger-assessment.yaml");
  return model;
}

InstrumentPtr find_shipped(std::string_view id, std::string_view version) {
  static const std::vector<InstrumentPtr> models = all_shipped();
  for (const InstrumentPtr& model : models) {
    if (model->head().id == id && model->head().version == version) return model;
  }
  return nullptr;
}

/// A Danger Assessment with answers, a reason why one is missing, a time and a judgement.
std::string sample() {
  const Result<Score> made =
      score(danger_assessment(),
            answers({{"gun", "yes"},
                     {"choked", "{value: yes, within: P14D}"},
                     {"left", "no"},
                     {"drugs", "{missing: refused}"}}),
            Judgement{"severe", "He was seen at the \"old\" house.", "w3", ""},
            Date::parse("2026-09-10"));
  EXPECT_TRUE(made) << render(made.error());
  return record_of(*made);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// As a forger would: the digest is made anew.
std::string sealed(const std::string& record) {
  const std::size_t at = record.rfind(",\"digest\":");
  const std::string body = record.substr(0, at);
  return body + ",\"digest\":\"" + Fingerprint::of(body + "}\n").to_string() + "\"}\n";
}

std::vector<std::string> differences(const std::string& record) {
  const Verification result = verify(record, find_shipped);
  EXPECT_EQ(result.state, Verification::State::differs) << result.problem;
  std::vector<std::string> paths;
  for (const Mismatch& mismatch : result.mismatches) paths.push_back(mismatch.path);
  return paths;
}

TEST(Record, IsOneLineOfCanonicalBytesThatEndsInItsDigest) {
  const std::string record = sample();
  EXPECT_EQ(std::count(record.begin(), record.end(), '\n'), 1);
  EXPECT_TRUE(
      record.starts_with("{\"schema\":\"vaern-score/"
                         "1\",\"semantics\":1,\"instrument\":{\"id\":\"danger-assessment\","
                         "\"version\":\"2009\",\"meaning\":\""));
  EXPECT_EQ(record, sealed(record));
  EXPECT_EQ(record, sample());
  EXPECT_NE(record.find("\"drugs\":{\"missing\":\"refused\"}"), std::string::npos);
  EXPECT_NE(record.find("\"choked\":{\"value\":\"yes\",\"within\":\"P14D\"}"), std::string::npos);
  EXPECT_NE(record.find("\"alcohol\":{\"missing\":\"not_asked\"}"), std::string::npos);
  EXPECT_NE(record.find("\"assessed\":\"2026-09-10\""), std::string::npos);
}

TEST(Record, DoesNotRestOnTheOrderOfTheAnswers) {
  std::vector<RawAnswer> given = answers({{"gun", "yes"}, {"left", "no"}, {"alcohol", "no"}});
  const std::string first = record_of(*score(danger_assessment(), given));
  std::reverse(given.begin(), given.end());
  EXPECT_EQ(record_of(*score(danger_assessment(), given)), first);
}

TEST(Verify, SaysYesToWhatWasWritten) {
  const Verification result = verify(sample(), find_shipped);
  EXPECT_EQ(result.state, Verification::State::verified);
  EXPECT_EQ(result.instrument, "danger-assessment@2009");
  EXPECT_TRUE(result.digest_holds);
  EXPECT_TRUE(result.meaning_holds);
  EXPECT_TRUE(result.text_holds);
  EXPECT_TRUE(result.mismatches.empty());
}

TEST(Verify, SaysYesToEveryRecordOfEveryShippedInstrument) {
  for (const InstrumentPtr& model : all_shipped()) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      const Result<Score> made = score(model, random_responses(*model, seed, seed % 5));
      ASSERT_TRUE(made);
      const Verification result = verify(record_of(*made), find_shipped);
      ASSERT_EQ(result.state, Verification::State::verified)
          << model->reference() << " seed " << seed << ": " << result.problem << " "
          << (result.mismatches.empty() ? "" : result.mismatches[0].path);
    }
  }
}

TEST(Verify, NamesAChangedAnswerByWhatItChanges) {
  const std::string changed = replaced(sample(), "\"gun\":\"yes\"", "\"gun\":\"no\"");
  EXPECT_THAT(differences(changed), ::testing::IsSupersetOf({"/scales/0/value", "/digest"}));
  EXPECT_THAT(differences(sealed(changed)), ::testing::Contains("/scales/0/value"));
  EXPECT_FALSE(verify(changed, find_shipped).digest_holds);
  EXPECT_TRUE(verify(sealed(changed), find_shipped).digest_holds);
}

TEST(Verify, NamesAChangedAnswerThatScoresNothing) {
  const std::string unscored =
      replaced(sample(), "\"own_suicide\":{\"missing\":\"not_asked\"}", "\"own_suicide\":\"no\"");
  EXPECT_THAT(differences(unscored), ::testing::Contains("/digest"));
  EXPECT_FALSE(verify(unscored, find_shipped).digest_holds);
  // Why an answer is missing changes no result, and the digest tells all the same.
  const std::string reason = replaced(sample(), "\"drugs\":{\"missing\":\"refused\"}",
                                      "\"drugs\":{\"missing\":\"unknown\"}");
  EXPECT_THAT(differences(reason), ::testing::ElementsAre("/digest"));
  const std::string within = replaced(sample(), "\"within\":\"P14D\"", "\"within\":\"no\"");
  EXPECT_THAT(differences(within), ::testing::Contains("/flags/strangulation"));
}

TEST(Verify, NamesAChangedScoreLevelOrFingerprint) {
  const std::string record = sample();
  const std::string level =
      replaced(record, "\"in_force\":\"severe\"", "\"in_force\":\"increased\"");
  EXPECT_THAT(differences(level), ::testing::ElementsAre("/in_force"));
  EXPECT_FALSE(verify(level, find_shipped).digest_holds);
  EXPECT_THAT(differences(sealed(level)), ::testing::UnorderedElementsAre("/in_force", "/digest"));
  const std::string meaning = danger_assessment()->meaning().to_string();
  std::string other = meaning;
  other[0] = other[0] == '0' ? '1' : '0';
  const std::string changed = replaced(record, meaning, other);
  EXPECT_THAT(differences(changed), ::testing::ElementsAre("/instrument/meaning"));
  EXPECT_FALSE(verify(changed, find_shipped).meaning_holds);
  EXPECT_TRUE(verify(changed, find_shipped).text_holds);
}

TEST(Verify, NamesAChangedReasonOfTheJudgement) {
  EXPECT_THAT(differences(replaced(sample(), "He was seen", "He was not seen")),
              ::testing::Contains("/digest"));
}

/// With more decimals behind the first upper bound.
std::string respelt(std::string record, const std::string& decimals) {
  const std::string key = "\"highest\":";
  const std::size_t at = record.find(key) + key.size();
  return record.insert(record.find_first_not_of("0123456789", at), decimals);
}

TEST(Verify, SaysWhenTheBytesAloneDiffer) {
  const std::string spaced = replaced(sample(), "\"semantics\":1", "\"semantics\": 1");
  const std::string number = respelt(sample(), ".0");
  const std::string order = replaced(sample(), "\"id\":\"danger-assessment\",\"version\":\"2009\"",
                                     "\"version\":\"2009\",\"id\":\"danger-assessment\"");
  for (const std::string& record : {spaced, number, order}) {
    const Verification result = verify(record, find_shipped);
    EXPECT_EQ(result.state, Verification::State::reformatted);
    EXPECT_TRUE(result.holds());
    EXPECT_FALSE(result.digest_holds);
    EXPECT_TRUE(result.mismatches.empty());
  }
}

TEST(Verify, ComparesNumbersExactly) {
  // A double would take both for the same.
  const std::string changed = respelt(sample(), ".0000000000000001");
  EXPECT_THAT(differences(changed), ::testing::Contains("/scales/0/highest"));
}

TEST(Verify, SaysWhenTheModelIsAbsent) {
  const auto nothing = [](std::string_view, std::string_view) { return InstrumentPtr(); };
  const Verification result = verify(sample(), nothing);
  EXPECT_EQ(result.state, Verification::State::model_absent);
  EXPECT_EQ(result.instrument, "danger-assessment@2009");
  EXPECT_TRUE(result.digest_holds);
  EXPECT_EQ(verify(replaced(sample(), "\"version\":\"2009\"", "\"version\":\"2003\""), find_shipped)
                .state,
            Verification::State::model_absent);
}

TEST(Verify, ReadsNothingThatIsNoRecord) {
  for (const char* text :
       {"", "no record", "[]", "{}", "{\"schema\":\"vaern-score/2\"}", "{\"schema\":1}",
        "{\"schema\":\"vaern-score/1\"}", "{\"schema\":\"vaern-score/1\",\"instrument\":7}",
        "{\"schema\":\"vaern-score/1\",\"instrument\":{\"id\":\"who-5\",\"version\":\"1\"}}",
        "{\"schema\":\"vaern-score/1\",\"schema\":\"vaern-score/"
        "1\",\"instrument\":{\"id\":\"who-5\",\"version\":\"1\"},\"responses\":{}}"}) {
    const Verification result = verify(text, find_shipped);
    EXPECT_EQ(result.state, Verification::State::unreadable) << text;
    EXPECT_FALSE(result.problem.empty()) << text;
  }
}

TEST(Verify, NamesAnswersThatTheModelDoesNotTake) {
  const std::string changed = replaced(sample(), "\"gun\":\"yes\"", "\"gun\":\"maybe\"");
  EXPECT_THAT(differences(changed), ::testing::ElementsAre("/responses/gun"));
}

}  // namespace
}  // namespace vaern

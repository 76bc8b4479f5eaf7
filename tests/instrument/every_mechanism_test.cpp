// SPDX-License-Identifier: Apache-2.0
// The promises of a score, held on a model with every mechanism of the language.
#include <gmock/gmock.h>

#include "instrument/random_responses.hpp"
#include "instrument/support.hpp"
#include "vaern/core/fingerprint.hpp"
#include "vaern/instrument/explanation.hpp"
#include "vaern/instrument/record.hpp"

namespace vaern {
namespace {

using namespace testing_support;

TEST(EveryMechanism, VerifiesEveryRecord) {
  const InstrumentPtr model = load_every_mechanism();
  const auto find = [&](std::string_view, std::string_view) { return model; };
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    ScoreOptions options = random_options(seed);
    if (seed % 2 == 0) {
      options.judgement = Judgement{"medium", "Seen.", "w1", "w2", {{"serious_harm", "grave"}}};
    }
    if (seed % 3 == 0) options.wording = ShownWording{"every-mechanism@da", "abc"};
    const Result<Score> made = score(model, random_responses(*model, seed, seed % 5), options);
    ASSERT_TRUE(made) << render(made.error());
    const Verification again = verify(record_of(*made), find);
    ASSERT_EQ(again.state, Verification::State::verified)
        << again.problem << (again.mismatches.empty() ? "" : again.mismatches[0].path);
  }
}

TEST(EveryMechanism, SaysTheSameWhateverTheOrderOfAnswersAndEarlierAssessments) {
  const InstrumentPtr model = load_every_mechanism();
  std::vector<RawAnswer> given = answers({{"sleep", "often"},
                                          {"threats", "yes"},
                                          {"shouts", "{value: yes, habitual: no}"},
                                          {"days", "2"},
                                          {"origin", "yes"}});
  ScoreOptions options = random_options(7);
  const std::string first = record_of(*score(model, given, options));
  std::reverse(given.begin(), given.end());
  std::reverse(options.earlier->begin(), options.earlier->end());
  EXPECT_EQ(record_of(*score(model, given, options)), first);
}

TEST(EveryMechanism, IsCertainOnlyOfWhatEveryCompletionHas) {
  const InstrumentPtr model = load_every_mechanism();
  std::size_t certain = 0;
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    SCOPED_TRACE(seed);
    const Responses form = random_responses(*model, seed, seed % 4);
    const ScoreOptions options = random_options(4 * seed + 2 + seed % 2);
    const Result<Score> made = score(model, form, options);
    ASSERT_TRUE(made) << render(made.error());
    // The form with more answers, as random as the first.
    Responses fuller = form;
    const Responses other = random_responses(*model, seed + 1000, 1);
    for (InputId input = 0; input < form.codes().size(); ++input) {
      if (form.is_answered(input) || !other.is_answered(input)) continue;
      Responses next = fuller;
      next.answer(input, other.codes()[input]);
      if (score(model, next, options)) fuller = next;
    }
    const Score more = *score(model, fuller, options);
    EXPECT_EQ(more.possible & ~made->possible, 0U);
    for (std::size_t i = 0; i < made->outcomes.size(); ++i) {
      EXPECT_EQ(more.outcomes[i].possible & ~made->outcomes[i].possible, 0U);
      EXPECT_GE(more.outcomes[i].low, made->outcomes[i].low);
      EXPECT_LE(more.outcomes[i].high, made->outcomes[i].high);
    }
    for (std::size_t i = 0; i < made->classes.size(); ++i) {
      EXPECT_EQ(more.classes[i].possible & ~made->classes[i].possible, 0U);
    }
    if (!made->is_certain()) continue;
    ++certain;
    EXPECT_EQ(more.computed, made->computed);
  }
  EXPECT_GT(certain, 5U);
}

/// As a forger would: the digest is made anew.
std::string sealed(std::string record) {
  record.erase(record.rfind(",\"digest\":"));
  return record + ",\"digest\":\"" + Fingerprint::of(record + "}\n").to_string() + "\"}\n";
}

TEST(EveryMechanism, NamesWhateverOfARecordWasChanged) {
  const InstrumentPtr model = load_every_mechanism();
  ScoreOptions options = random_options(7);
  options.judgement = Judgement{"high", "Seen.", "w1", "", {{"serious_harm", "grave"}}};
  const std::string record =
      record_of(*score(model, answers({{"sleep", "often"}, {"origin", "yes"}}), options));
  const auto find = [&](std::string_view, std::string_view) { return model; };
  const auto changes = [&](const std::string& after, const std::string& from,
                           const std::string& to) {
    std::string changed = record;
    const std::size_t at = changed.find(from, changed.find(after));
    EXPECT_NE(at, std::string::npos) << after << " " << from;
    if (at != std::string::npos) changed.replace(at, from.size(), to);
    const Verification result = verify(sealed(changed), find);
    EXPECT_EQ(result.state, Verification::State::differs);
    std::vector<std::string> paths;
    for (const Mismatch& mismatch : result.mismatches) paths.push_back(mismatch.path);
    return paths;
  };
  using testing::Contains;
  EXPECT_THAT(changes("\"parameters\"", "\"rise\":4", "\"rise\":5"), Contains("/parameters/rise"));
  EXPECT_THAT(changes("\"values\":{\"before\"", "\"rests_on\"", "\"rests\""),
              Contains("/earlier/values/before/rests"));
  EXPECT_THAT(changes("\"outcomes\"", "\"possible\":[\"soon\"", "\"possible\":[\"later\""),
              Contains("/outcomes/urgency/possible/0"));
  EXPECT_THAT(changes("\"classes\"", "\"certain\":false", "\"certain\":true"),
              Contains("/classes/pattern/certain"));
  EXPECT_THAT(changes("\"without_sensitive\"", "\"average\":100", "\"average\":50"),
              Contains("/without_sensitive/scales/average"));
  EXPECT_THAT(changes("\"earlier\"", "\"total\":", "\"total\":1"),
              Contains("/earlier/values/usual/value"));
  EXPECT_THAT(changes("\"opinions\"", "\"grave\"", "\"slight\""),
              Contains("/explanation/children/33/children/0/level"));
}

}  // namespace
}  // namespace vaern

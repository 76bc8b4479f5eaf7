// SPDX-License-Identifier: Apache-2.0
// What lint() says of sources, words and examples, and where it says nothing.
#include "lint_support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Lint, AsksForSourcesOfWhatIsInUseAndHintsAtThoseOfADraft) {
  const std::string none = with(scales, ", source: local", "");
  const Linted draft = linted(head + items + none + levels + examples);
  EXPECT_THAT(draft.warnings, IsEmpty());
  EXPECT_THAT(draft.hints, ElementsAre("E1125"));
  const Linted approved =
      linted(with(head, "status: draft", "status: approved") + items + none + levels + examples);
  EXPECT_THAT(approved.warnings, ElementsAre("E1125"));
  EXPECT_THAT(approved.hints, IsEmpty());
}

TEST(Lint, TakesASourceOnTheNumbersThemselves) {
  const std::string own =
      with(with(levels, "high: 2", "high: {value: 2, source: local, verified: yes}"),
           "  source: local\n", "");
  EXPECT_THAT(linted(head + items + scales + own + examples).hints, IsEmpty());
}

TEST(Lint, WantsOfAPublishedInstrumentWhatAReaderNeeds) {
  const std::string approved = with(head, "status: draft", "status: approved");
  const std::string published = approved + "licence: {class: B, wording: labels_only}\n";
  const std::string body = items + scales + levels + examples;
  const Linted found = linted(published + body);
  EXPECT_THAT(found.warnings, ElementsAre("E1128"));
  EXPECT_THAT(found.text, HasSubstr("intended_use, not_for, evidence"));
  EXPECT_THAT(linted(approved + "licence: {class: A, wording: own}\n" + body).warnings, IsEmpty());
  EXPECT_THAT(linted(published +
                     "intended_use: {en: A., da: B.}\nnot_for: {en: C., da: D.}\n"
                     "evidence: {denmark: not_validated}\n" +
                     body)
                  .warnings,
              IsEmpty());
}

TEST(Lint, WantsANoteWithScalesOfSymptoms) {
  const std::string symptoms = with(head, "{en: Example scale, da: Eksempelskala}",
                                    "{en: Depression scale, da: Skala for depression}");
  EXPECT_THAT(linted(symptoms + items + scales + levels + examples).warnings, ElementsAre("E1129"));
  EXPECT_THAT(linted(symptoms + "outcome_note: {en: No diagnosis., da: Ingen diagnose.}\n" + items +
                     scales + levels + examples)
                  .warnings,
              IsEmpty());
}

TEST(Lint, LooksAtTheWordsOfItemsLevelsAndAnswers) {
  const std::string question = with(items, "{en: Has a gun, da: Har et skydevåben}",
                                    "{en: Does he own a gun?, da: Ejer han et skydevåben?}");
  const std::string rest = scales + levels + examples;
  EXPECT_THAT(linted(head + "licence: {wording: labels_only}\n" + question + rest).warnings,
              ElementsAre("E1130"));
  EXPECT_THAT(linted(head + "licence: {wording: own}\n" + question + rest).warnings, IsEmpty());
  const std::string copied =
      with(items, "{en: Threatens, da: Truer}", "{en: Has left, da: Er flyttet}");
  EXPECT_THAT(linted(head + copied + rest).warnings, ElementsAre("E1136"));
  const std::string half = with(items, "{en: Threatens, da: Truer}", "{en: Has left, da: Er gået}");
  EXPECT_THAT(linted(head + half + rest).warnings, IsEmpty());
}

TEST(Lint, HintsAtWhatMayBeSensitive) {
  const std::string drugs = with(items, "{en: Has a gun, da: Har et skydevåben}",
                                 "{en: Uses, da: Bruger ulovlige stoffer}");
  const std::string rest = scales + levels + examples;
  EXPECT_THAT(linted(head + drugs + rest).hints, ElementsAre("E1131"));
  EXPECT_THAT(linted(head + with(drugs, "gun: {", "gun: {sensitive: yes, ") + rest).hints,
              IsEmpty());
}

TEST(Lint, LooksAtExamples) {
  const std::string body = items + scales + levels;
  EXPECT_THAT(linted(head + body).hints, ElementsAre("E1132"));
  EXPECT_THAT(linted(with(head, "draft", "in_force") + body).warnings, ElementsAre("E1132"));
  EXPECT_THAT(linted(head + body + with(examples, "one not asked", "two signs")).warnings,
              ElementsAre("E1135"));
  const std::string complete = examples.substr(0, examples.rfind("  - "));
  EXPECT_THAT(linted(head + body + complete).hints, ElementsAre("E1133"));
  EXPECT_THAT(
      linted(head + body + with(examples, "{total: 2, level: high}", "{level: high}")).hints,
      ElementsAre("E1134"));
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/versions.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "instrument/mutants.hpp"
#include "instrument/random_responses.hpp"
#include "service/support.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/programme/library.hpp"
#include "vaern/service/answer.hpp"

namespace vaern {
namespace {

using Grade = ChangeGrade;

const std::string small = R"(vaern: 1
instrument: small
version: "1"
status: draft
title: {en: Small, da: Lille}
answers:
  often: {ordered: yes, options: {never: 0, sometimes: 1, always: 3}}
items:
  sleep: {type: often, text: {en: Sleep, da: Søvn}}
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, asked_when: a, text: {en: B, da: B}}
  c: {type: yes_no, text: {en: C, da: C}}
scales:
  total: {sum: {sleep: 2, a: 1, b: 3, c: 2}, missing: {at_most: 1, count_as: no}}
  other: {sum: [a, c], missing: bounds_only}
rules:
  both: {when: {all: [b, c]}, raise_to: high, because: {en: Both., da: Begge.}}
levels:
  from: total
  cut_offs: {low: lowest, middle: 4, high: 9}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
flags:
  c_said: {when: c, because: {en: C., da: C.}}
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TestSubject subject(const std::string& text) {
  const Document read = test::document("small.yaml", text);
  DiagnosticList findings;
  InstrumentPtr model = load_instrument(read, population_names(), findings);
  EXPECT_NE(model, nullptr) << render(findings);
  return {model, read};
}

/// With a policy that every input has a code for.
std::string model_text() { return replaced(small, "{at_most: 1, count_as: no}", "bounds_only"); }

VersionDiff changed(const std::string& from, const std::string& to) {
  return diff(subject(model_text()), subject(replaced(model_text(), from, to)));
}

TEST(Versions, SayNothingOfAModelAndItself) {
  for (const TestSubject& each : test_subjects(test::models())) {
    const VersionDiff made = diff(each, each);
    EXPECT_TRUE(made.made.changes.empty()) << each.instrument->reference();
    EXPECT_EQ(made.made.grade, Grade::nothing);
    EXPECT_FALSE(changes_meaning(made));
    EXPECT_TRUE(made.findings.empty());
  }
}

TEST(Versions, GradeAChangeByWhatItDoesAndNotByWhereItStands) {
  EXPECT_EQ(changed("{en: Sleep, da: Søvn}", "{en: Rest, da: Hvile}").made.grade, Grade::words);
  EXPECT_EQ(changed("status: draft", "status: approved").made.grade, Grade::evidence);
  EXPECT_EQ(changed("middle: 4", "middle: {value: 4, source: local}").made.grade, Grade::evidence);
  EXPECT_EQ(changed("other: {sum: [a, c]", "other: {sum: [c, a]").made.grade, Grade::nothing);
  EXPECT_EQ(changed("other: {sum: [a, c]", "other: {sum: {a: 1, c: 2}").made.grade, Grade::score);
  EXPECT_EQ(changed("{when: c,", "{when: a,").made.grade, Grade::flags);
  EXPECT_EQ(changed("middle: 4", "middle: 5").made.grade, Grade::level);
  EXPECT_EQ(changed("missing: bounds_only}\n  other", "missing: forbid}\n  other").made.grade,
            Grade::nothing);
  // No form has nine or ten but by the rule.
  EXPECT_FALSE(changes_meaning(changed("other: {sum: [a, c]", "other: {sum: [c, a]")));
}

TEST(Versions, FindNewRulesAndFlagsAndSayWhenLevelsAreGone) {
  const VersionDiff flag = changed("  c_said: {when: c, because: {en: C., da: C.}}\n",
                                   "  c_said: {when: c, because: {en: C., da: C.}}\n"
                                   "  a_said: {when: a, because: {en: A., da: A.}}\n");
  EXPECT_EQ(flag.made.grade, Grade::flags);
  EXPECT_TRUE(flag.made.effect.other);
  std::string without = model_text();
  without.erase(without.find("rules:"), without.find("flags:") - without.find("rules:"));
  EXPECT_EQ(diff(subject(model_text()), subject(without)).made.grade, Grade::level);
  // An item that nothing reads: every complete form has the same results.
  const VersionDiff item =
      changed("  c: {type", "  d: {type: yes_no, scored: no, text: {en: D, da: D}}\n  c: {type");
  EXPECT_EQ(item.made.grade, Grade::form);
}

TEST(Versions, ShowAFormThatIsRaisedAndOneThatIsLowered) {
  const VersionDiff made =
      changed("{low: lowest, middle: 4, high: 9}", "{low: lowest, middle: 3, high: 10}");
  ASSERT_EQ(made.made.changes.size(), 2U);
  EXPECT_TRUE(made.made.changes[0].effect.raised);
  EXPECT_FALSE(made.made.changes[0].effect.lowered);
  ASSERT_TRUE(made.made.effect.raised);
  EXPECT_EQ(made.made.effect.raised->change.shift, Shift::raised);
  EXPECT_EQ(test::codes(made.findings), "E0973");
}

TEST(Versions, TakeNewAndRemovedItemsForWhatTheyAre) {
  const VersionDiff made =
      diff(subject(model_text()),
           subject(replaced(replaced(model_text(), "  c: {type: yes_no, text: {en: C, da: C}}\n",
                                     "  c: {type: yes_no, text: {en: C, da: C}}\n"
                                     "  d: {type: yes_no, text: {en: D, da: D}}\n"),
                            "b: 3, c: 2}", "b: 3, c: 2, d: 2}")));
  EXPECT_FALSE(made.made.has_same_questions);
  EXPECT_EQ(made.made.grade, Grade::level);
  ASSERT_TRUE(made.made.effect.raised);
  EXPECT_FALSE(made.made.effect.lowered);
  EXPECT_TRUE(made.made.changes.back().only_together);
}

/// Every complete form of the small model.
std::vector<Responses> complete_forms(const Instrument& model) {
  std::vector<Responses> forms;
  for (int n = 0; n < 24; ++n) {
    Responses form(model);
    const bool a = (n / 3) % 2 == 1;
    form.answer(0, static_cast<Code>(n % 3));
    form.answer(1, a ? 1 : 0);
    form.answer(3, static_cast<Code>((n / 6) % 2));
    if (a) form.answer(2, static_cast<Code>(n / 12));
    if (a || n < 12) forms.push_back(form);
  }
  return forms;
}

TEST(Versions, AgreeWithAllCompleteFormsOnEverySmallMistakeThatCanBeMade) {
  const TestSubject model = subject(model_text());
  const Instrument& instrument = *model.instrument;
  int levels = 0;
  int others = 0;
  for (const auto& edit : instrument::detail::Mutator(instrument, model.document.root).edits()) {
    SCOPED_TRACE(edit.change.best(Language::en));
    const Document document{model.document.file, edit.root};
    DiagnosticList ignored;
    const InstrumentPtr mutant = load_instrument(document, population_names(), ignored);
    if (mutant == nullptr) continue;
    if (edit.kind == MutationKind::asked_when) continue;  // other forms are complete
    bool raised = false;
    bool lowered = false;
    bool number = false;
    for (const Responses& form : complete_forms(instrument)) {
      const Result<Score> old = score(model.instrument, form);
      const Result<Score> now = score(mutant, form);
      if (!old || !now) continue;
      raised = raised || now->low > old->low;
      lowered = lowered || now->low < old->low;
      for (std::size_t i = 0; i < old->scales.size(); ++i) {
        number = number || old->scales[i].value != now->scales[i].value;
      }
    }
    const VersionDiff made = diff(model, {mutant, document});
    const ChangeEffect& effect = made.made.effect;
    if (raised || lowered) {
      EXPECT_EQ(made.made.grade, Grade::level);
      EXPECT_EQ(effect.raised.has_value(), raised);
      EXPECT_EQ(effect.lowered.has_value(), lowered);
      ++levels;
    } else {
      EXPECT_NE(effect.grade == Grade::level && !effect.other, true);
      if (number) {
        EXPECT_EQ(effect.grade, Grade::score);
      }
      ++others;
    }
    for (const auto& example : {effect.raised, effect.lowered}) {
      if (example) {
        EXPECT_EQ(example->change.grade, ResultsChange::Grade::level);
      }
    }
  }
  EXPECT_GT(levels, 15);
  EXPECT_GT(others, 5);
}

std::optional<CsvTable> table(const std::string& text) {
  DiagnosticList findings;
  auto read = read_csv("answers.csv", text, findings);
  EXPECT_TRUE(read) << render(findings);
  return read;
}

TEST(Versions, CountTheRowsOfATableThatMoveAndSayWhatMovesThem) {
  const VersionDiff made =
      changed("sum: {sleep: 2, a: 1, b: 3, c: 2}", "sum: {sleep: 1, a: 2, b: 3, c: 2}");
  ASSERT_EQ(made.made.changes.size(), 2U);
  const auto rows = table(
      "id,sleep,a,b,c\n"
      "1,always,no,,no\n"      // 6 -> 3: lowered, by sleep alone
      "2,always,yes,no,no\n"   // 7 -> 5
      "3,never,yes,yes,no\n"   // 4 -> 5
      "4,never,no,,refused\n"  // 0..2
      "5,hourly,no,,no\n"
      "6,never,no,yes,no\n");
  DiagnosticList findings;
  const auto moved = migrate(made.made, *rows, findings);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->rows, 4U);
  EXPECT_EQ(moved->lowered, 1U);
  EXPECT_EQ(moved->raised, 0U);
  ASSERT_EQ(moved->rejected.size(), 2U);
  EXPECT_EQ(moved->rejected[0].row, 5U);
  EXPECT_EQ(moved->rejected[0].reason.best(Language::en),
            "sleep has a value that is no answer of small@1");
  ASSERT_EQ(moved->causes.size(), 1U);
  EXPECT_EQ(moved->causes[0].name, "scales/total/sum/sleep");
  ASSERT_EQ(moved->items.size(), 1U);
  EXPECT_EQ(moved->items[0].name, "sleep");
  EXPECT_EQ(moved->together, 0U);
}

TEST(Versions, RefuseATableWithAColumnThatIsNoItem) {
  const VersionDiff made = changed("middle: 4", "middle: 5");
  DiagnosticList findings;
  EXPECT_FALSE(migrate(made.made, *table("sleep,slep\nnever,never\n"), findings));
  EXPECT_EQ(test::codes(findings), "E0974");
}

TEST(Versions, AreComparedByRequestToo) {
  const Answer made =
      answer(test::models(),
             R"({"command":"diff","old":"who-5@1998","new":"who-5@1998","data":"id\n1\n"})");
  EXPECT_FALSE(made.has_error) << made.text;
  EXPECT_THAT(made.text, testing::HasSubstr(R"("grade":"nothing")"));
  EXPECT_THAT(made.text, testing::HasSubstr(R"("migration":{"rows":1,)"));
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
// A discreet copy says nothing of what was left out of it: over the example cases, over plans in
// which everything else was changed, and over every answer to every fact.
#include <gmock/gmock.h>

#include <random>

#include "exchange/html_reader.hpp"
#include "exchange/plan_copies.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::Not;

/// The plan with everything agreed.
SafetyPlan agreed_plan(const Made& made) {
  SafetyPlan plan = made.report.plan;
  for (PlannedMeasure& planned : plan.measures) planned.status = MeasureStatus::agreed;
  return plan;
}

/// The style is the same in every copy for the person; its words are those of CSS.
std::string without_style(std::string text) {
  for (std::size_t at = text.find("<style>"); at != std::string::npos;
       at = text.find("<style>", at)) {
    text.erase(at, text.find("</style>", at) + 8 - at);
  }
  return text;
}

/// What stands there because it was agreed: the danger line always does.
std::set<std::string> kept(const SafetyPlan& plan) {
  std::set<std::string> ids;
  for (const std::size_t place : discreet_copy(plan)) {
    const Measure& measure = *plan.measures[place].measure;
    if (!measure.is_danger_line()) ids.insert(measure.id);
  }
  return ids;
}

TEST(DiscreetCopy, OfEveryExampleHoldsNoWordThatGivesAnybodyAway) {
  for (const std::string_view name : example_cases) {
    SCOPED_TRACE(name);
    const auto made = make(text_of_case(name));
    const SafetyPlan everything = agreed_plan(*made);
    const std::array<const SafetyPlan*, 2> plans{&made->report.plan, &everything};
    for (const SafetyPlan* plan : plans) {
      const std::string bytes =
          lower_case(without_style(all_bytes(*made, PlanCopy::discreet, plan)));
      std::vector<std::string> telling{
          "plan",      "sikkerhed", "safety",  "vold",     "violen",    "krise",   "shelter",
          "1888",      "discreet",  "diskret", "vaern",    "catalogue", "katalog", "agreed",
          "aftalt",    "measure",   "tiltag",  "reveal",   "alarm",     "kommune", "schema",
          "2026",      "november",  "udelad",  "left out", "<!--",      " id=",    "data-",
          "generator", "du kan",    "you can"};
      telling.push_back(made->file.id);
      for (const Party& party : made->file.parties) telling.push_back("\"" + party.id + "\"");
      for (const auto& [reference, instrument] : made->programme->instruments()) {
        telling.push_back(instrument->head().id);
      }
      for (const Measure& measure : made->programme->catalogue().measures()) {
        if (measure.id.find('_') != std::string::npos) telling.push_back(measure.id);
        if (measure.reveals_nothing() && measure.note.empty()) continue;
        for (const auto& [tag, text] : measure.text) telling.push_back(lower_case(text));
        for (const auto& [tag, text] : measure.easy) telling.push_back(lower_case(text));
      }
      for (const Section& section : made->programme->catalogue().sections()) {
        for (const auto& [tag, text] : section.text) {
          if (text.find(' ') != std::string::npos) telling.push_back(lower_case(text));
        }
      }
      for (const std::string& word : telling) EXPECT_THAT(bytes, Not(HasSubstr(word)));
      EXPECT_THAT(bytes, HasSubstr("112"));
    }
  }
}

TEST(DiscreetCopy, IsTheSameWhateverBecomesOfWhatIsLeftOut) {
  for (const std::string_view name : example_cases) {
    SCOPED_TRACE(name);
    const auto made = make(text_of_case(name));
    const SafetyPlan everything = agreed_plan(*made);
    const std::set<std::string> stays = kept(everything);
    const std::string expected = all_bytes(*made, PlanCopy::discreet, &everything);
    std::mt19937 random(4711);  // NOLINT: the same in every run
    for (int round = 0; round < 25; ++round) {
      SafetyPlan plan = everything;
      // Any state and status of the others, in any order.
      std::shuffle(plan.measures.begin(), plan.measures.end(), random);
      plan.now.clear();
      plan.ask_first.clear();
      plan.later.clear();
      for (std::size_t i = 0; i < plan.measures.size(); ++i) {
        PlannedMeasure& planned = plan.measures[i];
        if (stays.count(planned.measure->id) == 0) {
          planned.state = static_cast<MeasureState>(random() % 4);
          planned.status = static_cast<MeasureStatus>(random() % 6);
          planned.list = static_cast<PlanList>(random() % 4);
          if (planned.measure->reveals_nothing() && !planned.measure->is_danger_line() &&
              planned.list == PlanList::now) {
            planned.list = PlanList::later;  // else it would be kept, too
          }
        }
        planned.urgency = static_cast<Urgency>(random() % 5);
        planned.waits_for.clear();
        planned.instead.clear();
        if (planned.list == PlanList::now) plan.now.push_back(i);
        if (planned.list == PlanList::ask_first) plan.ask_first.push_back(i);
        if (planned.list == PlanList::later) plan.later.push_back(i);
      }
      std::shuffle(plan.now.begin(), plan.now.end(), random);
      plan.questions.resize(random() % 3);
      plan.alarms.resize(random() % 3);
      EXPECT_EQ(all_bytes(*made, PlanCopy::discreet, &plan), expected);
    }
  }
}

TEST(DiscreetCopy, IsOneSequenceOfBytesForOneSetOfLinesWhateverTheSituation) {
  // Each fact answered yes, no and not at all, in two cases, with everything agreed: two situations
  // with the same lines cannot be told apart.
  std::map<std::set<std::string>, std::set<std::string>> bytes_of;
  std::size_t situations = 0;
  for (const char* name : {"complete", "half-answered"}) {
    const std::string text = text_of_case(name);
    const auto first = make(text);
    for (const ProgrammeFact& fact : first->programme->facts()) {
      if (fact.about != FactAbout::subject) continue;
      for (const char* value : {"yes", "no"}) {
        const std::string written =
            "  - {fact: " + fact.id + ", about: p1, value: " + value + ", from: 2026-11-20}\n";
        const auto made = make(changed(text, "facts:\n", "facts:\n" + written));
        const SafetyPlan plan = agreed_plan(*made);
        bytes_of[kept(plan)].insert(all_bytes(*made, PlanCopy::discreet, &plan));
        ++situations;
      }
    }
  }
  EXPECT_GT(situations, 50U);
  EXPECT_GT(bytes_of.size(), 1U) << "no fact changes what is kept: nothing was tried";
  EXPECT_LT(bytes_of.size(), situations);
  for (const auto& [lines, bytes] : bytes_of) EXPECT_EQ(bytes.size(), 1U);
}

TEST(DiscreetCopy, OfTwoCasesWithTheSameLinesIsTheSame) {
  // Other people, another programme's day, another course: the same list.
  const auto one = make(text_of_case("complete"));
  const auto other = make(text_of_case("two-other-parties"), "2027-03-01T09:00+01:00");
  SafetyPlan plans[] = {agreed_plan(*one), agreed_plan(*other)};
  std::set<std::string> both;
  const std::set<std::string> second = kept(plans[1]);
  for (const std::string& id : kept(plans[0])) {
    if (second.count(id) != 0) both.insert(id);
  }
  ASSERT_FALSE(both.empty());
  for (SafetyPlan& plan : plans) {
    for (PlannedMeasure& planned : plan.measures) {
      if (both.count(planned.measure->id) == 0) planned.status = MeasureStatus::declined;
    }
  }
  EXPECT_EQ(all_bytes(*one, PlanCopy::discreet, &plans[0]),
            all_bytes(*other, PlanCopy::discreet, &plans[1]));
}

TEST(DiscreetCopy, WithNothingLeftIsTheNumberAlone) {
  const auto made = make(text_of_case("empty-form"));
  SafetyPlan plan = made->report.plan;
  for (PlannedMeasure& planned : plan.measures) planned.status = MeasureStatus::proposed;
  EXPECT_EQ(copied(*made, {.copy = PlanCopy::discreet, .language = Language::da}, CopyFormat::text,
                   &plan),
            "Husk\n- Ved fare: ring 112.\n");
  EXPECT_EQ(
      copied(*made, {.copy = PlanCopy::discreet, .language = Language::en}, CopyFormat::json,
             &plan),
      "{\"language\":\"en\",\"title\":\"To remember\",\"lines\":[\"In danger: call 112.\"]}\n");
}

TEST(DiscreetCopy, BeginsWithTheSameLineWhateverBecameOfTheMeasureForIt) {
  const auto made = make(text_of_case("complete"));
  ASSERT_TRUE(made->programme->catalogue().find("call_112")->is_danger_line());
  const std::string text =
      copied(*made, {.copy = PlanCopy::discreet, .language = Language::da}, CopyFormat::text);
  EXPECT_THAT(text, testing::StartsWith("Husk\n- Ved fare: ring 112.\n- "));
  EXPECT_EQ(text.find("112"), text.rfind("112"));
  const std::string expected = all_bytes(*made, PlanCopy::discreet);
  std::size_t tried = 0;
  for (const MeasureStatus status :
       {MeasureStatus::proposed, MeasureStatus::agreed, MeasureStatus::declined,
        MeasureStatus::already_does, MeasureStatus::waived, MeasureStatus::done}) {
    for (const PlanList list : {PlanList::now, PlanList::ask_first, PlanList::none}) {
      SafetyPlan plan = made->report.plan;
      for (PlannedMeasure& planned : plan.measures) {
        if (planned.measure->id != "call_112") continue;
        planned.status = status;
        planned.list = list;
        ++tried;
      }
      EXPECT_EQ(all_bytes(*made, PlanCopy::discreet, &plan), expected);
    }
  }
  EXPECT_EQ(tried, 18U);
}

TEST(DiscreetCopy, ReadsAsALineOnAListOfOnesOwn) {
  // Everything that may ever stand on it has a note, in both languages.
  std::set<std::string> seen;
  for (const char* name : {"complete", "half-answered", "two-other-parties"}) {
    const auto made = make(text_of_case(name));
    SafetyPlan plan = agreed_plan(*made);
    for (PlannedMeasure& planned : plan.measures) {
      planned.list = PlanList::now;
      planned.unguarded.clear();
    }
    for (const Language language : both_languages) {
      const std::string text = copied(*made, {.copy = PlanCopy::discreet, .language = language},
                                      CopyFormat::text, &plan);
      for (const std::string& id : kept(plan)) {
        const Measure& measure = *made->programme->catalogue().find(id);
        ASSERT_FALSE(measure.note.empty()) << id;
        EXPECT_THAT(text, HasSubstr("\n- " + *measure.note.get(language_tag(language)) + "\n"));
        EXPECT_THAT(text, Not(HasSubstr(*measure.text.get(language_tag(language)))));
        seen.insert(id);
      }
    }
  }
  EXPECT_GE(seen.size(), 6U);
}

TEST(DiscreetCopy, OfACatalogueWithoutNotesHasTheTexts) {
  const auto made = make(text_of_case("complete"));
  SafetyPlan plan = made->report.plan;
  Measure without = *made->programme->catalogue().find("charged_phone");
  without.note = {};
  Measure number = *made->programme->catalogue().find("call_112");
  number.note = {};
  for (PlannedMeasure& planned : plan.measures) {
    if (planned.measure->id == "charged_phone") planned.measure = &without;
    if (planned.measure->id == "call_112") planned.measure = &number;
  }
  CopyOptions options{.copy = PlanCopy::discreet, .language = Language::da};
  const std::string text = copied(*made, options, CopyFormat::text, &plan);
  // Nothing is dropped: a line that says more than the danger line stands beside it.
  EXPECT_THAT(text, testing::StartsWith("Husk\n- Ved fare: ring 112.\n"));
  EXPECT_THAT(text, HasSubstr("\n- Du kan ringe 112, hvis nogen er i fare.\n"));
  EXPECT_THAT(text, HasSubstr("\n- Du kan holde telefonen opladet og have den på dig.\n"));
  number.text = {{"en", std::string(danger_line_en)}, {"da", std::string(danger_line_da)}};
  EXPECT_EQ(copied(*made, options, CopyFormat::text, &plan),
            "Husk\n- Ved fare: ring 112.\n"
            "- Du kan holde telefonen opladet og have den på dig.\n");
}

TEST(DiscreetCopy, PrintsNoNames) {
  const auto made = make(text_of_case("complete"));
  NameTable names;
  for (const Party& party : made->file.parties)
    names[party.id] = {"Navn " + party.id, "12 34 56 78"};
  CopyOptions options{.copy = PlanCopy::discreet, .language = Language::da};
  const std::string without = copied(*made, options, CopyFormat::html);
  options.names = &names;
  EXPECT_EQ(copied(*made, options, CopyFormat::html), without);
}

TEST(DiscreetCopy, HasAFileNameThatCouldBeAnybodys) {
  const auto made = make(text_of_case("complete"));
  for (const Language language : both_languages) {
    const std::string name =
        plan_copy_file_name(source_of(*made), {.copy = PlanCopy::discreet, .language = language});
    EXPECT_FALSE(gives_away(name + ".html", made->file)) << name;
  }
  for (const char* name : {"sikkerhedsplan.html", "Min-Plan.pdf", "K-0412.html", "diskret.md",
                           "safety.txt", "krisecenter.pdf"}) {
    EXPECT_TRUE(gives_away(name, made->file)) << name;
  }
  // Capital letters, of Danish too, and every folder of the path as it is given.
  for (const char* name :
       {"V\u00C6RN.html", "HJ\u00C6LP.html", "trusler.html", "flugt.html", "Krise/husk.html",
        "sikkerhedsplan/husk.html", "a/K-0412/husk.html", "C:\\Plan\\husk.html"}) {
    EXPECT_TRUE(gives_away(name, made->file)) << name;
  }
  EXPECT_EQ(what_gives_away("brev/sikkerhedsplan/husk.html", made->file), "sikkerhedsplan");
  for (const char* name : {"brev/husk.html", "HUSK.PDF", "./to-remember.txt", "../x/liste.txt"}) {
    EXPECT_EQ(what_gives_away(name, made->file), "") << name;
  }
}

TEST(DiscreetCopy, IsNeverRefusedTheNameThatIsProposed) {
  const auto made = make(text_of_case("complete"));
  for (const char* id : {"s", "husk", "remember", "to-remember", "html"}) {
    made->file.id = id;
    for (const Language language : both_languages) {
      const CopyOptions options{.copy = PlanCopy::discreet, .language = language};
      const std::string name = plan_copy_file_name(source_of(*made), options);
      for (const char* ending : {"", ".html", ".txt"}) {
        EXPECT_FALSE(gives_away(name + ending, made->file)) << id << " " << name << ending;
      }
    }
  }
  // The id is a word of its own, not a letter in another.
  made->file.id = "s";
  EXPECT_FALSE(gives_away("liste.txt", made->file));
  EXPECT_TRUE(gives_away("liste-s.txt", made->file));
  EXPECT_TRUE(gives_away("S.txt", made->file));
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
// Loading the whole language: parameters, tables, earlier values, consistent forms, further
// outcomes, classes, opinions; what each adds to the model, and that all of it is its meaning.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "instrument/support.hpp"
#include "vaern/instrument/examples.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string every_mechanism() {
  std::ifstream file(VAERN_TEST_DATA "/golden/models/every-mechanism.yaml");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The text with one place changed, which must be there exactly once.
std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  EXPECT_EQ(text.find(from, at + 1), std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::vector<std::string> codes_of(const std::string& text) {
  DiagnosticList findings;
  load("test.yaml", text, findings);
  findings.sort();
  std::vector<std::string> codes;
  for (const Diagnostic& d : findings) codes.emplace_back(d.code->id);
  return codes;
}

TEST(WholeLanguage, LoadsWithoutAFinding) { EXPECT_THAT(codes_of(every_mechanism()), IsEmpty()); }

TEST(WholeLanguage, IsWhatTheFileSays) {
  const InstrumentPtr model = load_text(every_mechanism());
  ASSERT_NE(model, nullptr);
  EXPECT_EQ(model->parameters().size(), 4U);
  EXPECT_EQ(model->tables().size(), 3U);
  EXPECT_EQ(model->earlier().size(), 4U);
  EXPECT_EQ(model->consistent().size(), 2U);
  EXPECT_EQ(model->outcomes().size(), 3U);
  EXPECT_EQ(model->classes().size(), 2U);
  EXPECT_EQ(model->opinions().size(), 2U);
  const Program& program = model->program().program();
  EXPECT_EQ(program.further.size(), 3U);
  EXPECT_EQ(program.classes.size(), 2U);
  EXPECT_EQ(program.consistent.size(), 2U);
  EXPECT_TRUE(model->find_item("calm")->is_reversed);
  EXPECT_EQ(model->levels().list[2].cut_off->value, Rational(6));
  EXPECT_EQ(model->levels().list[2].cut_off_parameter, "high_from");
  EXPECT_EQ(model->find_earlier("usual")->rounding, Rounding::half_even);
  EXPECT_TRUE(model->find_outcome("wellbeing")->levels.is_falling);
  EXPECT_EQ(model->find_classes("profile")->list.back().when, nullptr);
}

TEST(WholeLanguage, ItsExamplesHold) {
  const InstrumentPtr model = load_text(every_mechanism());
  ASSERT_NE(model, nullptr);
  for (const ExampleResult& result : run_examples(model)) {
    EXPECT_TRUE(result.has_passed()) << result.name << "\n" << render(result.faults);
    for (const ExampleMismatch& mismatch : result.mismatches) {
      ADD_FAILURE() << result.name << ": " << mismatch.what << " is " << mismatch.found << ", not "
                    << mismatch.expected;
    }
    EXPECT_GT(result.compared, 0U) << result.name;
  }
}

TEST(WholeLanguage, SaysOfEveryInputWhatItIs) {
  const InstrumentPtr model = load_text(every_mechanism());
  ASSERT_NE(model, nullptr);
  const Program& program = model->program().program();
  for (InputId id = 0; id < program.inputs.size(); ++id) {
    const InputOrigin& origin = model->origin(id);
    const std::string& name = program.inputs[id].name;
    switch (origin.kind) {
      case InputOrigin::Kind::item:
        EXPECT_EQ(model->items()[origin.index].id, name);
        EXPECT_EQ(model->items()[origin.index].input, id);
        break;
      case InputOrigin::Kind::within:
        EXPECT_EQ(model->items()[origin.index].id + ".within", name);
        break;
      case InputOrigin::Kind::habitual:
        EXPECT_EQ(model->items()[origin.index].id + ".habitual", name);
        break;
      case InputOrigin::Kind::earlier:
        EXPECT_EQ(model->earlier()[origin.index].id, name);
        EXPECT_EQ(model->earlier()[origin.index].input, id);
        break;
      case InputOrigin::Kind::norm:
        EXPECT_EQ(model->tables()[origin.index].id + ".norm", name);
        EXPECT_TRUE(program.inputs[id].is_given);
        break;
    }
    EXPECT_EQ(origin.is_asked(),
              name.find(".norm") == std::string::npos && model->find_earlier(name) == nullptr);
  }
}

TEST(WholeLanguage, NormsOfAnItemStandInTheOrderOfItsCodes) {
  const InstrumentPtr model = load_text(every_mechanism());
  ASSERT_NE(model, nullptr);
  const Table& table = model->tables()[2];
  EXPECT_EQ(table.norms[0].id, "adult");
  EXPECT_EQ(table.norms[1].id, "young");
}

TEST(WholeLanguage, NormsByDateHoldFromTheirFirstDayToTheirLast) {
  const InstrumentPtr model = load_text(every_mechanism());
  ASSERT_NE(model, nullptr);
  const Table& table = model->tables()[1];
  EXPECT_EQ(table.norm_of(Date(1999, 12, 31)), std::nullopt);
  EXPECT_EQ(table.norm_of(Date(2000, 1, 1)), Code{0});
  EXPECT_EQ(table.norm_of(Date(2019, 12, 31)), Code{0});
  EXPECT_EQ(table.norm_of(Date(2020, 1, 1)), Code{1});
  EXPECT_EQ(table.norm_of(Date(2199, 1, 1)), Code{1});
}

TEST(WholeLanguage, KnowsTheModelWithoutSensitiveItemsWhereSomethingReadsOne) {
  const std::string text = every_mechanism();
  const InstrumentPtr model = load_text(text);
  ASSERT_NE(model, nullptr);
  ASSERT_NE(model->without_sensitive(), nullptr);
  const InputId origin = model->find_item("origin")->input;
  EXPECT_TRUE(model->without_sensitive()->program().is_conditional(origin));
  EXPECT_EQ(model->without_sensitive()->program().scales.size(),
            model->program().program().scales.size());
  const InstrumentPtr open = load_text(with(text, "sensitive: yes, ", ""));
  ASSERT_NE(open, nullptr);
  EXPECT_EQ(open->without_sensitive(), nullptr);
}

struct Change {
  const char* from;
  const char* to;
};

TEST(WholeLanguage, EverythingThatCanChangeAResultIsItsMeaning) {
  const std::string text = every_mechanism();
  const InstrumentPtr model = load_text(text);
  ASSERT_NE(model, nullptr);
  for (const Change& change : std::initializer_list<Change>{
           {"high_from: {value: 6", "high_from: {value: 5"},
           {"counts_from: {value: 2", "counts_from: {value: 1"},
           {"enough: {value: 2", "enough: {value: 1"},
           {"rise: {value: 4", "rise: {value: 5"},
           {"reversed: yes, ", ""},
           {"sensitive: yes, ", ""},
           {"of: total, take: last", "of: total, take: max"},
           {"take: mean, last: 3", "take: mean, last: 2"},
           {"last: 3, within: P1Y", "last: 3, within: P2Y"},
           {"round: half_even, text", "round: half_up, text"},
           {"4: 5.5, 8: 9", "4: 5.5, 8: 8"},
           {"4: 5.5, 8: 9", "4: 5.5, 7: 9"},
           {"until: 2019-12-31", "until: 2019-12-30"},
           {"rows: {0: 40, 2: 50}", "rows: {0: 40, 1: 50}"},
           {"young: {rows: {0: 1, 1: 2}}", "young: {rows: {0: 1, 1: 3}}"},
           {"must: {not: {all: [{fear: often}, {calm: often}]}}",
            "must: {not: {all: [{fear: often}, {calm: never}]}}"},
           {"1: {0: 0, 2: 3, 4: 6}", "1: {0: 0, 2: 3, 4: 5}"},
           {"lookup: {of: total, in: nine}", "lookup: {of: columns, in: nine}"},
           {"{lethality: {from: grave}}", "{lethality: {from: clear}}"},
           {"{urgency: {above: soon}}", "{urgency: {from: soon}}"},
           {"slight: lowest, clear: 2", "slight: lowest, clear: 1"},
           {"poor: 75, bad: 25", "poor: 75, bad: 50"},
           {"acute: {when: danger", "acute: {when: rising"},
           {"levels: concern, text: {en: Serious harm, da: Alvorlig skade}, required: yes",
            "levels: concern, text: {en: Serious harm, da: Alvorlig skade}"},
       }) {
    const InstrumentPtr changed = load_text(with(text, change.from, change.to));
    ASSERT_NE(changed, nullptr) << change.from;
    EXPECT_NE(changed->meaning(), model->meaning()) << change.from;
    EXPECT_EQ(changed->text(), model->text()) << change.from;
  }
}

TEST(WholeLanguage, EveryWordIsItsText) {
  const std::string text = every_mechanism();
  const InstrumentPtr model = load_text(text);
  ASSERT_NE(model, nullptr);
  for (const char* words :
       {"Cut-off of high", "The total last time", "Nine steps", "Nobody is often afraid",
        "How soon", "Later is not never", "Seen before", "Pattern of threats", "no threats",
        "Within a fortnight", "Serious harm"}) {
    const InstrumentPtr changed = load_text(with(text, words, "Other words"));
    ASSERT_NE(changed, nullptr) << words;
    EXPECT_EQ(changed->meaning(), model->meaning()) << words;
    EXPECT_NE(changed->text(), model->text()) << words;
  }
}

TEST(WholeLanguage, AFaultyDeclarationIsOneFindingHoweverMuchReadsIt) {
  const std::string text = every_mechanism();
  const auto codes_with = [&](const char* from, const char* to) {
    return codes_of(with(text, from, to));
  };
  // An item that scales, gates, rules, outcomes, classes, flags and examples read.
  EXPECT_THAT(codes_with("threats: {type: yes_no", "threats: {type: yes_on"), ElementsAre("E0401"));
  // A set that items read, and through them everything.
  EXPECT_THAT(codes_with("never: 0, sometimes: 1, often: {points: 2",
                         "never: 0, sometimes: 1, often: {points: two"),
              ElementsAre("E0150"));
  EXPECT_THAT(codes_with("concern: {ordered: yes", "concern: {ordered: yse"), ElementsAre("E0164"));
  // A scale, a table, an earlier value, a parameter, a gate.
  EXPECT_THAT(
      codes_with("distress: {sum: [sleep, calm, fear]", "distress: {sum: [slep, calm, fear]"),
      ElementsAre("E0412"));
  EXPECT_THAT(codes_with("nine: {rows: {-2: 1, 0: 3", "nine: {rows: {-2: 1, -2.5: 3"),
              ElementsAre("E0468"));
  EXPECT_THAT(codes_with("of: total, take: last", "of: total, take: latest"), ElementsAre("E0198"));
  EXPECT_THAT(codes_with("rise: {value: 4", "rise: {value: four"), ElementsAre("E0150"));
  EXPECT_THAT(codes_with("danger: {any: [{threats", "danger: {any: [{threat"),
              ElementsAre("E0320"));
  // Levels, an outcome, a class, an opinion.
  EXPECT_THAT(codes_with("cut_offs: {low: lowest, medium: 3", "cut_offs: {low: lowest, medium: 7"),
              ElementsAre("E0433"));
  EXPECT_THAT(codes_with("from: acts", "from: atcs"), ElementsAre("E0430"));
  EXPECT_THAT(codes_with("past: {when: {all: [threats, ", "past: {when: {all: [threat, "),
              ElementsAre("E0320"));
  EXPECT_THAT(codes_with("imminence: {levels: concern", "imminence: {levels: concerns"),
              ElementsAre("E0451"));
}

TEST(WholeLanguage, CirclesAreNamedEdgeByEdge) {
  DiagnosticList findings;
  load("test.yaml",
       with(every_mechanism(), "distress: {sum: [sleep, calm, fear]", "distress: {sum: [scaled]"),
       findings);
  ASSERT_EQ(findings.size(), 1U) << render(findings);
  EXPECT_EQ(findings[0].code->id, "E0459");
  EXPECT_EQ(findings[0].message(),
            "'distress' rests on itself: distress -> scaled -> total -> distress");
  EXPECT_EQ(findings[0].notes.size(), 3U);
}

}  // namespace
}  // namespace vaern

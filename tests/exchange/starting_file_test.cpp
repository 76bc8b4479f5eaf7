// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/starting_file.hpp"

#include <gtest/gtest.h>

#include "exchange/support.hpp"
#include "vaern/instrument/examples.hpp"

namespace vaern {
namespace {

std::optional<std::vector<StartingItem>> items_of(const std::string& text,
                                                  std::vector<std::string>& codes) {
  DiagnosticList findings;
  const auto table = read_csv("items.csv", text, findings);
  auto items = table ? read_items(*table, findings) : std::nullopt;
  for (const Diagnostic& finding : findings) codes.emplace_back(finding.code->id);
  return items;
}

InstrumentPtr loaded(const StartingModel& model, Language language) {
  DiagnosticList findings;
  const auto document = read_document("new.yaml", starting_file(model, language), findings);
  InstrumentPtr made;
  if (document) made = load_instrument(*document, population_names(), findings);
  EXPECT_TRUE(findings.empty()) << render(findings) << starting_file(model, language);
  return made;
}

TEST(StartingFile, IsAcceptedAsItIsAndItsExamplesHold) {
  for (const auto shape : {StartingModel::Shape::sum, StartingModel::Shape::judgement}) {
    for (const Language language : {Language::en, Language::da}) {
      StartingModel model;
      model.shape = shape;
      const InstrumentPtr made = loaded(model, language);
      ASSERT_NE(made, nullptr);
      ASSERT_FALSE(made->examples().empty());
      for (const Example& example : made->examples()) {
        EXPECT_TRUE(run_example(made, example).has_passed()) << example.name;
      }
    }
  }
}

TEST(StartingFile, TakesItemsFromATable) {
  std::vector<std::string> codes;
  const auto items = items_of(
      "id;en;da;answers;scored;reversed\n"
      "sleep;\"Sleeps \"\"badly\"\"\";Sover d\u00e5rligt;never=0|often=2.5;;\n"
      "calm;Calm;Rolig;never=0|often=2.5;yes;yes\n"
      "alone;Alone;Alene;;no;\n",
      codes);
  EXPECT_TRUE(codes.empty());
  ASSERT_TRUE(items);
  StartingModel model;
  model.items = *items;
  const InstrumentPtr made = loaded(model, Language::en);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->items().size(), 3U);
  EXPECT_EQ(made->answer_sets().size(), 1U);
  for (const Example& example : made->examples()) {
    EXPECT_TRUE(run_example(made, example).has_passed()) << example.name;
  }
}

TEST(StartingFile, SaysEveryFaultOfATable) {
  std::vector<std::string> codes;
  EXPECT_FALSE(items_of("id,en,answer\na,A,\n", codes));
  EXPECT_FALSE(items_of("name,en\na,A\n", codes));
  EXPECT_EQ(codes, (std::vector<std::string>{"E1040", "E1040", "E1041"}));
  codes.clear();
  EXPECT_FALSE(
      items_of("id,en,answers,scored,reversed\n"
               "a,,,maybe,\na,A,,,yes\nb,B,never|often,,\nc,C,x=0,,\nunknown,D,,,\n",
               codes));
  EXPECT_EQ(codes, (std::vector<std::string>{"E1044", "E1046", "E1043", "E1045", "E1047", "E1047",
                                             "E0171"}));
  codes.clear();
  EXPECT_FALSE(items_of("id,en\n", codes));
  EXPECT_EQ(codes, (std::vector<std::string>{"E1042"}));
}

}  // namespace
}  // namespace vaern

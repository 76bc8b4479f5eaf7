// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/recall.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "instrument/random_responses.hpp"
#include "service/support.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
namespace {

using State = Recalled::State;
using Grade = ResultsChange::Grade;

std::string shipped_text(const std::string& file) {
  std::ifstream in(VAERN_SOURCE_DIR "/instruments/published/" + file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

InstrumentPtr load(const std::string& text) {
  DiagnosticList findings;
  InstrumentPtr model =
      load_instrument(test::document("corrected.yaml", text), population_names(), findings);
  EXPECT_NE(model, nullptr) << render(findings);
  return model;
}

InstrumentPtr danger_assessment() {
  return *test::models().find_instrument("danger-assessment@2009");
}

/// The Danger Assessment with another weight of unemployment.
InstrumentPtr corrected() {
  return load(replaced(shipped_text("danger-assessment.yaml"), "unemployed: 4", "unemployed: 2"));
}

std::string record(const Responses& responses, const std::optional<Judgement>& judged = {}) {
  const Result<Score> made = score(danger_assessment(), responses, judged);
  EXPECT_TRUE(made) << render(made.error());
  return record_of(*made);
}

Responses answered(const std::set<std::string>& yes) {
  const InstrumentPtr model = danger_assessment();
  Responses responses(*model);
  for (const Item& item : model->items()) {
    if (item.id == "never_lived_together" && yes.count("left") != 0) continue;
    responses.answer(item.input, yes.count(item.id) != 0 ? 1 : 0);
  }
  return responses;
}

std::vector<State> states_of(const Recall& recall) {
  std::vector<State> states;
  for (const RecalledFile& file : recall.files) states.push_back(file.made.state);
  return states;
}

/// The published sum and its bands, worked out once more by hand.
std::string level_by_hand(const Responses& responses, int unemployed, int& total) {
  const std::map<std::string, int> weights{{"gun", 5},
                                           {"left", 4},
                                           {"never_lived_together", -3},
                                           {"unemployed", unemployed},
                                           {"weapon", 3},
                                           {"threat_to_kill", 3},
                                           {"avoided_arrest", 3},
                                           {"child_not_his", 2},
                                           {"forced_sex", 2},
                                           {"own_suicide", 0}};
  total = 0;
  const InstrumentPtr model = danger_assessment();
  for (const Item& item : model->items()) {
    if (responses.codes()[item.input] != 1) continue;
    const auto weight = weights.find(item.id);
    total += weight == weights.end() ? 1 : weight->second;
  }
  return total >= 18 ? "extreme" : total >= 14 ? "severe" : total >= 8 ? "increased" : "variable";
}

TEST(Recall, FindsAmongAThousandRecordsThoseThatAnotherScoringByHandFinds) {
  std::vector<RecordFile> files;
  std::map<std::pair<std::string, std::string>, std::size_t> moves;
  std::size_t score_alone = 0;
  std::size_t unchanged = 0;
  std::set<std::string> touched;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Responses responses = testing_support::random_responses(*danger_assessment(), seed, 0);
    // Fewer than half of the answers are yes, so that every level is there.
    for (const Item& item : danger_assessment()->items()) {
      if ((seed + item.input) % 3 == 0 && responses.is_answered(item.input) && !item.within &&
          item.id != "left") {
        responses.answer(item.input, 0);
      }
    }
    int before = 0;
    int after = 0;
    const std::string old_level = level_by_hand(responses, 4, before);
    const std::string new_level = level_by_hand(responses, 2, after);
    const std::string name = "r" + std::to_string(10000 + seed) + ".json";
    files.push_back({name, record(responses)});
    if (old_level != new_level) {
      ++moves[{old_level, new_level}];
    } else if (before != after) {
      ++score_alone;
    } else {
      ++unchanged;
    }
    if (before != after) touched.insert(name);
  }
  std::reverse(files.begin(), files.end());
  const Recall recall = recall_records(test::models(), corrected(), std::move(files));

  const auto found = recall.moves();
  EXPECT_EQ(
      (std::map<std::pair<std::string, std::string>, std::size_t>(found.begin(), found.end())),
      moves);
  EXPECT_EQ(moves.size(), 3U);  // one step down from each level but the lowest
  std::size_t lowered = 0;
  for (const auto& [move, count] : moves) lowered += count;
  EXPECT_GT(lowered, 50U);
  EXPECT_EQ(recall.count(Shift::lowered), lowered);
  EXPECT_EQ(recall.count(Shift::raised), 0U);
  EXPECT_EQ(recall.count(Grade::score), score_alone);
  EXPECT_EQ(recall.count(Grade::nothing), unchanged);
  EXPECT_GT(score_alone, 50U);
  EXPECT_GT(unchanged, 50U);
  std::set<std::string> listed;
  for (const std::size_t i : recall.touched()) listed.insert(recall.files[i].name);
  EXPECT_EQ(listed, touched);
  EXPECT_EQ(recall.files.front().name, "r10001.json");
  EXPECT_FALSE(recall.is_clear());
  EXPECT_TRUE(recall.findings.empty());
}

TEST(Recall, IsClearWhereTheModelSaysTheSame) {
  std::vector<RecordFile> files;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    files.push_back({std::to_string(seed),
                     record(testing_support::random_responses(*danger_assessment(), seed, 1))});
  }
  const Recall recall = recall_records(test::models(), danger_assessment(), std::move(files));
  EXPECT_TRUE(recall.is_clear());
  EXPECT_TRUE(recall.touched().empty());
  EXPECT_EQ(test::codes(recall.findings), "E0972");
}

TEST(Recall, PutsRaisedLevelsFirstAndTheMostSeriousOfThemFirst) {
  const InstrumentPtr model = load(replaced(
      replaced(shipped_text("danger-assessment.yaml"), "gun: 5", "gun: 6"), "left: 4", "left: 3"));
  const std::set<std::string> thirteen{"gun", "unemployed", "weapon", "choked"};
  std::set<std::string> seventeen = thirteen;
  seventeen.insert({"threat_to_kill", "drugs"});
  const std::set<std::string> eight{"left", "weapon", "drugs"};
  Judgement judged;
  judged.level = "extreme";
  judged.reason = "What the police told.";
  const Recall recall = recall_records(test::models(), model,
                                       {{"a", record(answered(eight))},
                                        {"b", record(answered(thirteen))},
                                        {"c", record(answered(seventeen))},
                                        {"d", record(answered({"gun"}))},
                                        {"e", record(answered(thirteen), judged)}});
  std::string order;
  for (const std::size_t i : recall.touched()) order += recall.files[i].name;
  EXPECT_EQ(order, "cbaed");
  const ResultsChange& stands = recall.files[4].made.change;
  EXPECT_TRUE(stands.is_by_answers_alone());
  EXPECT_EQ(stands.shift, Shift::raised);
  EXPECT_EQ(recall.by_answers_alone(), 1U);
}

TEST(Recall, ComparesNothingThatWasAlteredAndSaysWhatIsNoRecord) {
  const std::string good = record(answered({"gun"}));
  const std::string altered = replaced(good, "\"gun\":\"yes\"", "\"gun\":\"no\"");
  std::string spaced;
  for (const char c : good) spaced += c == ',' ? std::string(",\n ") : std::string(1, c);
  const Recall recall = recall_records(test::models(), corrected(),
                                       {{"1", good},
                                        {"2", altered},
                                        {"3", "nothing"},
                                        {"4", "{\"schema\":\"vaern-score/9\"}"},
                                        {"5", spaced}});
  EXPECT_THAT(states_of(recall),
              testing::ElementsAre(State::compared, State::altered, State::unreadable,
                                   State::unreadable, State::compared));
  EXPECT_FALSE(recall.is_clear());
  EXPECT_EQ(recall.files[2].made.problem, "it is not JSON");
}

TEST(Recall, TakesRecordsOfTheVersionsThatTheCorrectedModelSupersedes) {
  const std::string text = shipped_text("danger-assessment.yaml");
  const std::string other = replaced(replaced(text, "version: \"2009\"", "version: \"2009.1\""),
                                     "unemployed: 4", "unemployed: 2");
  const std::string old = record(answered({"unemployed", "gun"}));
  const Recall apart = recall_records(test::models(), load(other), {{"1", old}});
  EXPECT_THAT(states_of(apart), testing::ElementsAre(State::other_version));
  EXPECT_EQ(test::codes(apart.findings), "E0970");
  const Recall taken =
      recall_records(test::models(),
                     load(replaced(other, "status: approved",
                                   "status: approved\nsupersedes: danger-assessment@2009")),
                     {{"1", old}});
  ASSERT_THAT(states_of(taken), testing::ElementsAre(State::compared));
  EXPECT_EQ(taken.files[0].made.change.shift, Shift::lowered);
  EXPECT_TRUE(taken.findings.empty());
}

TEST(Recall, SaysWhyAnAnswerThatTheCorrectedModelHasNotCannotBeScored) {
  std::string text = shipped_text("danger-assessment.yaml");
  text = text.substr(0, text.find("\nexamples:") + 1);
  const std::size_t item = text.find("  stalking:");
  text.erase(item, text.find('\n', text.find("text:", item)) + 1 - item);
  const InstrumentPtr without = load(replaced(text, "      stalking: 1\n", ""));
  ASSERT_EQ(without->find_item("stalking"), nullptr);
  Responses open = answered({"gun"});
  open.leave_out(danger_assessment()->find_item("stalking")->input, MissingReason::refused);
  const Recall recall = recall_records(
      test::models(), without, {{"1", record(answered({"gun", "stalking"}))}, {"2", record(open)}});
  EXPECT_THAT(states_of(recall), testing::ElementsAre(State::cannot_be_scored, State::compared));
  EXPECT_EQ(test::codes(recall.files[0].made.faults), "E0501");
}

TEST(Recall, NamesOtherInstrumentsAndLocalVersionsThatRestOnIt) {
  const InstrumentPtr who = *test::models().find_instrument("who-5");
  Result<Score> made = score(who, Responses(*who));
  ASSERT_TRUE(made);
  const std::string other = record_of(*made);
  const std::string local =
      R"({"schema":"vaern-score/1","instrument":{"id":"da-local","version":"1"},"responses":{},)"
      R"("published":{"id":"danger-assessment","version":"2009"}})";
  const Recall recall = recall_records(test::models(), corrected(), {{"1", other}, {"2", local}});
  EXPECT_THAT(states_of(recall),
              testing::ElementsAre(State::other_instrument, State::other_instrument));
  EXPECT_EQ(test::codes(recall.findings), "E0971");
  EXPECT_TRUE(recall.is_clear());
  EXPECT_EQ(recall.others(),
            (std::map<std::string, std::size_t>{{"da-local@1", 1}, {"who-5@1998", 1}}));
}

}  // namespace
}  // namespace vaern

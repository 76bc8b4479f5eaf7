// SPDX-License-Identifier: Apache-2.0
// The script of a form against the engine: what is asked, and the file that it saves.
#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "exchange/models.hpp"
#include "vaern/exchange/form.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using nlohmann::json;

std::optional<std::string> output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string text;
  std::array<char, 4096> part{};
  for (std::size_t read; (read = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
    text.append(part.data(), read);
  }
  return ::pclose(pipe) == 0 ? std::optional(text) : std::nullopt;
}

/// One form as a person may leave it, with answers kept aside where nothing is asked any more.
struct State {
  std::vector<int> codes;
  std::vector<std::string> reasons;
};

State random_state(const Instrument& instrument, std::mt19937& random) {
  const Program& program = instrument.program().program();
  State state;
  const auto below = [&](std::size_t n) { return static_cast<int>(random() % n); };
  const int share = 1 + below(4);  // some forms nearly full, some nearly empty
  for (InputId id = 0; id < program.inputs.size(); ++id) {
    const Input& input = program.inputs[id];
    // What is given is asked of nobody: the form knows nothing of it.
    const bool is_answered = instrument.origin(id).is_asked() && below(4) < share;
    state.codes.push_back(is_answered ? below(input.size) : -1);
    state.reasons.push_back(is_answered || below(2) == 0
                                ? ""
                                : std::string(missing_reason_words[static_cast<std::size_t>(
                                      below(missing_reason_words.size() - 1))]));
  }
  return state;
}

/// What the engine makes of the form once answers that nothing asks for are left out.
struct Expected {
  std::vector<int> applicable;
  std::vector<Code> codes;
};

Expected expected_of(RowRun& run, const Program& program, const State& state) {
  Expected expected;
  for (const int code : state.codes) {
    expected.codes.push_back(code < 0 ? missing_code : static_cast<Code>(code));
  }
  std::vector<Truth> applicable = run.applicable(expected.codes);
  for (std::size_t i = 0; i < program.inputs.size(); ++i) {
    if (applicable[i] == Truth::no) expected.codes[i] = missing_code;
    expected.applicable.push_back(static_cast<int>(applicable[i]));
  }
  return expected;
}

class FormScript : public testing::Test {
 protected:
  /// What the script says of each state; nothing where there is no node to run it.
  std::optional<json> run(const Instrument& instrument, const std::vector<State>& states) {
    if (!output_of("node --version 2>/dev/null")) {
      std::puts("not compared: there is no program 'node' here to run the script of a form");
      return std::nullopt;
    }
    json work{{"form", json::parse(form_data(instrument, Language::en))}, {"cases", json::array()}};
    for (const State& state : states) {
      work["cases"].push_back({{"codes", state.codes}, {"reasons", state.reasons}});
    }
    const std::string path = testing::TempDir() + "vaern-form-" +
                             testing::UnitTest::GetInstance()->current_test_info()->name() +
                             instrument.head().id + ".json";
    std::ofstream(path) << work;
    const auto printed =
        output_of("node " VAERN_SOURCE_DIR "/tests/exchange/form_runner.js " VAERN_SOURCE_DIR
                  "/src/exchange/form.js " +
                  path);
    std::remove(path.c_str());
    EXPECT_TRUE(printed) << "the script failed";
    return printed ? std::optional(json::parse(*printed)) : std::nullopt;
  }

  void compare(const InstrumentPtr& instrument, std::size_t count) {
    const Program& program = instrument->program().program();
    std::mt19937 random(20260910);
    std::vector<State> states;
    for (std::size_t i = 0; i < count; ++i) states.push_back(random_state(*instrument, random));
    const auto printed = run(*instrument, states);
    if (!printed) return;
    ASSERT_EQ(printed->size(), count);
    RowRun row(instrument->program());
    for (std::size_t i = 0; i < count; ++i) {
      SCOPED_TRACE(instrument->reference() + ", form " + std::to_string(i) + ": " +
                   json(states[i].codes).dump());
      const Expected expected = expected_of(row, program, states[i]);
      ASSERT_EQ((*printed)[i][0].get<std::vector<int>>(), expected.applicable);
      std::vector<std::uint32_t> broken;
      for (const RowFault& fault : row.run(expected.codes).faults) {
        if (fault.kind == RowFault::Kind::inconsistent) broken.push_back(fault.condition);
      }
      ASSERT_EQ((*printed)[i][1].get<std::vector<std::uint32_t>>(), broken);
      check_file(*instrument, states[i], expected, (*printed)[i][3]);
    }
  }

 private:
  /// What is saved reads back as the answers that apply, each with its reason.
  void check_file(const Instrument& instrument, const State& state, const Expected& expected,
                  const json& values) {
    const json file{{"responses", instrument.reference()}, {"values", values}};
    DiagnosticList findings;
    const auto document = read_document("saved.json", file.dump(), findings);
    ASSERT_TRUE(document) << render(findings);
    const auto form = read_response_form(*document, findings);
    ASSERT_TRUE(form) << render(findings) << file.dump();
    const Result<Responses> responses = make_responses(instrument, form->values);
    ASSERT_TRUE(responses) << render(responses.error()) << file.dump();
    const Program& program = instrument.program().program();
    std::vector<Code> asked = expected.codes;
    for (const Item& item : instrument.items()) {
      // A second question is said with its yes alone.
      const bool is_yes = asked[item.input] == 1;
      if (item.within && !is_yes) asked[*item.within] = missing_code;
      if (item.habitual && !is_yes) asked[*item.habitual] = missing_code;
    }
    EXPECT_EQ(responses->codes(), asked) << file.dump();
    for (std::size_t i = 0; i < program.inputs.size(); ++i) {
      if (asked[i] != missing_code || expected.applicable[i] == 0) continue;
      if (!instrument.origin(static_cast<InputId>(i)).is_asked()) continue;
      if (program.inputs[i].name.find('.') != std::string::npos) continue;
      const std::string reason = state.reasons[i].empty() ? "not_asked" : state.reasons[i];
      EXPECT_EQ(to_string(responses->reasons()[i]), reason) << program.inputs[i].name;
    }
  }
};

TEST_F(FormScript, AsksWhatTheEngineAsks) {
  const InstrumentPtr instrument = load(every_mechanism);
  ASSERT_NE(instrument, nullptr);
  compare(instrument, 3000);
}

TEST_F(FormScript, AsksHabitsAndTellsOfWhatIsNotConsistent) {
  const InstrumentPtr instrument = load(whole_language);
  ASSERT_NE(instrument, nullptr);
  compare(instrument, 1500);
}

TEST_F(FormScript, AsksWhatTheEngineAsksInEveryShippedInstrument) {
  for (const InstrumentPtr& instrument : shipped().instruments()) compare(instrument, 60);
}

TEST_F(FormScript, CountsWhatIsOpen) {
  const InstrumentPtr instrument = load(every_mechanism);
  ASSERT_NE(instrument, nullptr);
  const Program& program = instrument->program().program();
  const auto input = [&](std::string_view id) { return instrument->find_item(id)->input; };
  State empty;
  empty.codes.assign(program.inputs.size(), -1);
  empty.reasons.assign(program.inputs.size(), "");
  State some = empty;
  some.codes[input("gun")] = 1;  // `left` is not asked then
  some.reasons[input("sleep")] = "refused";
  const auto printed = run(*instrument, {empty, some});
  if (!printed) return;
  // Every question but the second one of a yes may be asked while nothing is known.
  EXPECT_EQ((*printed)[0][2].size(), instrument->items().size());
  const auto open = (*printed)[1][2].get<std::vector<InputId>>();
  for (const std::string_view id : {"gun", "left", "sleep"}) {
    EXPECT_THAT(open, testing::Not(testing::Contains(input(id)))) << id;
  }
  EXPECT_THAT(open, testing::Contains(input("fear")));
}

}  // namespace
}  // namespace vaern

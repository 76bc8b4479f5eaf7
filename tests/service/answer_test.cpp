// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/answer.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "support.hpp"
#include "vaern/exchange/calendar_year.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/service/forms.hpp"
#include "vaern/service/tests.hpp"
#include "vaern/service/verification.hpp"

namespace vaern::test {
namespace {

using Json = nlohmann::ordered_json;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

Json asked(const std::string& request) {
  const Answer made = answer(models(), request);
  EXPECT_EQ(made.text.find('\n'), made.text.size() - 1);
  const Json json = Json::parse(made.text);
  EXPECT_EQ(json.contains("error"), made.has_error);
  return json;
}

std::string codes_of(const Json& answered) {
  std::string text;
  for (const Json& fault : answered.at("error").at("faults")) {
    text += (text.empty() ? "" : " ") + fault.at("code").get<std::string>();
  }
  return text;
}

TEST(Record, OfEveryFormIsTheKeptOneThroughTheTypedFunctionsAndTheService) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(VAERN_TEST_DATA "/golden/forms")) {
    ++count;
    const std::string kept =
        content(std::filesystem::path(VAERN_TEST_DATA "/golden/records") / entry.path().filename());
    const Document form = document("form.json", content(entry.path()));
    const auto made = score_form(models(), {}, read_form(form), form);
    ASSERT_TRUE(made) << entry.path();
    EXPECT_TRUE(record_of(*made) == kept) << entry.path();

    const Json written = Json::parse(content(entry.path()));
    Json request{{"command", "score"},
                 {"instrument", written["responses"]},
                 {"responses", written["values"]}};
    for (const char* key : {"assessed", "judgement", "earlier"}) {
      if (written.contains(key)) request[key] = written[key];
    }
    const std::string answered = answer(models(), request.dump()).text;
    EXPECT_TRUE(answered ==
                "{\"command\":\"score\",\"result\":" + kept.substr(0, kept.size() - 1) + "}\n")
        << entry.path();
    EXPECT_EQ(verify_record(models(), kept).state, Verification::State::verified);
  }
  EXPECT_EQ(count, 11U);
}

TEST(Service, TellsEverythingThatIsWrongWithAScoreAtOnce) {
  const Json json = asked(R"({"command": "score", "instrument": "danger-assessment@2009",
    "responses": {"gun": "maybe", "wepon": true, "left": [1]}, "colour": "red",
    "language": "fr"})");
  EXPECT_EQ(codes_of(json), "E0502 E0501 E0135 E0138 E0198");
  const Json& fault = json["error"]["faults"][0];
  EXPECT_EQ(fault["path"], "/responses/gun");
  EXPECT_EQ(fault["item"], "gun");
  EXPECT_EQ(fault["value"], "maybe");
  EXPECT_EQ(fault["allowed"], "no, yes");
  EXPECT_EQ(fault["line"], 2);
}

TEST(Service, SpeaksDanish) {
  const Json json = asked(R"({"command": "score", "instrument": "who-5@1998", "language": "da",
    "responses": {"calm": "maybe"}})");
  EXPECT_EQ(json["error"]["faults"][0]["message"], "'maybe' er ikke et svar på 'calm'");
  const Answer by_default = answer(models(), R"({"command": "scor"})", Language::da);
  EXPECT_NE(by_default.text.find("mente du 'score'?"), std::string::npos);
}

TEST(Service, NamesTheInstrumentThatIsNotThereWhereItIsWritten) {
  const Json json = asked(R"({"command": "score", "instrument": "who-6", "responses": {}})");
  EXPECT_EQ(codes_of(json), "E1051");
  EXPECT_EQ(json["error"]["faults"][0]["path"], "/instrument");
}

TEST(Service, RefusesWhatIsNoRequest) {
  EXPECT_EQ(codes_of(asked("")), "E0107");
  EXPECT_EQ(codes_of(asked("[]")), "E0130");
  EXPECT_EQ(codes_of(asked("{}")), "E0140");
  EXPECT_EQ(codes_of(asked(R"({"command": "scroe", "responses": {}})")), "E0198");
  EXPECT_EQ(codes_of(asked(R"({"command": "score"})")), "E0140 E0140");
  EXPECT_EQ(codes_of(asked(R"({"command": "due", "as_of": "now"})")), "E0141 E0189");
  EXPECT_TRUE(answer(models(), "{\"command\": \"\xff\"}").has_error);
  EXPECT_TRUE(answer(models(), std::string(100'000, '[')).has_error);
}

TEST(Service, ReadsACaseAsTextOrAsItself) {
  const std::string yaml = content(VAERN_SOURCE_DIR "/examples/cases/complete.yaml");
  const Json as_itself = Json::parse(content(VAERN_SOURCE_DIR "/examples/cases/complete.json"));
  for (const char* command : {"due", "plan", "report"}) {
    Json request{{"command", command}, {"as_of", "2026-11-21T09:00+01:00"}};
    Json other = request;
    request["case_text"] = yaml;
    other["case"] = as_itself;
    const Answer first = answer(models(), request.dump());
    EXPECT_FALSE(first.has_error) << first.text.substr(0, 500);
    EXPECT_EQ(first.text, answer(models(), other.dump()).text) << command;
  }
}

TEST(Service, NeverRepeatsADirectIdentifier) {
  const Answer made = answer(models(), R"({"command": "report", "case": {"vaern": 1,
    "case": "010190-1234", "programme": "partner-violence@1", "subject": "p1",
    "parties": [{"id": "p1", "role": "subject"}]}})");
  EXPECT_TRUE(made.has_error);
  EXPECT_EQ(made.text.find("010190-1234"), std::string::npos);
  EXPECT_EQ(answer(models(), R"({"command": "score", "instrument": "who-5@1998",
    "responses": {"calm": "010190-1234"}})")
                .text.find("010190-1234"),
            std::string::npos);
}

TEST(Service, PutsWarningsBesideAResult) {
  const Json json = asked(R"({"command": "due", "case": {"vaern": 1, "case": "k-1",
    "programme": "partner-violence@1", "subject": "p1",
    "parties": [{"id": "p1", "role": "subject", "sex": "woman", "born": "1989"},
                {"id": "o1", "role": "other_party", "sex": "man", "relation": "partner"},
                {"id": "w3", "role": "assessor"}],
    "episodes": [{"no": 1, "opened": "2026-03-02T09:00+01:00"}],
    "assessments": [{"id": "a1", "instrument": "danger-assessment@2009", "about": "o1",
                     "status": "completed", "assessed": "2026-03-02T10:00+01:00", "by": ["w3"],
                     "responses": {"gun": true}}]}})");
  ASSERT_TRUE(json.contains("warnings"));
  EXPECT_EQ(json["warnings"][0]["code"], "E0939");
  EXPECT_FALSE(json["result"]["obligations"].empty());
}

TEST(Service, ChecksDocuments) {
  const Json json = asked(R"({"command": "check", "documents": [
    {"name": "a.yaml", "text": "vaern: 1\ninstrument: a\n"},
    {"name": "b.yaml", "text": "key: [1\n"}]})");
  EXPECT_EQ(json["result"]["files"][0]["name"], "a.yaml");
  EXPECT_GE(json["result"]["findings"].size(), 2U);
  EXPECT_EQ(json["result"]["findings"].back()["file"], "b.yaml");
}

TEST(Service, RunsTheExamplesOfAnInstrument) {
  const Json json = asked(R"({"command": "test", "model": "who-5@1998"})");
  ASSERT_EQ(json["result"]["models"].size(), 1U);
  EXPECT_GT(json["result"]["models"][0]["examples"].size(), 5U);
  EXPECT_EQ(json["result"]["findings"].size(), 0U);
}

TEST(Service, VerifiesARecord) {
  const Document form =
      document("form.json", content(VAERN_TEST_DATA "/golden/forms/who-5-complete.json"));
  std::string record = record_of(*score_form(models(), {}, read_form(form), form));
  Json request{{"command", "verify"}, {"record", record}};
  EXPECT_EQ(asked(request.dump())["result"]["state"], "verified");
  record.replace(record.find("at_no_time"), 10, "some_of_the_time");
  request["record"] = record;
  const Json json = asked(request.dump());
  EXPECT_EQ(json["result"]["state"], "differs");
  EXPECT_EQ(json["result"]["digest_holds"], false);
  EXPECT_EQ(json["result"]["mismatches"][0]["path"], "/scales/0/value");
}

TEST(Forms, TakeTheAssessmentOfACase) {
  const Document file =
      document("case.yaml", content(VAERN_SOURCE_DIR "/examples/cases/half-answered.yaml"));
  const auto made = score_form(models(), "danger-assessment", read_form(file, "a2"), file);
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->is_certain());
  EXPECT_EQ(made->assessed->to_string(), "2026-11-19");
  EXPECT_EQ(codes(read_form(file).findings), "E1053");
  EXPECT_EQ(codes(read_form(file, "a9").findings), "E1054");
}

TEST(Forms, AreRefusedByAnotherInstrument) {
  const Document file = document("form.yaml", "responses: who-5@1998\nvalues: {}\n");
  const auto made = score_form(models(), "danger-assessment", read_form(file), file);
  ASSERT_FALSE(made);
  EXPECT_EQ(codes(made.error()), "E0511");
}

TEST(Forms, TellOfAnAnswerThatAHostGivesTwice) {
  const Document file =
      document("form.yaml", "responses: who-5@1998\nvalues: {calm: at_no_time}\n");
  Form form = read_form(file);
  form.answers.push_back(form.answers.front());
  const auto made = score_form(models(), {}, form, file);
  ASSERT_FALSE(made);
  EXPECT_EQ(codes(made.error()), "E0503");
}

TEST(Tests, TellWhereAnExpectationIsNotMet) {
  const Document file = document("scale.yaml", R"(vaern: 1
instrument: example-scale
version: "1"
status: draft
title: {en: Example scale, da: Eksempelskala}
items:
  gun: {type: yes_no, text: {en: Has a gun, da: Har et skydevåben}}
scales:
  total: {sum: [gun], missing: bounds_only}
examples:
  - {name: one, responses: {gun: yes}, expect: {total: 2}}
  - {name: two, responses: {gun: no}, expect: {total: 0}}
)");
  DiagnosticList findings;
  const InstrumentPtr instrument = load_instrument(file, population_names(), findings);
  ASSERT_NE(instrument, nullptr);
  const Tested tested = run_tests({TestSubject{instrument, file}});
  EXPECT_EQ(tested.models[0].passed(), 1U);
  ASSERT_EQ(codes(tested.findings), "E1057");
  EXPECT_EQ(tested.findings[0].span.line, 11U);
  EXPECT_EQ(tested.findings[0].message(), "in the example 'one', total should be 2 and is 1");
  const std::string text = tests_text(tested);
  EXPECT_TRUE(
      text.starts_with("example-scale@1  1 passed, 1 failed, 2 expectations\n"
                       "  one\n"
                       "    the smallest form that shows it: {gun: yes}\n"
                       "    total should be 2 and is 1\n"
                       "    because of:\n"))
      << text;
  EXPECT_NE(text.find("Has a gun"), std::string::npos) << text;
}

TEST(Tests, AnswerInJsonWhatTheExamplesTryAndNotice) {
  const Answer made = answer(
      models(),
      R"({"command":"test","model":"lethality-screen@1","coverage":true,"require":100,"mutate":true})");
  ASSERT_FALSE(made.has_error) << made.text;
  EXPECT_NE(made.text.find(
                R"("coverage":{"kinds":[{"kind":"answers","covered":24,"of":24,"percent":100})"),
            std::string::npos)
      << made.text;
  EXPECT_NE(made.text.find(R"("state":"impossible","text":"flag refused_to_answer is open")"),
            std::string::npos);
  EXPECT_NE(made.text.find(R"("mutation":{"kinds":[{"kind":"conditions")"), std::string::npos);
  EXPECT_NE(made.text.find(R"("alive":0,"list":[)"), std::string::npos);
  EXPECT_NE(made.text.find(R"("findings":[])"), std::string::npos);
}

TEST(Tests, RefuseAPercentThatIsNone) {
  const Answer made = answer(models(), R"({"command":"test","require":101})");
  EXPECT_TRUE(made.has_error);
}

TEST(Answer, ToAYearOfACalendarIsWhatTheFunctionsOfTheCommandWrite) {
  const auto calendar = models().find_calendar("denmark-offices@2024");
  ASSERT_TRUE(calendar);
  const std::string json = *calendar_year_json(**calendar, 2026);
  const std::string request = R"({"command":"calendar","calendar":"denmark-offices","year":2026)";
  EXPECT_EQ(answer(models(), request + "}").text,
            R"({"command":"calendar","result":)" + json.substr(0, json.size() - 1) + "}\n");
  EXPECT_EQ(asked(request + R"(,"format":"text","language":"da"})")["result"],
            *calendar_year_text(**calendar, 2026, Language::da));
}

TEST(Answer, SaysWhatIsWrongWithARequestForACalendar) {
  EXPECT_EQ(codes_of(asked(R"({"command":"calendar"})")), "E0140 E0140");
  EXPECT_EQ(codes_of(asked(R"({"command":"calendar","calendar":"mars","year":2026})")), "E1065");
  const Json outside = asked(R"({"command":"calendar","calendar":"denmark-offices","year":2500})");
  EXPECT_EQ(codes_of(outside), "E0620");
  EXPECT_EQ(outside["error"]["faults"][0]["path"], "/year");
}

}  // namespace
}  // namespace vaern::test

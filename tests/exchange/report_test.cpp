// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "exchange/support.hpp"
#include "vaern/diagnostics/utf8.hpp"
#include "vaern/instrument/explanation.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string danish(const Made& made) { return flowing(report_text(made.report, Language::da)); }

/// What a reader meets as one piece: the lines of a page, unwrapped.
std::vector<std::string> pieces(const std::string& html) {
  std::vector<std::string> result;
  std::string text;
  for (std::size_t i = html.find("<body>"); i < html.size();) {
    if (html[i] != '<') {
      text += html[i++];
      continue;
    }
    const std::size_t end = html.find('>', i);
    const std::string tag = html.substr(i, end - i);
    const bool is_inline =
        tag.find("strong") != std::string::npos || tag.find("span") != std::string::npos;
    if (!is_inline) {
      if (text.find_first_not_of(" \n") != std::string::npos) result.push_back(text);
      text.clear();
    }
    i = end + 1;
  }
  return result;
}

TEST(Report, OfTheHalfAnsweredCaseSaysTheRangeFirstInDanish) {
  const auto made = make(text_of_case("half-answered"));
  const std::string text = danish(*made);
  const std::size_t range = text.find("Mindst øget fare, kan være ekstrem fare.");
  ASSERT_NE(range, std::string::npos);
  for (const char* later : {"Hvorfor", "Samlet score: mellem 8 og 27", "Spørg nu", "Frister"}) {
    EXPECT_LT(range, text.find(later)) << later;
  }
  EXPECT_THAT(text, HasSubstr("10 af 21 spørgsmål er ubesvarede"));
  EXPECT_THAT(text, HasSubstr("et fingerpeg, ikke en diagnose"));
}

TEST(Report, NamesTheAnswersBehindBothEndsOfTheRange) {
  const auto made = make(text_of_case("half-answered"));
  const std::string text = danish(*made);
  EXPECT_THAT(text, HasSubstr("Øget fare, for eksempel hvis alle 9 åbne svar er nej (score 8)."));
  EXPECT_THAT(text,
              HasSubstr("Ekstrem fare, for eksempel hvis svaret er nej til: Han ejer et "
                        "skydevåben; Han er uden arbejde; og ja til de øvrige 7 (score 18)."));
}

TEST(Report, AsksForTheDecisiveItemsInTheirOrder) {
  const auto made = make(text_of_case("half-answered"));
  const std::string text = danish(*made);
  std::size_t at = text.find("Disse svar afgør niveauet");
  ASSERT_NE(at, std::string::npos);
  const Score& score = *made->report.assessment.assessments[1].score;
  ASSERT_EQ(score.decisive.size(), 9U);
  const std::size_t when_safe = text.find("spørg, når det er sikkert:");
  ASSERT_NE(when_safe, std::string::npos);
  // What it was not safe to ask, or was refused, comes last; inside both groups the order holds.
  std::size_t later = when_safe;
  std::size_t asked = 0;
  std::size_t waiting = 0;
  for (const DecisiveItem& decisive : score.decisive) {
    const Item* item = score.instrument->find_item(decisive.item);
    const MissingReason reason = score.responses.reasons()[item->input];
    const bool is_later =
        reason == MissingReason::not_safe_to_ask || reason == MissingReason::refused;
    std::size_t& from = is_later ? later : at;
    const std::string number = std::to_string(is_later ? ++waiting : ++asked);
    from = text.find(number + ". " + item->text.best(Language::da), from);
    ASSERT_NE(from, std::string::npos) << decisive.item;
    EXPECT_EQ(from > when_safe, is_later) << decisive.item;
  }
  EXPECT_EQ(waiting, 4U);
  EXPECT_THAT(text, HasSubstr("Han ejer et skydevåben (ønskede ikke at svare)"));
  EXPECT_THAT(text, HasSubstr("Han har taget kvælertag på hende (ikke sikkert at spørge)"));
}

TEST(Report, SaysThatADateIsEarlyBecauseItemsAreUnanswered) {
  const auto made = make(text_of_case("half-answered"));
  EXPECT_THAT(danish(*made),
              HasSubstr("senest søndag den 22. november 2026 kl. 14.15. Fordi 10 spørgsmål er "
                        "ubesvarede, er niveauerne middel, høj og akut mulige"));
  EXPECT_THAT(flowing(report_text(made->report, Language::en)),
              HasSubstr("Because 10 items are unanswered, the levels medium, high and acute are "
                        "possible"));
}

/// The words of the computed level may only stand where the range, or a condition, stands too.
TEST(Report, NeverShowsTheComputedLevelAloneWhileItIsNotCertain) {
  std::size_t uncertain = 0;
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    for (const Language language : {Language::da, Language::en}) {
      const bool is_danish = language == Language::da;
      for (const Dyad& dyad : made->report.assessment.dyads) {
        for (const std::size_t i : dyad.assessments) {
          const Score& score = *made->report.assessment.assessments[i].score;
          if (score.is_certain() || score.judged) continue;
          ++uncertain;
          const std::uint32_t shown = score.computed.value_or(score.low);
          const std::string level = score.instrument->level_text(shown, language).substr(1);
          EXPECT_THAT(render(score, language), StartsWith(is_danish ? "Mindst " : "At least "));
          std::vector<std::string> all = pieces(report_html(made->report, language));
          const std::string text = report_text(made->report, language);
          for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find("\n\n", at);
            all.push_back(flowing(text.substr(at, end - at)));
            at = end == std::string::npos ? text.size() : end + 2;
          }
          std::size_t places = 0;
          for (const std::string& piece : all) {
            if (piece.find(level) == std::string::npos) continue;
            ++places;
            const bool has_range =
                piece.find(is_danish ? "indst " : "t least ") != std::string::npos ||
                piece.find(is_danish ? "for eksempel hvis" : "for instance if") !=
                    std::string::npos;
            // The whole text has it in the explanation of a level's meaning too, never as the
            // level.
            EXPECT_TRUE(has_range) << name << ": " << piece;
          }
          EXPECT_GE(places, 2U) << name;
        }
      }
    }
    const auto json = nlohmann::json::parse(report_json(made->report));
    for (const auto& dyad : json["dyads"]) {
      for (const auto& assessment : dyad["assessments"]) {
        const auto& level = assessment["score"]["level"];
        EXPECT_EQ(level["certain"], level["range"][0] == level["range"][1]) << name;
      }
    }
  }
  EXPECT_GE(uncertain, 4U) << "no example case is uncertain: nothing was tested";
}

TEST(Report, OfAnEmptyFormIsDueLikeTheHighestLevel) {
  const auto made = make(text_of_case("empty-form"));
  const std::string text = danish(*made);
  EXPECT_THAT(text, HasSubstr("Mindst variabel fare, kan være ekstrem fare."));
  EXPECT_THAT(text, HasSubstr("Et lavt niveau er ikke det samme som sikkerhed."));
  EXPECT_THAT(text, HasSubstr("21 af 21 spørgsmål er ubesvarede"));
  // 72 hours after 20 November at 9.30, as for the highest level.
  EXPECT_THAT(text,
              HasSubstr("senest mandag den 23. november 2026 kl. 09.30. Fordi 21 spørgsmål er "
                        "ubesvarede, er niveauerne middel, høj og akut mulige"));
  EXPECT_THAT(text, HasSubstr("Samlet score: mellem -3 og 37."));
  EXPECT_THAT(text, Not(HasSubstr("Endnu ikke med i vurderingen")));
}

TEST(Report, HasABlockForEachOtherParty) {
  const auto made = make(text_of_case("two-other-parties"));
  const std::string text = danish(*made);
  EXPECT_THAT(text, HasSubstr("Fare fra o1 (tidligere partner) ==="));
  EXPECT_THAT(text, HasSubstr("Fare fra o2 (bror eller søster) ==="));
  EXPECT_THAT(text, HasSubstr("Ny risikovurdering vedrørende o1"));
  EXPECT_THAT(text, HasSubstr("Ny risikovurdering vedrørende o2"));
  EXPECT_THAT(text, HasSubstr("Tre kendte episoder på tolv måneder er en optrapning. Hæver til"));
}

TEST(Report, PutsWhatIsOverdueOnTop) {
  const auto made = make(text_of_case("overdue-after-late-event"));
  const std::string text = danish(*made);
  const std::size_t alarm = text.find(
      "Overskredet: Ny risikovurdering vedrørende o1, senest torsdag den 19. november 2026 kl. "
      "10.10.");
  ASSERT_NE(alarm, std::string::npos);
  EXPECT_LT(alarm, text.find("Fare fra o1"));
  EXPECT_THAT(text, HasSubstr("Skal have besked: koordinator."));
  EXPECT_THAT(text,
              HasSubstr("Endnu ikke med i vurderingen: Ny vold eller nye trusler, kendt onsdag "
                        "den 18. november 2026 kl. 10.10."));
  EXPECT_THAT(text, HasSubstr("Registreringen e4 er markeret som en fejl og tæller ikke med"));
}

TEST(Report, SaysWhatTheProfessionalJudgedAndWhatTheAnswersSay) {
  const auto made = make(text_of_case("judged-against-low-score"));
  const std::string text = danish(*made);
  EXPECT_THAT(text, HasSubstr("Alvorlig fare efter faglig vurdering."));
  EXPECT_THAT(text,
              HasSubstr("Faglig vurdering ved w2: alvorlig fare. Begrundelse: The person is"));
  EXPECT_THAT(text, HasSubstr("Svarene alene: variabel fare."));
}

TEST(Report, DoesNotShowAJudgementThatIsNotYetGiven) {
  const std::string yaml = changed(text_of_case("judged-against-low-score"),
                                   "at: 2026-11-17T15:30+01:00", "at: 2026-11-19T10:00+01:00");
  const auto before = make(yaml, "2026-11-18T09:00+01:00");
  EXPECT_THAT(danish(*before),
              HasSubstr("Variabel fare. Et lavt niveau er ikke det samme som sikkerhed."));
  EXPECT_THAT(danish(*before), Not(HasSubstr("faglig vurdering.")));
  const auto after = make(yaml);
  EXPECT_THAT(danish(*after), HasSubstr("Alvorlig fare efter faglig vurdering."));
}

TEST(Report, WithoutAMomentSaysFirstThatOverdueWasNotJudged) {
  const auto made = make(text_of_case("overdue-after-late-event"), "");
  EXPECT_THAT(report_text(made->report, Language::da),
              StartsWith("Det er ikke vurderet, om frister er overskredet"));
  EXPECT_THAT(report_text(made->report, Language::en), StartsWith("Overdue was not judged"));
  const std::string html = report_html(made->report, Language::da);
  EXPECT_LT(html.find("ikke vurderet, om frister er overskredet"), html.find("<h1>"));
  EXPECT_THAT(danish(*made), Not(HasSubstr("Overskredet: ")));
  EXPECT_THAT(report_json(made->report), HasSubstr("\"overdue_judged\":false"));
  EXPECT_THAT(timeline_text(made->report.timeline, *made->programme, Language::da),
              StartsWith("Det er ikke vurderet"));
}

TEST(Report, SaysAtTheTopThatAnInstrumentIsOutsideItsPopulation) {
  const auto made = make(
      changed(text_of_case("complete"), "role: subject, sex: woman", "role: subject, sex: man"));
  const std::string text = danish(*made);
  const std::size_t alarm = text.find("Uden for målgruppen.");
  ASSERT_NE(alarm, std::string::npos);
  EXPECT_LT(alarm, text.find("Fare fra o1"));
  EXPECT_THAT(text, HasSubstr("og niveauet tæller ikke med."));
  EXPECT_THAT(text, HasSubstr("Mindst lav, kan være akut (indsatsens skala): redskabet er ikke "
                              "valideret for denne person."));
}

constexpr std::string_view awaiting = R"(vaern: 1
case: k-0500
programme: partner-violence@1
subject: p1
parties:
  - {id: p1, role: subject, sex: man, born: 1980}
  - {id: o1, role: other_party, sex: woman, relation: partner}
  - {id: w1, role: assessor}
episodes:
  - {no: 1, opened: 2026-11-19T09:00+01:00, route: health}
assessments:
  - id: a1
    instrument: spj-partner-violence@1
    about: o1
    status: completed
    assessed: 2026-11-20T10:00+01:00
    by: [w1]
    responses: {threats_recent: present}
)";

TEST(Report, SaysThatAProfessionalsLevelIsMissing) {
  const auto made = make(std::string(awaiting));
  const std::string text = danish(*made);
  EXPECT_LT(text.find("Det faglige niveau mangler."), text.find("Fare fra o1"));
  EXPECT_THAT(text, HasSubstr("Mindst middel, kan være høj. Niveauet er ikke fastsat: den faglige "
                              "vurdering mangler."));
  EXPECT_THAT(text, HasSubstr("Kompetence mangler. Ingen af fagpersonerne bag vurderingen a1 har"));
}

TEST(Report, SaysWhichInstrumentIsToBeUsedWhereThereIsNoAssessment) {
  const std::string yaml(awaiting.substr(0, awaiting.find("assessments:")));
  const auto made = make(yaml);
  const std::string text = danish(*made);
  EXPECT_THAT(text,
              HasSubstr("Mindst lav, kan være akut (indsatsens skala): der er ingen afsluttet "
                        "vurdering."));
  EXPECT_THAT(text, HasSubstr("Her bruges: Struktureret faglig vurdering af partnervold."));
}

TEST(Report, AlwaysGivesTheNumbersToCallAndTheSmallPrint) {
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    const std::string text = danish(*made);
    EXPECT_THAT(text,
                HasSubstr("Ved fare: ring 112. Den nationale hotline om vold, hele døgnet: 1888."));
    EXPECT_THAT(text, HasSubstr("Ikke valideret i Danmark."));
    EXPECT_THAT(text, HasSubstr("Kun korte betegnelser"));
    EXPECT_THAT(text, HasSubstr("som ikke er kontrolleret mod kilden"));
    EXPECT_THAT(text, HasSubstr("danger-assessment@2009 ("));
    EXPECT_THAT(text, HasSubstr("tidszonedata " + std::string(tz_version())));
    EXPECT_THAT(text, HasSubstr("denmark-offices@2024"));
  }
}

TEST(Report, LeavesNoMeasureOfTheListsOut) {
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    for (const Language language : {Language::da, Language::en}) {
      const std::string page = flowing(report_text(made->report, language));
      const std::string whole = flowing(plan_text(made->report.plan, *made->programme, language));
      for (const PlannedMeasure& planned : made->report.plan.measures) {
        std::string text = planned.measure->text.best(language);
        if (text.back() == '.') text.pop_back();
        EXPECT_THAT(whole, HasSubstr(text)) << name;
        if (planned.state == MeasureState::not_applicable) continue;
        EXPECT_THAT(page, HasSubstr(text)) << name;
      }
    }
  }
}

TEST(Report, HoldsMeasuresBackUntilTheirQuestionIsAnswered) {
  const auto made = make(text_of_case("half-answered"));
  const std::string text = danish(*made);
  EXPECT_THAT(text, HasSubstr("Du kan skifte koder og ændre mail og MitID fra en enhed, som ingen "
                              "overvåger.*"));
  EXPECT_THAT(text, HasSubstr("Tiltag mærket * må ikke bruges, før svaret kendes"));
  const std::size_t beyond = made->report.plan.questions_beyond();
  ASSERT_GT(beyond, 1U);
  EXPECT_THAT(text, HasSubstr("Og " + std::to_string(beyond) + " spørgsmål mere."));
}

TEST(Report, BreaksLinesAtAHundredCodePoints) {
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    for (const Language language : {Language::da, Language::en}) {
      std::istringstream lines(report_text(made->report, language) +
                               plan_text(made->report.plan, *made->programme, language) +
                               timeline_text(made->report.timeline, *made->programme, language));
      for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(count_code_points(line), 100U) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
      }
    }
  }
}

TEST(Report, AsJsonHoldsTheRecordOfEachScore) {
  const auto made = make(text_of_case("half-answered"));
  const std::string text = report_json(made->report);
  EXPECT_EQ(text, report_json(made->report));
  EXPECT_EQ(text.back(), '\n');
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  const auto json = nlohmann::ordered_json::parse(text);
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  EXPECT_THAT(keys, testing::ElementsAre("schema", "case", "programme", "subject", "as_of",
                                         "known_by", "overdue_judged", "possible", "open_dyads",
                                         "dyads", "timeline", "plan"));
  EXPECT_EQ(json["schema"], "vaern-report/1");
  EXPECT_EQ(json["as_of"], "2026-11-21T08:00:00Z");
  EXPECT_EQ(json["possible"], (nlohmann::json{"medium", "high", "acute"}));
  const auto& score = json["dyads"][0]["assessments"][1]["score"];
  EXPECT_EQ(score["level"]["range"], (nlohmann::json{"increased", "extreme"}));
  EXPECT_EQ(score["digest"].get<std::string>().size(), 64U);
  EXPECT_EQ(json["timeline"]["policy"], "partner-violence-review@1");
  EXPECT_EQ(json["plan"]["questions_beyond"], made->report.plan.questions_beyond());
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
// The person's version of a plan of zones, that of staff, and the card.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/exchange/zone_copy.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
namespace {

using testing::HasSubstr;
using testing::Not;

struct ZoneCase {
  CaseFile file;
  ProgrammePtr programme;
  ZonePlan plan;
  AsOf when;

  ZoneSource source() const { return {&file, programme.get(), &plan, when}; }
  std::string text(ZoneCopy copy, Language language = Language::da) const {
    return zone_copy_text(source(), copy, language);
  }
};

const Library& library_of_zones() {
  static const Library library = [] {
    DiagnosticList findings;
    return Library::load({VAERN_SOURCE_DIR "/instruments"}, findings);
  }();
  return library;
}

ZoneCase opened(const std::string& name) {
  DiagnosticList findings;
  const auto document =
      read_document_file(VAERN_SOURCE_DIR "/examples/situations/" + name + ".yaml", findings);
  auto file = load_case(*document, findings);
  if (!file) throw std::runtime_error(render(findings));
  const ProgrammePtr programme =
      library_of_zones().find_programme(file->programme.id, file->programme.version);
  const AsOf when{Instant::parse("2026-11-21T09:00+01:00"), std::nullopt};
  auto plan = zone_plan(*file, *programme, when);
  if (!plan) throw std::runtime_error(render(plan.error()));
  return {*std::move(file), programme, *std::move(plan), when};
}

const ZoneCase& resident_case() {
  static const ZoneCase made = opened("resident-in-a-botilbud");
  return made;
}
const ZoneCase& child_case() {
  static const ZoneCase made = opened("placed-child-of-nine");
  return made;
}

TEST(ZoneCopy, SpeaksToThePersonInThePersonsOwnWords) {
  const std::string text = resident_case().text(ZoneCopy::person, Language::en);
  EXPECT_THAT(text, HasSubstr("I walk up and down the corridor"));
  EXPECT_THAT(text, Not(HasSubstr("I walk to and fro")));
  EXPECT_THAT(text, HasSubstr("I can go to my quiet place."));
  // Declined, held, and a sign he does not have.
  EXPECT_THAT(text, Not(HasSubstr("my sign that I need a break")));
  EXPECT_THAT(text, Not(HasSubstr("I can go for a walk")));
  EXPECT_THAT(text, Not(HasSubstr("I hurt myself")));
}

TEST(ZoneCopy, HasWordsForAChildOfNine) {
  const std::string text = child_case().text(ZoneCopy::person);
  EXPECT_THAT(text, HasSubstr("Det siger bang"));
  EXPECT_THAT(text, HasSubstr("Det gør de voksne"));
  EXPECT_THAT(text, HasSubstr("Jeg kan gå i min hule."));
  EXPECT_THAT(text, Not(HasSubstr("Det koger over")));
  EXPECT_THAT(text, Not(HasSubstr("personalet")));
}

TEST(ZoneCopy, NamesNoModelAndNoStatusToThePerson) {
  for (const ZoneCase* made : {&resident_case(), &child_case()}) {
    for (const Language language : {Language::da, Language::en}) {
      const std::string text = made->text(ZoneCopy::person, language);
      EXPECT_THAT(text, Not(HasSubstr("@1")));
      EXPECT_THAT(text, Not(HasSubstr("k-700")));
      EXPECT_THAT(text, Not(HasSubstr(language == Language::da ? "aftalt]" : "agreed]")));
      EXPECT_THAT(text, HasSubstr("112"));
    }
  }
}

TEST(ZoneCopy, TellsStaffWhatIsToBeDoneFirstAndWhatIsNotKnown) {
  const std::string text = resident_case().text(ZoneCopy::agency);
  EXPECT_THAT(text, HasSubstr("Planen skal ses efter."));
  EXPECT_THAT(text, HasSubstr("tirsdag den 24. november 2026"));
  EXPECT_THAT(text, HasSubstr("(forslag)"));
  EXPECT_THAT(text, HasSubstr("skal afklares igen"));  // the walk, while a fact is not known
  EXPECT_THAT(text, HasSubstr("Kan det være farligt for beboeren at være alene ude?"));
}

TEST(ZoneCopy, AccountsForEveryMeasureToStaff) {
  for (const ZoneCase* made : {&resident_case(), &child_case()}) {
    std::string text = made->text(ZoneCopy::agency);
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::string joined;  // wrapped lines are indented
    std::unique_copy(text.begin(), text.end(), std::back_inserter(joined),
                     [](char a, char b) { return a == ' ' && b == ' '; });
    for (const ZoneMeasure& measure : made->programme->zones()->measures()) {
      EXPECT_THAT(joined, HasSubstr(measure.text.staff.best(Language::da))) << measure.id;
    }
  }
}

TEST(ZoneCopy, PutsAllOfDangerOnACardOfTwelveLines) {
  for (const ZoneCase* made : {&resident_case(), &child_case()}) {
    const std::string text = made->text(ZoneCopy::card);
    std::size_t lines = 0;
    for (std::size_t at = text.find("\n- "); at != std::string::npos;
         at = text.find("\n- ", at + 1)) {
      ++lines;
    }
    EXPECT_LE(lines, most_card_lines);
    EXPECT_GE(lines, 8U);
    const ZoneCatalogue& zones = *made->programme->zones();
    for (const PlannedZoneMeasure& planned : made->plan.measures) {
      if (!zones.zones()[planned.measure->zone].is_danger) continue;
      if (planned.state != MeasureState::included) continue;
      const std::string words = planned.measure->text.staff.best(Language::da);
      EXPECT_THAT(text, HasSubstr(words.substr(0, 20))) << planned.measure->id;
    }
  }
}

TEST(ZoneCopy, KeepsTheSignsOnTheCardWhereNothingElseIsLeftOfAZone) {
  ZoneCase made = opened("resident-in-a-botilbud");
  const ZoneCatalogue& zones = *made.programme->zones();
  for (PlannedZoneMeasure& planned : made.plan.measures) {
    if (zones.zones()[planned.measure->zone].is_danger) continue;
    planned.status = MeasureStatus::declined;
  }
  const std::string text = made.text(ZoneCopy::card, Language::en);
  std::size_t lines = 0;
  for (std::size_t at = text.find("Signs: "); at != std::string::npos;
       at = text.find("Signs: ", at + 1)) {
    ++lines;
  }
  EXPECT_GT(lines, 1U) << text;  // one of them is that of danger
}

TEST(ZoneCopy, IsOneFileThatLoadsNothing) {
  for (const ZoneCopy copy : {ZoneCopy::person, ZoneCopy::agency, ZoneCopy::card}) {
    const std::string html = zone_copy_html(resident_case().source(), copy, Language::da);
    EXPECT_THAT(html, HasSubstr("<html lang=\"da\""));
    for (const char* loads : {"<script", "src=", "href=", "http:", "https:"}) {
      EXPECT_THAT(html, Not(HasSubstr(loads))) << loads;
    }
  }
}

TEST(ZoneCopy, RefusesADiscreetCopyAndAPersonsCopyAsJson) {
  const ZoneSource source = resident_case().source();
  EXPECT_TRUE(zone_copy(source, "person", "text", Language::en));
  EXPECT_TRUE(zone_copy(source, "agency", "json", Language::en));
  const std::pair<const char*, const char*> refused[] = {
      {"discreet", "text"}, {"person", "json"}, {"card", "markdown"}};
  for (const auto& [copy, format] : refused) {
    const auto made = zone_copy(source, copy, format, Language::en);
    ASSERT_FALSE(made) << copy;
    EXPECT_EQ(made.error().begin()->code->id, "E1080");
  }
}

TEST(ZoneCopy, HasAWordForEachCopy) {
  for (const ZoneCopy copy : {ZoneCopy::person, ZoneCopy::agency, ZoneCopy::card}) {
    EXPECT_EQ(parse_zone_copy(to_string(copy)), copy);
  }
  EXPECT_EQ(parse_zone_copy("discreet"), std::nullopt);
}

}  // namespace
}  // namespace vaern

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

CaseFile file_of(const std::string& name) {
  DiagnosticList findings;
  const auto document =
      read_document_file(VAERN_SOURCE_DIR "/examples/situations/" + name + ".yaml", findings);
  auto file = load_case(*document, findings);
  if (!file) throw std::runtime_error(render(findings));
  return *std::move(file);
}

ZoneCase opened(CaseFile file, AsOf when) {
  const ProgrammePtr programme =
      library_of_zones().find_programme(file.programme.id, file.programme.version);
  auto plan = zone_plan(file, *programme, when);
  if (!plan) throw std::runtime_error(render(plan.error()));
  return {std::move(file), programme, *std::move(plan), when};
}

ZoneCase opened(const std::string& name) {
  return opened(file_of(name), {Instant::parse("2026-11-21T09:00+01:00"), std::nullopt});
}

/// One line, with a space where a line was broken.
std::string unwrapped(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::string joined;  // wrapped lines are indented
  std::unique_copy(text.begin(), text.end(), std::back_inserter(joined),
                   [](char a, char b) { return a == ' ' && b == ' '; });
  return joined;
}

/// The lines of a list under a heading.
std::vector<std::string> lines_under(const std::string& heading, const std::string& text) {
  const std::size_t begin = text.find(heading + "\n=");
  if (begin == std::string::npos) return {};
  const std::string part = text.substr(begin, text.find("\n\n", begin) - begin);
  std::vector<std::string> lines;
  for (std::size_t at = part.find("\n- "); at != std::string::npos;) {
    const std::size_t next = part.find("\n- ", at + 1);
    lines.push_back(unwrapped(part.substr(at + 3, next - at - 3)));
    at = next;
  }
  return lines;
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
  EXPECT_THAT(text, HasSubstr("Jeg går op og ned ad gangen"));
  EXPECT_THAT(text, Not(HasSubstr("I walk to and fro")));
  EXPECT_THAT(text, HasSubstr("Jeg kan sætte mig på bænken bag huset."));
  EXPECT_THAT(text, Not(HasSubstr("I can go to my quiet place.")));
  EXPECT_THAT(text, HasSubstr("I can do something I like every day."));
  // Declined, held, and a sign he does not have.
  EXPECT_THAT(text, Not(HasSubstr("my sign that I need a break")));
  EXPECT_THAT(text, Not(HasSubstr("I can go for a walk")));
  EXPECT_THAT(text, Not(HasSubstr("I hurt myself")));
}

TEST(ZoneCopy, HasWordsForAChildOfNine) {
  const std::string text = child_case().text(ZoneCopy::person);
  EXPECT_THAT(text, HasSubstr("Det er alt for meget"));
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
  EXPECT_THAT(text, HasSubstr("Planen skal ses efter, senest"));
  EXPECT_THAT(text, HasSubstr("tirsdag den 24. november 2026"));
  EXPECT_THAT(text, HasSubstr("(forslag)"));
  // The walk, while a fact is not known.
  EXPECT_THAT(text, HasSubstr("skal afklares igen og er ikke i beboerens udgave"));
  EXPECT_THAT(text, HasSubstr("Overskredet: Samtale med borgeren om det, der skete"));
  EXPECT_THAT(text, HasSubstr("tirsdag den 17. november 2026"));
  EXPECT_THAT(text, HasSubstr("Kan det være farligt for beboeren at være alene ude?"));
}

TEST(ZoneCopy, AccountsForEveryMeasureToStaff) {
  for (const ZoneCase* made : {&resident_case(), &child_case()}) {
    const std::string joined = unwrapped(made->text(ZoneCopy::agency));
    for (const ZoneMeasure& measure : made->programme->zones()->measures()) {
      EXPECT_THAT(joined, HasSubstr(measure.text.staff.best(Language::da))) << measure.id;
    }
  }
}

TEST(ZoneCopy, PutsAllOfDangerOnACardOfTwentyLines) {
  for (const ZoneCase* made : {&resident_case(), &child_case()}) {
    const std::string text = made->text(ZoneCopy::card);
    std::size_t lines = 0;
    for (std::size_t at = text.find("\n- "); at != std::string::npos;
         at = text.find("\n- ", at + 1)) {
      ++lines;
    }
    EXPECT_LE(lines, most_card_lines + most_card_first_lines);
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

TEST(ZoneCopy, KeepsTheAdultThatTheChildHasChosen) {
  // Nobody has asked whether the child asks for help.
  const std::string words = "Jeg kan gå hen til den voksne, jeg har valgt.";
  EXPECT_THAT(child_case().text(ZoneCopy::person), HasSubstr(words));
}

TEST(ZoneCopy, PrintsAllThatWasAgreedThoughNoSignIsKnown) {
  for (const char* name : {"resident-in-a-botilbud", "placed-child-of-nine"}) {
    for (const bool is_known : {false, true}) {
      CaseFile file = file_of(name);
      file.facts.clear();
      PlanEntry& plan = file.plans.front();
      plan.measures.clear();
      if (!is_known) plan.signs.clear();
      for (TraitEntry& sign : plan.signs) sign.has.value = false;
      const AsOf when{Instant::parse("2026-11-21T09:00+01:00"), std::nullopt};
      const ProgrammePtr programme = library_of_zones().find_programme(file.programme.id);
      for (const ZoneMeasure& measure : programme->zones()->measures()) {
        if (measure.part == ZonePart::staff_avoid) continue;
        MeasureEntry entry;
        entry.measure.text = measure.id;
        entry.status = MeasureStatus::agreed;
        plan.measures.push_back(std::move(entry));
      }
      const ZoneCase made = opened(std::move(file), when);
      const std::string person = unwrapped(made.text(ZoneCopy::person));
      const std::string agency = unwrapped(made.text(ZoneCopy::agency));
      for (const PlannedZoneMeasure& planned : made.plan.measures) {
        const std::string own = made.plan.own(planned.measure->text).best(Language::da);
        if (planned.measure->id != "walk_out" && planned.measure->id != "red_leave") {
          EXPECT_THAT(person, HasSubstr(own)) << planned.measure->id;
          continue;
        }
        EXPECT_THAT(person, Not(HasSubstr(own)));
        EXPECT_THAT(agency,
                    HasSubstr("er ikke i beboerens udgave: Åbn vejen ud, og gå kun med, hvis "
                              "beboeren ønsker det. Lad beboeren gå ud, og gå kun med, hvis "
                              "beboeren ønsker det. Årsag: Det kan være farligt"));
      }
    }
  }
}

TEST(ZoneCopy, TellsAShiftWhatIsOverdueAndWhatStrains) {
  const std::vector<std::string> resident =
      lines_under("Først", resident_case().text(ZoneCopy::card));
  ASSERT_EQ(resident.size(), most_card_first_lines);
  EXPECT_THAT(resident[0], HasSubstr("Overskredet: Samtale med borgeren om det, der skete"));
  EXPECT_THAT(resident[1], HasSubstr("Aftalt, men skal afklares igen"));
  EXPECT_THAT(resident[2], HasSubstr("Helbred først: Har sovet mindre"));
  EXPECT_THAT(resident[2], HasSubstr("Medicin ændret"));
  EXPECT_THAT(resident[3], HasSubstr("Magtanvendelse, tirsdag den 17. november 2026"));
  EXPECT_THAT(resident[4], HasSubstr("Og 2 mere: Se planen."));
  const std::vector<std::string> child = lines_under("Først", child_case().text(ZoneCopy::card));
  ASSERT_EQ(child.size(), 4U);
  EXPECT_THAT(child[0], HasSubstr("Overskredet: Planen skal ses efter, senest fredag"));
  EXPECT_THAT(child[1], HasSubstr("Helbred først: Dårlig søvn, sult"));
  EXPECT_THAT(child[2], HasSubstr("fredag den 27. november 2026"));
  EXPECT_THAT(child[3], HasSubstr("Før og efter samvær"));
}

TEST(ZoneCopy, KeepsHealthOnACardWhereMuchIsOverdue) {
  CaseFile file = file_of("resident-in-a-botilbud");
  const EventEntry force = file.events[1];
  ASSERT_EQ(force.kind.text, "force_used");
  for (int i = 0; i < 5; ++i) {
    file.events.push_back(force);
    file.events.back().id.text = "f" + std::to_string(i);
  }
  const ZoneCase made =
      opened(std::move(file), {Instant::parse("2026-12-20T09:00+01:00"), std::nullopt});
  const std::vector<std::string> lines = lines_under("Først", made.text(ZoneCopy::card));
  ASSERT_EQ(lines.size(), most_card_first_lines);
  EXPECT_THAT(lines[2], HasSubstr("Overskredet"));
  EXPECT_THAT(lines[3], HasSubstr("Helbred først"));
  EXPECT_THAT(lines[4], HasSubstr("mere: Se planen."));
}

/// The case with one measure said to be this, and what else is to be different.
CaseFile with_status(CaseFile file, const std::string& measure, MeasureStatus status) {
  for (MeasureEntry& entry : file.plans.front().measures) {
    if (entry.measure.text == measure) {
      entry.status = status;
      return file;
    }
  }
  MeasureEntry entry;
  entry.measure.text = measure;
  entry.status = status;
  file.plans.front().measures.push_back(std::move(entry));
  return file;
}

const AsOf on_the_21st{Instant::parse("2026-11-21T09:00+01:00"), std::nullopt};

std::string staff_text(const ZoneCase& made, const char* measure) {
  return made.plan.find(measure)->measure->text.staff.best(Language::da);
}

TEST(ZoneCopy, KeepsWhatStaffDoInDangerWhateverThePersonDeclines) {
  for (const char* name : {"resident-in-a-botilbud", "placed-child-of-nine"}) {
    for (const MeasureStatus status : {MeasureStatus::declined, MeasureStatus::waived}) {
      CaseFile file = file_of(name);
      const ProgrammePtr programme = library_of_zones().find_programme(file.programme.id);
      const ZoneCatalogue& zones = *programme->zones();
      for (const ZoneMeasure& measure : zones.measures()) {
        if (measure.part == ZonePart::staff_avoid) continue;
        file = with_status(std::move(file), measure.id, status);
      }
      const ZoneCase made = opened(std::move(file), on_the_21st);
      const std::string card = unwrapped(made.text(ZoneCopy::card));
      const std::string agency = unwrapped(made.text(ZoneCopy::agency));
      const std::string person = unwrapped(made.text(ZoneCopy::person));
      for (const PlannedZoneMeasure& planned : made.plan.measures) {
        if (!zones.zones()[planned.measure->zone].is_danger) continue;
        if (planned.state != MeasureState::included) continue;
        const std::string staff = planned.measure->text.staff.best(Language::da);
        const std::string own = made.plan.own(planned.measure->text).best(Language::da);
        if (planned.measure->part == ZonePart::i_can) {
          EXPECT_THAT(card, Not(HasSubstr(staff))) << planned.measure->id;
          EXPECT_THAT(person, Not(HasSubstr(own))) << planned.measure->id;
          continue;
        }
        EXPECT_THAT(card, HasSubstr(staff)) << planned.measure->id;
        if (planned.measure->part != ZonePart::staff_do) continue;
        EXPECT_EQ(person.find(own) != std::string::npos, !planned.reason.is_open())
            << planned.measure->id;
        EXPECT_THAT(agency, HasSubstr("når der er fare. Tal om hvordan: " + staff));
      }
      EXPECT_THAT(card, HasSubstr("hold en vej ud åben for dig selv"));
    }
  }
}

TEST(ZoneCopy, TellsThePersonThatSheSaidNoAndNotThatNothingWasTalkedAbout) {
  const std::string nothing = "Vi har ikke aftalt noget endnu.";
  for (const bool is_child : {false, true}) {
    CaseFile file = file_of(is_child ? "placed-child-of-nine" : "resident-in-a-botilbud");
    for (const char* id : {"red_leave", "red_room", "red_safe"}) {
      const bool is_theirs = (id == std::string("red_safe")) == is_child;
      if (is_theirs) file = with_status(std::move(file), id, MeasureStatus::declined);
    }
    const std::string text = unwrapped(opened(file, on_the_21st).text(ZoneCopy::person));
    EXPECT_THAT(text, HasSubstr(is_child ? "Du sagde nej til det, vi foreslog. Sig til, hvis du "
                                           "vil snakke om det igen."
                                         : "Du har sagt nej til det, vi foreslog. Sig til, hvis "
                                           "du vil tale om det igen."));
    EXPECT_THAT(text, Not(HasSubstr(nothing)));
  }
  CaseFile file = file_of("resident-in-a-botilbud");
  for (MeasureEntry& entry : file.plans.front().measures) entry.status = MeasureStatus::proposed;
  EXPECT_THAT(unwrapped(opened(file, on_the_21st).text(ZoneCopy::person)), HasSubstr(nothing));
  // One of several.
  file = with_status(std::move(file), "my_calm", MeasureStatus::declined);
  EXPECT_THAT(unwrapped(opened(file, on_the_21st).text(ZoneCopy::person)),
              HasSubstr("Du har sagt nej til noget af det, vi foreslog."));
  // Agreed and held: it was agreed all the same.
  file = with_status(std::move(file), "walk_out", MeasureStatus::agreed);
  EXPECT_THAT(unwrapped(opened(file, on_the_21st).text(ZoneCopy::person)),
              HasSubstr("Vi skal tale igen om det, vi har aftalt."));
}

TEST(ZoneCopy, SendsNobodyOutAloneInOneZoneWhereItIsHeldInAnother) {
  for (const std::optional<bool> unsafe : {std::optional<bool>(), std::optional(true)}) {
    CaseFile file = file_of("resident-in-a-botilbud");
    for (FactEntry& fact : file.facts) {
      if (fact.fact.text != "unsafe_alone_outside" || !unsafe) continue;
      fact.value.value = *unsafe;
      fact.from = file.plans.front().made;
    }
    const ZoneCase made = opened(std::move(file), on_the_21st);
    const std::string person = unwrapped(made.text(ZoneCopy::person));
    const std::string card = unwrapped(made.text(ZoneCopy::card));
    EXPECT_THAT(person, Not(HasSubstr("Jeg kan gå ud")));
    EXPECT_THAT(person, Not(HasSubstr("Jeg kan gå en tur")));
    EXPECT_THAT(person, HasSubstr("Jeg kan gå ind til mig selv"));
    EXPECT_THAT(card, HasSubstr("Går beboeren ud, så følg med på afstand"));
    EXPECT_THAT(card, Not(HasSubstr("\n- Lad beboeren gå ud")));
  }
}

TEST(ZoneCopy, AsksStaffToReadTheOwnWordsWhileSomethingIsHeldAndQuotesThemNowhere) {
  const std::string bench = "bænken bag huset";
  const std::string asked = "Tag stilling til beboerens egne ord";
  for (const ZoneCopy copy : {ZoneCopy::agency, ZoneCopy::card}) {
    EXPECT_THAT(unwrapped(resident_case().text(copy)), Not(HasSubstr(bench)));
  }
  EXPECT_THAT(unwrapped(resident_case().text(ZoneCopy::agency)),
              HasSubstr("De står i beboerens udgave i stedet for: »Jeg kan gå hen til mit rolige "
                        "sted.« Årsag: Det kan være farligt for beboeren at være alene ude"));
  // Nothing is held, or nobody has own words.
  EXPECT_THAT(child_case().text(ZoneCopy::agency), Not(HasSubstr("Tag stilling")));
  CaseFile silent = file_of("resident-in-a-botilbud");
  for (MeasureEntry& entry : silent.plans.front().measures) entry.words.text.clear();
  EXPECT_THAT(unwrapped(opened(silent, on_the_21st).text(ZoneCopy::agency)), Not(HasSubstr(asked)));
  // The words for what is held are on no version.
  CaseFile held = file_of("resident-in-a-botilbud");
  for (MeasureEntry& entry : held.plans.front().measures) {
    if (entry.measure.text != "walk_out") continue;
    entry.words.text = "Jeg går ned til havnen";
    entry.status = MeasureStatus::proposed;
  }
  const ZoneCase made = opened(std::move(held), on_the_21st);
  for (const ZoneCopy copy : {ZoneCopy::person, ZoneCopy::agency, ZoneCopy::card}) {
    EXPECT_THAT(made.text(copy), Not(HasSubstr("havnen")));
  }
  EXPECT_THAT(unwrapped(made.text(ZoneCopy::agency)), HasSubstr("heller ikke de egne ord om det"));
}

TEST(ZoneCopy, SaysOnTheCardAllThatRisesWhatWasAgreedAndHowMuchIsLeftOut) {
  const std::vector<std::string> lines =
      lines_under("Gul: på vej ud af balance", resident_case().text(ZoneCopy::card));
  ASSERT_GE(lines.size(), 3U);
  EXPECT_THAT(lines[0], HasSubstr("Jeg går op og ned ad gangen"));
  EXPECT_THAT(lines[0], HasSubstr("Taler højere, hurtigere eller lysere"));
  EXPECT_THAT(lines[0], HasSubstr("Knyttede hænder"));
  EXPECT_THAT(lines[0], HasSubstr("som beboeren plejer at tage (spørg)"));
  EXPECT_THAT(lines[2], HasSubstr("Aftalt: " + staff_text(resident_case(), "my_place") +
                                  " (Se beboerens egne ord.)"));
  EXPECT_THAT(lines[2], HasSubstr(staff_text(resident_case(), "my_calm")));
  // Every line of the plan is on the card, or counted.
  for (const ZoneCase* made : {&resident_case(), &child_case()}) {
    const std::string card = unwrapped(made->text(ZoneCopy::card));
    std::size_t missing = 0, counted = 0;
    for (const PlannedZoneMeasure& planned : made->plan.measures) {
      if (planned.state != MeasureState::included || is_given_up(made->plan, planned)) continue;
      const std::string words = planned.measure->text.staff.best(Language::da);
      if (card.find(words) == std::string::npos) ++missing;
    }
    for (std::size_t at = card.find(" Og "); at != std::string::npos;
         at = card.find(" Og ", at + 1)) {
      const std::size_t end = card.find(" mere: Se planen.", at);
      if (end != std::string::npos && end - at < 8) counted += std::stoul(card.substr(at + 4));
    }
    // The first of them counts what stands under "first".
    const auto first = lines_under("Først", made->text(ZoneCopy::card));
    if (first.back().rfind("Og ", 0) == 0) counted -= std::stoul(first.back().substr(3));
    EXPECT_GT(missing, 0U);
    EXPECT_EQ(counted, missing);
  }
}

TEST(ZoneCopy, SaysTheDeadlineFirstAndCallsTheDayOfTheEventWhatItIs) {
  const std::string text = unwrapped(resident_case().text(ZoneCopy::agency));
  EXPECT_THAT(text, HasSubstr("inden månedens udgang: senest mandag den 30. november 2026. Det "
                              "skete: Magtanvendelse, tirsdag den 17. november 2026."));
  EXPECT_THAT(text, Not(HasSubstr("(tirsdag den 17. november 2026)")));
}

TEST(ZoneCopy, SaysDaysAndNoIdsOfEvents) {
  for (const ZoneCase* made : {&resident_case(), &child_case()}) {
    for (const ZoneCopy copy : {ZoneCopy::person, ZoneCopy::agency, ZoneCopy::card}) {
      const std::string text = made->text(copy);
      for (const char* id : {"(e1", "(e2", "p1", "s1"}) EXPECT_THAT(text, Not(HasSubstr(id)));
    }
  }
}

TEST(ZoneCopy, SaysWhatWasNotJudgedWithoutAMoment) {
  const ZoneCase made = opened(file_of("resident-in-a-botilbud"), {});
  EXPECT_THAT(made.text(ZoneCopy::card), HasSubstr("ikke vurderet, om frister er overskredet"));
  EXPECT_THAT(made.text(ZoneCopy::agency), HasSubstr("ikke vurderet, om frister er overskredet"));
}

TEST(ZoneCopy, TellsTheZonesApartWithoutColour) {
  for (const ZoneCopy copy : {ZoneCopy::person, ZoneCopy::card}) {
    const std::string html = zone_copy_html(child_case().source(), copy, Language::da);
    std::size_t last = 0;
    for (const char* zone : {"calm", "rising", "danger", "after"}) {
      const std::size_t at = html.find("<section class=\"zone " + std::string(zone) + "\">");
      ASSERT_NE(at, std::string::npos) << zone;
      EXPECT_LT(last, at);
      last = at;
      EXPECT_THAT(html, HasSubstr("." + std::string(zone) + " h2::before{"));
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

// SPDX-License-Identifier: Apache-2.0
// What a case says since its first plan, in the copies: who is meant, by when, in whose words, for
// whom, and what counts no more.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "exchange/html_reader.hpp"
#include "exchange/plan_copies.hpp"
#include "exchange/plan_copy_words.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::Not;

constexpr std::array<PlanCopy, 6> every_copy{PlanCopy::person,    PlanCopy::discreet,
                                             PlanCopy::agency,    PlanCopy::card,
                                             PlanCopy::recipient, PlanCopy::handover};

CopyOptions danish(PlanCopy copy) {
  CopyOptions options{.copy = copy, .language = Language::da};
  if (copy == PlanCopy::recipient) {
    options.recipient = Who::police;
    options.sections = {"danger", "everyday", "digital", "home", "network"};
  }
  return options;
}

std::string text_of(const Made& made, PlanCopy copy, const SafetyPlan* other = nullptr) {
  return flowing(copied(made, danish(copy), CopyFormat::text, other));
}

std::string findings_of(const Made& made, const CopyOptions& options) {
  const Result<std::string> text = plan_copy(source_of(made), options, CopyFormat::text);
  EXPECT_FALSE(text.has_value()) << text.value_or("");
  return text ? "" : render(text.error());
}

const std::string& complete() {
  static const std::string text = text_of_case("complete");
  return text;
}

constexpr std::string_view a_second_plan =
    "  - id: s2\n"
    "    parent: s1\n"
    "    made: 2026-11-19T12:00+01:00\n"
    "    by: w1\n"
    "    measures:\n";

// ---- who is meant ----

TEST(PlanCopiesOfACase, SayWhichProfessionalAMeasureIsFor) {
  const auto made = make(complete());
  for (const PlanCopy copy : {PlanCopy::agency, PlanCopy::handover}) {
    const std::string text = text_of(*made, copy);
    EXPECT_THAT(text, HasSubstr("Intet sendes herfra. (barn c1, w2)")) << to_string(copy);
    EXPECT_THAT(text, HasSubstr("Intet sendes herfra")) << to_string(copy);
    EXPECT_THAT(text, HasSubstr("(barn c1, w1)")) << to_string(copy);
  }
  // The card holds the first of what professionals do.
  SafetyPlan plan = made->report.plan;
  for (PlannedMeasure& planned : plan.measures) {
    if (planned.measure->id != "child_notification") planned.status = MeasureStatus::done;
  }
  EXPECT_THAT(text_of(*made, PlanCopy::card, &plan), HasSubstr("(barn c1, w2)"));
}

TEST(PlanCopiesOfACase, PutANameOfTheTableInThePlaceOfTheId) {
  const auto made = make(complete());
  NameTable names;
  names["w2"] = {"Navn-w2", "tlf-w2"};
  names["c1"] = {"Navn-c1", "tlf-c1"};
  for (const PlanCopy copy : {PlanCopy::agency, PlanCopy::handover}) {
    CopyOptions options = danish(copy);
    options.names = &names;
    const std::string text = flowing(copied(*made, options, CopyFormat::text));
    EXPECT_THAT(text, HasSubstr("Intet sendes herfra. (Navn-c1, Navn-w2)")) << to_string(copy);
    EXPECT_THAT(text, Not(HasSubstr("(barn c1"))) << to_string(copy);
    EXPECT_THAT(text, Not(HasSubstr("tlf-c1"))) << to_string(copy);
  }
}

TEST(PlanCopiesOfACase, ARecipientLearnsOfNoOtherProfessional) {
  const auto made = make(complete());
  SafetyPlan plan = made->report.plan;
  for (PlannedMeasure& planned : plan.measures) {
    if (planned.measure->id == "child_notification") planned.status = MeasureStatus::agreed;
  }
  CopyOptions options = danish(PlanCopy::recipient);
  options.sections = {plan.find("child_notification", "c1", "w1")->measure->section};
  const std::string text = copied(*made, options, CopyFormat::html, &plan);
  EXPECT_THAT(text, HasSubstr("Intet sendes herfra."));
  EXPECT_EQ(text.find("Intet sendes herfra."), text.rfind("Intet sendes herfra."));
  for (const char* id : {"w1", "w2", "w3"}) EXPECT_THAT(text, Not(HasSubstr(id)));
}

// ---- cautions ----

TEST(PlanCopiesOfACase, CautionsForThePersonStandOnTheirCopyAndThoseForStaffNever) {
  const auto made = make(complete());
  SafetyPlan plan = made->report.plan;
  for (PlannedMeasure& planned : plan.measures) planned.status = MeasureStatus::agreed;
  const std::string person = text_of(*made, PlanCopy::person, &plan);
  const std::string discreet = text_of(*made, PlanCopy::discreet, &plan);
  std::size_t seen = 0;
  const std::vector<std::size_t> places = person_copy(plan);
  for (std::size_t i = 0; i < plan.measures.size(); ++i) {
    const Measure& measure = *plan.measures[i].measure;
    const bool is_on_it = std::find(places.begin(), places.end(), i) != places.end();
    for (const Caution& caution : measure.cautions) {
      const std::string words = caution.text.best(Language::da);
      EXPECT_THAT(discreet, Not(HasSubstr(words))) << measure.id;
      if (is_on_it && caution.is_for_person()) {
        // Right behind the measure, or behind another caution of it.
        EXPECT_THAT(person, HasSubstr(" " + words)) << measure.id;
        EXPECT_LT(person.find(measure.text.best(Language::da)), person.find(words)) << measure.id;
        ++seen;
      } else if (!is_on_it || !caution.is_for_person()) {
        EXPECT_THAT(person, Not(HasSubstr(words))) << measure.id;
      }
    }
  }
  EXPECT_GT(seen, 0U);
  EXPECT_THAT(person, Not(HasSubstr("Pas på")));
}

TEST(PlanCopiesOfACase, CautionsForThePersonAreInTheirJson) {
  const auto made = make(complete());
  const auto json =
      nlohmann::json::parse(copied(*made, danish(PlanCopy::person), CopyFormat::json));
  std::map<std::string, std::size_t> cautions;
  for (const auto& measure : json["measures"]) {
    if (measure.contains("cautions")) {
      cautions[measure["measure"].get<std::string>()] = measure["cautions"].size();
    }
  }
  EXPECT_THAT(cautions, testing::ElementsAre(testing::Pair("charged_phone", 1U),
                                             testing::Pair("no_reply", 2U)));
}

TEST(PlanCopiesOfACase, TheDangerLineIsANumberByItself) {
  using exchange::detail::says_112;
  for (const char* text : {"Ring 112.", "112", "(112)", "اتصل بـ ١١٢", "به ۱۱۲ زنگ بزنید"}) {
    EXPECT_TRUE(says_112(text)) << text;
  }
  for (const char* text :
       {"", "33112244", "1120", "0112", "١١٢٣", "Ring til alarmcentralen", "11 2"}) {
    EXPECT_FALSE(says_112(text)) << text;
  }
}

TEST(PlanCopiesOfACase, ACautionThatIsNotTranslatedRefusesTheCopy) {
  const auto made = make(complete());
  std::string po = translation_template(made->programme->catalogue());
  po = changed(po, "\"Language: \\n\"", "\"Language: ar\\n\"");
  const auto filled = [&](std::string_view but, std::string_view number = "١١٢") {
    std::string text;
    std::string context;
    std::size_t at = 0;
    while (at < po.size()) {
      const std::size_t end = std::min(po.find('\n', at), po.size());
      std::string line = po.substr(at, end - at);
      at = end + 1;
      if (line.starts_with("msgctxt")) context = line;
      const bool is_open = line == "msgstr \"\"" && !context.empty();
      if (is_open && context != but) line = "msgstr \"كلمة " + std::string(number) + "\"";
      text += line + "\n";
    }
    DiagnosticList findings;
    auto translation = load_translation("words.po", text, findings);
    EXPECT_TRUE(translation.has_value()) << render(findings);
    return *std::move(translation);
  };
  CopyOptions options = danish(PlanCopy::person);
  const Translation whole = filled("");
  options.translation = &whole;
  EXPECT_THAT(copied(*made, options, CopyFormat::text), HasSubstr("كلمة"));
  // The danger line without its number is none.
  const Translation numberless = filled("", "");
  options.translation = &numberless;
  EXPECT_THAT(findings_of(*made, options), HasSubstr("In danger: call 112."));
  const Translation lacking = filled("msgctxt \"caution no_reply\"");
  options.translation = &lacking;
  EXPECT_THAT(findings_of(*made, options),
              testing::AllOf(HasSubstr("E1090"), HasSubstr("no_reply")));
}

// ---- own words ----

constexpr std::string_view hard_words = "<b>Jeg</b> går *til* [min] søster & ringer \"nu\" | # 1";

std::string case_with_own_words() {
  return changed(complete(), "own_device: {status: agreed, by: w1}",
                 "own_device: {status: agreed, by: w1, words: '" + std::string(hard_words) + "'}");
}

TEST(PlanCopiesOfACase, OwnWordsStandOnThePersonsCopyBesideTheirMeasure) {
  const auto made = make(case_with_own_words());
  const std::string text = text_of(*made, PlanCopy::person);
  EXPECT_THAT(text, HasSubstr("eller her hos os. Med dine egne ord: "
                              "»<b>Jeg</b> går *til* [min] søster & ringer \"nu\" | # 1«"));
}

TEST(PlanCopiesOfACase, OwnWordsAreTextInEveryFormat) {
  const auto made = make(case_with_own_words());
  const std::string html = copied(*made, danish(PlanCopy::person), CopyFormat::html);
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;Jeg&lt;/b&gt; går *til* [min] søster &amp; ringer"));
  EXPECT_THAT(html, Not(HasSubstr("<b>")));
  EXPECT_THAT(check(html).faults, testing::IsEmpty());
  EXPECT_THAT(
      copied(*made, danish(PlanCopy::person), CopyFormat::markdown),
      HasSubstr("\\<b\\>Jeg\\</b\\> går \\*til\\* \\[min\\] søster \\& ringer \"nu\" \\| \\# 1"));
}

TEST(PlanCopiesOfACase, OwnWordsStandInNoOtherCopyAndInNoJson) {
  const auto made = make(case_with_own_words());
  const auto without = make(complete());
  for (const PlanCopy copy : every_copy) {
    for (const CopyFormat format : copy_formats) {
      if (copy == PlanCopy::person && format != CopyFormat::json) continue;
      EXPECT_EQ(copied(*made, danish(copy), format), copied(*without, danish(copy), format))
          << to_string(copy) << " " << to_string(format);
    }
  }
}

TEST(PlanCopiesOfACase, OwnWordsOfEverySituationStandInNoOtherCopy) {
  std::size_t with_words = 0;
  for (const char* name : {"almost-nothing-known", "high-risk-shelter-declined",
                           "honour-two-other-parties", "living-together-and-monitored",
                           "partner-is-carer", "preparing-to-leave", "separated-with-contact"}) {
    SCOPED_TRACE(name);
    const auto made =
        make(text_of_file(VAERN_SOURCE_DIR "/examples/situations/" + std::string(name) + ".yaml"),
             "2026-12-01T09:00+01:00");
    for (const PlanEntry& plan : made->file.plans) {
      for (const MeasureEntry& measure : plan.measures) {
        if (measure.words.empty()) continue;
        ++with_words;
        for (const PlanCopy copy : every_copy) {
          for (const CopyFormat format : copy_formats) {
            if (copy == PlanCopy::person && format != CopyFormat::json) continue;
            EXPECT_THAT(flowing(copied(*made, danish(copy), format)),
                        Not(HasSubstr(measure.words.text)))
                << to_string(copy);
          }
        }
      }
    }
  }
  EXPECT_GT(with_words, 0U);
}

TEST(PlanCopiesOfACase, APaperIsHandedOutWithAllThatTheCaseKnows) {
  const std::string text = text_of_file(VAERN_SOURCE_DIR "/examples/situations/plan-found.yaml");
  // On the day before, with the knowledge of then, and when it was known but not yet recorded.
  for (const char* day : {"2026-11-18T09:00+01:00", "2026-11-20T08:16+01:00", ""}) {
    const auto made = make(text, day);
    for (const PlanCopy copy : {PlanCopy::person, PlanCopy::discreet}) {
      EXPECT_THAT(findings_of(*made, danish(copy)), HasSubstr("E1099")) << day;
    }
    EXPECT_NE(text_of(*made, PlanCopy::agency), "");
  }
  const std::string answered =
      changed(text, "plans:\n",
              "plans:\n  - {id: s9, made: 2026-11-20T15:00+01:00, by: w1, parent: s1, measures: "
              "{call_112: {status: agreed, by: w1}}}\n");
  EXPECT_THAT(text_of(*make(answered, "2026-11-21T09:00+01:00"), PlanCopy::person),
              HasSubstr("112"));
  EXPECT_THAT(findings_of(*make(answered, "2026-11-18T09:00+01:00"), danish(PlanCopy::person)),
              HasSubstr("E1099"));
}

TEST(PlanCopiesOfACase, WhoStaysReadsTheLevelAndWhatMayNotBegin) {
  const auto made =
      make(text_of_file(VAERN_SOURCE_DIR "/examples/situations/preparing-to-leave.yaml"));
  for (const PlanCopy copy : {PlanCopy::agency, PlanCopy::card, PlanCopy::handover}) {
    EXPECT_THAT(text_of(*made, copy), HasSubstr("Fare fra o1 (")) << to_string(copy);
  }
  const std::string text = text_of(*made, PlanCopy::agency);
  EXPECT_THAT(text, HasSubstr("Aftalt, men må ikke begynde endnu: Du kan gå uden at sige det først "
                              "og uden at sige hvorfor. Først skal dette være på plads: Lav en ny "
                              "risikovurdering lige før og lige efter"));
  for (const PlanCopy copy : {PlanCopy::person, PlanCopy::discreet, PlanCopy::recipient}) {
    EXPECT_THAT(text_of(*made, copy), Not(HasSubstr("Fare fra"))) << to_string(copy);
  }
}

// ---- deadlines ----

TEST(PlanCopiesOfACase, SayByWhenAsTheReportDoes) {
  const auto made = make(complete());
  for (const PlanCopy copy : {PlanCopy::agency, PlanCopy::handover}) {
    const std::string text = text_of(*made, copy);
    // Nobody has planned it: from now. A plan has: from that plan, and what is late comes first.
    const std::size_t late = text.find(
        " Inden 24 timer, senest torsdag den 19. november 2026 kl. 11.30, overskredet: - Tal med "
        "politiet om de våben");
    const std::size_t soon =
        text.find(" Inden 24 timer, senest søndag den 22. november 2026 kl. 09.00: - ");
    // Saturday 28 November: to Friday.
    const std::size_t later = text.find(
        " Inden 7 dage, senest fredag den 27. november 2026 ved døgnets udgang, da lørdag den 28. "
        "november 2026 er en lukkedag: - ");
    ASSERT_NE(later, std::string::npos);
    EXPECT_LT(late, soon);
    EXPECT_LT(soon, later);
  }
  EXPECT_THAT(flowing(copied(*made, {.copy = PlanCopy::handover, .language = Language::en},
                             CopyFormat::text)),
              HasSubstr(" Within 7 days, by the end of Friday 27 November 2026, as Saturday "
                        "28 November 2026 is closed: - "));
}

TEST(PlanCopiesOfACase, TheHandoverHasCautionsAndWhatMustComeFirst) {
  const auto made = make(complete());
  const std::string text = text_of(*made, PlanCopy::handover);
  EXPECT_THAT(text, HasSubstr("Tal med politiet om de våben, voldsudøveren kan få fat i. Personen "
                              "skal hverken flytte noget eller spørge til noget. Pas på: Aftal "
                              "først, hvor personen og børnene er den dag"));
  EXPECT_THAT(text, HasSubstr("hvis en anden kommer. (barn c1) Pas på: "));
  EXPECT_THAT(text, HasSubstr("Ikke før dette er på plads: Giv juridisk rådgivning"));
}

TEST(PlanCopiesOfACase, WhatIsOverdueInTheCaseIsAnAlarmOfThoseWhoStay) {
  const auto made = make(complete(), "2026-12-20T09:00+01:00");
  const auto& obligations = made->report.timeline.obligations;
  const auto is_late = [](const Obligation& each) { return each.is_overdue() && each.holds; };
  const auto late = std::find_if(obligations.begin(), obligations.end(), is_late);
  ASSERT_NE(late, obligations.end());
  for (const PlanCopy copy : every_copy) {
    const bool stays =
        copy == PlanCopy::agency || copy == PlanCopy::card || copy == PlanCopy::handover;
    // The card has room for the first alarm alone.
    const char* wanted =
        copy == PlanCopy::card ? "Alarm. Overskredet: " : "Overskredet: Ny risikovurdering";
    EXPECT_EQ(text_of(*made, copy).find(wanted) != std::string::npos, stays) << to_string(copy);
  }
  for (const PlanCopy copy : {PlanCopy::agency, PlanCopy::handover}) {
    const auto json = nlohmann::json::parse(copied(*made, danish(copy), CopyFormat::json));
    EXPECT_EQ(json["overdue"].size(), static_cast<std::size_t>(std::count_if(
                                          obligations.begin(), obligations.end(), is_late)));
    EXPECT_EQ(json["overdue"][0]["obligation"], late->id);
    EXPECT_EQ(json["overdue"][0]["due"], late->due.local);
  }
}

TEST(PlanCopiesOfACase, WithoutAMomentNothingIsOverdue) {
  const auto made = make(complete(), "");
  EXPECT_THAT(text_of(*made, PlanCopy::handover), Not(HasSubstr("overskredet")));
}

TEST(PlanCopiesOfACase, WhatThePersonDoesIsLateForNothing) {
  const auto made = make(complete());
  const std::string text = text_of(*made, PlanCopy::handover);
  EXPECT_THAT(text, HasSubstr(" Nu: - Du kan ringe 112, hvis nogen er i fare. [person; aftalt, "
                              "noteret af w1]"));
  EXPECT_THAT(text, HasSubstr(" Nu, overskredet siden onsdag den 18. november 2026 kl. 11.30: - "
                              "Aftal, hvor planen skal ligge uden for hjemmet"));
  EXPECT_THAT(text, HasSubstr(" Inden 24 timer: - Du kan bruge den overvågede telefon"));
}

// ---- what the case lets a recipient have ----

const std::string& with_people() {
  static const std::string text = changed(complete(), "parties:\n",
                                          "parties:\n  - {id: k1, role: police}\n  - {id: n1, "
                                          "role: network}\n  - {id: n2, role: network}\n");
  return text;
}

std::string disclosed(std::string_view entries) {
  return with_people() + "disclosures:\n" + std::string(entries);
}

CopyOptions for_party(Who role, std::string party, std::vector<std::string> sections = {}) {
  return {.copy = PlanCopy::recipient,
          .language = Language::da,
          .recipient = role,
          .recipient_party = std::move(party),
          .sections = std::move(sections)};
}

constexpr std::string_view to_police =
    "  - {id: v1, plan: s1, sections: [danger, everyday], to: k1, at: 2026-11-18T13:00+01:00, "
    "agreed_by: p1, ground: Asked., by: w1}\n"
    "  - {id: v2, plan: s1, sections: everyday, to: k1, at: 2026-11-19, agreed_by: p1, ground: "
    "Less., by: w1}\n";

TEST(RecipientsCopy, HasTheSectionsOfTheNewestDisclosure) {
  const auto made = make(disclosed(to_police));
  for (const CopyOptions& options : {for_party(Who::police, ""), for_party(Who::police, "k1")}) {
    const std::string text = flowing(copied(*made, options, CopyFormat::text));
    EXPECT_THAT(text, HasSubstr("I hverdagen"));
    EXPECT_THAT(text, Not(HasSubstr("Hvis der er fare")));
    EXPECT_THAT(text, HasSubstr("som personen har sagt ja til at dele"));
  }
  const auto json =
      nlohmann::json::parse(copied(*made, for_party(Who::police, "k1"), CopyFormat::json));
  EXPECT_EQ(json["disclosure"], "v2");
  EXPECT_EQ(json["party"], "k1");
  EXPECT_EQ(json["sections"], nlohmann::json::array({"everyday"}));
}

TEST(RecipientsCopy, OfMoreThanIsAgreedIsRefusedWithWhatIs) {
  const auto made = make(disclosed(to_police));
  EXPECT_THAT(findings_of(*made, for_party(Who::police, "", {"everyday", "danger"})),
              testing::AllOf(HasSubstr("E1085"), HasSubstr("/sections/1"), HasSubstr("'danger'"),
                             HasSubstr("v2 of the case says everyday")));
  // Of what is agreed some may be left out.
  const auto both = make(disclosed(changed(std::string(to_police), "2026-11-19", "2026-11-17")));
  const std::string text =
      flowing(copied(*both, for_party(Who::police, "k1", {"danger"}), CopyFormat::text));
  EXPECT_THAT(text, HasSubstr("Hvis der er fare"));
  EXPECT_THAT(text, Not(HasSubstr("I hverdagen")));
}

TEST(RecipientsCopy, KnowsNothingOfWhatWasStruckOrComesLater) {
  const auto struck = make(disclosed(to_police) +
                           "corrections:\n  - {of: v2, status: entered_in_error, recorded: "
                           "2026-11-20T09:00+01:00, by: w1, reason: Another case.}\n");
  EXPECT_THAT(copied(*struck, for_party(Who::police, ""), CopyFormat::text),
              HasSubstr("Hvis der er fare"));
  const auto early = make(disclosed(to_police), "2026-11-18T20:00+01:00");
  EXPECT_THAT(copied(*early, for_party(Who::police, ""), CopyFormat::text),
              HasSubstr("Hvis der er fare"));
}

TEST(RecipientsCopy, SaysWhereTheGroundIsNoAgreement) {
  const auto made =
      make(disclosed("  - {id: v1, plan: s1, sections: danger, to: k1, at: 2026-11-19, ground: "
                     "The law., by: w1}\n"));
  const std::string text = flowing(copied(*made, for_party(Who::police, ""), CopyFormat::text));
  EXPECT_THAT(text, HasSubstr("der er noteret et grundlag for at dele"));
  EXPECT_THAT(text, Not(HasSubstr("The law.")));
}

TEST(RecipientsCopy, OfSeveralWithDifferentPartsSaysWho) {
  const auto made = make(changed(
      disclosed("  - {id: v1, plan: s1, sections: danger, to: k1, at: 2026-11-19, agreed_by: p1, "
                "ground: Asked., by: w1}\n"),
      "{id: k1, role: police}", "{id: k1, role: police}\n  - {id: k2, role: police}"));
  EXPECT_THAT(findings_of(*made, for_party(Who::police, "", {"danger"})),
              testing::AllOf(HasSubstr("E1084"), HasSubstr("k1: danger; k2: -")));
  EXPECT_THAT(copied(*made, for_party(Who::police, "k1"), CopyFormat::text),
              HasSubstr("Aftaler, til: politi k1"));
  EXPECT_THAT(findings_of(*made, for_party(Who::police, "k2")), HasSubstr("E1086"));
  EXPECT_THAT(findings_of(*made, for_party(Who::network, "", {"danger"})),
              testing::AllOf(HasSubstr("E1079"), HasSubstr("n1, n2 are several")));
}

TEST(RecipientsCopy, SaysThatThePersonAgreedWhereTheCaseSaysSo) {
  const auto made = make(complete());
  const std::string text =
      flowing(copied(*made, for_party(Who::police, "", {"danger"}), CopyFormat::text));
  EXPECT_THAT(text, HasSubstr("der er valgt til dig"));
  EXPECT_THAT(text, Not(HasSubstr("sagt ja")));
}

constexpr std::string_view to_police_digital =
    "  - {id: v2, plan: s1, sections: [everyday, digital], to: k1, at: 2026-11-19, agreed_by: p1, "
    "ground: Asked., by: w1}\n";

TEST(RecipientsCopy, HoldsNothingThatWasAgreedAfterWhatWasShared) {
  const std::string later =
      changed(disclosed(to_police_digital), "disclosures:",
              "  - {id: s2, made: 2026-11-20T10:00+01:00, by: w1, parent: s1, measures: "
              "{search_traces: {status: agreed, by: w1}}}\ndisclosures:");
  const auto made = make(later);
  const CopyOptions options = for_party(Who::police, "k1");
  EXPECT_THAT(text_of(*made, PlanCopy::person), HasSubstr("søgehistorik"));
  const std::string text = flowing(copied(*made, options, CopyFormat::text));
  EXPECT_THAT(text, Not(HasSubstr("søgehistorik")));
  const auto shared = make(
      changed(later, "v2, plan: s1, sections: [everyday, digital], to: k1, at: 2026-11-19",
              "v2, plan: s2, sections: [everyday, digital], to: k1, at: 2026-11-20T11:00+01:00"));
  EXPECT_THAT(flowing(copied(*shared, options, CopyFormat::text)), HasSubstr("søgehistorik"));
}

std::string with_two_children(std::string_view agreed) {
  return changed(changed(complete(), "born: 2017-03, lives_with: [p1], contact_with: [o1]}",
                         "born: 2017-03, lives_with: [p1], contact_with: [o1]}\n"
                         "  - {id: c2, role: child, born: 2010-05, lives_with: [p1]}"),
                 "      call_112: {status: agreed, by: w1}\n",
                 "      call_112: {status: agreed, by: w1}\n" + std::string(agreed));
}

constexpr std::string_view agreed_with_children =
    "      child_words_school: {c1: {status: agreed, by: w1}}\n"
    "      child_words_teen: {c2: {status: agreed, by: w1}}\n"
    "      child_adult_plan: {c1: {status: agreed, by: w1}}\n";

TEST(RecipientsCopy, OfAChildHoldsWhatThatChildDoesAndNothingElse) {
  const auto made = make(with_two_children(agreed_with_children));
  const CopyOptions options = for_party(Who::child, "c1", {"children", "danger", "everyday"});
  for (const CopyFormat format : {CopyFormat::text, CopyFormat::html, CopyFormat::markdown}) {
    const std::string text = flowing(copied(*made, options, format));
    EXPECT_THAT(text, HasSubstr("Det har vi aftalt"));
    EXPECT_THAT(text, HasSubstr("Du kan gå et trygt sted hen."));
    for (const char* telling : {"c1", "c2", "(barn", "uden at barnet kender", "voldsudsatte",
                                "opladet", "i sagen", "videre", "2026", "116 111"}) {
      EXPECT_THAT(text, Not(HasSubstr(telling))) << telling;
    }
  }
  const auto json = nlohmann::json::parse(copied(*made, options, CopyFormat::json));
  ASSERT_EQ(json["measures"].size(), 1U);
  EXPECT_EQ(json["measures"][0]["child"], "c1");
  EXPECT_EQ(json["measures"][0]["who"], "child");
  // Whoever the caller thinks they are.
  EXPECT_EQ(copied(*made, for_party(Who::police, "c1", {"children"}), CopyFormat::text),
            copied(*made, for_party(Who::child, "c1", {"children"}), CopyFormat::text));
}

TEST(RecipientsCopy, OfAChildNeedsToKnowWhichChild) {
  const auto made = make(with_two_children(agreed_with_children));
  EXPECT_THAT(findings_of(*made, for_party(Who::child, "", {"children"})),
              testing::AllOf(HasSubstr("E1079"), HasSubstr("c1, c2 are several")));
  const auto one = make(complete());
  EXPECT_EQ(copied(*one, for_party(Who::child, "", {"children"}), CopyFormat::html),
            copied(*one, for_party(Who::child, "c1", {"children"}), CopyFormat::html));
}

TEST(RecipientsCopy, OfTheNetworkHoldsWhatTheyDoThemselves) {
  const auto made = make(changed(with_people(), "      call_112: {status: agreed, by: w1}\n",
                                 "      call_112: {status: agreed, by: w1}\n"
                                 "      code_word: {status: agreed, by: w1}\n"
                                 "      for_helpers: {status: agreed, by: w1}\n"));
  const std::string text = flowing(
      copied(*made, for_party(Who::network, "n1", {"network", "everyday"}), CopyFormat::text));
  EXPECT_THAT(text, HasSubstr("Du kan ringe 112, hvis du er bange for, at der sker noget."));
  for (const char* telling : {"kodeord", "opladet", "voldsudsatte", "2026"}) {
    EXPECT_THAT(text, Not(HasSubstr(telling))) << telling;
  }
}

TEST(RecipientsCopy, IsForNobodyOfWhomTheCaseSaysThatItIsNotSafe) {
  const auto made =
      make(with_people() +
           "network:\n"
           "  - {party: n1, safe: no, from: 2026-11-18, by: w1}\n"
           "  - {party: n2, safe: no, from: 2026-11-18, by: w1}\n"
           "  - {party: k1, safe: yes, ties: [{to: p1, is: risk}], from: 2026-11-18, by: w1}\n");
  for (const auto& [role, party] :
       {std::pair{Who::network, "n1"}, std::pair{Who::network, "n2"}, std::pair{Who::police, "k1"},
        std::pair{Who::police, ""}, std::pair{Who::network, ""}, std::pair{Who::person, "o1"}}) {
    EXPECT_THAT(findings_of(*made, for_party(role, party, {"danger"})), HasSubstr("E1083"))
        << party;
  }
  EXPECT_THAT(findings_of(*made, for_party(Who::person, "p1", {"danger"})), HasSubstr("E1082"));
  EXPECT_THAT(findings_of(*made, for_party(Who::person, "x9", {"danger"})), HasSubstr("E1082"));
}

TEST(RecipientsCopy, NeedsSectionsWhereTheCaseKnowsNothing) {
  const auto made = make(complete());
  EXPECT_THAT(findings_of(*made, for_party(Who::police, "")),
              testing::AllOf(HasSubstr("E1086"), HasSubstr("police")));
  EXPECT_THAT(copied(*made, for_party(Who::police, "", {"danger"}), CopyFormat::text),
              HasSubstr("Aftaler, til: politi"));
}

// ---- what counts no more ----

TEST(PlanCopiesOfACase, AStruckPlanFeedsNone) {
  const std::string strike =
      "corrections:\n  - {of: s1, status: entered_in_error, recorded: 2026-11-20T09:00+01:00, by: "
      "w1, reason: Another case.}\n";
  const auto made = make(case_with_own_words() + strike);
  for (const PlanCopy copy : every_copy) {
    const std::string text = text_of(*made, copy);
    EXPECT_THAT(text, Not(HasSubstr("søster"))) << to_string(copy);
    EXPECT_THAT(text, Not(HasSubstr("25. november"))) << to_string(copy);
    EXPECT_THAT(text, Not(HasSubstr("; aftalt]"))) << to_string(copy);
  }
  EXPECT_THAT(text_of(*made, PlanCopy::person), HasSubstr("Der er ikke aftalt noget endnu."));
  EXPECT_THAT(copied(*made, danish(PlanCopy::discreet), CopyFormat::text),
              testing::StrEq("Husk\n- Ved fare: ring 112.\n"));
  EXPECT_THAT(text_of(*made, PlanCopy::handover),
              HasSubstr("Aftalt og i brug ================ Ingen."));
}

TEST(PlanCopiesOfACase, ASupersededPlanFeedsNoneWithWhatTheNextSaysOtherwise) {
  const auto made = make(case_with_own_words());
  const auto revised = make(case_with_own_words() + std::string(a_second_plan) +
                            "      own_device: {status: declined}\n"
                            "      no_reply: {status: agreed, words: Jeg lægger telefonen væk.}\n");
  EXPECT_THAT(text_of(*made, PlanCopy::person), HasSubstr("Du kan bruge en enhed"));
  const std::string person = text_of(*revised, PlanCopy::person);
  EXPECT_THAT(person, Not(HasSubstr("Du kan bruge en enhed")));
  EXPECT_THAT(person, Not(HasSubstr("søster")));
  EXPECT_THAT(person, HasSubstr("»Jeg lægger telefonen væk.«"));
  // The day of the first plan's review is no longer the next.
  EXPECT_THAT(text_of(*made, PlanCopy::handover), HasSubstr("25. november 2026"));
  EXPECT_THAT(text_of(*revised, PlanCopy::handover), HasSubstr("Der er ikke sat en dag."));
}

}  // namespace
}  // namespace vaern

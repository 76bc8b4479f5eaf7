// SPDX-License-Identifier: Apache-2.0
// Local versions and wordings as a library loads them.
#include <gmock/gmock.h>

#include "support.hpp"
#include "vaern/model/extends.hpp"

namespace vaern::testing_support {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* published = R"(vaern: 1
instrument: hits
version: "1998"
status: approved
title: {en: HITS, da: HITS}
sources: {sherin: {cite: Sherin 1998}}
answers:
  often: {never: 1, rarely: 2, often: 3}
items:
  hurt: {type: often, text: {en: Hurt, da: Slået}}
  insult: {type: often, text: {en: Insulted, da: Fornærmet}}
scales:
  total: {sum: [hurt, insult], missing: forbid}
levels:
  from: total
  cut_offs: {negative: lowest, positive: 4}
  texts: {negative: {en: Negative is not safe., da: Negativ er ikke sikker.}}
)";

constexpr const char* local = R"(vaern: 1
instrument: hits-local
version: "1"
status: in_force
title: {en: Ours, da: Vores}
extends: hits@1998
levels: {cut_offs: {positive: 5}}
)";

constexpr const char* words = R"(vaern: 1
wording: hits@da
for: hits@1998
version: "1"
status: draft
source: {cite: The owner}
licence: {class: B, wording: licensed}
items: {hurt: Slog han?, insult: "Nej: sagde han det?"}
answers: {often: {never: Aldrig, rarely: Sjældent, often: Ofte}}
)";

std::string level(const InstrumentPtr& instrument, std::uint32_t index) {
  return instrument->levels().list[index].cut_off->value.to_string();
}

TEST(LocalVersion, IsLoadedJoinedAndKnowsWhatIsPublished) {
  DiagnosticList findings;
  const Library library = load_models({{"hits.yaml", published}, {"local.yaml", local}}, findings);
  EXPECT_THAT(places(findings), IsEmpty());
  const InstrumentPtr made = library.find_instrument("hits-local");
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(level(made, 1), "5");
  EXPECT_EQ(made->items().size(), 2U);
  ASSERT_NE(made->published(), nullptr);
  EXPECT_EQ(made->published(), library.find_instrument("hits", "1998"));
  EXPECT_EQ(level(made->published(), 1), "4");
  EXPECT_EQ(made->head().extends->to_string(), "hits@1998");
  EXPECT_EQ(made->published()->published(), nullptr);
  EXPECT_NE(made->meaning(), made->published()->meaning());
}

TEST(LocalVersion, OfALocalVersionKnowsTheFileAtTheEnd) {
  DiagnosticList findings;
  const std::string further =
      replaced(replaced(local, "hits-local", "a-further"), "hits@1998", "hits-local@1");
  const Library library =
      load_models({{"hits.yaml", published},
                   {"local.yaml", local},
                   {"further.yaml", replaced(further, "positive: 5", "positive: 6")}},
                  findings);
  EXPECT_THAT(places(findings), IsEmpty());
  const InstrumentPtr made = library.find_instrument("a-further");
  EXPECT_EQ(level(made, 1), "6");
  EXPECT_EQ(made->published()->reference(), "hits@1998");
  EXPECT_EQ(made->head().extends->to_string(), "hits-local@1");
}

TEST(LocalVersion, SaysNothingAgainOfThePublishedFile) {
  DiagnosticList findings;
  const std::string without_danish = replaced(published, "{en: Hurt, da: Slået}", "{en: Hurt}");
  load_models({{"hits.yaml", without_danish}, {"local.yaml", local}}, findings);
  EXPECT_THAT(places(findings), ElementsAre("E0210 hits.yaml:10:23"));
}

TEST(LocalVersion, SaysInWhichOfBothFilesAFindingIs) {
  DiagnosticList findings;
  // The published level text stands under a level that the local file takes out of reach.
  const std::string out_of_reach = replaced(local, "positive: 5", "positive: 500");
  const Library library =
      load_models({{"hits.yaml", published}, {"local.yaml", out_of_reach}}, findings);
  ASSERT_FALSE(findings.empty());
  for (const Diagnostic& finding : findings) {
    EXPECT_EQ(finding.span.file->name(), "local.yaml") << finding.message();
  }
  findings = {};
  const std::string no_such_scale =
      replaced(local, "levels: {cut_offs: {positive: 5}}", "answers: {often: [never, rarely]}");
  EXPECT_EQ(load_models({{"hits.yaml", published}, {"local.yaml", no_such_scale}}, findings)
                .find_instrument("hits-local"),
            nullptr);
  ASSERT_FALSE(findings.empty());
  const Diagnostic& finding = findings[0];
  EXPECT_EQ(finding.span.file->name(), "hits.yaml") << "the sum is written there";
  ASSERT_FALSE(finding.notes.empty());
  EXPECT_EQ(finding.notes.back().span.file->name(), "local.yaml");
  EXPECT_EQ(finding.notes.back().span.line, 6U);
}

TEST(LocalVersion, SaysOnlyThatItCannotBeCheckedWhereThePublishedFileIsFaulty) {
  DiagnosticList findings;
  const Library library =
      load_models({{"hits.yaml", replaced(published, "[hurt, insult]", "[hurt, insutl]")},
                   {"local.yaml", local}},
                  findings);
  EXPECT_THAT(places(findings), ElementsAre("E0412 hits.yaml:13:23", "E0287 local.yaml:6:10"));
  EXPECT_THAT(library.instruments(), IsEmpty());
}

TEST(LocalVersion, ByItselfIsAFinding) {
  DiagnosticList findings;
  const auto document = read_document("local.yaml", local, findings);
  EXPECT_EQ(load_instrument(*document, population_names(), findings), nullptr);
  EXPECT_THAT(places(findings), ElementsAre("E0288 local.yaml:6:10"));
}

TEST(LocalVersion, ThatIsEmptyChangesNoMeaning) {
  ModelStore store;
  DiagnosticList findings;
  store.add_directory(VAERN_SOURCE_DIR "/instruments", findings);
  std::size_t tried = 0;
  for (const StoredModel* model : store.all(Kind::instrument)) {
    if (extends_of(model->document)) continue;
    std::string head = "vaern: 1\n";
    for (const Entry& entry : model->document.root.entries()) {
      for (const char* key : {"instrument", "version", "status"}) {
        if (entry.key == key) head += entry.key + ": \"" + entry.value.text() + "\"\n";
      }
    }
    head = replaced(head, "instrument: \"" + model->id + "\"", "instrument: " + model->id);
    head += "title: {en: T, da: T}\n";
    const auto empty = read_document("local.yaml", head, findings);
    ASSERT_TRUE(empty) << head;
    const Document joined = join(model->document, *empty, findings);
    DiagnosticList told;
    const auto before = load_instrument(model->document, population_names(), told);
    const auto after = load_instrument(joined, population_names(), told);
    ASSERT_NE(before, nullptr) << model->id;
    ASSERT_NE(after, nullptr) << model->id << render(told);
    EXPECT_EQ(before->meaning(), after->meaning()) << model->id;
    ++tried;
  }
  EXPECT_GT(tried, 5U);
}

// Wordings

Library with_words(const std::string& text, DiagnosticList& findings) {
  return load_models({{"hits.yaml", published}, {"local.yaml", local}, {"words.yaml", text}},
                     findings);
}

TEST(Wording, IsFoundByInstrumentAndLanguage) {
  DiagnosticList findings;
  const Library library = with_words(words, findings);
  EXPECT_THAT(places(findings), IsEmpty());
  const WordingPtr found = library.find_wording(Reference{"hits", "1998", {}}, "da");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->id, "hits@da");
  EXPECT_EQ(*found->item("insult"), "Nej: sagde han det?");
  EXPECT_EQ(*found->answer("often", "rarely"), "Sjældent");
  EXPECT_EQ(found->answer("often", "always"), nullptr);
  EXPECT_EQ(found->level("positive"), nullptr);
  EXPECT_THAT(found->lacking, IsEmpty());
  EXPECT_EQ(library.find_wording(Reference{"hits", "1998", {}}, "en"), nullptr);
  EXPECT_EQ(library.find_wording(Reference{"hits", "1999", {}}, "da"), nullptr);
  EXPECT_EQ(library.find_wording(*library.find_instrument("hits-local"), "da"), found)
      << "the words of the published version serve its local one";
}

TEST(Wording, HasTheFingerprintOfItsWords) {
  DiagnosticList findings;
  const auto print = [&](const std::string& text) {
    return with_words(text, findings).wordings().at(0)->fingerprint;
  };
  EXPECT_EQ(print(words), print(replaced(words, "{never: Aldrig, rarely: Sjældent, often: Ofte}",
                                         "{often: Ofte, never: Aldrig, rarely: Sjældent}")));
  EXPECT_EQ(print(words), print(replaced(words, "status: draft", "status: in_force")));
  EXPECT_NE(print(words), print(replaced(words, "Slog han?", "Slog han dig?")));
  EXPECT_NE(print(words), print(replaced(words, "The owner", "Another")));
}

TEST(Wording, NamesWhatItLacksAndStillServes) {
  DiagnosticList findings;
  const Library library =
      with_words(replaced(replaced(words, "hurt: Slog han?, ", ""), ", often: Ofte", ""), findings);
  EXPECT_THAT(places(findings), ElementsAre("E0555 words.yaml:2:10"));
  EXPECT_EQ(findings[0].message(),
            "the file has no words for these of hits@1998: hurt, often.often");
  ASSERT_EQ(library.wordings().size(), 1U);
  EXPECT_THAT(library.wordings()[0]->lacking, ElementsAre("hurt", "often.often"));
}

TEST(Wording, IsHeldToItsInstrument) {
  const auto found = [](const std::string& from, const std::string& to) {
    DiagnosticList findings;
    EXPECT_THAT(with_words(replaced(words, from, to), findings).wordings(), IsEmpty());
    std::string codes;
    for (const Diagnostic& finding : findings) {
      codes += (codes.empty() ? "" : " ") + std::string(finding.code->id);
    }
    // No message holds a word of the owner's; only the page of an author shows the line itself.
    for (const char* word : {"Slog", "Sjældent", "sagde"}) {
      EXPECT_EQ(render_json(findings, Language::da).find(word), std::string::npos) << word;
    }
    return codes;
  };
  EXPECT_EQ(found("hurt: Slog", "hrt: Slog"), "E0551");
  EXPECT_EQ(found("answers: {often", "answers: {oftn"), "E0552");
  EXPECT_EQ(found("rarely: Sj", "raerly: Sj"), "E0553");
  EXPECT_EQ(found("items:", "levels: {positiv: Ja}\nitems:"), "E0554");
  EXPECT_EQ(found("for: hits@1998", "for: hits@1999"), "E0221");
  EXPECT_EQ(found("wording: hits@da", "wording: hist@da"), "E0550");
  EXPECT_EQ(found("wording: licensed", "wording: none"), "E0556");
  EXPECT_EQ(found("source: {cite: The owner}", "source: {url: x}"), "E0139");
}

TEST(Wording, OfAFaultyInstrumentSaysOnlyThat) {
  DiagnosticList findings;
  load_models({{"hits.yaml", replaced(published, "[hurt, insult]", "[hurt, insutl]")},
               {"words.yaml", words}},
              findings);
  EXPECT_THAT(places(findings), ElementsAre("E0412 hits.yaml:13:23", "E0557 words.yaml:3:6"));
}

TEST(Programme, WarnsOfAModelThatAnotherOneSupersedes) {
  Texts texts = small_models();
  texts["newer.yaml"] =
      replaced(texts["scale.yaml"], "version: \"1\"", "version: \"2\"\nsupersedes: scale@1");
  DiagnosticList findings;
  load_models(texts, findings);
  std::size_t warned = 0;
  for (const Diagnostic& finding : findings) {
    if (finding.code->id != "E0941") continue;
    ++warned;
    EXPECT_EQ(finding.span.file->name(), "programme.yaml");
    EXPECT_EQ(finding.message(), "scale@1 is superseded by scale@2, which is here");
  }
  EXPECT_GE(warned, 1U);
}

}  // namespace
}  // namespace vaern::testing_support

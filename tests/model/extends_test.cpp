// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/extends.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "document/support.hpp"
#include "vaern/document/build.hpp"
#include "vaern/model/head.hpp"

namespace vaern {
namespace {

using test::place;
using test::places;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* published_text = R"(vaern: 1
instrument: hits
version: "1998"
status: approved
title: {en: HITS, da: HITS}
not_for: {en: Not for men., da: Ikke til mænd.}
sources: {sherin: {cite: Sherin 1998}}
answers:
  often: {never: 1, rarely: 2, often: 3}
  shown: {ordered: yes, options: {a: 1, b: 2}}
items:
  hurt: {type: often, text: {en: Hurt, da: Slået}}
  insult: {type: often, text: {en: Insulted, da: Fornærmet}}
parameters:
  positive_from: {value: 3, source: sherin, text: {en: Positive from, da: Positiv fra}}
gates:
  some: {any: [hurt, insult]}
scales:
  total: {sum: [hurt, insult], missing: forbid}
levels:
  from: total
  cut_offs: {low: lowest, high: positive_from}
  labels: {low: {en: negative, da: negativ}, high: {en: positive, da: positiv}}
factors: {rate: {now: often}, of: {fear: {en: Fear, da: Frygt}}}
judgement: {lower: never}
examples: []
)";

constexpr const char* local_head = R"(vaern: 1
instrument: hits-local
version: "1"
status: in_force
title: {en: Ours, da: Vores}
extends: hits@1998
)";

Document document(const std::string& text, const std::string& name) {
  DiagnosticList findings;
  auto read = read_document(name, text, findings);
  EXPECT_THAT(places(findings), IsEmpty()) << text;
  return *std::move(read);
}

struct Joining {
  Document published = document(published_text, "hits.yaml");
  Document local;
  Document made;
  DiagnosticList findings;

  explicit Joining(const std::string& rest) : local(document(local_head + rest, "local.yaml")) {
    made = join(published, local, findings);
  }

  const Node& at(std::initializer_list<std::string_view> path) const {
    const Node* node = &made.root;
    for (const std::string_view key : path) {
      node = node->find(key);
      if (node == nullptr) {
        static const Node nothing;
        ADD_FAILURE() << "no key " << key;
        return nothing;
      }
    }
    return *node;
  }
};

std::vector<std::string> keys(const Node& node) {
  std::vector<std::string> result;
  for (const Entry& entry : node.entries()) result.push_back(entry.key);
  return result;
}

TEST(Join, TakesTheHeadOfTheLocalFileAndEverythingElseOfThePublishedOne) {
  const Joining joined("population: {sex: woman}\n");
  EXPECT_THAT(places(joined.findings), IsEmpty());
  EXPECT_EQ(joined.at({"instrument"}).text(), "hits-local");
  EXPECT_EQ(joined.at({"version"}).text(), "1");
  EXPECT_EQ(joined.at({"status"}).text(), "in_force");
  EXPECT_EQ(joined.at({"not_for", "en"}).text(), "Not for men.");
  EXPECT_EQ(joined.at({"items", "hurt", "type"}).text(), "often");
  EXPECT_EQ(joined.at({"population", "sex"}).text(), "woman");
  EXPECT_EQ(joined.made.root.find("examples"), nullptr) << "examples are the local file's own";
  EXPECT_EQ(joined.made.file, joined.local.file);
}

TEST(Join, ChangesOfAnEntryOnlyTheKeysThatItHas) {
  const Joining joined("parameters: {positive_from: {value: 5, source: local}}\n");
  EXPECT_THAT(places(joined.findings), IsEmpty());
  const Node& parameter = joined.at({"parameters", "positive_from"});
  EXPECT_THAT(keys(parameter), ElementsAre("value", "source", "text"));
  EXPECT_EQ(parameter.find("value")->text(), "5");
  EXPECT_EQ(parameter.find("text")->find("en")->text(), "Positive from");
}

std::string said(const Node& node) {
  if (node.is_scalar()) return node.text();
  std::string text = node.is_mapping() ? "{" : "[";
  for (const Entry& entry : node.entries()) text += " " + entry.key + ":" + said(entry.value);
  for (const Node& item : node.items()) text += " " + said(item);
  return text + (node.is_mapping() ? " }" : " ]");
}

/// A part of a published file and of a local one; what is joined of it, without words.
std::string joined_part(const std::string& published, const std::string& local,
                        std::vector<std::string> expected_places = {}) {
  const Document base = document("vaern: 1\n" + published, "base.yaml");
  const Document own = document("extends: base@1\n" + local, "local.yaml");
  DiagnosticList findings;
  const Document made = join(base, own, findings);
  EXPECT_EQ(places(findings), expected_places) << local;
  return said(made.root.entries()[1].value);
}

constexpr const char* checked_parameter =
    "parameters: {p: {value: 11, allowed: [6, 11], source: rabin, verified: yes}}\n";

TEST(Join, NeverInheritsTheCheckOfANumberThatTheLocalFileChanges) {
  EXPECT_EQ(joined_part(checked_parameter, "parameters: {p: {value: 6, source: us}}\n"),
            "{ p:{ value:6 allowed:[ { value:6 source:rabin verified:yes } "
            "{ value:11 source:rabin verified:yes } ] source:us verified:no } }");
  EXPECT_EQ(joined_part("scales: {s: {sum: [a, b], text: x, source: rabin, verified: yes}}\n",
                        "scales: {s: {sum: [a]}}\n"),
            "{ s:{ sum:[ a ] text:x verified:no } }");
  EXPECT_EQ(joined_part("rules: {r: {when: a, raise_to: high, source: rabin}}\n",
                        "rules: {r: {raise_to: low}}\n"),
            "{ r:{ when:a raise_to:low } }");
}

TEST(Join, TakesTheLocalFilesOwnWordThatItsNumberIsChecked) {
  // The same word as the published one, and yet it says something: no E0290.
  EXPECT_EQ(joined_part("parameters: {p: {value: 11, source: rabin, verified: yes}}\n",
                        "parameters: {p: {value: 6, source: rabin, verified: yes}}\n"),
            "{ p:{ value:6 source:rabin verified:yes } }");
  EXPECT_EQ(joined_part("parameters: {p: {value: 11, source: rabin, verified: yes}}\n",
                        "parameters: {p: {value: {value: 6, source: us, verified: yes}}}\n"),
            "{ p:{ value:{ value:6 source:us verified:yes } } }");
}

TEST(Join, KeepsTheCheckOfANumberWhoseWordsAloneAreChanged) {
  EXPECT_EQ(joined_part("scales: {s: {sum: [a], text: x, source: rabin, verified: yes}}\n",
                        "scales: {s: {text: y}}\n"),
            "{ s:{ sum:[ a ] text:y source:rabin verified:yes } }");
  EXPECT_EQ(joined_part("scales: {s: {sum: [a], text: x, source: rabin, verified: yes}}\n",
                        "scales: {s: {text: y, verified: yes}}\n", {"E0290@2:23+8"}),
            "{ s:{ sum:[ a ] text:y source:rabin verified:yes } }");
}

TEST(Join, LosesTheCheckWhereTheLocalFileNamesAnotherSource) {
  EXPECT_EQ(joined_part("scales: {s: {sum: [a], source: rabin, verified: yes}}\n",
                        "scales: {s: {source: us}}\n"),
            "{ s:{ sum:[ a ] source:us verified:no } }");
}

TEST(Join, TellsTheCutOffsOfTheLocalFileFromThePublishedOnes) {
  const std::string published =
      "levels: {from: t, cut_offs: {low: lowest, mid: 3, high: 8}, source: rabin, verified: yes}\n";
  EXPECT_EQ(joined_part(published, "levels: {cut_offs: {high: 9}}\n"),
            "{ from:t cut_offs:{ low:lowest mid:3 high:{ value:9 verified:no } } source:rabin "
            "verified:yes }");
  EXPECT_EQ(joined_part(published, "levels: {cut_offs: {high: 9}, source: us, verified: yes}\n"),
            "{ from:t cut_offs:{ low:lowest mid:3 high:{ value:9 source:us verified:yes } } "
            "source:rabin verified:yes }");
  EXPECT_EQ(joined_part(published, "levels: {cut_offs: {mid: 2, high: 9}, source: us}\n"),
            "{ from:t cut_offs:{ low:lowest mid:2 high:9 } source:us verified:no }");
  EXPECT_EQ(joined_part(published, "levels: {from: u}\n"),
            "{ from:u cut_offs:{ low:lowest mid:3 high:8 } verified:no }");
  EXPECT_EQ(
      joined_part(published, "levels: {cut_offs: {low: lowest}, source: us}\n", {"E0290@2:10+8"}),
      "{ from:t cut_offs:{ low:lowest mid:3 high:8 } source:us verified:no }");
}

TEST(Join, AddsNewEntriesLastAndKeepsTheOrderOfThePublishedOnes) {
  const Joining joined(
      "answers: {often: {rarely: 1, always: 4}}\n"
      "items: {alone: {type: yes_no, text: {en: Alone, da: Alene}}}\n"
      "rules: {r: {when: alone, raise_to: high, because: {en: x, da: x}}}\n");
  EXPECT_THAT(places(joined.findings), IsEmpty());
  EXPECT_THAT(keys(joined.at({"items"})), ElementsAre("hurt", "insult", "alone"));
  EXPECT_THAT(keys(joined.at({"answers", "often"})),
              ElementsAre("never", "rarely", "often", "always"));
  EXPECT_EQ(joined.at({"answers", "often", "rarely"}).text(), "1");
  EXPECT_EQ(joined.at({"rules", "r", "raise_to"}).text(), "high");
}

TEST(Join, ChangesAConditionAndASetInAnotherFormAsAWhole) {
  const Joining joined(
      "gates: {some: {all: [hurt, insult]}}\n"
      "answers: {shown: {a: 0, b: 1}}\n"
      "judgement: {decides: yes}\n");
  EXPECT_THAT(places(joined.findings), IsEmpty());
  EXPECT_THAT(keys(joined.at({"gates", "some"})), ElementsAre("all"));
  EXPECT_THAT(keys(joined.at({"answers", "shown"})), ElementsAre("a", "b"));
  EXPECT_THAT(keys(joined.at({"judgement"})), ElementsAre("decides"));
}

TEST(Join, ChangesLevelsLevelByLevel) {
  const Joining joined("levels: {cut_offs: {high: 4}, texts: {low: {en: Not safe., da: Nej.}}}\n");
  EXPECT_THAT(places(joined.findings), IsEmpty());
  EXPECT_EQ(joined.at({"levels", "from"}).text(), "total");
  EXPECT_THAT(keys(joined.at({"levels", "cut_offs"})), ElementsAre("low", "high"));
  EXPECT_EQ(joined.at({"levels", "cut_offs", "high"}).text(), "4");
  EXPECT_EQ(joined.at({"levels", "labels", "high", "en"}).text(), "positive");
  EXPECT_EQ(joined.at({"levels", "texts", "low", "en"}).text(), "Not safe.");
}

TEST(Join, KeepsThePlaceOfEveryNodeInItsOwnFile) {
  const Joining joined(
      "parameters: {positive_from: {value: 5, source: local}}\n"
      "levels: {cut_offs: {high: 4}}\n");
  std::size_t of_local = 0;
  std::size_t of_published = 0;
  const std::function<void(const Node&)> look = [&](const Node& node) {
    const SourceFile* file = node.span().file.get();
    ASSERT_TRUE(file == joined.local.file.get() || file == joined.published.file.get());
    ++(file == joined.local.file.get() ? of_local : of_published);
    if (node.is_scalar()) {
      const std::string line(file->line(node.span().line));
      EXPECT_NE(line.find(node.text()), std::string::npos) << node.text();
    }
    for (const Node& item : node.items()) look(item);
    for (const Entry& entry : node.entries()) {
      EXPECT_EQ(entry.key_span.file, entry.value.key_span().file);
      const std::string line(entry.key_span.file->line(entry.key_span.line));
      EXPECT_EQ(line.substr(entry.key_span.column - 1, entry.key.size()), entry.key);
      look(entry.value);
    }
  };
  look(joined.made.root);
  EXPECT_GT(of_local, 8U);
  EXPECT_GT(of_published, 30U);
  EXPECT_EQ(joined.at({"parameters", "positive_from"}).span().file, joined.published.file);
  EXPECT_EQ(joined.at({"parameters", "positive_from", "value"}).span().file, joined.local.file);
  EXPECT_EQ(place(joined.at({"levels", "cut_offs", "high"}).span()), "8:27+1");
}

TEST(Join, SaysWhichKeyChangesNothingWithItsPlaceInThePublishedFile) {
  const Joining joined(
      "parameters: {positive_from: {value: 3.0, source: local}}\n"
      "levels: {cut_offs: {low: lowest, high: 4}}\n"
      "items:\n"
      "  hurt: {type: often, text: {en: Hurt, da: Slået}}\n");
  EXPECT_THAT(places(joined.findings), ElementsAre("E0290@7:30+5", "E0290@8:21+3", "E0290@9:1+5"));
  const Diagnostic& first = joined.findings[0];
  EXPECT_EQ(first.message(), "'value' changes nothing: hits@1998 says the same");
  ASSERT_EQ(first.notes.size(), 1U);
  EXPECT_EQ(first.notes[0].span.file, joined.published.file);
  EXPECT_EQ(place(first.notes[0].span), "15:19+5");
}

TEST(Join, SaysOnceThatAFileChangesNothingButItsHead) {
  for (const std::string rest :
       {"", "not_for: {en: Not here., da: Ikke her.}\nsources: {us: {cite: Us}}\n",
        "parameters: {positive_from: {value: 3}}\nexamples: [{name: a}]\n"}) {
    EXPECT_THAT(places(Joining(rest).findings), ElementsAre("E0291@6:10+9")) << rest;
  }
}

TEST(Join, RefusesASectionThatCannotBeChanged) {
  const Joining joined("factors: {of: {anger: {en: Anger, da: Vrede}}}\n");
  EXPECT_THAT(places(joined.findings), ElementsAre("E0289@7:1+7"));
  EXPECT_THAT(keys(joined.at({"factors", "of"})), ElementsAre("fear"));
}

TEST(Join, LeavesThePublishedPartWhereTheLocalOneCannotBeRead) {
  const Joining joined("items: none\nscales:\nlevels: {cut_offs: 4}\n");
  EXPECT_THAT(places(joined.findings), ElementsAre("E0131@7:8+4", "E0136@8:1+6", "E0131@9:20+1"));
  EXPECT_THAT(keys(joined.at({"items"})), ElementsAre("hurt", "insult"));
  EXPECT_THAT(keys(joined.at({"scales"})), ElementsAre("total"));
}

TEST(Join, KeepsAKeyThatNoInstrumentHasForTheLoaderToSay) {
  const Joining joined("paramters: {positive_from: {value: 5}}\ngates: {none: hurt}\n");
  EXPECT_THAT(places(joined.findings), IsEmpty());
  EXPECT_EQ(joined.at({"paramters"}).key_span().file, joined.local.file);
}

TEST(SayTheSame, ComparesNumbersByValueAndTextsByText) {
  const auto value = [](const std::string& text) {
    return *document("x: " + text + "\n", "x.yaml").root.find("x");
  };
  EXPECT_TRUE(say_the_same(value("3"), value("3.0")));
  EXPECT_FALSE(say_the_same(value("3"), value("\"3\"")));
  EXPECT_FALSE(say_the_same(value("no"), value("\"no\"")));
  EXPECT_TRUE(say_the_same(value("often"), value("\"often\"")));
  EXPECT_TRUE(say_the_same(value("{a: [1, 2]}"), value("{a: [1, 2]}")));
  EXPECT_FALSE(say_the_same(value("{a: 1, b: 2}"), value("{b: 2, a: 1}")))
      << "order may be meaning";
  EXPECT_FALSE(say_the_same(value("[1, 2]"), value("[1]")));
  EXPECT_FALSE(say_the_same(value("[1]"), value("[1, 2]")));
}

// The chain of a store

struct Shelf {
  ModelStore store;
  DiagnosticList findings;

  void add(const std::string& id, const std::string& extends, const std::string& rest = "") {
    std::string text = "vaern: 1\ninstrument: " + id + "\nversion: \"1\"\nstatus: draft\n";
    if (!extends.empty()) text += "extends: " + extends + "\n";
    DiagnosticList reading;
    store.add(document(text + rest, id + ".yaml"), reading);
    EXPECT_THAT(places(reading), IsEmpty());
  }

  std::optional<Joined> join(const std::string& id) {
    return join_all(store, *store.find(Kind::instrument, id, "1"), findings);
  }
};

TEST(JoinAll, FollowsAChainToThePublishedFile) {
  Shelf shelf;
  shelf.add("base", "", "judgement: {lower: never}\npopulation: {sex: woman}\nx: 1\n");
  shelf.add("near", "base@1", "judgement: {lower: with_reason}\n");
  shelf.add("far", "near@1", "population: {sex: man}\njudgement: {lower: with_reason}\n");
  const auto made = shelf.join("far");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->base->id, "near");
  EXPECT_EQ(made->published->id, "base");
  EXPECT_EQ(made->document.root.find("judgement")->find("lower")->text(), "with_reason");
  EXPECT_EQ(made->document.root.find("judgement")->span().file->name(), "near.yaml");
  EXPECT_EQ(made->document.root.find("population")->find("sex")->text(), "man");
  EXPECT_THAT(places(shelf.findings), ElementsAre("E0290@7:1+9"));
  const auto alone = shelf.join("base");
  EXPECT_EQ(alone->base, nullptr);
  EXPECT_EQ(alone->document.root.find("x")->text(), "1");
}

TEST(JoinAll, NamesEveryEdgeOfACircleOnce) {
  Shelf shelf;
  shelf.add("a", "b@1");
  shelf.add("b", "c@1");
  shelf.add("c", "a@1");
  shelf.add("outside", "b@1");
  EXPECT_FALSE(shelf.join("a"));
  ASSERT_THAT(places(shelf.findings), ElementsAre("E0286@5:10+3"));
  const Diagnostic circle = shelf.findings[0];
  EXPECT_EQ(circle.message(), "these models change each other in a circle: a@1 → b@1 → c@1 → a@1");
  ASSERT_EQ(circle.notes.size(), 3U);
  EXPECT_EQ(circle.notes[2].span.file->name(), "c.yaml");
  EXPECT_EQ(fill(circle.notes[2].text->en, circle.notes[2].arguments), "c@1 changes a@1");
  for (const std::string other : {"b", "c", "outside"}) {
    shelf.findings = {};
    EXPECT_FALSE(shelf.join(other));
    EXPECT_THAT(places(shelf.findings), ElementsAre("E0287@5:10+3")) << other;
  }
}

TEST(JoinAll, SaysWhatTheReferenceNames) {
  Shelf shelf;
  shelf.add("base", "");
  shelf.add("self", "self@1");
  shelf.add("version", "base@2");
  shelf.add("spelling", "bsae@1");
  shelf.add("later", "spelling@1");
  shelf.add("form", "base");
  DiagnosticList reading;
  shelf.store.add(document("vaern: 1\npolicy: review\nversion: \"1\"\n", "review.yaml"), reading);
  shelf.add("kind", "review@1");
  const auto code = [&](const std::string& id) {
    shelf.findings = {};
    EXPECT_FALSE(shelf.join(id)) << id;
    EXPECT_EQ(shelf.findings.size(), 1U) << id;
    return std::string(shelf.findings[0].code->id);
  };
  EXPECT_EQ(code("self"), "E0285");
  EXPECT_EQ(code("version"), "E0221");
  EXPECT_EQ(code("spelling"), "E0222");
  EXPECT_EQ(shelf.findings[0].help_text(), "did you mean 'base'?");
  EXPECT_EQ(code("later"), "E0287");
  EXPECT_EQ(code("form"), "E0213");
  EXPECT_EQ(code("kind"), "E0223");
}

}  // namespace
}  // namespace vaern

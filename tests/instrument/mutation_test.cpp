// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/mutation.hpp"

#include "instrument/support.hpp"

namespace vaern {
namespace {

using Fate = Mutant::Fate;
using testing_support::PopulationNames;

struct Read {
  Document document;
  InstrumentPtr instrument;
};

Read read(const std::string& text) {
  DiagnosticList findings;
  auto document = read_document("test.yaml", text, findings);
  const PopulationNames names;
  InstrumentPtr instrument = load_instrument(*document, names, findings);
  EXPECT_NE(instrument, nullptr) << render(findings);
  return {*document, instrument};
}

Mutation mutate(const Read& model) {
  return vaern::mutate(model.instrument, model.document,
                       [](const Document& changed, DiagnosticList& findings) {
                         const PopulationNames names;
                         return load_instrument(changed, names, findings);
                       });
}

const Mutant& mutant_of(const Mutation& mutation, const std::string& change) {
  for (const Mutant& mutant : mutation.mutants) {
    if (mutant.change.best(Language::en) == change) return mutant;
  }
  std::string all;
  for (const Mutant& mutant : mutation.mutants) all += mutant.change.best(Language::en) + "\n";
  throw std::logic_error("no such mutant: " + change + "; there are\n" + all);
}

const std::string model = R"(vaern: 1
instrument: small
version: "1"
status: draft
title: {en: Small, da: Lille}
answers:
  often: {ordered: yes, options: {never: 0, sometimes: 1, always: 3}}
items:
  sleep: {type: often, text: {en: Sleep, da: Søvn}}
  rest: {type: often, reversed: yes, text: {en: Rest, da: Hvile}}
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, asked_when: a, text: {en: B, da: B}}
  c: {type: yes_no, text: {en: C, da: C}}
scales:
  total: {sum: {sleep: 1, rest: 2}, then: [{times: 4}, {round: half_up}], missing: {at_most: 1, prorate: by_range}}
gates:
  most: {at_least: {2: [a, b, c]}}
rules:
  alarm: {when: {any: [most, {total: {from: 33}}]}, raise_to: high, because: {en: Most., da: Flest.}}
levels:
  from: total
  cut_offs: {low: lowest, medium: 14, high: 30}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
flags:
  left_out: {when: {any: [{missing: c, reason: refused}, {missing: b, reason: refused}]}, because: {en: Refused., da: Afvist.}}
judgement: {lower: with_reason}
examples:
  - {name: none, responses: {sleep: never, rest: always}, others: no, expect: {total: 0, level: low}}
  - {name: all, responses: {sleep: always, rest: never}, others: yes, expect: {total: 36, level: high}}
)";

std::string completed(std::string text, const Mutation& mutation) {
  for (const ProposedExample& proposal : mutation.proposals) {
    text += proposal_yaml(mutation.instrument, proposal, Language::en);
  }
  return text;
}

TEST(Mutation, FindsMistakesThatNoExampleNotices) {
  const Mutation mutation = mutate(read(model));
  EXPECT_EQ(mutant_of(mutation, "the weight of rest in total: 3 in place of 2").fate, Fate::killed);
  EXPECT_EQ(mutant_of(mutation, "gate most: at least 3 in place of 2").fate, Fate::alive);
  EXPECT_EQ(mutant_of(mutation, "gate most: b left out").fate, Fate::alive);
  EXPECT_EQ(mutant_of(mutation, "b is always asked").fate, Fate::alive);
  EXPECT_EQ(mutant_of(mutation, "a lower judgement: never in place of with_reason").fate,
            Fate::alive);
  EXPECT_EQ(mutant_of(mutation, "flag left_out: missing: b left out").fate, Fate::alive);
  EXPECT_GT(mutation.count().alive, 0U);
}

TEST(Mutation, ShowsWhatIsTheSameOnEveryForm) {
  const Mutation mutation = mutate(read(model));
  // Values are multiples of four: 13 and 15 cut where 14 and 16 do. And above 32 the level is high.
  EXPECT_EQ(mutant_of(mutation, "the cut-off of medium: 13 in place of 14").fate, Fate::equivalent);
  EXPECT_EQ(mutant_of(mutation, "the cut-off of medium: 15 in place of 14").fate, Fate::equivalent);
  EXPECT_EQ(mutant_of(mutation, "the weight of sleep in total: -1 in place of 1").fate,
            Fate::killed);
}

TEST(Mutation, ProposesExamplesThatNoticeWhatLives) {
  const Mutation before = mutate(read(model));
  EXPECT_LT(before.proposals.size(), before.count().alive) << "one example tells several";
  const Mutation after = mutate(read(completed(model, before)));
  for (const Mutant& mutant : after.mutants) {
    EXPECT_NE(mutant.fate, Fate::alive) << mutant.change.best(Language::en);
    EXPECT_NE(mutant.fate, Fate::not_decided) << mutant.change.best(Language::en);
  }
  EXPECT_TRUE(after.proposals.empty());
}

TEST(Mutation, SpellsOutAProposalThatOthersWouldHide) {
  const std::string text = R"(vaern: 1
instrument: chain
version: "1"
status: draft
title: {en: Chain, da: Kæde}
items:
  hit: {type: yes_no, text: {en: Hit, da: Slået}}
  pregnant: {type: yes_no, text: {en: Pregnant, da: Gravid}}
  while_pregnant: {type: yes_no, asked_when: pregnant, text: {en: While pregnant, da: Som gravid}}
scales:
  total: {sum: [hit, while_pregnant], missing: forbid}
examples:
  - {name: nothing, responses: {}, others: no, expect: {total: 0}}
  - {name: everything, responses: {}, others: yes, expect: {total: 2}}
  - {name: hit, responses: {hit: yes}, others: no, expect: {total: 1}}
  - {name: the rest, responses: {hit: no}, others: yes, expect: {total: 1}}
)";
  const Mutation before = mutate(read(text));
  EXPECT_EQ(mutant_of(before, "while_pregnant is always asked").fate, Fate::alive);
  const Mutation after = mutate(read(completed(text, before)));
  EXPECT_EQ(mutant_of(after, "while_pregnant is always asked").fate, Fate::killed)
      << completed(text, before);
}

TEST(Mutation, TellsWhichEarlierAssessmentsAreTaken) {
  const std::string text = R"(vaern: 1
instrument: course
version: "1"
status: draft
title: {en: Course, da: Forløb}
answers:
  often: {never: 0, sometimes: 1, always: 2}
items:
  sleep: {type: often, text: {en: Sleep, da: Søvn}}
earlier:
  before: {of: total, take: last, from: 0, to: 2, text: {en: Before, da: Før}}
scales:
  total: {sum: [sleep], missing: forbid}
  change: {sum: {total: 1, before: -1}, missing: forbid}
examples:
  - {name: worse, responses: {sleep: always}, assessed: 2026-02-01, earlier: [{assessed: 2026-01-01, scales: {total: 1}}], expect: {total: 2, change: 1}}
  - {name: better, responses: {sleep: never}, assessed: 2026-02-01, earlier: [{assessed: 2026-01-01, scales: {total: 2}}], expect: {total: 0, change: -2}}
  - {name: same, responses: {sleep: sometimes}, assessed: 2026-02-01, earlier: [{assessed: 2026-01-01, scales: {total: 1}}], expect: {total: 1, change: 0}}
)";
  const Mutation before = mutate(read(text));
  const std::string greatest = "what before takes: max in place of last";
  EXPECT_EQ(mutant_of(before, greatest).fate, Fate::alive);
  EXPECT_EQ(mutant_of(mutate(read(completed(text, before))), greatest).fate, Fate::killed);
}

TEST(Mutation, HoldsGatesThatOnlyFlagsReadAgainstEachOther) {
  std::string text = R"(vaern: 1
instrument: rare
version: "1"
status: draft
title: {en: Rare, da: Sjælden}
items:
)";
  std::string sum;
  int weight = 1;
  for (char item = 'a'; item < 'a' + 14; ++item, weight *= 2) {
    text += std::string("  ") + item + ": {type: yes_no, text: {en: A, da: A}}\n";
    sum += std::string(sum.empty() ? "" : ", ") + item + ": " + std::to_string(weight);
  }
  text += "scales:\n  total: {sum: {" + sum + "}, missing: forbid}\n" + R"(
gates:
  far: {total: {from: 11111}}
flags:
  rare: {when: far, because: {en: Far., da: Langt.}}
examples:
  - {name: none, responses: {}, others: no, expect: {total: 0, flags: {rare: no}}}
  - {name: all, responses: {}, others: yes, expect: {total: 16383, flags: {rare: yes}}}
)";
  const Mutation mutation = mutate(read(text));
  EXPECT_GT(mutation.count(MutationKind::conditions).mutants, 0U);
  EXPECT_EQ(mutation.count(MutationKind::conditions).equivalent, 0U);
}

TEST(Mutation, KnowsThatTwoWaysOfProratingAreOneForItemsOfOneRange) {
  const Mutation mutation = mutate(read(R"(vaern: 1
instrument: prorated
version: "1"
status: draft
title: {en: Prorated, da: Forholdsmæssig}
answers:
  often: {ordered: yes, options: {never: 1, rarely: 2, often: 3, always: 4}}
items:
  a: {type: often, text: {en: A, da: A}}
  b: {type: often, text: {en: B, da: B}}
  c: {type: often, text: {en: C, da: C}}
  d: {type: often, text: {en: D, da: D}}
  e: {type: often, text: {en: E, da: E}}
  f: {type: often, text: {en: F, da: F}}
scales:
  total: {sum: [a, b, c, d, e, f], missing: {at_most: 2, prorate: by_count}}
examples:
  - {name: all never, responses: {}, others: never, expect: {total: 6}}
  - {name: one left out, responses: {a: {missing: refused}}, others: often, expect: {total: 18}}
)"));
  EXPECT_EQ(
      mutant_of(mutation,
                "the missing answers of total: prorate: by_range in place of prorate: by_count")
          .fate,
      Fate::equivalent);
}

TEST(Mutation, SaysWhereTheMistakeIs) {
  const Mutation mutation = mutate(read(model));
  const Mutant& mutant = mutant_of(mutation, "the cut-off of high: 31 in place of 30");
  EXPECT_EQ(mutant.span.line, 22U);
  EXPECT_EQ(mutant.span.column, 45U);
  EXPECT_EQ(mutant.change.best(Language::da), "grænsen for high: 31 i stedet for 30");
}

TEST(Mutation, NeedsExamplesThatHold) {
  std::string text = model;
  text.replace(text.find("total: 36"), 9, "total: 35");
  EXPECT_TRUE(mutate(read(text)).mutants.empty());
}

TEST(Mutation, ChangesConditionsInCelText) {
  std::string text = model;
  const std::string plain = "{any: [most, {total: {from: 33}}]}";
  text.replace(text.find(plain), plain.size(), "\"most || total >= 33\"");
  const Mutation mutation = mutate(read(text));
  EXPECT_NE(mutant_of(mutation, "rule alarm: && in place of ||").fate, Fate::refused);
  EXPECT_NE(mutant_of(mutation, "rule alarm: 34 in place of 33").fate, Fate::refused);
}

}  // namespace
}  // namespace vaern

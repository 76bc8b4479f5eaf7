// SPDX-License-Identifier: Apache-2.0
// Further outcomes, classes, earlier values, norms, habits, opinions, sensitive items and local
// versions, each in a model that has little else.
#include <gmock/gmock.h>

#include "instrument/random_responses.hpp"
#include "instrument/support.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/model/extends.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* head = R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
)";

constexpr const char* levels = R"(levels:
  from: total
  cut_offs: {low: lowest, high: 2}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
)";

std::vector<std::string> codes_of(const DiagnosticList& findings) {
  std::vector<std::string> codes;
  for (const Diagnostic& finding : findings) {
    codes.push_back(std::string(finding.code->id) + " " + finding.path);
  }
  return codes;
}

EarlierAssessment reported(const char* date, const std::string& scale,
                           std::optional<Rational> value) {
  EarlierAssessment one;
  one.assessed = *Date::parse(date);
  one.scales.emplace_back(scale, value);
  return one;
}

/// Two yes/no items, and a line of its own for each test.
InstrumentPtr two_items(const std::string& more) {
  return load_text(std::string(head) + R"(items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, text: {en: B, da: B}}
)" + more);
}

InstrumentPtr with_earlier() {
  return two_items(R"(earlier:
  latest: {of: total, take: last, from: 0, to: 2, text: {en: L, da: L}}
  usual: {of: total, take: mean, last: 2, from: 0, to: 2, round: half_up, text: {en: U, da: U}}
  most: {of: total, take: max, within: P1M, from: 0, to: 2, text: {en: M, da: M}}
  visits: {of: total, take: count, from: 0, to: 9, text: {en: V, da: V}}
scales:
  total: {sum: [a, b], missing: forbid}
  change: {sum: {total: 1, latest: -1}, missing: forbid}
  rest: {sum: [usual, most, visits], missing: bounds_only}
)");
}

std::vector<std::optional<Rational>> values(const Score& made) {
  std::vector<std::optional<Rational>> list;
  for (const EarlierValue& value : made.earlier_values) list.push_back(value.value);
  return list;
}

TEST(EarlierValues, AreTakenFromWhatCounts) {
  const InstrumentPtr model = with_earlier();
  ScoreOptions options;
  options.assessed = Date(2026, 3, 31);
  // One without a value does not count; 28 February + P1M is 28 March, which is too early.
  options.earlier = {{reported("2026-03-01", "total", 1), reported("2026-02-28", "total", 2),
                      reported("2026-03-05", "total", std::nullopt),
                      reported("2025-01-01", "total", 0)}};
  const Result<Score> made = score(model, answers({{"a", "yes"}, {"b", "yes"}}), options);
  ASSERT_TRUE(made) << render(made.error());
  EXPECT_THAT(values(*made), ElementsAre(Rational(1), Rational(2), Rational(1), Rational(3)));
  EXPECT_EQ(made->scales[1].value, Rational(1));
  EXPECT_EQ(made->earlier_values[0].rests_on.size(), 1U);
  EXPECT_EQ(made->earlier_values[1].rests_on.front().first, Date(2026, 2, 28));
  EXPECT_EQ(made->earlier->front().assessed, Date(2025, 1, 1));  // oldest first
}

TEST(EarlierValues, AreMissingWhereNothingIsGivenAndACountIsNoneOfAnEmptyList) {
  const InstrumentPtr model = with_earlier();
  const Score unknown = scored(model, {{"a", "yes"}, {"b", "yes"}});
  EXPECT_FALSE(unknown.earlier_values[3].value);
  EXPECT_FALSE(unknown.scales[1].has_value);
  EXPECT_EQ(unknown.scales[1].lowest, Rational(0));
  EXPECT_EQ(unknown.scales[1].highest, Rational(2));
  EXPECT_EQ(unknown.missing, 0U);  // nobody is asked
  ScoreOptions options;
  options.earlier.emplace();
  const Result<Score> first = score(model, answers({{"a", "yes"}}), options);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->earlier_values[3].value, Rational(0));
  EXPECT_FALSE(first->earlier_values[0].value);
}

TEST(EarlierValues, ThatCannotBeAreFaultsWithTheirPaths) {
  const InstrumentPtr model = with_earlier();
  ScoreOptions options;
  options.earlier = {{reported("2026-03-01", "totl", 1), reported("2026-03-01", "total", 1)}};
  Result<Score> made = score(model, answers({{"latest", "1"}}), options);
  ASSERT_FALSE(made);
  EXPECT_THAT(codes_of(made.error()),
              ElementsAre("E0517 /responses/latest", "E0514 /earlier",
                          "E0512 /earlier/0/scales/totl", "E0457 /earlier/1/assessed"));
  EXPECT_THAT(made.error()[2].help_text(), HasSubstr("'total'"));
  options.assessed = Date(2026, 3, 1);
  options.earlier = {{reported("2026-03-01", "total", 1)}};
  EXPECT_THAT(codes_of(score(model, answers({}), options).error()),
              ElementsAre("E0513 /earlier/0/assessed"));
  options.assessed = Date(2026, 3, 2);
  options.earlier = {{reported("2026-03-01", "total", Rational(1, 2))}};
  made = score(model, answers({}), options);
  EXPECT_THAT(codes_of(made.error()), ElementsAre("E0515 /earlier", "E0515 /earlier"));
  EXPECT_EQ(made.error()[0].help_text(Language::da), "tilladt: 0, 1, 2");
}

TEST(Norms, AreChosenByTheDayOfTheAssessment) {
  const InstrumentPtr model = two_items(R"(scales:
  total: {sum: [a, b], missing: forbid}
  score: {lookup: {of: total, in: years}, missing: forbid}
tables:
  years:
    choose: date
    norms:
      old: {from: 2000-01-01, until: 2009-12-31, rows: {0: 10, 1: 20}}
      new: {from: 2020-01-01, rows: {0: 30, 2: 40}}
)");
  const auto answered = answers({{"a", "yes"}, {"b", "no"}});
  const auto at = [&](const char* date) {
    ScoreOptions options;
    options.assessed = Date::parse(date);
    return score(model, answered, options);
  };
  EXPECT_EQ(at("2009-12-31")->scales[1].value, Rational(20));
  EXPECT_EQ(at("2020-01-01")->scales[1].value, Rational(30));
  const Result<Score> in_a_gap = at("2010-01-01");
  ASSERT_FALSE(in_a_gap);
  EXPECT_THAT(codes_of(in_a_gap.error()), ElementsAre("E0516 /assessed"));
  EXPECT_THAT(in_a_gap.error()[0].help_text(), HasSubstr("2000-01-01/2009-12-31, 2020-01-01/"));
  const Result<Score> undated = score(model, answered);
  EXPECT_FALSE(undated->scales[1].has_value);
  EXPECT_EQ(undated->scales[1].lowest, Rational(20));
  EXPECT_EQ(undated->scales[1].highest, Rational(30));
}

TEST(Habits, TakeBackWhatIsUsual) {
  const InstrumentPtr model = load_text(std::string(head) + R"(items:
  shouts: {type: yes_no, relative_to_habit: yes, text: {en: S, da: S}}
  a: {type: yes_no, text: {en: A, da: A}}
scales:
  total: {sum: {shouts: 2, a: 1}, missing: {count_as: no}}
)");
  const auto total = [&](const char* answer) {
    return scored(model, {{"shouts", answer}, {"a", "yes"}}).scales[0].value;
  };
  EXPECT_EQ(total("{value: yes, habitual: no}"), Rational(3));
  EXPECT_EQ(total("{value: yes, habitual: yes}"), Rational(1));
  EXPECT_EQ(total("{value: yes, habitual: {missing: unknown}}"), Rational(3));
  EXPECT_EQ(total("no"), Rational(1));
  EXPECT_EQ(scored(model, {{"shouts", "yes"}}).missing, 2U);
  EXPECT_THAT(codes_of(score(model, answers({{"a", "{value: yes, habitual: no}"}})).error()),
              ElementsAre("E0518 /responses/a"));
}

TEST(Consistent, NamesTheAnswersAndWhyInBothLanguages) {
  const InstrumentPtr model = two_items(R"(consistent:
  not_both: {must: {not: {all: [a, b]}}, because: {en: Never both., da: Aldrig begge.}}
scales:
  total: {sum: [a, b], missing: bounds_only}
)");
  const Result<Score> made = score(model, answers({{"a", "yes"}, {"b", "yes"}}));
  ASSERT_FALSE(made);
  EXPECT_THAT(codes_of(made.error()), ElementsAre("E0519 /responses/a"));
  EXPECT_EQ(made.error()[0].message(), "these answers cannot be together: a, b. Never both.");
  EXPECT_THAT(made.error()[0].message(Language::da), HasSubstr("a, b. Aldrig begge."));
  EXPECT_EQ(scored(model, {{"a", "yes"}}).scales[0].highest, Rational(1));
}

InstrumentPtr escalating() {
  return two_items(std::string(R"(scales:
  total: {sum: [a, b], missing: bounds_only}
)") + levels + R"(outcomes:
  lethality:
    text: {en: Lethality, da: Dødelighed}
    order: [slight, grave]
    texts: {slight: {en: Slight is not none., da: Lille er ikke ingen.}}
    rules:
      deadly: {when: a, raise_to: grave, because: {en: D., da: D.}}
rules:
  escalates: {when: {lethality: {from: grave}}, raise_to: high, because: {en: E., da: E.}}
classes:
  kind:
    text: {en: Kind, da: Slags}
    first_match:
      one: {when: a, label: {en: one, da: en}}
      two: {when: b, label: {en: two, da: to}}
      none: {when: otherwise, label: {en: none, da: ingen}}
flags:
  of_class: {when: {kind: [one, two, none]}, because: {en: F., da: F.}}
  of_outcome: {when: {lethality: {from: grave}}, because: {en: G., da: G.}}
judgement: {lower: with_reason}
opinions:
  harm: {levels: set, text: {en: Harm, da: Skade}, required: yes}
  soon: {levels: set, text: {en: Soon, da: Snart}}
answers:
  set: {ordered: yes, options: [little, much]}
)");
}

TEST(Outcomes, HaveTheirOwnRangeWitnessesAndDecisiveItems) {
  const InstrumentPtr model = escalating();
  const Score open = scored(model, {{"b", "no"}});
  const FurtherScore& lethality = open.outcomes[0];
  EXPECT_EQ(lethality.possible, 3U);
  EXPECT_FALSE(lethality.computed);
  EXPECT_FALSE(lethality.is_certain());
  EXPECT_EQ((*lethality.lowest_witness)[0], 0);
  EXPECT_EQ((*lethality.highest_witness)[0], 1);
  ASSERT_EQ(lethality.decisive.size(), 1U);
  EXPECT_EQ(lethality.decisive[0].item, "a");
  // An escalation raises the level that reads it.
  EXPECT_EQ(open.possible, 3U);
  const Score grave = scored(model, {{"a", "yes"}, {"b", "no"}});
  EXPECT_EQ(grave.outcomes[0].computed, 1U);
  EXPECT_EQ(grave.computed, 1U);
  EXPECT_EQ(grave.rules[0].truth, Truth::yes);
}

TEST(Classes, AreTheSetOfThoseThatArePossible) {
  const InstrumentPtr model = escalating();
  const Score open = scored(model, {{"a", "no"}});
  EXPECT_EQ(open.classes[0].possible, 6U);
  EXPECT_TRUE(open.classes[0].is_exact);
  EXPECT_FALSE(open.classes[0].witnesses[0]);
  EXPECT_EQ((*open.classes[0].witnesses[1])[1], 1);
  ASSERT_EQ(open.classes[0].decisive.size(), 1U);
  EXPECT_TRUE(open.classes[0].decisive[0].moves_an_end);
  EXPECT_EQ(open.classes[0].decisive[0].spanned, 2U);
  // A class is unknown while several are possible, whichever are listed (S10.2).
  EXPECT_EQ(open.flags[0].truth, Truth::unknown);
  EXPECT_EQ(open.flags[1].truth, Truth::no);
  const Score one = scored(model, {{"a", "yes"}});
  EXPECT_TRUE(one.classes[0].is_certain());
  EXPECT_EQ(one.flags[0].truth, Truth::yes);
  EXPECT_EQ(one.flags[1].truth, Truth::yes);
}

TEST(Opinions, AreRecordedAndChangeNoLevel) {
  const InstrumentPtr model = escalating();
  const Responses form = *make_responses(*model, answers({{"a", "no"}}));
  Judgement judgement{"high", "Seen.", "w1", ""};
  const Score without = *score(model, form, judgement);
  EXPECT_FALSE(without.opinions[0].given);
  EXPECT_TRUE(without.opinions[0].is_required);
  judgement.opinions = {{"harm", "much"}};
  const Score with = *score(model, form, judgement);
  EXPECT_EQ(with.opinions[0].given, Code{1});
  EXPECT_FALSE(with.opinions[1].given);
  EXPECT_EQ(with.in_force, without.in_force);
  EXPECT_EQ(with.possible_after, without.possible_after);
  judgement.opinions = {{"harm", "huge"}, {"hram", "much"}};
  const Result<Score> wrong = score(model, form, judgement);
  EXPECT_THAT(codes_of(wrong.error()),
              ElementsAre("E0521 /judgement/opinions/harm", "E0520 /judgement/opinions/hram"));
  EXPECT_EQ(wrong.error()[0].help_text(), "allowed: little, much");
}

TEST(WithoutSensitive, LeavesOutTheItemAndWhatWasAskedBecauseOfIt) {
  const InstrumentPtr model = load_text(std::string(head) + R"(items:
  origin: {type: yes_no, sensitive: yes, text: {en: O, da: O}}
  more: {type: yes_no, asked_when: origin, text: {en: M, da: M}}
  other: {type: yes_no, text: {en: T, da: T}}
scales:
  total: {sum: [origin, more, other], missing: bounds_only}
)" + levels);
  const Score made = scored(model, {{"origin", "yes"}, {"more", "yes"}, {"other", "yes"}});
  EXPECT_EQ(made.computed, 1U);
  ASSERT_TRUE(made.without_sensitive);
  EXPECT_EQ(made.without_sensitive->scales[0], Rational(1));
  EXPECT_EQ(made.without_sensitive->level->computed, 0U);
  EXPECT_EQ(made.without_sensitive->level->possible, 1U);
  EXPECT_FALSE(scored(escalating(), {}).without_sensitive);
}

struct Local {
  InstrumentPtr published;
  InstrumentPtr model;
};

Local local_version() {
  const auto read = [](const std::string& text) {
    DiagnosticList findings;
    return *read_document("test.yaml", text, findings);
  };
  const Document base = read(std::string(head) + R"(items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, text: {en: B, da: B}}
scales:
  total: {sum: [a, b], missing: bounds_only}
)" + levels);
  const Document local = read(R"(vaern: 1
instrument: test-local
version: "1"
status: draft
title: {en: T, da: T}
extends: test@1
items:
  c: {type: yes_no, text: {en: C, da: C}}
scales:
  total: {sum: [a, b, c]}
)");
  DiagnosticList findings;
  const PopulationNames names;
  Local made;
  made.published = load_instrument(base, names, findings);
  made.model = load_instrument(join(base, local, findings), names, findings, made.published);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  return made;
}

TEST(LocalVersions, HoldWhatThePublishedOneSaysOfTheSameAnswers) {
  const Local local = local_version();
  const Score made = scored(local.model, {{"a", "yes"}, {"b", "no"}, {"c", "yes"}});
  EXPECT_EQ(made.computed, 1U);
  ASSERT_TRUE(made.published);
  EXPECT_EQ(made.published->instrument, local.published);
  EXPECT_EQ(made.published->level->computed, 0U);
  EXPECT_EQ(made.published->scales[0], Rational(1));
  EXPECT_THAT(record_of(made), HasSubstr("\"published\":{\"id\":\"test\",\"version\":\"1\","));
  const auto find = [&](std::string_view id, std::string_view) {
    return id == "test-local" ? local.model : nullptr;
  };
  EXPECT_EQ(verify(record_of(made), find).state, Verification::State::verified);
}

TEST(EveryMechanism, VerifiesEveryRecord) {
  const InstrumentPtr model = load_every_mechanism();
  const auto find = [&](std::string_view, std::string_view) { return model; };
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    ScoreOptions options = random_options(seed);
    if (seed % 2 == 0) {
      options.judgement = Judgement{"medium", "Seen.", "w1", "w2", {{"serious_harm", "grave"}}};
    }
    if (seed % 3 == 0) options.wording = ShownWording{"every-mechanism@da", "abc"};
    const Result<Score> made = score(model, random_responses(*model, seed, seed % 5), options);
    ASSERT_TRUE(made) << render(made.error());
    const Verification again = verify(record_of(*made), find);
    ASSERT_EQ(again.state, Verification::State::verified)
        << again.problem << (again.mismatches.empty() ? "" : again.mismatches[0].path);
  }
}

TEST(EveryMechanism, SaysTheSameWhateverTheOrderOfAnswersAndEarlierAssessments) {
  const InstrumentPtr model = load_every_mechanism();
  std::vector<RawAnswer> given = answers({{"sleep", "often"},
                                          {"threats", "yes"},
                                          {"shouts", "{value: yes, habitual: no}"},
                                          {"days", "2"},
                                          {"origin", "yes"}});
  ScoreOptions options = random_options(7);
  const std::string first = record_of(*score(model, given, options));
  std::reverse(given.begin(), given.end());
  std::reverse(options.earlier->begin(), options.earlier->end());
  EXPECT_EQ(record_of(*score(model, given, options)), first);
}

TEST(EveryMechanism, IsCertainOnlyOfWhatEveryCompletionHas) {
  const InstrumentPtr model = load_every_mechanism();
  std::size_t certain = 0;
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    SCOPED_TRACE(seed);
    const Responses form = random_responses(*model, seed, seed % 4);
    const ScoreOptions options = random_options(4 * seed + 2 + seed % 2);
    const Result<Score> made = score(model, form, options);
    ASSERT_TRUE(made) << render(made.error());
    // The form with more answers, as random as the first.
    Responses fuller = form;
    const Responses other = random_responses(*model, seed + 1000, 1);
    for (InputId input = 0; input < form.codes().size(); ++input) {
      if (form.is_answered(input) || !other.is_answered(input)) continue;
      Responses next = fuller;
      next.answer(input, other.codes()[input]);
      if (score(model, next, options)) fuller = next;
    }
    const Score more = *score(model, fuller, options);
    EXPECT_EQ(more.possible & ~made->possible, 0U);
    for (std::size_t i = 0; i < made->outcomes.size(); ++i) {
      EXPECT_EQ(more.outcomes[i].possible & ~made->outcomes[i].possible, 0U);
      EXPECT_GE(more.outcomes[i].low, made->outcomes[i].low);
      EXPECT_LE(more.outcomes[i].high, made->outcomes[i].high);
    }
    for (std::size_t i = 0; i < made->classes.size(); ++i) {
      EXPECT_EQ(more.classes[i].possible & ~made->classes[i].possible, 0U);
    }
    if (!made->is_certain()) continue;
    ++certain;
    EXPECT_EQ(more.computed, made->computed);
  }
  EXPECT_GT(certain, 5U);
}

/// As a forger would: the digest is made anew.
std::string sealed(std::string record) {
  record.erase(record.rfind(",\"digest\":"));
  return record + ",\"digest\":\"" + Fingerprint::of(record + "}\n").to_string() + "\"}\n";
}

TEST(EveryMechanism, NamesWhateverOfARecordWasChanged) {
  const InstrumentPtr model = load_every_mechanism();
  ScoreOptions options = random_options(7);
  options.judgement = Judgement{"high", "Seen.", "w1", "", {{"serious_harm", "grave"}}};
  const std::string record =
      record_of(*score(model, answers({{"sleep", "often"}, {"origin", "yes"}}), options));
  const auto find = [&](std::string_view, std::string_view) { return model; };
  const auto changes = [&](const std::string& after, const std::string& from,
                           const std::string& to) {
    std::string changed = record;
    const std::size_t at = changed.find(from, changed.find(after));
    EXPECT_NE(at, std::string::npos) << after << " " << from;
    if (at != std::string::npos) changed.replace(at, from.size(), to);
    const Verification result = verify(sealed(changed), find);
    EXPECT_EQ(result.state, Verification::State::differs);
    std::vector<std::string> paths;
    for (const Mismatch& mismatch : result.mismatches) paths.push_back(mismatch.path);
    return paths;
  };
  using testing::Contains;
  EXPECT_THAT(changes("\"parameters\"", "\"rise\":4", "\"rise\":5"), Contains("/parameters/rise"));
  EXPECT_THAT(changes("\"values\":{\"before\"", "\"rests_on\"", "\"rests\""),
              Contains("/earlier/values/before/rests"));
  EXPECT_THAT(changes("\"outcomes\"", "\"possible\":[\"soon\"", "\"possible\":[\"later\""),
              Contains("/outcomes/urgency/possible/0"));
  EXPECT_THAT(changes("\"classes\"", "\"certain\":false", "\"certain\":true"),
              Contains("/classes/pattern/certain"));
  EXPECT_THAT(changes("\"without_sensitive\"", "\"average\":100", "\"average\":50"),
              Contains("/without_sensitive/scales/average"));
  EXPECT_THAT(changes("\"earlier\"", "\"total\":", "\"total\":1"),
              Contains("/earlier/values/usual/value"));
  EXPECT_THAT(changes("\"opinions\"", "\"grave\"", "\"slight\""),
              Contains("/explanation/children/33/children/0/level"));
}

}  // namespace
}  // namespace vaern

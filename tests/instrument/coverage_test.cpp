// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/coverage.hpp"

#include <fstream>
#include <sstream>

#include "instrument/support.hpp"

namespace vaern {
namespace {

using State = CoveragePoint::State;
using testing_support::load_text;

const std::string small = R"(vaern: 1
instrument: small
version: "1"
status: draft
title: {en: Small, da: Lille}
items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, asked_when: a, text: {en: B, da: B}}
  c: {type: yes_no, ask_when_known: P14D, text: {en: C, da: C}}
scales:
  total: {sum: {a: 2, b: 3, c: 1}, missing: {at_most: 1, count_as: no}}
gates:
  both: {all: [a, b]}
  never: {all: [b, {not: a}]}
rules:
  harm: {when: both, raise_to: high, because: {en: Both., da: Begge.}}
flags:
  recent: {when: {c: {within: P14D}}, because: {en: Recent., da: For nylig.}}
  left_out: {when: {missing: c, reason: refused}, because: {en: Refused., da: Afvist.}}
levels:
  from: total
  cut_offs: {low: lowest, medium: 2, high: 4}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
examples:
  - {name: none, responses: {}, others: no, expect: {total: 0, level: low}}
)";

const CoveragePoint& point_of(const Coverage& coverage, CoverageKind kind,
                              const std::string& subject, const std::string& side) {
  for (const CoveragePoint& point : coverage.points) {
    if (point.kind == kind && point.subject == subject && point.side == side) return point;
  }
  throw std::logic_error("no such point: " + subject + " " + side);
}

/// The model with every proposal pasted under its examples, which stand last.
std::string completed(std::string text, const Coverage& coverage) {
  for (const ProposedExample& proposal : coverage.proposals) {
    text += proposal_yaml(coverage.instrument, proposal, Language::en);
  }
  return text;
}

void expect_all_covered(const std::string& text) {
  const std::string head = "examples:\n";
  const bool has_none = text.ends_with(head);
  const Coverage before =
      cover(load_text(has_none ? text.substr(0, text.size() - head.size()) : text));
  const InstrumentPtr model = load_text(completed(text, before));
  ASSERT_NE(model, nullptr);
  for (const ExampleResult& result : run_examples(model)) {
    EXPECT_TRUE(result.has_passed()) << result.name << "\n" << render(result.faults);
  }
  const Coverage after = cover(model);
  for (const CoveragePoint& point : after.points) {
    EXPECT_TRUE(point.state == State::covered || point.state == State::impossible)
        << model->reference() << ": " << point.text.best(Language::en);
  }
  EXPECT_TRUE(after.proposals.empty());
}

std::string shipped(const std::string& name) {
  std::ifstream file(std::string(VAERN_SOURCE_DIR) + "/instruments/published/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Coverage, SaysWhatTheExamplesReach) {
  const Coverage coverage = cover(load_text(small));
  const auto state = [&](CoverageKind kind, const char* subject, const char* side) {
    return point_of(coverage, kind, subject, side).state;
  };
  EXPECT_EQ(state(CoverageKind::answers, "a", "no"), State::covered);
  EXPECT_EQ(state(CoverageKind::answers, "a", "yes"), State::missing);
  EXPECT_EQ(state(CoverageKind::answers, "b", "no"), State::missing) << "b was not asked";
  EXPECT_EQ(state(CoverageKind::asked_when, "b", "not asked"), State::covered);
  EXPECT_EQ(state(CoverageKind::asked_when, "b", "asked"), State::missing);
  EXPECT_EQ(state(CoverageKind::missing, "total", "complete"), State::covered);
  EXPECT_EQ(state(CoverageKind::missing, "total", "past at_most"), State::missing);
  EXPECT_EQ(state(CoverageKind::rules, "harm", "no"), State::covered);
  EXPECT_EQ(state(CoverageKind::levels, "low", "certain"), State::covered);
  EXPECT_EQ(state(CoverageKind::judgement, "judgement", "lower refused"), State::missing);
  EXPECT_EQ(point_of(coverage, CoverageKind::answers, "a", "no").example, 0U);
}

TEST(Coverage, TakesTheNearestAttainableValueOnEachSideOfACutOff) {
  const Coverage coverage = cover(load_text(small));
  // Attainable are 0, 1, 2, 3, 5 and 6: four is between values.
  EXPECT_EQ(point_of(coverage, CoverageKind::cut_offs, "high", "below").text.best(Language::en),
            "total is 3, the last value before high");
  EXPECT_EQ(point_of(coverage, CoverageKind::cut_offs, "high", "at").text.best(Language::en),
            "total is 5, the first value of high");
}

TEST(Coverage, DoesNotCountWhatCannotHappen) {
  const Coverage coverage = cover(load_text(small));
  const auto state = [&](CoverageKind kind, const char* subject, const char* side) {
    return point_of(coverage, kind, subject, side).state;
  };
  EXPECT_EQ(state(CoverageKind::gates, "never", "yes"), State::impossible)
      << "b is asked only where a is yes";
  EXPECT_EQ(state(CoverageKind::flags, "left_out", "open"), State::impossible)
      << "a reason is there or not";
  EXPECT_EQ(state(CoverageKind::gates, "never", "unknown"), State::missing)
      << "but while nothing is answered it is unknown";
  std::size_t impossible = 0;
  for (const CoveragePoint& point : coverage.points) {
    impossible += point.state == State::impossible ? 1 : 0;
  }
  EXPECT_EQ(coverage.count().of, coverage.points.size() - impossible);
}

TEST(Coverage, ProposesAnExampleForEveryPointOfASmallModel) { expect_all_covered(small); }

class ShippedCoverage : public testing::TestWithParam<const char*> {};

TEST_P(ShippedCoverage, IsCompleteOnceTheProposalsArePasted) {
  const std::string text = shipped(GetParam());
  // As if the author had written none.
  expect_all_covered(text.substr(0, text.rfind("\nexamples:") + 10) + "\n");
}

INSTANTIATE_TEST_SUITE_P(Models, ShippedCoverage,
                         testing::Values("danger-assessment.yaml", "dash-marac.yaml",
                                         "lethality-screen.yaml", "short-term-signs.yaml",
                                         "spj-partner-violence.yaml", "who-5.yaml"));

TEST(Coverage, ReachesLimitsAndEveryMissingPolicy) {
  for (const char* policy :
       {"forbid", "bounds_only", "{prorate: by_range}", "{at_most: 2, prorate: by_count}",
        "{at_least: {n: 3}, prorate: by_count}", "{at_least: {n: 1, of: [d]}, count_as: yes}",
        "{at_most: 3, count_as: yes}", "{at_most: 0, count_as: no}"}) {
    expect_all_covered(std::string(R"(vaern: 1
instrument: policies
version: "1"
status: draft
title: {en: Policies, da: Regler}
items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, text: {en: B, da: B}}
  c: {type: yes_no, text: {en: C, da: C}}
  d: {type: yes_no, text: {en: D, da: D}}
scales:
  total: {sum: [a, b, c, d], missing: )") +
                       policy + "}\nexamples:\n");
  }
}

const std::string whole_language = R"(vaern: 1
instrument: whole
version: "1"
status: draft
title: {en: Whole, da: Hele}
answers:
  often: {ordered: yes, options: {never: 0, sometimes: 1, always: 2}}
items:
  sleep: {type: often, text: {en: Sleep, da: Søvn}}
  rest: {type: often, reversed: yes, text: {en: Rest, da: Hvile}}
  fear: {type: yes_no, text: {en: Fear, da: Frygt}}
  alone: {type: yes_no, text: {en: Alone, da: Alene}}
  loud: {type: yes_no, relative_to_habit: yes, text: {en: Loud, da: Højlydt}}
parameters:
  many: {value: 3, text: {en: Many, da: Mange}}
tables:
  rates: {rows: {0: 5, 2: 10, 4: 40}, text: {en: Rates, da: Andele}}
earlier:
  before: {of: total, take: last, from: 0, to: 4, text: {en: The last total, da: Den seneste score}}
consistent:
  fear_or_rest: {must: {not: {all: [fear, {rest: always}]}}, because: {en: Not both., da: Ikke begge dele.}}
scales:
  total: {sum: [sleep, rest], missing: bounds_only}
  signs: {sum: [fear, alone, loud], missing: {count_as: no}}
  rate: {lookup: {of: total, in: rates}, missing: bounds_only}
  change: {sum: {total: 1, before: -1}, missing: forbid}
outcomes:
  danger:
    text: {en: Danger, da: Fare}
    from: signs
    cut_offs: {calm: lowest, alarm: 2}
    texts: {calm: {en: Low is not safe., da: Lav er ikke sikker.}}
    rules:
      afraid: {when: {all: [fear, alone]}, raise_to: alarm, because: {en: Afraid., da: Bange.}}
levels:
  from: total
  cut_offs: {low: lowest, high: many}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
rules:
  escalation: {when: {danger: {from: alarm}}, raise_to: high, because: {en: Danger., da: Fare.}}
classes:
  state:
    text: {en: State, da: Tilstand}
    first_match:
      both: {when: {all: [fear, alone]}, label: {en: both, da: begge}}
      one: {when: {any: [fear, alone]}, label: {en: one, da: én}}
      neither: {when: otherwise, label: {en: neither, da: ingen}}
flags:
  worse: {when: {change: {from: 2}}, because: {en: Worse., da: Værre.}}
  lonely: {when: {state: one}, because: {en: One., da: Én.}}
examples:
)";

TEST(Coverage, KnowsTheWholeLanguage) { expect_all_covered(whole_language); }

TEST(Coverage, HasPointsForEveryMechanism) {
  const Coverage coverage =
      cover(load_text(whole_language.substr(0, whole_language.find("examples:"))));
  for (const CoverageKind kind : {CoverageKind::habit, CoverageKind::tables, CoverageKind::classes,
                                  CoverageKind::consistent, CoverageKind::earlier}) {
    EXPECT_GT(coverage.count(kind).of, 1U - (kind == CoverageKind::consistent ? 1U : 0U))
        << to_string(kind);
  }
  EXPECT_EQ(point_of(coverage, CoverageKind::rules, "afraid", "yes").state, State::missing);
  EXPECT_EQ(point_of(coverage, CoverageKind::levels, "danger alarm", "certain").state,
            State::missing);
}

TEST(Coverage, WritesOthersWhereThatIsShorter) {
  const Coverage coverage = cover(load_text(small));
  for (const ProposedExample& proposal : coverage.proposals) {
    const std::string yaml = proposal_yaml(coverage.instrument, proposal, Language::da);
    EXPECT_NE(yaml.find("publikationen"), std::string::npos) << yaml;
  }
}

}  // namespace
}  // namespace vaern

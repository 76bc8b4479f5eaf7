// SPDX-License-Identifier: Apache-2.0
// Over generated case files: an unanswered form is never due later than any completion of it, the
// order of entries is nothing, and the same case gives the same result.
#include <gtest/gtest.h>

#include <algorithm>

#include "programme/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

const Library& shipped() {
  static const Library library = [] {
    DiagnosticList findings;
    Library made = Library::load({VAERN_SOURCE_DIR "/instruments"}, findings);
    EXPECT_FALSE(findings.has_errors()) << render(findings);
    return made;
  }();
  return library;
}

struct Rng {
  std::uint64_t state;
  std::uint64_t below(std::uint64_t n) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return (state >> 16U) % n;
  }
};

std::string day(std::uint64_t n) {
  return "2026-0" + std::to_string(1 + n / 28) + "-" + (n % 28 < 9 ? "0" : "") +
         std::to_string(n % 28 + 1);
}

CaseFile generated(const std::vector<std::string>& assessments,
                   const std::vector<std::string>& events) {
  std::string text = R"(vaern: 1
case: k-9
programme: partner-violence@1
subject: p1
parties:
  - {id: p1, role: subject, sex: woman, born: 1990-05-06}
  - {id: o1, role: other_party, sex: man, relation: former_partner, living_together: no}
  - {id: w1, role: assessor, competences: [risk_assessment]}
episodes: [{no: 1, opened: 2026-01-05T09:00+01:00}]
)";
  const auto list = [&](const char* key, const std::vector<std::string>& entries) {
    if (entries.empty()) return;
    text += std::string(key) + ":\n";
    for (const std::string& entry : entries) text += entry;
  };
  list("assessments", assessments);
  list("events", events);
  DiagnosticList findings;
  const auto document = read_document("case.yaml", text, findings);
  const auto file = document ? load_case(*document, findings) : std::nullopt;
  EXPECT_TRUE(file) << render(findings) << text;
  return *file;
}

std::string danger_assessment(const std::string& id, std::uint64_t at, const std::string& answers) {
  return "  - {id: " + id +
         ", instrument: danger-assessment@2009, about: o1, status: completed, assessed: " +
         day(at) + "T10:00Z, recorded: " + day(at) + "T12:00Z, by: [w1], responses: {" + answers +
         "}}\n";
}

/// Answers to the Danger Assessment; left out with the given chance of 4.
std::string answers(Rng& rng, std::uint64_t missing) {
  const InstrumentPtr model = shipped().find_instrument("danger-assessment");
  std::string text;
  bool left = false;
  for (const Item& item : model->items()) {
    if (item.id == "never_lived_together" && left) continue;
    if (rng.below(4) < missing) continue;
    const bool yes = rng.below(2) == 1;
    if (item.id == "left") left = yes;
    if (item.id == "never_lived_together" && text.find("left: no") == std::string::npos) continue;
    text += (text.empty() ? "" : ", ") + item.id + ": " + (yes ? "yes" : "no");
  }
  return text;
}

const Programme& programme() { return *shipped().find_programme("partner-violence", "1"); }

/// The moment by which a new risk assessment of the dyad is due first.
Instant due(const CaseFile& file) {
  const Result<Timeline> made = timeline(file, programme());
  EXPECT_TRUE(made) << render(made.error());
  const Obligation* next = made->next("o1", "risk_assessment");
  EXPECT_NE(next, nullptr);
  return next->due.at;
}

TEST(Invariants, AnEmptyFormIsNeverDueLaterThanAnyCompletionOfIt) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    Rng rng{seed * 0x9E3779B97F4A7C15U + 1};
    std::vector<std::string> before;
    std::vector<std::string> events;
    for (std::uint64_t i = 0; i < rng.below(3); ++i) {
      before.push_back(
          danger_assessment("b" + std::to_string(i), 5 + i * 9, answers(rng, rng.below(4))));
    }
    if (rng.below(2) == 0) {
      const std::string when = day(7 + rng.below(60));
      events.push_back("  - {id: e1, kind: new_violence, about: o1, occurred: " + when +
                       ", recorded: " + when + "T20:00Z, by: w1}\n");
    }
    const std::uint64_t at = 30 + rng.below(30);
    const auto with = [&](const std::string& given) {
      std::vector<std::string> all = before;
      all.push_back(danger_assessment("a9", at, given));
      return due(generated(all, events));
    };
    const Instant empty = with("");
    for (int i = 0; i < 4; ++i) {
      const Instant complete = with(answers(rng, 0));
      EXPECT_LE(empty, complete);
      EXPECT_LE(empty, with(answers(rng, 2)));
    }
  }
}

TEST(Invariants, AnEmptyFormIsDueLikeTheHighestLevel) {
  const CaseFile empty = generated({danger_assessment("a1", 30, "")}, {});
  std::string all;
  for (const Item& item : shipped().find_instrument("danger-assessment")->items()) {
    if (item.id == "never_lived_together") continue;
    all += (all.empty() ? "" : ", ") + item.id + ": yes";
  }
  const CaseFile extreme = generated({danger_assessment("a1", 30, all)}, {});
  const Result<Timeline> open = timeline(empty, programme());
  const Result<Timeline> acute = timeline(extreme, programme());
  ASSERT_TRUE(open && acute);
  const auto of_assessment = [](const Timeline& t) {
    for (const Obligation& o : t.obligations) {
      if (o.cause.id == "a1" && o.clock == "risk_assessment") return o;
    }
    ADD_FAILURE() << "no obligation from a1";
    return Obligation();
  };
  EXPECT_EQ(of_assessment(*open).due.at, of_assessment(*acute).due.at);
  EXPECT_EQ(of_assessment(*open).clause.path, "clocks.risk_assessment.after_level.acute");
}

TEST(Invariants, TheOrderOfEntriesIsNothing) {
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    SCOPED_TRACE(seed);
    Rng rng{seed * 0x9E3779B97F4A7C15U + 1};
    std::vector<std::string> list;
    for (std::uint64_t i = 0; i < 4; ++i) {
      list.push_back(danger_assessment("a" + std::to_string(i), 6 + rng.below(50),
                                       answers(rng, rng.below(4))));
    }
    AsOf when;
    when.as_of = Instant::parse("2026-03-20T09:00+01:00");
    const CaseFile forward = generated(list, {});
    std::reverse(list.begin(), list.end());
    const CaseFile backward = generated(list, {});
    const Result<CaseReport> a = report(forward, programme(), when);
    const Result<CaseReport> b = report(backward, programme(), when);
    ASSERT_TRUE(a && b);
    EXPECT_EQ(a->assessment.possible, b->assessment.possible);
    ASSERT_EQ(a->timeline.obligations.size(), b->timeline.obligations.size());
    for (std::size_t i = 0; i < a->timeline.obligations.size(); ++i) {
      EXPECT_EQ(a->timeline.obligations[i].id, b->timeline.obligations[i].id);
      EXPECT_EQ(a->timeline.obligations[i].due.at, b->timeline.obligations[i].due.at);
    }
    EXPECT_EQ(plan_json(a->plan), plan_json(b->plan));
    EXPECT_EQ(plan_json(a->plan), plan_json(report(forward, programme(), when)->plan));
  }
}

TEST(Invariants, TheLevelsOfAReportAreThoseOfItsDueDates) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(seed);
    Rng rng{seed * 0x9E3779B97F4A7C15U + 1};
    std::vector<std::string> list;
    for (std::uint64_t i = 0; i < 1 + rng.below(4); ++i) {
      list.push_back(
          danger_assessment("a" + std::to_string(i), 6 + 5 * i, answers(rng, rng.below(4))));
    }
    // The last one settles the level: what came before no longer counts for either.
    list.push_back(danger_assessment("a" + std::to_string(list.size()), 40, answers(rng, 0)));
    const CaseFile file = generated(list, {});
    const Result<CaseReport> made = report(file, programme());
    ASSERT_TRUE(made);
    std::uint64_t from_last = 0;
    for (const Obligation& o : made->timeline.obligations) {
      if (o.clock == "risk_assessment" && o.cause.id == "a" + std::to_string(list.size() - 1)) {
        from_last = o.possible;
      }
    }
    EXPECT_EQ(made->assessment.dyads[0].possible, from_last);
  }
}

}  // namespace
}  // namespace vaern

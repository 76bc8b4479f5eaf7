// SPDX-License-Identifier: Apache-2.0
// Over generated conditions: plain forms and CEL text are one, and what is decided while answers
// are missing holds in every completion. The generator carries its own two-valued meaning, so that
// reading (precedence, flattening) is under test too.
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "expression/sample.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern::test {
namespace {

// A complete form. `weeks` is -1 where it is not asked.
struct Complete {
  bool gun = false;
  bool left = false;
  bool choked = false;
  bool recent = false;
  int sleep = 0;
  int total = 0;
  int weeks = -1;
};

struct Generated {
  std::string plain;
  std::string cel;
  std::function<bool(const Complete&)> holds;
};
struct GeneratedNumber {
  std::string cel;
  std::function<int(const Complete&)> value;
};

const std::vector<std::string> options_of_sleep{"never", "sometimes", "often"};
constexpr int highest_total = 3;
constexpr int highest_weeks = 2;

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

  Generated condition(int depth) {
    if (depth == 0) return leaf();
    switch (below(7)) {
      case 0: {
        const Generated inner = condition(depth - 1);
        return {"{not: " + inner.plain + "}", "!(" + inner.cel + ")",
                [=](const Complete& form) { return !inner.holds(form); }};
      }
      case 1:
      case 2:
        return joined(depth, true);
      case 3:
        return joined(depth, false);
      case 4:
        return at_least(depth);
      case 5:
        return chosen(depth);
      default:
        return leaf();
    }
  }

 private:
  Generated leaf() {
    switch (below(9)) {
      case 0:
        return {"gun", "gun", [](const Complete& form) { return form.gun; }};
      case 1:
        return {"{gun: no}", "!gun", [](const Complete& form) { return !form.gun; }};
      case 2:
        return {"left", "left", [](const Complete& form) { return form.left; }};
      case 3:
        return {"{choked: {within: P14D}}", "choked && choked.within",
                [](const Complete& form) { return form.choked && form.recent; }};
      case 4:
        return option();
      case 5: {
        const int n = below(highest_weeks + 1);
        const std::string text = "applicable(weeks) && weeks >= " + std::to_string(n);
        return {"'" + text + "'", text, [=](const Complete& form) { return form.weeks >= n; }};
      }
      case 6: {
        const int from = below(highest_total);
        const int to = from + below(highest_total - from) + 1;
        return {"{total: {from: " + std::to_string(from) + ", below: " + std::to_string(to) + "}}",
                "total >= " + std::to_string(from) + " && total < " + std::to_string(to),
                [=](const Complete& form) { return form.total >= from && form.total < to; }};
      }
      default:
        return compared();
    }
  }

  Generated option() {
    const int first = below(3);
    const int second = (first + 1 + below(2)) % 3;
    const std::string a = options_of_sleep[static_cast<std::size_t>(first)];
    const std::string b = options_of_sleep[static_cast<std::size_t>(second)];
    switch (below(3)) {
      case 0:
        return {"{sleep: " + a + "}", "sleep == \"" + a + "\"",
                [=](const Complete& form) { return form.sleep == first; }};
      case 1:
        return {"{sleep: [" + a + ", " + b + "]}", "sleep in [\"" + a + "\", \"" + b + "\"]",
                [=](const Complete& form) { return form.sleep == first || form.sleep == second; }};
      default:
        return {"{sleep: {from: " + a + "}}", "sleep >= \"" + a + "\"",
                [=](const Complete& form) { return form.sleep >= first; }};
    }
  }

  GeneratedNumber number(int depth) {
    switch (depth == 0 ? below(2) : below(5)) {
      case 0:
        return {"total", [](const Complete& form) { return form.total; }};
      case 1: {
        const int n = below(4);
        return {std::to_string(n), [=](const Complete&) { return n; }};
      }
      case 2: {
        const GeneratedNumber a = number(depth - 1);
        const GeneratedNumber b = number(depth - 1);
        switch (below(3)) {
          case 0:
            return {a.cel + " + " + b.cel,
                    [=](const Complete& form) { return a.value(form) + b.value(form); }};
          case 1:
            return {a.cel + " - (" + b.cel + ")",
                    [=](const Complete& form) { return a.value(form) - b.value(form); }};
          default:
            return {"(" + a.cel + ") * -(" + b.cel + ")",
                    [=](const Complete& form) { return a.value(form) * -b.value(form); }};
        }
      }
      case 3: {
        const Generated a = condition(0);
        const Generated b = condition(0);
        return {"count([" + a.cel + ", " + b.cel + "])", [=](const Complete& form) {
                  return static_cast<int>(a.holds(form)) + static_cast<int>(b.holds(form));
                }};
      }
      default: {
        const Generated c = condition(0);
        const GeneratedNumber a = number(0);
        return {"(" + c.cel + " ? " + a.cel + " : max(1, total))", [=](const Complete& form) {
                  return c.holds(form) ? a.value(form) : std::max(1, form.total);
                }};
      }
    }
  }

  Generated compared() {
    const GeneratedNumber a = number(2);
    const int n = below(5);
    static const std::vector<std::string> signs{"==", "!=", "<", "<=", ">", ">="};
    const int sign = below(6);
    const std::string text =
        a.cel + " " + signs[static_cast<std::size_t>(sign)] + " " + std::to_string(n);
    return {"'" + text + "'", text, [=](const Complete& form) {
              const int value = a.value(form);
              switch (sign) {
                case 0:
                  return value == n;
                case 1:
                  return value != n;
                case 2:
                  return value < n;
                case 3:
                  return value <= n;
                case 4:
                  return value > n;
                default:
                  return value >= n;
              }
            }};
  }

  Generated joined(int depth, bool all) {
    std::vector<Generated> parts;
    for (int i = below(2) + 2; i > 0; --i) parts.push_back(condition(depth - 1));
    std::string plain;
    std::string cel;
    for (const Generated& part : parts) {
      plain += (plain.empty() ? "" : ", ") + part.plain;
      cel += (cel.empty() ? "" : (all ? " && " : " || ")) + ("(" + part.cel + ")");
    }
    return {(all ? "{all: [" : "{any: [") + plain + "]}", cel, [=](const Complete& form) {
              for (const Generated& part : parts) {
                if (part.holds(form) != all) return !all;
              }
              return all;
            }};
  }

  Generated at_least(int depth) {
    const Generated a = condition(depth - 1);
    const Generated b = condition(depth - 1);
    const Generated c = condition(0);
    const int n = below(3) + 1;
    const std::string number = std::to_string(n);
    return {"{at_least: {" + number + ": [" + a.plain + ", " + b.plain + ", " + c.plain + "]}}",
            "at_least(" + number + ", [" + a.cel + ", " + b.cel + ", " + c.cel + "])",
            [=](const Complete& form) {
              return static_cast<int>(a.holds(form)) + static_cast<int>(b.holds(form)) +
                         static_cast<int>(c.holds(form)) >=
                     n;
            }};
  }

  Generated chosen(int depth) {
    const Generated a = condition(0);
    const Generated b = condition(depth - 1);
    const Generated c = condition(0);
    const std::string text = "(" + a.cel + ") ? (" + b.cel + ") : (" + c.cel + ")";
    return {"'" + text + "'", text,
            [=](const Complete& form) { return a.holds(form) ? b.holds(form) : c.holds(form); }};
  }

  std::mt19937 random_;
};

SampleSituation situation_of(const Names& names, const Complete& form) {
  SampleSituation situation(names);
  situation.truths = {{"gun", to_truth(form.gun)},
                      {"left", to_truth(form.left)},
                      {"choked", to_truth(form.choked)},
                      {"choked.within", to_truth(form.recent)}};
  situation.option_sets["sleep"] = OptionSet::of(static_cast<unsigned>(form.sleep));
  situation.numbers["total"] = Interval(Rational(form.total));
  situation.applicables["weeks"] = to_truth(form.weeks >= 0);
  if (form.weeks >= 0) situation.numbers["weeks"] = Interval(Rational(form.weeks));
  return situation;
}

std::vector<Complete> all_forms() {
  std::vector<Complete> forms;
  for (int bits = 0; bits < 16; ++bits) {
    for (int sleep = 0; sleep < 3; ++sleep) {
      for (int total = 0; total <= highest_total; ++total) {
        for (int weeks = -1; weeks <= highest_weeks; ++weeks) {
          const bool choked = (bits & 4) != 0;
          if (!choked && (bits & 8) != 0) continue;
          forms.push_back(
              {(bits & 1) != 0, (bits & 2) != 0, choked, (bits & 8) != 0, sleep, total, weeks});
        }
      }
    }
  }
  return forms;
}

// Which answers of a form are known; bit i of the i-th input.
SampleSituation partly(const Names& names, const Complete& form, unsigned known) {
  SampleSituation situation = situation_of(names, form);
  if ((known & 1U) == 0) situation.truths.erase("gun");
  if ((known & 2U) == 0) situation.truths.erase("left");
  if ((known & 4U) == 0) {
    situation.truths.erase("choked");
    situation.truths.erase("choked.within");
  }
  if ((known & 8U) == 0) situation.option_sets.erase("sleep");
  if ((known & 16U) == 0) situation.numbers["total"] = {Rational(0), Rational(highest_total)};
  if ((known & 32U) == 0) {
    situation.applicables.erase("weeks");
    situation.numbers["weeks"] = {Rational(0), Rational(highest_weeks)};
  }
  return situation;
}

bool is_completion(const Complete& form, const Complete& of, unsigned known) {
  return ((known & 1U) == 0 || form.gun == of.gun) && ((known & 2U) == 0 || form.left == of.left) &&
         ((known & 4U) == 0 || (form.choked == of.choked && form.recent == of.recent)) &&
         ((known & 8U) == 0 || form.sleep == of.sleep) &&
         ((known & 16U) == 0 || form.total == of.total) &&
         ((known & 32U) == 0 || form.weeks == of.weeks);
}

constexpr int conditions = 400;

TEST(ConditionProperties, PlainFormsAndCelTextAreOne) {
  const SampleNames names;
  for (std::uint32_t seed = 1; seed <= conditions; ++seed) {
    const Generated generated = Generator(seed).condition(3);
    const Read plain = read(generated.plain, Profile::exact, names);
    const Read cel = read("'" + generated.cel + "'", Profile::exact, names);
    ASSERT_NE(plain.condition, nullptr) << generated.plain << "\n" << render(plain.findings);
    ASSERT_NE(cel.condition, nullptr) << generated.cel << "\n" << render(cel.findings);
    ASSERT_EQ(plain.text(), cel.text()) << generated.plain;
    ASSERT_EQ(read("'" + cel.text() + "'", Profile::exact, names).text(), cel.text());
  }
}

TEST(ConditionProperties, WhatIsDecidedHoldsInEveryCompletion) {
  const SampleNames names;
  const std::vector<Complete> forms = all_forms();
  int decided = 0;
  int open = 0;
  for (std::uint32_t seed = 1; seed <= conditions; ++seed) {
    Generator generator(seed);
    const Generated generated = generator.condition(3);
    const Read result = read("'" + generated.cel + "'", Profile::exact, names);
    ASSERT_NE(result.condition, nullptr) << render(result.findings);
    for (int round = 0; round < 6; ++round) {
      const Complete& form =
          forms[static_cast<std::size_t>(generator.below(static_cast<int>(forms.size())))];
      const auto known = static_cast<unsigned>(generator.below(64));
      const Truth complete = evaluate(*result.condition, situation_of(names, form));
      ASSERT_EQ(complete, to_truth(generated.holds(form))) << generated.cel << " seed " << seed;
      const Truth truth = evaluate(*result.condition, partly(names, form, known));
      if (truth == Truth::unknown) {
        ++open;
        continue;
      }
      ++decided;
      for (const Complete& other : forms) {
        if (!is_completion(other, form, known)) continue;
        ASSERT_EQ(to_truth(generated.holds(other)), truth)
            << generated.cel << " seed " << seed << " known " << known;
      }
    }
  }
  // The generator must not be dull: both happen often.
  EXPECT_GT(decided, 500);
  EXPECT_GT(open, 500);
}

}  // namespace
}  // namespace vaern::test

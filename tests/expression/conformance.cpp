// SPDX-License-Identifier: Apache-2.0
// The public conformance tests of the expression language, every line of them (tests/expression/
// cel/README.md). What lies outside the subset is named, with the reason, in out_of_scope.txt.
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "vaern/diagnostics/render.hpp"
#include "vaern/expression/expression.hpp"

namespace vaern {
namespace {

using nlohmann::json;

const std::vector<std::string> suites{"basic",  "integer_math", "lists",     "logic",
                                      "macros", "string",       "timestamps"};

double to_double(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Nothing for a value of a type that the subset does not have.
std::optional<CelValue> value_of(const json& value) {
  if (value.contains("int64")) return CelValue::of(value["int64"].get<std::int64_t>());
  if (value.contains("bool")) return CelValue::of(value["bool"].get<bool>());
  if (value.contains("string")) return CelValue::of(value["string"].get<std::string>());
  if (value.contains("double")) return CelValue::of(to_double(value["double"].get<std::string>()));
  if (value.contains("null")) return CelValue();
  if (value.contains("list")) {
    CelValue::List items;
    for (const json& each : value["list"]) {
      const auto item = value_of(each);
      if (!item) return std::nullopt;
      items.push_back(*item);
    }
    return CelValue::of(std::move(items));
  }
  const std::string duration = "[type.googleapis.com/google.protobuf.Duration]";
  if (value.contains("object_value") && value["object_value"].contains(duration)) {
    const json& parts = value["object_value"][duration][0];
    const auto number = [&](const char* key) {
      return std::stoll(parts[key][0].get<std::string>());
    };
    return CelValue::of(CelDuration{number("seconds") * 1'000'000'000 + number("nanos")});
  }
  return std::nullopt;
}

bool same(const CelValue& a, const CelValue& b) {
  if (a.type() != b.type()) return false;
  if (!a.is(CelType::list)) return cel_equal(a, b);
  return std::equal(a.list().begin(), a.list().end(), b.list().begin(), b.list().end(), same);
}

// Empty where the line holds, else what went wrong.
std::string fault_of(const json& test) {
  const bool check = !test.value("disable_check", false);
  const auto expression = Expression::parse(test["expr"].get<std::string>(), {check});
  if (!expression) {
    const bool outside = expression.error()[0].code->name == "outside_subset";
    if (test.contains("error") && !outside) return {};
    return render(expression.error());
  }
  CelBindings bindings;
  if (test.contains("bindings")) {
    for (const auto& [name, value] : test["bindings"].items()) {
      const auto bound = value_of(value);
      if (!bound) return "a binding of another type: " + name;
      bindings.emplace(name, *bound);
    }
  }
  const CelOutcome outcome = expression->evaluate(bindings, {.missing_is_error = true});
  if (test.contains("error")) {
    return outcome.is_error() ? std::string() : "no error, but " + outcome.value.to_string();
  }
  if (!outcome.is_value()) return outcome.message;
  const auto expected = value_of(test["value"]);
  if (!expected) return "expects a value of another type: " + test["value"].dump();
  return same(*expected, outcome.value) ? std::string() : "came to " + outcome.value.to_string();
}

// Expected bytes that are no text stand in the data as halves of surrogate pairs, which JSON has
// not; they become U+FFFD. Pairs stay.
std::string without_lone_surrogates(std::string line) {
  for (std::size_t i = line.find("\\ud"); i != std::string::npos; i = line.find("\\ud", i + 6)) {
    if (line.find_first_of("89abAB", i + 3) == i + 3) {
      i += 6;
    } else if (line.find_first_of("cdefCDEF", i + 3) == i + 3) {
      line.replace(i, 6, "\\ufffd");
    }
  }
  return line;
}

std::map<std::string, json> read_tests() {
  std::map<std::string, json> tests;
  for (const std::string& suite : suites) {
    std::ifstream file(VAERN_TEST_DATA "/expression/cel/" + suite + ".jsonl");
    for (std::string line; std::getline(file, line);) {
      json test = json::parse(without_lone_surrogates(line));
      const std::string name =
          suite + "/" + test["section"].get<std::string>() + "/" + test["name"].get<std::string>();
      EXPECT_TRUE(tests.emplace(name, std::move(test)).second) << name << " stands twice";
    }
  }
  return tests;
}

// "suite/section/name: reason" a line; lines that begin with # are for readers.
std::map<std::string, std::string> read_out_of_scope() {
  std::map<std::string, std::string> listed;
  std::ifstream file(VAERN_TEST_DATA "/expression/cel/out_of_scope.txt");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t colon = line.find(": ");
    EXPECT_NE(colon, std::string::npos) << "no reason: " << line;
    const std::string name = line.substr(0, colon);
    EXPECT_TRUE(listed.emplace(name, line.substr(colon + 2)).second) << name << " stands twice";
  }
  return listed;
}

TEST(CelConformance, EveryLineInsideTheSubsetHolds) {
  const auto tests = read_tests();
  const auto listed = read_out_of_scope();
  EXPECT_EQ(tests.size(), 349u) << "the whole of the published suites";
  for (const auto& [name, test] : tests) {
    if (listed.count(name) != 0) continue;
    const std::string fault = fault_of(test);
    EXPECT_TRUE(fault.empty()) << name << ": " << test["expr"] << "\n" << fault;
  }
}

TEST(CelConformance, NothingIsListedAsOutOfScopeThatHoldsOrDoesNotExist) {
  const auto tests = read_tests();
  for (const auto& [name, reason] : read_out_of_scope()) {
    const auto found = tests.find(name);
    ASSERT_NE(found, tests.end()) << name << " is no test";
    EXPECT_FALSE(fault_of(found->second).empty()) << name << " holds, so it is in scope";
    EXPECT_GT(reason.size(), 3u) << name;
  }
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "case_file/support.hpp"

namespace vaern::tests {
namespace {

std::optional<CaseFile> load_example(const std::string& name, DiagnosticList& findings) {
  const auto document =
      read_document_file(VAERN_SOURCE_DIR "/examples/cases/" + name, findings, name);
  if (!document) return std::nullopt;
  return load_case(*document, findings);
}

TEST(ExampleCases, AllLoadWithoutAFinding) {
  std::size_t count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(VAERN_SOURCE_DIR "/examples/cases")) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".yaml" && extension != ".json") continue;
    ++count;
    DiagnosticList findings;
    EXPECT_TRUE(load_example(entry.path().filename().string(), findings).has_value());
    EXPECT_TRUE(findings.empty()) << render(findings);
  }
  EXPECT_GE(count, 6U);
}

TEST(ExampleCases, AreTheSameInJsonAndInYaml) {
  DiagnosticList findings;
  const auto yaml = load_example("complete.yaml", findings);
  const auto json = load_example("complete.json", findings);
  ASSERT_TRUE(yaml && json) << render(findings);
  EXPECT_EQ(yaml->id, json->id);
  ASSERT_EQ(yaml->parties.size(), json->parties.size());
  EXPECT_EQ(yaml->facts.size(), json->facts.size());
  EXPECT_EQ(yaml->events.size(), json->events.size());
  EXPECT_EQ(yaml->plans.size(), json->plans.size());
  ASSERT_EQ(yaml->assessments.size(), json->assessments.size());
  for (std::size_t i = 0; i < yaml->assessments.size(); ++i) {
    const auto& a = yaml->assessments[i].responses;
    const auto& b = json->assessments[i].responses;
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t k = 0; k < a.size(); ++k) {
      EXPECT_EQ(a[k].item, b[k].item);
      EXPECT_EQ(a[k].kind, b[k].kind) << a[k].item;
      EXPECT_EQ(a[k].yes, b[k].yes) << a[k].item;
    }
  }
}

}  // namespace
}  // namespace vaern::tests

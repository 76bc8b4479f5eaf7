// SPDX-License-Identifier: Apache-2.0
// Every model that ships and every example in the language's description is read without a finding.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "document/support.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern {
namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void expect_readable(const std::string& name, std::string text) {
  DiagnosticList findings;
  EXPECT_TRUE(read_document(name, std::move(text), findings)) << name;
  EXPECT_TRUE(findings.empty()) << render(findings);
}

TEST(Corpus, ReadsEveryBlockOfTheLanguagesDescription) {
  const std::string text = slurp(std::string(VAERN_SOURCE_DIR) + "/docs/language.md");
  int blocks = 0;
  for (std::size_t at = text.find("```yaml\n"); at != std::string::npos;
       at = text.find("```yaml\n", at)) {
    at += 8;
    const std::size_t end = text.find("```", at);
    expect_readable("language.md block " + std::to_string(++blocks), text.substr(at, end - at));
    at = end + 3;
  }
  EXPECT_GE(blocks, 4);
}

TEST(Corpus, ReadsEveryModelAndCaseThatShips) {
  int files = 0;
  for (const char* folder : {"/instruments", "/examples", "/tests/golden/good"}) {
    const std::filesystem::path root = std::string(VAERN_SOURCE_DIR) + folder;
    if (!std::filesystem::exists(root)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      if (entry.path().filename() == "ten-faults.yaml") continue;  // shows findings
      const auto extension = entry.path().extension();
      if (extension != ".yaml" && extension != ".json") continue;
      expect_readable(entry.path().filename().string(), slurp(entry.path()));
      ++files;
    }
  }
  EXPECT_GE(files, 1);
}

}  // namespace
}  // namespace vaern

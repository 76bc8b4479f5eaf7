// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/catalogue.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace vaern {
namespace {

/// The names in braces of a template: "{item}" and nothing that merely looks like YAML.
std::set<std::string> arguments_of(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') continue;
    std::size_t end = i + 1;
    while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || text[end] == '_')) {
      ++end;
    }
    if (end > i + 1 && end < text.size() && text[end] == '}') {
      names.emplace(text.substr(i + 1, end - i - 1));
    }
  }
  return names;
}

TEST(Catalogue, HasIdsThatAreUniqueAndInOrder) {
  std::string_view last;
  for (const CodeInfo* code : all_codes()) {
    EXPECT_LT(last, code->id) << code->name;
    last = code->id;
  }
  EXPECT_FALSE(all_codes().empty());
}

TEST(Catalogue, HasIdsOfAnEAndFourDigits) {
  for (const CodeInfo* code : all_codes()) {
    ASSERT_EQ(code->id.size(), 5U) << code->id;
    EXPECT_EQ(code->id[0], 'E') << code->id;
    EXPECT_EQ(code->id.find_first_not_of("0123456789", 1), std::string_view::npos) << code->id;
  }
}

TEST(Catalogue, SpeaksBothLanguages) {
  for (const CodeInfo* code : all_codes()) {
    EXPECT_FALSE(code->name.empty()) << code->id;
    EXPECT_FALSE(code->en.empty()) << code->id;
    EXPECT_FALSE(code->da.empty()) << code->id;
    EXPECT_EQ(code->help_en.empty(), code->help_da.empty()) << code->id;
  }
}

TEST(Catalogue, NamesTheSameArgumentsInBothLanguages) {
  for (const CodeInfo* code : all_codes()) {
    EXPECT_EQ(arguments_of(code->en), arguments_of(code->da)) << code->id;
    EXPECT_EQ(arguments_of(code->help_en), arguments_of(code->help_da)) << code->id;
  }
}

TEST(Catalogue, FindsEveryCodeByItsId) {
  for (const CodeInfo* code : all_codes()) EXPECT_EQ(find_code(code->id), code);
  EXPECT_EQ(find_code("E9999"), nullptr);
  EXPECT_EQ(find_code(""), nullptr);
}

}  // namespace
}  // namespace vaern

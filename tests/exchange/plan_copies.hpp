// SPDX-License-Identifier: Apache-2.0
#pragma once
// Copies of plans of the example cases.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/support.hpp"
#include "vaern/exchange/plan_copy.hpp"

namespace vaern::exchange_tests {

inline constexpr std::array<CopyFormat, 4> copy_formats{CopyFormat::text, CopyFormat::markdown,
                                                        CopyFormat::json, CopyFormat::html};
inline constexpr std::array<Language, 2> both_languages{Language::da, Language::en};

inline PlanSource source_of(const Made& made, const SafetyPlan* other = nullptr) {
  return {&made.file, made.programme.get(), other == nullptr ? &made.report.plan : other,
          made.report.when};
}

inline std::string copied(const Made& made, const CopyOptions& options, CopyFormat format,
                          const SafetyPlan* other = nullptr) {
  const Result<std::string> text = plan_copy(source_of(made, other), options, format);
  EXPECT_TRUE(text.has_value()) << (text ? "" : render(text.error()));
  return text.value_or("");
}

/// Every format, both languages, in large type and easy to read: a copy in one text.
inline std::string all_bytes(const Made& made, PlanCopy copy, const SafetyPlan* other = nullptr) {
  std::string bytes;
  for (const Language language : both_languages) {
    for (const CopyFormat format : copy_formats) {
      for (const bool is_large : {false, true}) {
        for (const bool is_easy : {false, true}) {
          bytes += copied(
              made, {.copy = copy, .language = language, .is_large = is_large, .is_easy = is_easy},
              format, other);
        }
      }
    }
  }
  return bytes;
}

inline std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace vaern::exchange_tests

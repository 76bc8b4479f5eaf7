// SPDX-License-Identifier: Apache-2.0
#pragma once
// Models of a few lines, for tests of one mechanism each.
#include "instrument/support.hpp"

namespace vaern::testing_support {

inline constexpr const char* head = R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
)";

inline constexpr const char* levels = R"(levels:
  from: total
  cut_offs: {low: lowest, high: 2}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
)";

/// Two yes/no items, and a line of its own for each test.
inline InstrumentPtr two_items(const std::string& more) {
  return load_text(std::string(head) + R"(items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, text: {en: B, da: B}}
)" + more);
}

/// "E0512 /earlier/0" of every finding.
inline std::vector<std::string> codes_of(const DiagnosticList& findings) {
  std::vector<std::string> codes;
  for (const Diagnostic& finding : findings) {
    codes.push_back(std::string(finding.code->id) + " " + finding.path);
  }
  return codes;
}

}  // namespace vaern::testing_support

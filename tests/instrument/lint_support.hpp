// SPDX-License-Identifier: Apache-2.0
#pragma once
// A small model of which lint() has nothing to say, in parts that a test changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support.hpp"
#include "vaern/instrument/lint.hpp"

namespace vaern::testing_support {

inline const std::string head = R"(vaern: 1
instrument: example-scale
version: "1"
status: draft
title: {en: Example scale, da: Eksempelskala}
)";
inline const std::string items = R"(items:
  gun: {type: yes_no, text: {en: Has a gun, da: Har et skydevåben}}
  left: {type: yes_no, text: {en: Has left, da: Er flyttet}}
  threats: {type: yes_no, text: {en: Threatens, da: Truer}}
)";
inline const std::string scales = R"(scales:
  total: {sum: [gun, left, threats], missing: bounds_only, source: local}
)";
inline const std::string levels = R"(levels:
  from: total
  cut_offs: {low: lowest, high: 2}
  texts: {low: {en: Low is not safe., da: Lav er ikke det samme som sikker.}}
  source: local
)";
inline const std::string examples = R"(examples:
  - {name: two signs, responses: {gun: yes, left: yes}, others: no, expect: {total: 2, level: high}}
  - {name: one not asked, responses: {gun: yes, left: yes}, expect: {level: high}}
)";
inline const std::string because =
    "because: {en: It is serious., da: Det er alvorligt.}, source: local}\n";

inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

struct Linted {
  std::vector<std::string> warnings;  ///< Errors too.
  std::vector<std::string> hints;
  std::string text;
};

inline Linted linted(const std::string& model) {
  DiagnosticList findings;
  const InstrumentPtr instrument = load("test.yaml", model, findings);
  EXPECT_NE(instrument, nullptr) << render(findings);
  Linted result;
  if (instrument == nullptr) return result;
  lint(*instrument, findings);
  findings.sort();
  for (const Diagnostic& finding : findings) {
    auto& list = finding.severity() == Severity::hint ? result.hints : result.warnings;
    list.emplace_back(finding.code->id);
  }
  result.text = render(findings);
  return result;
}

}  // namespace vaern::testing_support

// SPDX-License-Identifier: Apache-2.0
// Damaged files: whatever was cut or changed, reading ends, and what it says has a place in the
// file.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "document/support.hpp"
#include "vaern/document/document.hpp"

namespace vaern {
namespace {

constexpr std::string_view model = R"(# A model with every style of text
vaern: 1
instrument: example-scale
version: "1"
title: {en: Example scale?, da: 'Eksempel''s skala'}
answers:
  often: {never: 0, sometimes: 1, often: 2.5}
description:
  en: >-
    Folded over
    two lines.

    And one.
  da: |
    Bogstavelig tekst
      med indrykning
items:
  - {type: often, text: {en: "Sleeps \u00e6 \uD83D\uDE00 badly", da: Sover dårligt}}
  - type: yes_no
    asked_when: "sleep == 'often' &&
      total > 3"
    then: [{times: 4}, {round: half_up}]
  - - nested
    - plain text
      over lines  # with a comment
empty:
flow: [a, {b: c}, "d", ]
)";

void check_spans(const Node& node, std::uint32_t lines) {
  EXPECT_LE(node.span().line, lines);
  for (std::size_t i = 0; i <= node.text().size(); i += 3) {
    EXPECT_LE(node.span_of(i, 2).line, lines);
  }
  for (const Node& item : node.items()) check_spans(item, lines);
  for (const Entry& entry : node.entries()) check_spans(entry.value, lines);
}

void read_and_check(const std::string& text, const std::string& name = "damaged.yaml") {
  DiagnosticList findings;
  const auto document = read_document(name, text, findings);
  EXPECT_TRUE(document || findings.has_errors()) << text;
  const SourceFile file(name, text);
  for (const Diagnostic& d : findings) {
    EXPECT_LE(d.span.line, file.line_count() + 1) << text;
  }
  if (document) check_spans(document->root, file.line_count() + 1);
}

TEST(Damage, TheWholeFileIsFine) {
  DiagnosticList findings;
  EXPECT_TRUE(read_document("whole.yaml", std::string(model), findings));
  EXPECT_TRUE(findings.empty());
}

TEST(Damage, CutAtEveryByte) {
  for (std::size_t size = 0; size < model.size(); ++size) {
    read_and_check(std::string(model.substr(0, size)));
    read_and_check(std::string(model.substr(size)));
  }
}

TEST(Damage, EveryByteReplacedBySignsThatMatter) {
  constexpr std::array<char, 22> signs{'\n', '\t', ' ',  '"',  '\'',   '\\',  '{', '}',
                                       '[',  ']',  ':',  ',',  '-',    '#',   '|', '>',
                                       '&',  '*',  '\r', '\0', '\x04', '\xE6'};
  for (std::size_t i = 0; i < model.size(); ++i) {
    std::string text(model);
    text[i] = signs[i % signs.size()];
    read_and_check(text);
    text[i] = signs[(i * 7 + 3) % signs.size()];
    read_and_check(text);
  }
}

TEST(Damage, RandomSoupOfSigns) {
  constexpr std::string_view alphabet = "ab:1 -\n\n  \"'{}[],#|>&*!?%\t\\<";
  std::uint64_t state = 20260910;
  const auto next = [&state] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return state >> 33;
  };
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    const std::size_t size = next() % 40;
    for (std::size_t k = 0; k < size; ++k) text += alphabet[next() % alphabet.size()];
    read_and_check(text, round % 8 == 0 ? "soup.json" : "soup.yaml");
  }
}

TEST(Damage, LargeFilesOfOneLineEndSoonAndTellALimitedNumber) {
  const auto findings_of = [](const std::string& text, bool readable) {
    DiagnosticList findings;
    EXPECT_EQ(read_document("large.json", text, findings).has_value(), readable);
    return findings.size();
  };
  constexpr std::size_t size = 200'000;
  EXPECT_LE(findings_of(std::string(size, ']'), false), 200U);
  EXPECT_LE(findings_of(std::string(size, '\x01'), false), 201U);
  EXPECT_LE(findings_of(std::string(size, '\xE6'), false), 200U);
  std::string escapes = "[\"";
  while (escapes.size() < size) escapes += "\\q";
  EXPECT_LE(findings_of(escapes + "\"]", true), 200U);
  std::string numbers = "[1";
  while (numbers.size() < size) numbers += ",1";
  EXPECT_EQ(findings_of(numbers + "]", true), 0U);
}

}  // namespace
}  // namespace vaern

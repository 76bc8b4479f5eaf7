// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/identifiers.hpp"

#include "diagnostics/codes/notes.hpp"
#include "vaern/diagnostics/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace vaern {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string kinds(std::string_view text) {
  std::string found;
  for (const IdentifierMatch& match : find_identifiers(text)) {
    static constexpr char letters[] = {'c', 'e', 't'};
    found += letters[static_cast<std::size_t>(match.kind)];
  }
  return found;
}

TEST(Identifiers, FindCprNumbersWithAValidDate) {
  EXPECT_EQ(kinds("010190-1234"), "c");
  EXPECT_EQ(kinds("0101901234"), "c");
  EXPECT_EQ(kinds("010190 1234"), "c");
  EXPECT_EQ(kinds("a 290200-1234 b"), "c");
  EXPECT_EQ(kinds("010190\xE2\x80\x93"
                  "1234"),
            "c");
  EXPECT_EQ(kinds("010190 - 1234"), "c");
  EXPECT_EQ(kinds("k-010190-1234"), "c");
}

TEST(Identifiers, FindCprNumbersWhoseDateIsWrittenInGroups) {
  EXPECT_EQ(kinds("01 01 90 1234"), "c");
  EXPECT_EQ(kinds("01.01.90-1234"), "c");
  EXPECT_EQ(kinds("see 01-01-90-1234."), "c");
  EXPECT_EQ(kinds("01/01/90 1234"), "c");
  EXPECT_EQ(kinds("31 02 90 1234"), "");  // no such day
  EXPECT_EQ(kinds("01.01-90 1234"), "");  // not one separator
  EXPECT_EQ(kinds("01.01.90 kl. 12"), "");
  EXPECT_EQ(kinds("10.11.26 a1b2"), "");
  EXPECT_EQ(kinds("2026-11-10T10:20+01:00"), "");
  EXPECT_EQ(mask_identifiers("se 01 01 90 1234 nu"), "se ************* nu");
}

TEST(Identifiers, FindReplacementNumbers) {
  EXPECT_EQ(kinds("610190-1234"), "c");  // day + 60
  EXPECT_EQ(kinds("910190-1234"), "c");  // the 31st + 60
  EXPECT_EQ(kinds("010190-1AB2"), "c");
  EXPECT_EQ(kinds("010190-ABC2"), "c");
}

TEST(Identifiers, LeaveNumbersWithoutAValidDateAlone) {
  EXPECT_EQ(kinds("320190-1234"), "");
  EXPECT_EQ(kinds("921290-1234"), "");
  EXPECT_EQ(kinds("300290-1234"), "");  // no 30 February
  EXPECT_EQ(kinds("011390-1234"), "");
  EXPECT_EQ(kinds("010190-12345"), "");
  EXPECT_EQ(kinds("10101901234"), "");
}

TEST(Identifiers, FindAddresses) {
  EXPECT_EQ(kinds("write to anna.b@example.dk."), "e");
  EXPECT_EQ(kinds("21436587@example.dk"), "e");
  EXPECT_EQ(kinds("danger-assessment@2009"), "");
  EXPECT_EQ(kinds("danger-assessment@1.2"), "");
  EXPECT_EQ(kinds("a @ b.dk"), "");
}

TEST(Identifiers, FindTelephoneNumbers) {
  EXPECT_EQ(kinds("21436587"), "t");
  EXPECT_EQ(kinds("21 43 65 87"), "t");
  EXPECT_EQ(kinds("2143 6587"), "t");
  EXPECT_EQ(kinds("21-43-65-87"), "t");
  EXPECT_EQ(kinds("+45 21 43 65 87"), "t");
  EXPECT_EQ(kinds("+4521436587"), "t");
  EXPECT_EQ(kinds("004521436587"), "t");
  EXPECT_EQ(kinds("+46 70 123 45 67"), "t");
  EXPECT_EQ(kinds("call 21436587, or anna@example.dk"), "te");
}

TEST(Identifiers, LeaveDatesAndShortNumbersAlone) {
  for (const char* text :
       {"2026-09-10", "2026-13-40", "2026-09-10T10:20+02:00", "2026-09-10T10:20:30Z",
        "from 2025-2026", "112", "20.10.2026", "model@20260910", "1888", "70 20", "14.5",
        "10.1177/0886260508317180", "1234567", "123456789012"}) {
    EXPECT_THAT(find_identifiers(text), IsEmpty()) << text;
  }
}

TEST(Identifiers, AreMaskedWithOneStarForEachCodePoint) {
  EXPECT_EQ(mask_identifiers("om 010190-1234, t\xC3\xA6t"), "om ***********, t\xC3\xA6t");
  EXPECT_EQ(mask_identifiers("010190\xE2\x80\x93"
                             "1234"),
            "***********");
  EXPECT_EQ(mask_identifiers("s\xC3\xB8"
                             "ren@example.dk"),
            "****************");
  EXPECT_EQ(mask_identifiers("nothing here"), "nothing here");
}

TEST(Identifiers, AreNeverRepeatedByAFinding) {
  static constexpr CodeInfo code{"E0000", Severity::error, "probe", "'{id}' is not known",
                                 "",      "try '{id}'",    ""};
  const auto file = std::make_shared<const SourceFile>("a.yaml", "party: 010190-1234\n");
  DiagnosticList list;
  auto& finding = list.add(code, span_at(file, 7, 11), {{"id", "010190-1234"}});
  finding.path = "/parties/010190-1234";
  finding.notes.push_back({&notes::declared_here, span_at(file, 7, 11), {}});
  for (const std::string& text :
       {render(list), render_json(list), list[0].message(), list[0].help_text()}) {
    EXPECT_THAT(text, Not(HasSubstr("1234"))) << text;
    EXPECT_THAT(text, HasSubstr("***********")) << text;
  }
}

TEST(Identifiers, AreNoKeysAndMadeUpIdsAre) {
  for (const char* text : {"20304050", "2025-0412", "k-20304050", "site_3-20304050", "0012345678",
                           "p1042", "20-30-40-50", "2026-09-10"}) {
    EXPECT_EQ(identifier_in_key(text), std::nullopt) << text;
  }
  for (const char* text : {"+45 20304050", "+4520304050", "20 30 40 50", "20.30.40.50",
                           "ring 20304050", "k17 (20304050)"}) {
    EXPECT_EQ(identifier_in_key(text), IdentifierKind::telephone) << text;
  }
  for (const char* text : {"010190-1234", "0101901234", "010190-ABC2", "710190-1234"}) {
    EXPECT_EQ(identifier_in_key(text), IdentifierKind::cpr_number) << text;
  }
  EXPECT_EQ(identifier_in_key("20304050@a.dk"), IdentifierKind::email);
}

TEST(Identifiers, AreLookedForWhereverThereMayBeOne) {
  EXPECT_TRUE(holds_identifier("010190-ABC2"));
  EXPECT_FALSE(holds_identifier("a form of 2026"));
  std::mt19937 random(5);
  constexpr std::string_view letters = "0123456789 -.@+/adk";
  int found = 0;
  for (int i = 0; i < 300'000; ++i) {
    std::string text;
    for (std::size_t n = random() % 16; n > 0; --n) text += letters[random() % letters.size()];
    if (find_identifiers(text).empty()) continue;
    ++found;
    ASSERT_TRUE(may_hold_identifier(text)) << text;
  }
  EXPECT_GT(found, 500);
}

}  // namespace
}  // namespace vaern

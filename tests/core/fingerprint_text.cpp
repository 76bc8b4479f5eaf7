// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "vaern/core/fingerprint.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/core/result.hpp"

namespace vaern {
namespace {

TEST(Fingerprint, IsSha256) {
  // FIPS 180-4, examples of the National Institute of Standards and Technology.
  EXPECT_EQ(Fingerprint::of("").to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Fingerprint::of("abc").to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Fingerprint, IsReadFromItsDigits) {
  const Fingerprint abc = Fingerprint::of("abc");
  EXPECT_EQ(Fingerprint::parse(abc.to_string()), abc);
  EXPECT_EQ(Fingerprint::parse(""), std::nullopt);
  EXPECT_EQ(Fingerprint::parse(abc.to_string() + "0"), std::nullopt);
  EXPECT_EQ(Fingerprint::parse(std::string(64, 'A')), std::nullopt);
  EXPECT_EQ(Fingerprint::parse(std::string(64, 'g')), std::nullopt);
}

TEST(FingerprintBuilder, TellsApartWhatLooksAlikeWhenWrittenTogether) {
  const auto of = [](auto&&... fields) {
    FingerprintBuilder builder;
    (builder.add(fields), ...);
    return builder.finish();
  };
  EXPECT_EQ(of("ab", "c"), of("ab", "c"));
  EXPECT_NE(of("ab", "c"), of("a", "bc"));
  EXPECT_NE(of("abc"), of("ab", "c"));
  EXPECT_NE(of("abc"), of("abc", ""));
  EXPECT_NE(of("7"), of(7));
  EXPECT_EQ(of(7), of(std::int64_t{7}));
  EXPECT_NE(of(Fingerprint::of("a")), of(Fingerprint::of("b")));
}

TEST(FingerprintBuilder, TellsNestedSequencesApart) {
  FingerprintBuilder one;
  one.begin("items").add("a").add("b").end();
  FingerprintBuilder two;
  two.begin("items").add("a").end().add("b");
  FingerprintBuilder three;
  three.begin("rules").add("a").add("b").end();
  const Fingerprint first = one.finish();
  EXPECT_NE(first, two.finish());
  EXPECT_NE(first, three.finish());
}

TEST(FingerprintBuilder, RefusesMisuse) {
  FingerprintBuilder open;
  open.begin("items");
  EXPECT_THROW(open.finish(), std::logic_error);
  FingerprintBuilder closed;
  EXPECT_THROW(closed.end(), std::logic_error);
  closed.finish();
  EXPECT_THROW(closed.finish(), std::logic_error);
  EXPECT_THROW(closed.add("late"), std::logic_error);
}

TEST(LocalizedText, FallsBackFromTheLanguageAskedToEnglishToDanishToTheFirst) {
  const LocalizedText both{{"da", "Våben"}, {"en", "Gun"}};
  EXPECT_EQ(both.best(Language::da), "Våben");
  EXPECT_EQ(both.best(Language::en), "Gun");
  const LocalizedText english{{"de", "Waffe"}, {"en", "Gun"}};
  EXPECT_EQ(english.choose(Language::da).tag, "en");
  const LocalizedText danish{{"de", "Waffe"}, {"da", "Våben"}};
  EXPECT_EQ(danish.choose(Language::en).tag, "da");
  const LocalizedText german{{"de", "Waffe"}, {"fr", "Arme"}};
  EXPECT_EQ(german.choose(Language::en).tag, "de");
  EXPECT_EQ(german.best(Language::en), "Waffe");
  EXPECT_EQ(LocalizedText().best(Language::en), "");
}

TEST(LocalizedText, KeepsTheOrderWritten) {
  LocalizedText text{{"en", "Gun"}};
  text.set("da", "Pistol");
  text.set("en", "Firearm");
  ASSERT_EQ(text.size(), 2U);
  EXPECT_EQ(text.begin()->first, "en");
  EXPECT_EQ(*text.get("en"), "Firearm");
  EXPECT_TRUE(text.has("da"));
  EXPECT_FALSE(text.has("de"));
  EXPECT_NE(text, (LocalizedText{{"da", "Pistol"}, {"en", "Firearm"}}));
}

TEST(Languages, HaveTags) {
  EXPECT_EQ(language_tag(Language::da), "da");
  EXPECT_EQ(parse_language("en"), Language::en);
  EXPECT_EQ(parse_language("EN"), std::nullopt);
}

TEST(Result, HoldsAValueOrAllFindings) {
  static constexpr CodeInfo code{"E0000", Severity::error, "x", "{what}", "{what}", "", ""};
  const auto half = [](int n) -> Result<int> {
    if (n % 2 != 0) return failure_at_path(code, "/n", {{"what", "odd"}});
    return n / 2;
  };
  EXPECT_EQ(half(4).value(), 2);
  const auto odd = half(3);
  ASSERT_FALSE(odd.has_value());
  EXPECT_TRUE(odd.error().has_errors());
  EXPECT_EQ(odd.error()[0].message(), "odd");
  EXPECT_EQ(odd.error()[0].path, "/n");
}

}  // namespace
}  // namespace vaern

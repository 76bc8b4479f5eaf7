// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/canonical.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace vaern {
namespace {

TEST(Canonical, WritesOneSequenceOfBytes) {
  CanonicalWriter writer;
  writer.begin_map();
  writer.text("z", "a\"\\/\n\t\x01 æ \xF0\x9F\x98\x80");
  writer.begin_list("list").integer(-3).number(Rational(1, 4)).number(Rational(1, 3)).null();
  writer.boolean(true).yes_no(false).begin_map().end_map().begin_list().end_list().end_list();
  writer.number("big", Rational(100000000000000000)).null("nothing");
  writer.localized("text", {{"en", "Gun"}, {"da", "Skydevåben"}});
  writer.end_map();
  EXPECT_EQ(writer.finish(),
            "{\"z\":\"a\\\"\\\\/\\n\\t\\u0001 æ \xF0\x9F\x98\x80\","
            "\"list\":[-3,0.25,\"1/3\",null,true,\"no\",{},[]],"
            "\"big\":100000000000000000,\"nothing\":null,"
            "\"text\":{\"en\":\"Gun\",\"da\":\"Skydevåben\"}}\n");
}

TEST(Canonical, StartsAnewAfterFinishing) {
  CanonicalWriter writer;
  EXPECT_EQ(writer.text("x").finish(), "\"x\"\n");
  EXPECT_EQ(writer.integer(0).finish(), "0\n");
}

TEST(Canonical, RefusesWhatIsNoJson) {
  EXPECT_THROW(CanonicalWriter().finish(), std::logic_error);
  EXPECT_THROW(CanonicalWriter().begin_map().finish(), std::logic_error);
  EXPECT_THROW(CanonicalWriter().begin_map().integer(1), std::logic_error);
  EXPECT_THROW(CanonicalWriter().begin_map().end_list(), std::logic_error);
  EXPECT_THROW(CanonicalWriter().begin_list().end_map(), std::logic_error);
  EXPECT_THROW(CanonicalWriter().begin_list().key("a"), std::logic_error);
  EXPECT_THROW(CanonicalWriter().begin_map().key("a").key("b"), std::logic_error);
  EXPECT_THROW(CanonicalWriter().begin_map().key("a").end_map(), std::logic_error);
  EXPECT_THROW(CanonicalWriter().integer(1).integer(2), std::logic_error);
  EXPECT_THROW(CanonicalWriter().begin_map().integer("a", 1).integer("a", 2), std::logic_error);
  for (const char* text : {"\xE6", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\xC3"}) {
    EXPECT_THROW(CanonicalWriter().text(text), std::logic_error);
  }
}

}  // namespace
}  // namespace vaern

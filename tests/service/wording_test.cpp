// SPDX-License-Identifier: Apache-2.0
// The words that were shown, from a form to its record.
#include <gmock/gmock.h>

#include "service/support.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/service/forms.hpp"
#include "vaern/service/verification.hpp"

namespace vaern::test {
namespace {

using testing::HasSubstr;

Models with_words(const std::string& word) {
  ModelStore store;
  DiagnosticList findings;
  store.add(document("signs.yaml", R"(vaern: 1
instrument: signs
version: "1"
status: draft
title: {en: T, da: T}
items:
  a: {type: yes_no, text: {en: A, da: A}}
scales:
  total: {sum: [a], missing: bounds_only}
)"),
            findings);
  store.add(document("signs-da.yaml", R"(vaern: 1
wording: signs@da
for: signs@1
version: "1"
status: draft
source: {cite: A leaflet of 2020}
licence: {class: A, wording: own}
items: {a: ")" + word + "\"}\n"),
            findings);
  Models made = Models::of(std::move(store), findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  return made;
}

Result<Score> scored_with(const Models& known, const std::string& wording) {
  const Document form =
      document("form.yaml", "responses: signs@1\nvalues: {a: yes}\nwording: " + wording + "\n");
  return score_form(known, {}, read_form(form), form);
}

TEST(Wording, StandsInTheRecordAndIsVerified) {
  const Models known = with_words("Et ord");
  const Result<Score> made = scored_with(known, "signs@da");
  ASSERT_TRUE(made) << render(made.error());
  const std::string record = record_of(*made);
  EXPECT_THAT(record, HasSubstr("\"wording\":{\"reference\":\"signs@da\",\"fingerprint\":\""));
  EXPECT_EQ(verify_record(known, record).state, Verification::State::verified);
  const Verification other = verify_record(with_words("Et andet ord"), record);
  EXPECT_EQ(other.state, Verification::State::differs);
  ASSERT_EQ(other.mismatches.size(), 1U);
  EXPECT_EQ(other.mismatches[0].path, "/wording/fingerprint");
}

TEST(Wording, ThatIsNotThereIsAFaultAtItsPlace) {
  const Models known = with_words("Et ord");
  const Result<Score> absent = scored_with(known, "signs@en");
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error()[0].code->id, "E0523");
  EXPECT_EQ(absent.error()[0].span.line, 3U);
  EXPECT_EQ(scored_with(known, "other@da").error()[0].code->id, "E0522");
}

}  // namespace
}  // namespace vaern::test

// SPDX-License-Identifier: Apache-2.0
// The broken files of tests/golden/bad that reading a document and its head is enough to find:
// each has exactly one finding, its code in the name and its place below.
#include <gmock/gmock.h>

#include <array>
#include <string_view>

#include "document/support.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/model/head.hpp"

namespace vaern {
namespace {

struct Bad {
  std::string_view file;
  std::string_view place;  ///< line:column+length
};

constexpr std::array<Bad, 52> bad_files{{
    {"E0101_latin1.yaml", "8:49+1"},
    {"E0102_mark_of_direction.yaml", "7:38+1"},
    {"E0103_tab_as_indentation.yaml", "7:1+1"},
    {"E0105_brackets_without_end.yaml", "11:71+1"},
    {"E0107_only_a_comment.yaml", "0:0+1"},
    {"E0108_two_documents.yaml", "17:1+1"},
    {"E0109_directive.yaml", "1:1+9"},
    {"E0110_anchor.yaml", "5:8+5"},
    {"E0111_alias.yaml", "8:43+4"},
    {"E0112_tag.yaml", "3:10+5"},
    {"E0113_merge_key.yaml", "16:3+2"},
    {"E0114_item_twice.yaml", "8:3+4"},
    {"E0115_list_as_key.yaml", "16:11+1"},
    {"E0116_quote_never_closed.yaml", "7:35+1"},
    {"E0117_backslash_in_quotes.yaml", "7:46+2"},
    {"E0118_half_a_character.yaml", "7:46+6"},
    {"E0119_bracket_never_closed.yaml", "11:10+1"},
    {"E0120_bracket_closed_twice.yaml", "11:21+1"},
    {"E0121_colon_in_a_text.yaml", "7:39+1"},
    {"E0122_key_between_two_columns.yaml", "12:4+7"},
    {"E0123_comma_in_a_text.yaml", "7:60+11"},
    {"E0124_text_beginning_with_at.yaml", "8:34+1"},
    {"E0125_dash_beside_keys.yaml", "5:1+1"},
    {"E0126_bare_word_in_json.json", "5:13+5"},
    {"E0127_words_after_a_quote.yaml", "7:40+1"},
    {"E0128_dash_on_the_line_of_its_key.yaml", "11:10+1"},
    {"E0130_list_where_a_map_is_expected.yaml", "5:8+1"},
    {"E0131_word_where_a_map_is_expected.yaml", "6:10+4"},
    {"E0134_map_where_a_value_is_expected.yaml", "3:10+1"},
    {"E0135_list_where_a_value_is_expected.yaml", "3:10+1"},
    {"E0136_key_without_value.yaml", "5:1+5"},
    {"E0139_source_without_cite.yaml", "6:11+3"},
    {"E0140_model_without_title.yaml", "1:1+1"},
    {"E0170_id_with_a_capital.yaml", "6:11+12"},
    {"E0171_reserved_id.yaml", "6:11+7"},
    {"E0172_id_of_65_characters.yaml", "6:11+65"},
    {"E0173_document_id_with_an_underscore.yaml", "2:13+13"},
    {"E0191_bare_no_as_text.yaml", "6:23+2"},
    {"E0192_bare_number_as_version.yaml", "3:10+4"},
    {"E0193_bare_date_as_version.yaml", "3:10+10"},
    {"E0195_text_without_language.yaml", "5:8+13"},
    {"E0196_language_in_full.yaml", "5:9+7"},
    {"E0197_text_in_no_language.yaml", "5:1+5"},
    {"E0198_misspelt_status.yaml", "4:9+4"},
    {"E0201_without_the_first_line.yaml", "1:1+1"},
    {"E0202_language_of_tomorrow.yaml", "1:8+1"},
    {"E0203_misspelt_kind.yaml", "2:1+10"},
    {"E0204_two_kinds.yaml", "3:1+6"},
    {"E0205_version_with_a_space.yaml", "3:10+6"},
    {"E0212_source_not_declared.yaml", "16:52+11"},
    {"E0213_reference_without_version.yaml", "5:13+13"},
    {"E0214_reference_with_a_space.yaml", "5:13+15"},
}};

/// The keys that the rooms of the kinds ask for.
constexpr std::array<std::string_view, 4> body{"items", "scales", "levels", "policy"};

TEST(GoldenBad, HasOneFindingAtItsPlace) {
  for (const Bad& bad : bad_files) {
    DiagnosticList findings;
    const std::string path =
        std::string(VAERN_SOURCE_DIR) + "/tests/golden/bad/" + std::string(bad.file);
    if (const auto document = read_document_file(path, findings)) {
      Fields fields(document->root, findings);
      for (const std::string_view key : body) fields.allow(key);
      read_head(fields, findings);
    }
    const std::string expected = std::string(bad.file.substr(0, 5)) + "@" + std::string(bad.place);
    EXPECT_THAT(test::places(findings), testing::ElementsAre(expected)) << bad.file;
    for (const Diagnostic& d : findings) {
      for (const Language language : {Language::en, Language::da}) {
        EXPECT_EQ(d.message(language).find('{'), std::string::npos) << d.message(language);
        EXPECT_FALSE(d.help_text(language).empty()) << bad.file;
      }
    }
  }
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
// A file that was scored holds in every row what the table scorer and `score` say of its form, and
// chunks, threads and the way in which cells are written change nothing.
#include "service/table_file.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "service/support.hpp"
#include "table/synthetic_support.hpp"
#include "vaern/exchange/csv.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern {
namespace {

using Kind = TableColumn::Kind;
using test::models;

struct Made {
  std::string text;
  std::vector<TableFileFault> faults;
  TableFileDone done;
  DiagnosticList findings;
  std::string metadata;
  std::vector<std::string> absent;
  std::vector<std::string> left_over;

  std::string codes() const {
    std::string text_of = test::codes(findings);
    for (const TableFileFault& fault : faults) {
      text_of += (text_of.empty() ? "" : " ") + std::string(fault.finding.code->id) + "@" +
                 std::to_string(fault.line);
    }
    return text_of;
  }
};

Made scored(const InstrumentPtr& instrument, const std::string& text, TableFileOptions options = {},
            std::size_t chunk_bytes = std::size_t{1} << 20) {
  Made made;
  CsvStreamOptions layout;
  layout.chunk_bytes = chunk_bytes;
  std::istringstream stream(text);
  auto csv = CsvStream::open("t.csv", bytes_of(stream), made.findings, layout);
  if (!csv) return made;
  auto file =
      TableFile::open(instrument, "t.csv", *std::move(csv), std::move(options), made.findings);
  if (!file) return made;
  made.absent = file->absent();
  made.left_over = file->left_over();
  made.done =
      file->run({.write =
                     [&](std::string_view bytes) {
                       made.text += bytes;
                       return true;
                     },
                 .fault = [&](const TableFileFault& fault) { made.faults.push_back(fault); },
                 .goes_on = nullptr});
  made.metadata = file->metadata(made.done, "scored.csv", "vaern");
  return made;
}

InstrumentPtr example_scale() { return *models().find_instrument("example-scale@1"); }

TableFileOptions with_results(std::vector<std::string> results) {
  TableFileOptions options;
  options.results = std::move(results);
  return options;
}

TableFileOptions collecting(std::vector<std::string> results) {
  TableFileOptions options = with_results(std::move(results));
  options.collects_faults = true;
  return options;
}

TEST(TableFile, GivesEachFormARowWithItsKeys) {
  const Made made = scored(example_scale(),
                           "person,sleep,fear,wave,note\n"
                           "p1,often,yes,1,a\n"
                           "p2,2,,1,b\n"
                           "p3,0,nej,2,c\n");
  EXPECT_EQ(made.codes(), "");
  EXPECT_EQ(made.text,
            "person,wave,total,total_low,total_high,total_missing,level,level_low,level_high,"
            "level_certain,missing,missing_not_asked,missing_not_safe_to_ask,missing_unknown,"
            "missing_refused,missing_withdrawn,missing_omitted\n"
            "p1,1,3,3,3,0,high,high,high,yes,5,5,0,0,0,0,0\n"
            "p2,1,,2,3,1,high,high,high,yes,6,6,0,0,0,0,0\n"
            "p3,2,0,0,0,0,low,low,low,yes,5,5,0,0,0,0,0\n");
  EXPECT_EQ(made.left_over, std::vector<std::string>{"note"});
  EXPECT_EQ(made.absent,
            (std::vector<std::string>{"gun", "left", "choked", "choked_within", "kind", "alone"}));
  EXPECT_EQ(made.done.rows, 3U);
}

TEST(TableFile, GivesASpreadsheetBackWhatItWrote) {
  const InstrumentPtr model = testing_support::load_text(
      "vaern: 1\ninstrument: half\nversion: \"1\"\nstatus: draft\ntitle: {en: Half, da: Halv}\n"
      "items:\n  a: {type: number, from: 0, to: 3, step: 0.5, text: {en: A, da: A}}\n"
      "scales:\n  total: {sum: [a], missing: bounds_only}\n");
  const Made made = scored(model, "\xEF\xBB\xBFperson;a\r\n\"Ø;1\";1,5\r\n\"a \"\"b\"\"\";2\r\n",
                           with_results({"total"}));
  EXPECT_EQ(made.codes(), "");
  EXPECT_EQ(made.text, "\xEF\xBB\xBFperson;total\r\n\"Ø;1\";1,5\r\n\"a \"\"b\"\"\";2\r\n");
  const Made plain = scored(model, "person,a\nx,\"1,5\"\ny,1.5\n", with_results({"total"}));
  EXPECT_EQ(plain.text, "person,total\nx,1.5\ny,1.5\n");
}

TEST(TableFile, KeepsEveryColumnAsItWasWritten) {
  TableFileOptions options = with_results({"level"});
  options.keeps_all = true;
  const Made made = scored(example_scale(),
                           "\"note\",sleep,fear\n\"two\nlines\",\"often\",yes\n , 0,no\n", options);
  EXPECT_EQ(made.codes(), "E0502@4");
  options.missing = {{" 0", MissingReason::refused}};
  const Made again = scored(
      example_scale(), "\"note\",sleep,fear\n\"two\nlines\",\"often\",yes\n , 0,no\n", options);
  EXPECT_EQ(again.text, "\"note\",sleep,fear,level\n\"two\nlines\",\"often\",yes,high\n , 0,no,\n");
}

TEST(TableFile, TakesWordsOfReasonsAndCodesThatTheCallerNames) {
  TableFileOptions options = with_results(
      {"missing_unknown", "missing_refused", "missing_withdrawn", "missing_not_asked"});
  options.missing = {{"-9", MissingReason::unknown}, {"vil ikke svare", MissingReason::refused}};
  options.columns = {{"sleep", "søvn"}, {"choked_within", "nylig"}};
  const Made made = scored(example_scale(),
                           "søvn,fear,choked,nylig,left,gun\n"
                           "-9,vil ikke svare,yes,-9,withdrawn,\n"
                           "-9.0,refused,no,,no,unknown\n",
                           options);
  EXPECT_EQ(made.codes(), "");
  EXPECT_EQ(made.text,
            "missing_unknown,missing_refused,missing_withdrawn,missing_not_asked\n"
            "2,1,1,3\n2,1,0,1\n");
}

TEST(TableFile, NamesTheLineOfARowAtFault) {
  const std::string text =
      "person,sleep,fear,left,kind\n"
      "\"two\nlines\",often,yes,,\n"
      "p2,never,maybe,,\n"
      "p3,oftn,perhaps,no,often\n"
      "p4,never\n"
      "\n"
      "p5,ne\"ver,no,,\n"
      "p6,never,no,no,often\n"
      "p7,never,yes,,\n";
  const Made stopped = scored(example_scale(), text, with_results({"level"}));
  EXPECT_TRUE(stopped.done.is_refused);
  EXPECT_EQ(stopped.codes(), "E0502@4 E0502@5 E0502@5 E1034@6 E1033@8 E0504@9");
  const Made made = scored(example_scale(), text, collecting({"level", "rejected"}));
  EXPECT_FALSE(made.done.is_refused);
  EXPECT_EQ(made.codes(), stopped.codes());
  EXPECT_EQ(
      made.text,
      "person,level,rejected\n\"two\nlines\",high,no\np2,,yes\np3,,yes\np6,,yes\np7,low,no\n");
  EXPECT_EQ(made.done.rows, 5U);
  EXPECT_EQ(made.done.rejected, 3U);
  EXPECT_EQ(made.done.left_out, 2U);
  EXPECT_EQ(made.faults[0].row, 2U);
  EXPECT_EQ(made.faults[0].item, "fear");
  EXPECT_EQ(made.faults[0].value, "maybe");
  EXPECT_EQ(made.faults[3].row, 0U);
  EXPECT_EQ(made.faults[5].row, 4U);
  EXPECT_EQ(made.faults[5].item, "kind");
  EXPECT_EQ(render(made.faults[0].finding),
            "t.csv:4: error[E0502]: 'maybe' is no answer to 'fear'\n"
            " help: allowed: no (0), yes (1)\n");
}

TEST(TableFile, StopsAtMostFaultsAndAfterAQuoteThatIsNeverClosed) {
  std::string text = "person,fear\n";
  for (int i = 0; i < 100; ++i) text += "p,maybe\n";
  TableFileOptions options;
  options.most_faults = 7;
  const Made made = scored(example_scale(), text, options, 64);
  EXPECT_EQ(made.faults.size(), 7U);
  EXPECT_TRUE(made.done.is_refused);
  const Made open =
      scored(example_scale(), "person,fear\np,yes\np,\"yes\np,no\n", collecting({"level"}));
  EXPECT_TRUE(open.done.is_refused);
  EXPECT_EQ(open.codes(), "E1032@3");
}

TEST(TableFile, RefusesDirectIdentifiersAndNeverRepeatsThem) {
  const std::string cpr = "010190-1234";
  for (const std::string& text : std::vector<std::string>{
           "person,fear\np1,yes\n" + cpr + ",no\n", "person,fear\np1,yes\np2," + cpr + "\n",
           "person,fear\np1,yes\n\"ask \"\"her\"\" at a@b.dk\",no\n"}) {
    const Made made = scored(example_scale(), text, collecting({"level"}));
    EXPECT_TRUE(made.done.is_refused);
    EXPECT_EQ(made.codes(), "E1060@3");
    for (const TableFileFault& fault : made.faults) {
      EXPECT_EQ((render(fault.finding) + fault.value + made.metadata).find("1234"),
                std::string::npos);
    }
  }
  const Made left = scored(example_scale(), "cpr,fear\n" + cpr + ",yes\n", with_results({"level"}));
  EXPECT_EQ(left.codes(), "");
  EXPECT_EQ(left.text, "level\n\"\"\n");
  TableFileOptions all;
  all.keeps_all = true;
  EXPECT_EQ(scored(example_scale(), "cpr,fear\n" + cpr + ",yes\n", all).codes(), "E1060@2");
}

TEST(TableFile, TakesEightDigitsAloneForAKey) {
  EXPECT_EQ(scored(example_scale(), "person,fear\n20304050,yes\n2025-0412,no\n").codes(), "");
  EXPECT_EQ(scored(example_scale(), "person,fear\n+45 20304050,yes\n").codes(), "E1060@2");
}

TEST(TableFile, SaysWhatIsWrongWithColumnsAndOptions) {
  const std::string text = "person,sleep,fear\np,often,yes\n";
  TableFileOptions options;
  options.columns = {{"fear", "angst"}};
  EXPECT_EQ(scored(example_scale(), text, options).codes(), "E1061");
  options.columns = {{"slep", "sleep"}};
  EXPECT_EQ(scored(example_scale(), text, options).codes(), "E1201");
  options.columns = {{"sleep", "sleep"}, {"sleep", "fear"}};
  EXPECT_EQ(scored(example_scale(), text, options).codes(), "E1202");
  options.columns.clear();
  options.keys = {"persn"};
  EXPECT_EQ(scored(example_scale(), text, options).codes(), "E1061");
  EXPECT_EQ(scored(example_scale(), text, with_results({"levl"})).codes(), "E1208");
  TableFileOptions missing;
  missing.missing = {{"1", MissingReason::unknown}};
  EXPECT_EQ(scored(example_scale(), text, missing).codes(), "E1206");
  EXPECT_EQ(scored(example_scale(), "a,b\n1,2\n").codes(), "E1064");
  EXPECT_EQ(scored(example_scale(), "person,fear\n").codes(), "E1063@1");
  EXPECT_EQ(scored(example_scale(), "").codes(), "E1031");
  EXPECT_EQ(scored(example_scale(), "fear,fear\nyes,no\n").codes(), "E1036");
  EXPECT_EQ(scored(example_scale(), "fear\n\xFF\n").codes(), "E1030@2");
  TableFileOptions all;
  all.keeps_all = true;
  EXPECT_EQ(scored(example_scale(), "fear,level\nyes,x\n", all).codes(), "E1062");
}

TEST(TableFile, ChunksAndThreadsChangeNoByte) {
  const std::string text =
      "\xEF\xBB\xBFperson;\"sleep\";fear;left;kind\r\n"
      "\"a;\r\nb\";often;yes;;\r\n"
      "Ærø;\"never\";\"no\";yes;sometimes\r\n"
      "\r\n"
      "\"\"\"q\"\"\";oftn;no;no;never\r\n"
      "x;never;1\r\n"
      "y;2;0;ja;0";
  TableFileOptions options = collecting({});
  const Made whole = scored(example_scale(), text, options);
  EXPECT_EQ(whole.codes(), "E0502@6 E1034@7");
  for (std::size_t chunk = 1; chunk <= text.size() + 1; ++chunk) {
    for (const unsigned threads : {1U, 3U}) {
      options.threads = threads;
      const Made made = scored(example_scale(), text, options, chunk);
      ASSERT_EQ(made.text, whole.text) << chunk << " bytes, " << threads << " threads";
      ASSERT_EQ(made.codes(), whole.codes()) << chunk << " bytes, " << threads << " threads";
    }
  }
}

TEST(TableFile, SaysWhereAResultComesFrom) {
  TableFileOptions options = collecting({"total", "level", "rejected"});
  options.missing = {{"-9", MissingReason::unknown}};
  const Made made = scored(example_scale(), "person;sleep\np;often\nq;maybe\n", options);
  const std::string meaning = example_scale()->meaning().to_string();
  const std::string words = example_scale()->text().to_string();
  EXPECT_EQ(
      made.metadata,
      R"({"@context":"http://www.w3.org/ns/csvw","url":"scored.csv","dialect":{"delimiter":";",)"
      R"("encoding":"utf-8"},"notes":[{"instrument":"example-scale@1","meaning":")" +
          meaning + R"(","text":")" + words +
          R"(","engine":"vaern","source":"t.csv","rows":2,"rejected":1,"left_out":0,)"
          R"("faults":"collect","missing":{"-9":"unknown"},"columns":{"sleep":"sleep"},)"
          R"("absent":["fear","gun","left","choked","choked_within","kind","alone"]}],)"
          R"("tableSchema":{"columns":[{"titles":"person","datatype":"string"},)"
          R"({"name":"total","titles":"total","datatype":"integer"},)"
          R"({"name":"level","titles":"level","datatype":{"base":"string","format":"low|high"}},)"
          R"({"name":"rejected","titles":"rejected","datatype":{"base":"boolean",)"
          R"("format":"yes|no"}}]}})"
          "\n");
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "vaern/table/synthetic.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "instrument/support.hpp"
#include "table/synthetic_support.hpp"

namespace vaern {
namespace {

using testing::Each;
using testing_support::load_every_mechanism;
using testing_support::load_shipped;
using testing_support::load_text;
using testing_support::percent;
using testing_support::plain_model;
using testing_support::share;

/// A row as a form.
Responses form_of(const InstrumentPtr& model, const SyntheticForms& forms,
                  const SyntheticTable& table, std::size_t row) {
  Responses form(*model);
  for (std::size_t column = 0; column < table.codes.size(); ++column) {
    const std::uint8_t code = table.codes[column][row];
    const InputId input = forms.inputs()[column];
    if (code < max_codes) {
      form.answer(input, code);
    } else {
      form.leave_out(input, static_cast<MissingReason>(255 - code));
    }
  }
  return form;
}

/// Complete forms, so that everything is answered that is asked, and nothing else.
void expect_complete_forms(const InstrumentPtr& model, const SyntheticOptions& options) {
  const SyntheticForms forms(model, options);
  const SyntheticTable table = make_synthetic(model, options);
  RowRun run(model->program());
  for (std::size_t row = 0; row < options.rows; ++row) {
    const Responses form = form_of(model, forms, table, row);
    const RowResult& result = run.run(form.codes());
    ASSERT_TRUE(result.faults.empty()) << model->reference() << " row " << row;
    for (const InputId input : forms.inputs()) {
      ASSERT_EQ(form.is_answered(input), result.applicable[input] == Truth::yes)
          << model->reference() << " row " << row << " "
          << model->program().program().inputs[input].name;
    }
  }
}

std::vector<std::string> shipped_files() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(VAERN_SOURCE_DIR "/instruments/published")) {
    files.push_back(entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

SyntheticOptions with_everything(std::uint64_t rows) {
  SyntheticOptions options;
  options.rows = rows;
  options.seed = 7;
  options.waves = 3;
  options.raters = 2;
  options.missing.single = 5 * percent;
  options.missing.block = 3 * percent;
  options.missing.dropout = 10 * percent;
  options.missing.reasons = {1, 1, 1, 1, 1, 1};
  return options;
}

TEST(Synthetic, HasTheSameBytesForAnyThreadsAndAnySplit) {
  const InstrumentPtr model = load_shipped("danger-assessment.yaml");
  const SyntheticOptions options = with_everything(10'000);
  const SyntheticTable whole = make_synthetic(model, options);
  for (const unsigned threads : {2U, 3U, 64U}) {
    const SyntheticTable again = make_synthetic(model, options, threads);
    EXPECT_EQ(again.codes, whole.codes) << threads;
    EXPECT_EQ(again.assessed, whole.assessed) << threads;
    EXPECT_EQ(again.person, whole.person) << threads;
  }
  const SyntheticForms forms(model, options);
  SyntheticTable parts = whole;
  for (auto& column : parts.codes) std::fill(column.begin(), column.end(), std::uint8_t{77});
  for (std::size_t first = 0, rows = 1; first < options.rows; first += rows, rows = rows * 3 + 1) {
    SyntheticColumns out;
    out.rows = rows = std::min<std::size_t>(rows, options.rows - first);
    for (auto& column : parts.codes) out.codes.push_back(column.data() + first);
    forms.write(first, out, 2);
  }
  EXPECT_EQ(parts.codes, whole.codes);
}

// The bytes are a promise: whoever keeps a seed keeps the table.
TEST(Synthetic, HasTheBytesItAlwaysHad) {
  const SyntheticOptions options = with_everything(12);
  const SyntheticTable table = make_synthetic(load_text(plain_model(4)), options);
  std::vector<std::vector<int>> codes;
  for (const auto& column : table.codes) codes.emplace_back(column.begin(), column.end());
  EXPECT_EQ(codes, (std::vector<std::vector<int>>{{0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 255},
                                                  {0, 0, 0, 0, 0, 0, 1, 0, 255, 1, 0, 255},
                                                  {0, 0, 0, 0, 0, 0, 252, 0, 0, 0, 0, 255},
                                                  {1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 255}}));
  EXPECT_EQ(table.assessed, (std::vector<std::int32_t>{20050, 20050, 20130, 20130, 20226, 20226,
                                                       19532, 19532, 19622, 19622, 19724, 19724}));
}

TEST(Synthetic, HasOtherBytesForAnotherSeed) {
  const InstrumentPtr model = load_text(plain_model(5));
  SyntheticOptions options;
  options.rows = 100;
  const SyntheticTable one = make_synthetic(model, options);
  options.seed = 1;
  EXPECT_NE(make_synthetic(model, options).codes, one.codes);
}

TEST(Synthetic, AnswersEverythingThatIsAskedAndNothingElseOfEveryShippedInstrument) {
  for (const std::string& file : shipped_files()) {
    SyntheticOptions options;
    options.rows = 300;
    options.waves = 2;
    options.raters = 2;
    ASSERT_NO_FATAL_FAILURE(expect_complete_forms(load_shipped(file), options));
  }
}

TEST(Synthetic, NeverMakesAFormWithAFault) {
  std::vector<InstrumentPtr> models = {load_every_mechanism()};
  for (const std::string& file : shipped_files()) models.push_back(load_shipped(file));
  for (const InstrumentPtr& model : models) {
    const SyntheticOptions options = with_everything(300);
    const SyntheticForms forms(model, options);
    const SyntheticTable table = make_synthetic(model, options);
    ScoreOptions how;
    how.with_witnesses = false;
    for (std::size_t row = 0; row < options.rows; ++row) {
      how.assessed = Date::from_day_number(table.assessed[row]);
      const auto made = score(model, form_of(model, forms, table, row), how);
      ASSERT_TRUE(made.has_value()) << model->reference() << " row " << row << "\n"
                                    << render(made.error());
    }
  }
}

TEST(Synthetic, KeepsConsistentConditionsOnCompleteForms) {
  SyntheticOptions options;
  options.rows = 2000;
  expect_complete_forms(load_every_mechanism(), options);
}

TEST(Synthetic, LeavesOpenWhatNoDrawMakesConsistent) {
  const InstrumentPtr model = load_text(
      plain_model(12) +
      "consistent:\n  never:\n    must: {at_least: {12: [i0, i1, i2, i3, i4, i5, i6, i7, i8, i9, "
      "i10, i11]}}\n    because: {en: All of them., da: Alle.}\n");
  SyntheticOptions options;
  options.rows = 200;
  const SyntheticTable table = make_synthetic(model, options);
  EXPECT_GT(share(table.codes, 255), 0.3);
  for (const auto& column : table.codes) EXPECT_EQ(std::count(column.begin(), column.end(), 0), 0);
}

TEST(Synthetic, AsksByRowWhereATableOfConditionsWouldBeTooLarge) {
  std::string condition = "{at_least: {3: [";
  for (int i = 0; i < 12; ++i) condition += (i == 0 ? "i" : ", i") + std::to_string(i);
  std::string text = plain_model(12);
  text.insert(text.find("scales:"), "  last: {type: yes_no, scored: no, asked_when: " + condition +
                                        "]}}, text: {en: Last, da: Sidst}}\n");
  const InstrumentPtr model = load_text(text);
  SyntheticOptions options;
  options.rows = 500;
  const SyntheticTable table = make_synthetic(model, options, 2);
  for (std::size_t row = 0; row < options.rows; ++row) {
    int yes = 0;
    for (std::size_t column = 0; column < 12; ++column) yes += table.codes[column][row];
    ASSERT_EQ(table.codes[12][row] != 255, yes >= 3) << row;
  }
}

TEST(Synthetic, GivesTheSameItemTheSameAnswersInAnotherVersion) {
  SyntheticOptions options;
  options.rows = 500;
  const SyntheticTable shorter = make_synthetic(load_text(plain_model(3)), options);
  const SyntheticTable longer = make_synthetic(load_text(plain_model(6)), options);
  for (std::size_t column = 0; column < 3; ++column) {
    EXPECT_EQ(shorter.codes[column], longer.codes[column]);
  }
  EXPECT_NE(longer.codes[3], longer.codes[4]);
}

TEST(Synthetic, WritesOnlyTheColumnsThatAreWanted) {
  const InstrumentPtr model = load_shipped("danger-assessment.yaml");
  const SyntheticOptions options = with_everything(5000);
  const SyntheticForms forms(model, options);
  const SyntheticTable whole = make_synthetic(model, options);
  for (std::size_t wanted = 0; wanted < forms.inputs().size(); ++wanted) {
    std::vector<std::uint8_t> column(options.rows);
    SyntheticColumns out;
    out.rows = options.rows;
    out.codes.assign(forms.inputs().size(), nullptr);
    out.codes[wanted] = column.data();
    forms.write(0, out, 2);
    EXPECT_EQ(column, whole.codes[wanted]) << forms.names()[wanted];
  }
}

TEST(Synthetic, MakesNoRowsOfNone) {
  const SyntheticTable table = make_synthetic(load_text(plain_model(2)), {});
  EXPECT_THAT(table.codes, Each(testing::IsEmpty()));
  EXPECT_THAT(table.person, testing::IsEmpty());
}

TEST(Synthetic, RefusesWhatCannotBe) {
  const InstrumentPtr model = load_text(plain_model(2));
  const auto refused = [&](auto change) {
    SyntheticOptions options;
    options.rows = 10;
    change(options);
    EXPECT_THROW(SyntheticForms(model, options), std::invalid_argument);
  };
  refused([](SyntheticOptions& o) { o.waves = 0; });
  refused([](SyntheticOptions& o) { o.raters = 0; });
  refused([](SyntheticOptions& o) { o.wave_days = 0; });
  refused([](SyntheticOptions& o) { o.missing.block_size = 0; });
  refused([](SyntheticOptions& o) { o.missing.single = 1'000'001; });
  refused([](SyntheticOptions& o) { o.rows = std::uint64_t{1} << 31U; });
  refused([](SyntheticOptions& o) { o.waves = 1'000'000; });
  EXPECT_THROW(SyntheticForms(nullptr, {}), std::invalid_argument);
  SyntheticOptions options;
  options.rows = 10;
  const SyntheticForms forms(model, options);
  SyntheticColumns out;
  out.rows = 1;
  out.codes.assign(2, nullptr);
  EXPECT_NO_THROW(forms.write(9, out));
  EXPECT_THROW(forms.write(10, out), std::out_of_range);
  out.codes.pop_back();
  EXPECT_THROW(forms.write(0, out), std::invalid_argument);
}

}  // namespace
}  // namespace vaern

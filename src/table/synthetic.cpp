// SPDX-License-Identifier: Apache-2.0
#include "vaern/table/synthetic.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <stdexcept>
#include <thread>
#include <utility>

#include "table/counter_random.hpp"
#include "table/synthetic_plan.hpp"

namespace vaern {
inline namespace v1 {

using table::detail::AskedItem;
using table::detail::below;
using table::detail::code_at;
using table::detail::mixed;
using table::detail::position_steps;
using table::detail::random_at;

namespace {

constexpr std::uint32_t million = 1'000'000;
constexpr std::size_t stretch_rows = 2048;  ///< Made at once; nothing depends on it.
constexpr std::uint32_t draws = 64;
constexpr std::uint32_t spread_days = 1096;
constexpr std::uint32_t fortnight = 15;
constexpr std::uint8_t not_asked = 255;

/// Sequences of the seed.
enum Sequence : std::uint64_t { trait, wave_change, rater_change, answer, own, left, start, day };

/// A position moved by up to `reach` to either side and thrown back at the ends, which keeps
/// positions evenly spread.
std::uint16_t moved(std::int32_t position, std::uint64_t bits, std::int32_t reach) {
  std::int32_t to = position - reach +
                    static_cast<std::int32_t>(below(bits, static_cast<std::uint32_t>(2 * reach)));
  if (to < 0) to = -to - 1;
  if (to > 0xFFFF) to = 0x1FFFF - to;
  return static_cast<std::uint16_t>(to);
}

void check(const Instrument* instrument, const SyntheticOptions& options) {
  const auto refuse = [](bool wrong, const char* why) {
    if (wrong) throw std::invalid_argument(why);
  };
  const SyntheticMissing& missing = options.missing;
  refuse(instrument == nullptr, "synthetic forms need an instrument");
  refuse(options.waves == 0, "synthetic forms need at least one wave");
  refuse(options.raters == 0, "synthetic forms need at least one rater");
  refuse(options.wave_days == 0, "synthetic waves are at least one day apart");
  refuse(missing.block_size == 0, "a block of missing answers has at least one question");
  refuse(std::max({missing.single, missing.block, missing.dropout, options.disagreement}) > million,
         "a share is at most 1,000,000 per million");
  refuse(options.rows > std::numeric_limits<std::int32_t>::max(),
         "synthetic forms have at most 2,147,483,647 rows");
  const std::int64_t last = options.first_assessed.day_number() + spread_days +
                            static_cast<std::int64_t>(options.waves) * options.wave_days;
  refuse(last > Date(9999, 12, 31).day_number(), "synthetic waves end before the year 10000");
}

/// What all questions of a row share.
struct RowKeys {
  std::array<std::uint64_t, stretch_rows> answer{};  ///< Of person and wave.
  std::array<std::uint64_t, stretch_rows> own{};     ///< Of the row.
  std::array<std::uint16_t, stretch_rows> trait{};
  std::array<bool, stretch_rows> is_first_rater{};
  std::array<bool, stretch_rows> is_left{};  ///< Dropped out.
};

}  // namespace

struct SyntheticForms::Plan {
  InstrumentPtr instrument;
  SyntheticOptions options;
  std::vector<AskedItem> questions;     ///< Parents first.
  std::vector<std::uint32_t> together;  ///< Of `questions`: those that consistent conditions hold.
  std::vector<InputId> inputs;          ///< Asked, in declared order.
  std::array<std::uint64_t, day + 1> keys{};
  std::uint64_t reason_total = 0;

  /// A stretch of at most `stretch_rows` rows with the column of every input; null: given.
  struct Stretch {
    RowKeys rows;
    std::vector<std::uint8_t*> codes;
  };
  void make(std::uint64_t first, std::size_t count, Stretch& stretch, RowRun& run) const;
  void keys_of(std::uint64_t first, std::size_t count, RowKeys& rows) const;
  /// One question of rows `from` to `to` of the stretch.
  void answer_question(const AskedItem& question, std::size_t from, std::size_t to,
                       std::uint32_t attempt, Stretch& stretch, RowRun& run) const;
  void draw(const AskedItem& question, const RowKeys& rows, std::size_t from, std::size_t to,
            std::uint32_t attempt, std::uint8_t* codes) const;
  void leave_out(const AskedItem& question, const RowKeys& rows, std::size_t from, std::size_t to,
                 std::uint8_t* codes) const;
  std::uint8_t reason(std::uint64_t bits) const;
  /// Draws a row anew until nothing in it is inconsistent.
  void hold_together(std::size_t row, Stretch& stretch, RowRun& run) const;
  void write_keys(std::uint64_t first, std::size_t at, std::size_t count,
                  const SyntheticColumns& out) const;
  void write(std::uint64_t first, const SyntheticColumns& out, std::size_t from,
             std::size_t to) const;
};

void SyntheticForms::Plan::keys_of(std::uint64_t first, std::size_t count, RowKeys& rows) const {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t row = first + i;
    const std::uint64_t visit = row / options.raters;
    const std::uint64_t person = visit / options.waves;
    const std::uint64_t wave_of_row = visit % options.waves;
    rows.answer[i] = random_at(keys[answer], visit);
    rows.own[i] = random_at(keys[own], row);
    std::uint16_t position = static_cast<std::uint16_t>(random_at(keys[trait], person));
    position = moved(position, random_at(keys[wave_change], visit), 1 << 14);
    rows.is_first_rater[i] = row % options.raters == 0;
    if (!rows.is_first_rater[i]) {
      position = moved(position, random_at(keys[rater_change], row), 1 << 12);
    }
    rows.trait[i] = position;
    rows.is_left[i] = false;
    for (std::uint64_t wave = 1; wave <= wave_of_row && options.missing.dropout != 0; ++wave) {
      if (below(random_at(keys[left], person * options.waves + wave), million) <
          options.missing.dropout) {
        rows.is_left[i] = true;
        break;
      }
    }
  }
}

void SyntheticForms::Plan::draw(const AskedItem& question, const RowKeys& rows, std::size_t from,
                                std::size_t to, std::uint32_t attempt, std::uint8_t* codes) const {
  const std::uint64_t key = question.key + attempt * 0xD1B54A32D192ED03U;
  const std::uint64_t follows = question.follows;
  for (std::size_t i = from; i < to; ++i) {
    const std::uint64_t bits = mixed(rows.answer[i] ^ key);
    // All ones where the answer follows the trait: a branch here would be guessed wrong half the
    // time.
    const std::uint64_t mask = 0 - (((bits & 0xFFFFU) - follows) >> 63U);
    const std::uint64_t position = (rows.trait[i] & mask) | (bits >> 16U & 0xFFFFU & ~mask);
    codes[i] = question.codes[position * position_steps >> 16U];
  }
  if (options.raters == 1) return;
  for (std::size_t i = from; i < to; ++i) {
    if (rows.is_first_rater[i]) continue;
    const std::uint64_t bits = mixed(rows.own[i] ^ ~key);
    if (below(bits, million) < options.disagreement) {
      codes[i] = question.codes[(bits >> 48U) * position_steps >> 16U];
    }
  }
}

std::uint8_t SyntheticForms::Plan::reason(std::uint64_t bits) const {
  if (reason_total == 0) return not_asked;
  std::uint64_t at = bits % reason_total;
  std::uint8_t found = 0;
  while (at >= options.missing.reasons[found]) at -= options.missing.reasons[found++];
  return static_cast<std::uint8_t>(not_asked - found);
}

void SyntheticForms::Plan::leave_out(const AskedItem& question, const RowKeys& rows,
                                     std::size_t from, std::size_t to, std::uint8_t* codes) const {
  const SyntheticMissing& missing = options.missing;
  if (missing.single != 0) {
    for (std::size_t i = from; i < to; ++i) {
      const std::uint64_t bits = mixed(rows.own[i] + question.key);
      if (below(bits, million) < missing.single) codes[i] = reason(mixed(bits));
    }
  }
  if (missing.block != 0) {
    for (std::size_t i = from; i < to; ++i) {
      if (below(random_at(rows.own[i], question.block), million) < missing.block) {
        codes[i] = not_asked;
      }
    }
  }
  if (missing.dropout != 0) {
    for (std::size_t i = from; i < to; ++i) {
      if (rows.is_left[i]) codes[i] = not_asked;
    }
  }
}

void SyntheticForms::Plan::answer_question(const AskedItem& question, std::size_t from,
                                           std::size_t to, std::uint32_t attempt, Stretch& stretch,
                                           RowRun& run) const {
  std::uint8_t* codes = stretch.codes[question.input];
  draw(question, stretch.rows, from, to, attempt, codes);
  leave_out(question, stretch.rows, from, to, codes);
  if (!question.asked_when) return;
  for (std::size_t i = from; i < to; ++i) {
    if (question.asked_when->at(stretch.codes, i, run) != Truth::yes) codes[i] = not_asked;
  }
}

void SyntheticForms::Plan::hold_together(std::size_t row, Stretch& stretch, RowRun& run) const {
  std::vector<Code> codes(stretch.codes.size());
  const auto has_fault = [&] {
    for (InputId id = 0; id < codes.size(); ++id) {
      codes[id] = code_at(stretch.codes, id, row);
    }
    return !run.run(codes).faults.empty();
  };
  for (std::uint32_t attempt = 1; has_fault(); ++attempt) {
    for (const std::uint32_t each : together) {
      if (attempt < draws) {
        answer_question(questions[each], row, row + 1, attempt, stretch, run);
      } else {
        stretch.codes[questions[each].input][row] = not_asked;
      }
    }
    if (attempt == draws) return;
  }
}

void SyntheticForms::Plan::make(std::uint64_t first, std::size_t count, Stretch& stretch,
                                RowRun& run) const {
  keys_of(first, count, stretch.rows);
  for (const AskedItem& question : questions) answer_question(question, 0, count, 0, stretch, run);
  if (together.empty()) return;
  for (std::size_t row = 0; row < count; ++row) hold_together(row, stretch, run);
}

void SyntheticForms::Plan::write_keys(std::uint64_t first, std::size_t at, std::size_t count,
                                      const SyntheticColumns& out) const {
  const std::uint32_t within = std::min(fortnight, options.wave_days);
  for (std::size_t i = at; i < at + count; ++i) {
    const std::uint64_t row = first + i;
    const std::uint64_t visit = row / options.raters;
    const std::uint64_t person = visit / options.waves;
    const std::uint64_t wave = visit % options.waves;
    if (out.person != nullptr) out.person[i] = static_cast<std::int32_t>(person);
    if (out.wave != nullptr) out.wave[i] = static_cast<std::int32_t>(wave);
    if (out.rater != nullptr) out.rater[i] = static_cast<std::int32_t>(row % options.raters);
    if (out.assessed != nullptr) {
      out.assessed[i] = static_cast<std::int32_t>(
          options.first_assessed.day_number() + below(random_at(keys[start], person), spread_days) +
          static_cast<std::int64_t>(wave) * options.wave_days +
          below(random_at(keys[day], visit), within));
    }
  }
}

void SyntheticForms::Plan::write(std::uint64_t first, const SyntheticColumns& out, std::size_t from,
                                 std::size_t to) const {
  RowRun run(instrument->program());
  Stretch stretch;
  stretch.codes.resize(instrument->program().program().inputs.size());
  std::vector<std::vector<std::uint8_t>> unwanted;
  for (std::size_t at = from; at < to; at += stretch_rows) {
    const std::size_t count = std::min(stretch_rows, to - at);
    for (std::size_t column = 0; column < inputs.size(); ++column) {
      std::uint8_t*& codes = stretch.codes[inputs[column]];
      if (out.codes[column] != nullptr) {
        codes = out.codes[column] + at;
      } else if (codes == nullptr) {
        codes = unwanted.emplace_back(stretch_rows).data();
      }
    }
    make(first + at, count, stretch, run);
    write_keys(first, at, count, out);
  }
}

SyntheticForms::SyntheticForms(InstrumentPtr instrument, const SyntheticOptions& options) {
  check(instrument.get(), options);
  auto plan = std::make_unique<Plan>();
  plan->options = options;
  for (const std::uint32_t share : options.missing.reasons) plan->reason_total += share;
  for (std::uint64_t i = 0; i < plan->keys.size(); ++i) {
    plan->keys[i] = random_at(mixed(options.seed), i);
  }
  plan->questions = table::detail::questions_of(*instrument, options.missing.block_size);
  plan->together = table::detail::held_together(*instrument, plan->questions);
  plan->inputs.resize(plan->questions.size());
  for (const AskedItem& question : plan->questions) plan->inputs[question.column] = question.input;
  plan->instrument = std::move(instrument);
  plan_ = std::move(plan);
}

SyntheticForms::~SyntheticForms() = default;
SyntheticForms::SyntheticForms(SyntheticForms&&) noexcept = default;
SyntheticForms& SyntheticForms::operator=(SyntheticForms&&) noexcept = default;

std::uint64_t SyntheticForms::rows() const { return plan_->options.rows; }
const std::vector<InputId>& SyntheticForms::inputs() const { return plan_->inputs; }

std::vector<std::string> SyntheticForms::names() const {
  std::vector<std::string> names;
  for (const InputId id : plan_->inputs) {
    names.push_back(plan_->instrument->program().program().inputs[id].name);
  }
  return names;
}

void SyntheticForms::write(std::uint64_t first, const SyntheticColumns& out,
                           unsigned threads) const {
  if (first > rows() || out.rows > rows() - first) {
    throw std::out_of_range("the table has fewer rows");
  }
  if (out.codes.size() != plan_->inputs.size()) {
    throw std::invalid_argument("one column a question, null where it is not wanted");
  }
  const std::size_t stretches = (out.rows + stretch_rows - 1) / stretch_rows;
  const std::size_t shares =
      std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(stretches, 1));
  std::vector<std::exception_ptr> faults(shares);
  const auto write_share = [&](std::size_t share) {
    try {
      plan_->write(first, out, std::min(out.rows, stretches * share / shares * stretch_rows),
                   std::min(out.rows, stretches * (share + 1) / shares * stretch_rows));
    } catch (...) {
      faults[share] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t share = 1; share < shares; ++share) helpers.emplace_back(write_share, share);
    write_share(0);
  }
  for (const std::exception_ptr& fault : faults) {
    if (fault) std::rethrow_exception(fault);
  }
}

SyntheticTable make_synthetic(const InstrumentPtr& instrument, const SyntheticOptions& options,
                              unsigned threads) {
  const SyntheticForms forms(instrument, options);
  SyntheticTable table;
  table.names = forms.names();
  table.codes.assign(table.names.size(), std::vector<std::uint8_t>(options.rows));
  SyntheticColumns out;
  out.rows = options.rows;
  for (std::vector<std::uint8_t>& column : table.codes) out.codes.push_back(column.data());
  for (auto [keys, to] : {std::pair{&table.person, &out.person},
                          {&table.wave, &out.wave},
                          {&table.rater, &out.rater},
                          {&table.assessed, &out.assessed}}) {
    keys->resize(options.rows);
    *to = keys->data();
  }
  forms.write(0, out, threads);
  return table;
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/state_counts.hpp"

#include <algorithm>
#include <bit>
#include <exception>
#include <functional>
#include <map>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include "safety_plan/decide.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::Decision;

/// Whether a situation has no child for certain; a catalogue that does not say how that is known
/// takes each for one of a child.
Truth childless(const Catalogue& catalogue, const Situation& situation) {
  return safety_plan::detail::truth_of(catalogue.childless_when(), situation, Truth::no);
}

/// As a plan has it: of a case without a child nothing is about one, and until that is known it is
/// asked.
Decision decide(const Measure& measure, const Situation& situation, Truth is_childless) {
  using Kind = StateReason::Kind;
  if (measure.about_child && is_childless == Truth::yes) {
    return {MeasureState::not_applicable, Kind::no_child, nullptr};
  }
  if (measure.about_child && is_childless == Truth::unknown) {
    return {MeasureState::included, Kind::child_unknown, nullptr};
  }
  return safety_plan::detail::decide(measure, situation);
}

/// One row at a time of the columns. Names that no column has are unknown.
class RowSituation final : public Situation {
 public:
  RowSituation(const Names& names, const SituationColumns& columns) : names_(names) {
    for (const auto& column : columns.truths) add(column, NameKind::yes_no, columns.rows);
    for (const auto& column : columns.sets) add(column, NameKind::options, columns.rows);
    for (const auto& column : columns.numbers) add(column, NameKind::number, columns.rows);
  }

  void go_to(std::size_t row) noexcept { row_ = row; }

  Truth truth(std::string_view name) const override {
    const Column* column = find(name);
    if (column == nullptr) return Truth::unknown;
    const std::uint8_t cell = column->truths[row_];
    return cell == 2 ? Truth::unknown : cell == 1 ? Truth::yes : Truth::no;
  }
  OptionSet options(std::string_view name) const override {
    const Column* column = find(name);
    const std::uint64_t cell = column == nullptr ? 0 : column->sets[row_];
    return cell == 0 ? any_of(name) : OptionSet{cell, false};
  }
  Interval number(std::string_view name) const override {
    const Column* column = find(name);
    const std::int32_t cell = column == nullptr ? -1 : column->numbers[row_];
    return cell < 0 ? names_.find(name)->range.value() : Interval(Rational(cell));
  }
  bool is_unknown(std::string_view name) const override {
    const Column* column = find(name);
    if (column == nullptr) return true;
    if (!column->sets.empty()) return std::popcount(options(name).possible) != 1;
    return column->truths.empty() ? column->numbers[row_] < 0 : column->truths[row_] == 2;
  }

 private:
  /// One of the three is not empty where there is a row.
  struct Column {
    std::span<const std::uint8_t> truths{};
    std::span<const std::uint64_t> sets{};
    std::span<const std::int32_t> numbers{};
  };

  static Column column_of(std::span<const std::uint8_t> cells) { return {cells, {}, {}}; }
  static Column column_of(std::span<const std::uint64_t> cells) { return {{}, cells, {}}; }
  static Column column_of(std::span<const std::int32_t> cells) { return {{}, {}, cells}; }

  template <class Given>
  void add(const Given& given, NameKind kind, std::size_t rows) {
    const Declaration* declared = names_.find(given.name);
    if (declared == nullptr || declared->kind != kind) {
      throw std::invalid_argument("'" + given.name + "' is no name of that kind");
    }
    if (given.cells.size() != rows) {
      throw std::invalid_argument("'" + given.name + "' has another number of cells");
    }
    if constexpr (std::is_same_v<Given, SituationColumns::Truths>) {
      if (std::any_of(given.cells.begin(), given.cells.end(), [](auto cell) { return cell > 2; })) {
        throw std::invalid_argument("'" + given.name + "' has a cell that is not 0, 1 or 2");
      }
    } else if constexpr (std::is_same_v<Given, SituationColumns::Sets>) {
      const std::uint64_t all = any_of(given.name).possible;
      if (std::any_of(given.cells.begin(), given.cells.end(),
                      [all](auto cell) { return (cell & ~all) != 0; })) {
        throw std::invalid_argument("'" + given.name + "' has a cell with a code it has not");
      }
    }
    if (!columns_.emplace(given.name, column_of(given.cells)).second) {
      throw std::invalid_argument("'" + given.name + "' has two columns");
    }
  }

  const Column* find(std::string_view name) const {
    const auto found = columns_.find(name);
    return found == columns_.end() ? nullptr : &found->second;
  }
  OptionSet any_of(std::string_view name) const {
    return OptionSet::any(static_cast<unsigned>(names_.find(name)->codes.size()));
  }

  const Names& names_;
  std::map<std::string, Column, std::less<>> columns_;
  std::size_t row_ = 0;
};

std::vector<StateCounts> count(const Catalogue& catalogue, RowSituation situation,
                               std::size_t begin, std::size_t end) {
  std::vector<StateCounts> counts(catalogue.measures().size());
  for (std::size_t row = begin; row < end; ++row) {
    situation.go_to(row);
    const Truth is_childless = childless(catalogue, situation);
    for (std::size_t place = 0; place < counts.size(); ++place) {
      const Decision decision = decide(catalogue.measures()[place], situation, is_childless);
      ++counts[place].states[static_cast<std::size_t>(decision.state)];
      if (decision.kind == StateReason::Kind::when_unknown ||
          decision.kind == StateReason::Kind::child_unknown) {
        ++counts[place].open;
      }
    }
  }
  return counts;
}

}  // namespace

std::vector<MeasureState> states_of(const Catalogue& catalogue, const Situation& situation) {
  if (!catalogue.is_bound()) throw std::invalid_argument("the catalogue is not bound");
  const Truth is_childless = childless(catalogue, situation);
  std::vector<MeasureState> states;
  states.reserve(catalogue.measures().size());
  for (const Measure& measure : catalogue.measures()) {
    states.push_back(decide(measure, situation, is_childless).state);
  }
  return states;
}

std::vector<StateCounts> count_states(const Catalogue& catalogue, const Names& names,
                                      const SituationColumns& columns, unsigned threads) {
  if (!catalogue.is_bound()) throw std::invalid_argument("the catalogue is not bound");
  const RowSituation situation(names, columns);
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  constexpr std::size_t least = 512;  // rows that are worth a thread
  const std::size_t parts = std::clamp<std::size_t>(columns.rows / least, 1, threads);
  std::vector<std::vector<StateCounts>> counted(parts);
  std::vector<std::exception_ptr> thrown(parts);
  const auto count_part = [&](std::size_t part) {
    try {
      counted[part] = count(catalogue, situation, columns.rows * part / parts,
                            columns.rows * (part + 1) / parts);
    } catch (...) {
      thrown[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t part = 1; part < parts; ++part) helpers.emplace_back(count_part, part);
    count_part(0);
  }
  for (const std::exception_ptr& each : thrown) {
    if (each) std::rethrow_exception(each);
  }
  std::vector<StateCounts> counts = std::move(counted.front());
  for (std::size_t part = 1; part < parts; ++part) {
    for (std::size_t place = 0; place < counts.size(); ++place) {
      for (std::size_t state = 0; state < counts[place].states.size(); ++state) {
        counts[place].states[state] += counted[part][place].states[state];
      }
      counts[place].open += counted[part][place].open;
    }
  }
  return counts;
}

}  // namespace v1
}  // namespace vaern

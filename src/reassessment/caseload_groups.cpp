// SPDX-License-Identifier: Apache-2.0
#include "reassessment/caseload_groups.hpp"

#include <algorithm>
#include <exception>
#include <thread>
#include <tuple>

#include "diagnostics/codes/reassessment.hpp"
#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {

std::string_view to_string(CaseloadFault::Table table) noexcept {
  switch (table) {
    case CaseloadFault::Table::cases:
      return "cases";
    case CaseloadFault::Table::assessments:
      return "assessments";
    case CaseloadFault::Table::events:
      return "events";
  }
  return "cases";
}

namespace reassessment::detail {

EntryGroups::EntryGroups(std::span<const std::int32_t> rows, std::size_t cases,
                         CaseloadFault::Table table, std::vector<FaultPlace>& faults)
    : rows_(rows), size_(rows.size()) {
  const bool is_sorted = rows.empty() || (rows.front() >= 0 && rows.back() >= 0 &&
                                          static_cast<std::size_t>(rows.back()) < cases);
  int descents = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) descents |= rows[i - 1] > rows[i] ? 1 : 0;
  if (is_sorted && descents == 0) return;
  const auto is_case = [cases](std::int32_t row) {
    return row >= 0 && static_cast<std::size_t>(row) < cases;
  };
  // Counted, then where each row begins; filling moves that on to where the next one does.
  ends_.assign(cases + 1, 0);
  for (const std::int32_t row : rows) {
    if (is_case(row)) ++ends_[static_cast<std::size_t>(row) + 1];
  }
  for (std::size_t i = 1; i < ends_.size(); ++i) ends_[i] += ends_[i - 1];
  size_ = ends_.back();
  order_.resize(std::max<std::size_t>(size_, 1));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (is_case(rows[i])) {
      order_[ends_[static_cast<std::size_t>(rows[i])]++] = static_cast<std::uint32_t>(i);
    } else {
      faults.push_back({table, i, RowFault::unknown_case});
    }
  }
}

RowPlaces EntryGroups::from(std::size_t begin, std::size_t row) const {
  RowPlaces places;
  places.begin = begin;
  places.end = begin;
  while (places.end < size_ && static_cast<std::size_t>(rows_[places.end]) == row) ++places.end;
  return places;
}

RowPlaces EntryGroups::first_of(std::size_t row) const {
  if (!order_.empty()) return {order_.data(), row == 0 ? 0 : ends_[row - 1], ends_[row]};
  const auto begin = std::lower_bound(rows_.begin(), rows_.end(), row,
                                      [](std::int32_t of_entry, std::size_t wanted) {
                                        return static_cast<std::size_t>(of_entry) < wanted;
                                      });
  return from(static_cast<std::size_t>(begin - rows_.begin()), row);
}

RowPlaces EntryGroups::next(const RowPlaces& previous, std::size_t row) const {
  if (!order_.empty()) return {order_.data(), previous.end, ends_[row]};
  return from(previous.end, row);
}

RowPlaces EntryGroups::of_rows(std::size_t begin, std::size_t last_row) const {
  if (!order_.empty()) return {order_.data(), begin, ends_[last_row]};
  // By steps that double, since it is not far.
  std::size_t step = 1;
  std::size_t low = begin;
  while (low + step < size_ && static_cast<std::size_t>(rows_[low + step]) <= last_row) {
    low += step;
    step *= 2;
  }
  const auto from = rows_.begin() + static_cast<std::ptrdiff_t>(low);
  const auto to = rows_.begin() + static_cast<std::ptrdiff_t>(std::min(low + step + 1, size_));
  const auto end =
      std::upper_bound(from, to, last_row, [](std::size_t wanted, std::int32_t of_entry) {
        return wanted < static_cast<std::size_t>(of_entry);
      });
  return {nullptr, begin, static_cast<std::size_t>(end - rows_.begin())};
}

unsigned parts_of(std::size_t rows, unsigned threads) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  constexpr std::size_t least = 4096;  // rows that are worth a thread
  return static_cast<unsigned>(std::clamp<std::size_t>(rows / least, 1, threads));
}

void share_rows(std::size_t rows, unsigned threads,
                const std::function<void(unsigned, std::size_t, std::size_t)>& work) {
  const unsigned parts = parts_of(rows, threads);
  const auto begin_of = [&](unsigned part) { return rows * part / parts; };
  if (parts == 1) {
    work(0, 0, rows);
    return;
  }
  std::vector<std::exception_ptr> thrown(parts);
  {
    std::vector<std::jthread> running;
    for (unsigned part = 0; part < parts; ++part) {
      running.emplace_back([&, part] {
        try {
          work(part, begin_of(part), begin_of(part + 1));
        } catch (...) {
          thrown[part] = std::current_exception();
        }
      });
    }
  }
  for (const std::exception_ptr& each : thrown) {
    if (each) std::rethrow_exception(each);
  }
}

namespace {

const CodeInfo& code_of(RowFault fault) {
  switch (fault) {
    case RowFault::unknown_case:
      return codes::caseload_unknown_case;
    case RowFault::no_moment:
      return codes::caseload_no_moment;
    case RowFault::outside_years:
      return codes::caseload_outside_years;
    case RowFault::closed_before_opened:
      return codes::caseload_closed_before_opened;
    case RowFault::nothing_to_count_from:
      return codes::caseload_nothing_to_count_from;
    case RowFault::level_out_of_policy:
      return codes::caseload_level_out_of_policy;
    case RowFault::unknown_kind:
      return codes::caseload_unknown_kind;
    case RowFault::due_outside_calendar:
      return codes::caseload_due_outside_calendar;
  }
  return codes::caseload_no_moment;
}

}  // namespace

std::vector<CaseloadFault> faults_of(std::vector<FaultPlace> places, const Calendar& calendar,
                                     const Policy& policy) {
  std::sort(places.begin(), places.end(), [](const FaultPlace& a, const FaultPlace& b) {
    return std::tie(a.table, a.row, a.fault) < std::tie(b.table, b.row, b.fault);
  });
  std::vector<CaseloadFault> faults;
  faults.reserve(places.size());
  for (const FaultPlace& place : places) {
    DiagnosticList list;
    Arguments arguments{{"table", std::string(to_string(place.table))},
                        {"row", std::to_string(place.row)}};
    if (place.fault == RowFault::outside_years || place.fault == RowFault::due_outside_calendar) {
      arguments.push_back({"calendar", calendar.head().reference().to_string()});
      arguments.push_back({"first", std::to_string(calendar.first_year())});
      arguments.push_back({"last", std::to_string(calendar.last_year())});
    }
    if (place.fault == RowFault::level_out_of_policy) {
      arguments.push_back({"count", std::to_string(policy.levels().size())});
    }
    list.add_at_path(code_of(place.fault),
                     "/" + std::string(to_string(place.table)) + "/" + std::to_string(place.row),
                     std::move(arguments));
    faults.push_back({place.table, place.row, list[0]});
  }
  return faults;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

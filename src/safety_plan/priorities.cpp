// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/priorities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/seen.hpp"

namespace vaern {
inline namespace v1 {
namespace {

// The mean consistency index of random answers by the number of sections: Saaty (1980), The
// Analytic Hierarchy Process, p. 21. Not compared with the book; a test makes random answers and
// finds the same means.
constexpr std::array<double, PriorityEntry::most_sections + 1> random_index{
    0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49};
constexpr double most_inconsistent = 0.1;
// Weights that differ by less are the same: which of them came out greater is rounding.
constexpr double same = 1e-9;

using Times = std::vector<std::vector<TimesAsMuch>>;

std::vector<std::string> sections_of(const std::vector<PriorityPair>& pairs) {
  std::vector<std::string> sections;
  for (const PriorityPair& pair : pairs) {
    sections.push_back(pair.more.text);
    sections.push_back(pair.than.text);
  }
  std::sort(sections.begin(), sections.end());
  sections.erase(std::unique(sections.begin(), sections.end()), sections.end());
  return sections;
}

Times times_of(const std::vector<PriorityPair>& pairs, const std::vector<std::string>& sections) {
  const std::size_t n = sections.size();
  Times times(n, std::vector<TimesAsMuch>(n));
  const auto place = [&](const std::string& section) {
    return static_cast<std::size_t>(std::lower_bound(sections.begin(), sections.end(), section) -
                                    sections.begin());
  };
  for (const PriorityPair& pair : pairs) {
    if (pair.times < 1 || pair.times > 9 || pair.more.text == pair.than.text) {
      throw std::invalid_argument("a comparison is of two sections, 1 to 9 times as much");
    }
    times[place(pair.more.text)][place(pair.than.text)] = {pair.times, 1};
    times[place(pair.than.text)][place(pair.more.text)] = {1, pair.times};
  }
  return times;
}

// How far the third comparison is from what follows from the other two, as a logarithm.
double disagreement(const Times& times, std::size_t i, std::size_t j, std::size_t k) {
  return std::abs(std::log(times[i][j].value() * times[j][k].value() / times[i][k].value()));
}

// Told from the first that is at least as important as the second, which is so to the third.
DisagreeingTriple told(const Times& times, const std::vector<std::string>& sections,
                       std::array<std::size_t, 3> of) {
  std::sort(of.begin(), of.end());
  do {
    const auto [i, j, k] = of;
    if (times[i][j].value() >= 1 && times[j][k].value() >= 1) break;
  } while (std::next_permutation(of.begin(), of.end()));  // one of them always is
  const auto [i, j, k] = of;
  return {sections[i], sections[j], sections[k], times[i][j], times[j][k], times[i][k]};
}

std::optional<DisagreeingTriple> find_disagreeing(const Times& times,
                                                  const std::vector<std::string>& sections) {
  double most = same;
  std::optional<DisagreeingTriple> found;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    for (std::size_t j = i + 1; j < sections.size(); ++j) {
      for (std::size_t k = j + 1; k < sections.size(); ++k) {
        const double here = disagreement(times, i, j, k);
        if (here <= most + same) continue;
        most = here;
        found = told(times, sections, {i, j, k});
      }
    }
  }
  return found;
}

}  // namespace

std::string TimesAsMuch::to_string() const {
  return less == 1 ? std::to_string(more) : fmt::format("{}/{}", more, less);
}

bool PairwiseWeights::is_consistent() const noexcept {
  return consistency_ratio <= most_inconsistent + same;
}

PairwiseWeights weigh_pairs(const std::vector<PriorityPair>& pairs) {
  PairwiseWeights made;
  made.sections = sections_of(pairs);
  const std::size_t n = made.sections.size();
  if (pairs.size() != n * (n - 1) / 2 || n > PriorityEntry::most_sections) {
    throw std::invalid_argument("every two of at most ten sections are compared once");
  }
  if (n < 2) return made;
  const Times times = times_of(pairs, made.sections);
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::MatrixXd matrix(size, size);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) = times[i][k].value();
    }
  }
  // Of a positive matrix the eigenvalue that is greatest is real, and so is its vector, whose
  // parts have one sign (Perron).
  const Eigen::EigenSolver<Eigen::MatrixXd> solver(matrix);
  Eigen::Index first = 0;
  for (Eigen::Index i = 1; i < size; ++i) {
    if (solver.eigenvalues()(i).real() > solver.eigenvalues()(first).real()) first = i;
  }
  const Eigen::VectorXd vector = solver.eigenvectors().col(first).real();
  const double sum = vector.sum();
  for (Eigen::Index i = 0; i < size; ++i) made.weights.push_back(vector(i) / sum);
  made.largest_eigenvalue = solver.eigenvalues()(first).real();
  const auto sections = static_cast<double>(n);
  made.consistency_index = (made.largest_eigenvalue - sections) / (sections - 1);
  if (n > 2) made.consistency_ratio = made.consistency_index / random_index[n];
  made.disagrees_most = find_disagreeing(times, made.sections);
  return made;
}

std::vector<std::string> priority_order(const PriorityEntry& entry, const Catalogue& catalogue) {
  std::vector<std::string> order;
  if (!entry.ranking.empty()) {
    for (const Placed& section : entry.ranking) order.push_back(section.text);
    return order;
  }
  const auto place = [&](const std::string& section) {
    const auto& all = catalogue.sections();
    return std::find_if(all.begin(), all.end(),
                        [&](const Section& each) { return each.id == section; }) -
           all.begin();
  };
  const auto by_catalogue = [&](const std::string& a, const std::string& b) {
    return std::make_tuple(place(a), std::string_view(a)) <
           std::make_tuple(place(b), std::string_view(b));
  };
  if (entry.pairs.empty()) {
    for (const Placed& section : entry.ticks) order.push_back(section.text);
    std::sort(order.begin(), order.end(), by_catalogue);
    return order;
  }
  const PairwiseWeights weighed = weigh_pairs(entry.pairs);
  std::vector<std::size_t> places(weighed.sections.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  std::sort(places.begin(), places.end(),
            [&](std::size_t a, std::size_t b) { return weighed.weights[a] > weighed.weights[b]; });
  // Neighbours of the same weight, then, by the catalogue.
  for (std::size_t i = 0; i < places.size();) {
    std::size_t end = i + 1;
    while (end < places.size() &&
           weighed.weights[places[end - 1]] - weighed.weights[places[end]] < same) {
      ++end;
    }
    for (std::size_t k = i; k < end; ++k) order.push_back(weighed.sections[places[k]]);
    std::sort(order.begin() + static_cast<std::ptrdiff_t>(i), order.end(), by_catalogue);
    i = end;
  }
  return order;
}

const PlanEntry* plan_with_priorities(const CaseFile& file, std::optional<Instant> as_of,
                                      const Zone* zone, std::optional<Instant> known_by) {
  const safety_plan::detail::Seen seen(file, as_of, zone, known_by);
  const PlanEntry* latest = nullptr;
  const auto key = [&](const PlanEntry& plan) {
    return std::make_tuple(seen.first_instant(plan.made), std::string_view(plan.id.text));
  };
  for (const PlanEntry& plan : file.plans) {
    if (!plan.priorities || !seen.is_seen(plan)) continue;
    if (latest == nullptr || key(*latest) < key(plan)) latest = &plan;
  }
  return latest;
}

void check_priorities(const CaseFile& file, DiagnosticList& findings) {
  for (const PlanEntry& plan : file.plans) {
    if (!plan.priorities || plan.priorities->pairs.empty()) continue;
    const PairwiseWeights weighed = weigh_pairs(plan.priorities->pairs);
    if (weighed.is_consistent() || !weighed.disagrees_most) continue;
    const DisagreeingTriple& triple = *weighed.disagrees_most;
    const int follows = triple.first_to_second.more * triple.second_to_third.more;
    findings.add(codes::priorities_disagree, plan.priorities->span,
                 {{"ratio", fmt::format("{:.2f}", weighed.consistency_ratio)},
                  {"first", triple.first},
                  {"second", triple.second},
                  {"third", triple.third},
                  {"first_to_second", triple.first_to_second.to_string()},
                  {"second_to_third", triple.second_to_third.to_string()},
                  {"first_to_third", triple.first_to_third.to_string()},
                  {"follows", std::to_string(follows)}});
  }
}

}  // namespace v1
}  // namespace vaern

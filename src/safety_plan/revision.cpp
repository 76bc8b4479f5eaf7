// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/revision.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/seen.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::Seen;

/// Which plan revises which, asked in constant time. Built once for a case: time n log n.
class Revisions {
 public:
  explicit Revisions(const CaseFile& file) : file_(file), parent_(file.plans.size(), none) {
    for (std::size_t i = 0; i < file.plans.size(); ++i) {
      place_.try_emplace(file.plans[i].id.text, i);
    }
    std::vector<std::vector<std::size_t>> children(file.plans.size());
    for (std::size_t i = 0; i < file.plans.size(); ++i) {
      const auto found = place_.find(file.plans[i].parent.text);
      if (found == place_.end() || file.plans[i].parent.empty()) continue;
      parent_[i] = found->second;
      children[found->second].push_back(i);
    }
    number(children);
    for (const Correction& correction : file.corrections) struck_.insert(correction.of.text);
    for (const PlanEntry& plan : file.plans) {
      longest_ = std::max(longest_, plan.made.date.last.day_number() - day(plan));
      if (is_live(plan)) live_.push_back(&plan);
    }
    std::sort(live_.begin(), live_.end(),
              [](const PlanEntry* a, const PlanEntry* b) { return day(*a) < day(*b); });
  }

  bool is_live(const PlanEntry& plan) const { return struck_.count(plan.id.text) == 0; }

  const PlanEntry* parent(const PlanEntry& plan) const {
    const std::size_t parent = parent_[index(plan)];
    return parent == none ? nullptr : &file_.plans[parent];
  }

  /// `plan` revises `older`, or one that revises it.
  bool descends(const PlanEntry& plan, const PlanEntry& older) const {
    const std::size_t at = index(plan);
    const std::size_t from = index(older);
    return begin_[from] < begin_[at] && begin_[at] < end_[from];
  }

  std::vector<const PlanEntry*> in_between(const PlanEntry& revision) const {
    std::vector<const PlanEntry*> between;
    const PlanEntry* parent = this->parent(revision);
    if (parent == nullptr) return between;
    // Offsets may move a moment by a day or two against its date; the tests below are exact.
    constexpr std::int64_t slack = 2;
    const auto before = [](const PlanEntry* plan, std::int64_t than) { return day(*plan) < than; };
    const auto first =
        std::lower_bound(live_.begin(), live_.end(), day(*parent) - longest_ - slack, before);
    const std::int64_t last = revision.made.date.last.day_number() + slack;
    for (auto at = first; at != live_.end() && day(**at) <= last; ++at) {
      const PlanEntry& plan = **at;
      if (&plan == &revision || &plan == parent) continue;
      const bool is_after =
          Moment::surely_before(parent->made, plan.made) || descends(plan, *parent);
      if (!is_after || Moment::surely_before(revision.made, plan.made)) continue;
      if (!descends(plan, revision)) between.push_back(&plan);
    }
    std::sort(between.begin(), between.end(), [](const PlanEntry* a, const PlanEntry* b) {
      if (Moment::surely_before(a->made, b->made)) return true;
      return !Moment::surely_before(b->made, a->made) && a->id.text < b->id.text;
    });
    return between;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  static std::int64_t day(const PlanEntry& plan) { return plan.made.date.first.day_number(); }
  std::size_t index(const PlanEntry& plan) const {
    return static_cast<std::size_t>(&plan - file_.plans.data());
  }

  /// Each plan gets the numbers from its own to those of all that descend from it. A plan in a
  /// ring, which the reader of cases refuses, gets none.
  void number(const std::vector<std::vector<std::size_t>>& children) {
    begin_.assign(file_.plans.size(), 0);
    end_.assign(file_.plans.size(), 0);
    std::size_t next = 1;
    std::vector<std::pair<std::size_t, std::size_t>> path;  // a plan, and its children so far
    for (std::size_t root = 0; root < file_.plans.size(); ++root) {
      if (parent_[root] != none) continue;
      begin_[root] = next++;
      path.emplace_back(root, 0);
      while (!path.empty()) {
        const std::size_t at = path.back().first;
        if (path.back().second == children[at].size()) {
          end_[at] = next;
          path.pop_back();
          continue;
        }
        const std::size_t child = children[at][path.back().second++];
        begin_[child] = next++;
        path.emplace_back(child, 0);
      }
    }
  }

  const CaseFile& file_;
  std::map<std::string_view, std::size_t> place_;
  std::set<std::string_view> struck_;
  std::vector<std::size_t> parent_;
  std::vector<std::size_t> begin_, end_;
  std::vector<const PlanEntry*> live_;  // not struck, by the first day on which each was made
  std::int64_t longest_ = 0;            // the days over which one may have been made
};

using Key = std::pair<std::string_view, std::string_view>;  // measure, child

std::map<Key, MeasureStatus> statuses(const PlanEntry& plan) {
  std::map<Key, MeasureStatus> found;
  for (const MeasureEntry& measure : plan.measures) {
    found[{measure.measure.text, measure.child.text}] = measure.status;
  }
  return found;
}

/// Signs and strains, which a plan of zones has beside its measures.
std::map<std::string_view, Truth> traits(const std::vector<TraitEntry>& said) {
  std::map<std::string_view, Truth> found;
  for (const TraitEntry& trait : said) {
    found[trait.id.text] = trait.has.value ? to_truth(*trait.has.value) : Truth::unknown;
  }
  return found;
}

/// What a later plan says that an earlier one does not: "lock: agreed -> done".
std::string said_since(const PlanEntry& earlier, const PlanEntry& later) {
  std::string text;
  const auto say = [&](const std::string& name, const auto& was, const auto& now) {
    if (was && *was == now) return;
    text += (text.empty() ? "" : ", ") + name + ": ";
    if (was) text += std::string(to_string(*was)) + " -> ";
    text += to_string(now);
  };
  const auto find = [](const auto& map, const auto& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional(found->second);
  };
  const auto before = statuses(earlier);
  for (const auto& [key, status] : statuses(later)) {
    const std::string child = key.second.empty() ? "" : "/" + std::string(key.second);
    say(std::string(key.first) + child, find(before, key), status);
  }
  for (const auto list : {&PlanEntry::signs, &PlanEntry::strains}) {
    const auto old = traits(earlier.*list);
    for (const auto& [id, has] : traits(later.*list)) say(std::string(id), find(old, id), has);
  }
  return text.empty() ? "-" : text;
}

}  // namespace

const PlanEntry* latest_plan(const CaseFile& file, std::optional<Instant> as_of, const Zone* zone,
                             std::optional<Instant> known_by) {
  const Seen seen(file, as_of, zone, known_by);
  const Revisions revisions(file);
  const auto is_later = [&](const PlanEntry& plan, const PlanEntry& than) {
    if (revisions.descends(plan, than)) return true;
    if (revisions.descends(than, plan)) return false;
    return std::make_tuple(seen.first_instant(than.made), than.id.text) <
           std::make_tuple(seen.first_instant(plan.made), plan.id.text);
  };
  const PlanEntry* latest = nullptr;
  for (const PlanEntry& plan : file.plans) {
    if (!seen.is_seen(plan)) continue;
    if (latest == nullptr || is_later(plan, *latest)) latest = &plan;
  }
  return latest;
}

std::vector<const PlanEntry*> plans_in_between(const CaseFile& file, const PlanEntry& revision) {
  return Revisions(file).in_between(revision);
}

void check_revisions(const CaseFile& file, DiagnosticList& findings) {
  const Revisions revisions(file);
  for (const PlanEntry& plan : file.plans) {
    if (!revisions.is_live(plan)) continue;
    const auto between = revisions.in_between(plan);
    if (between.empty()) continue;
    const PlanEntry& newest = *between.back();
    auto& finding = findings.add(codes::stale_parent, plan.parent.span,
                                 {{"id", plan.id.text},
                                  {"parent", plan.parent.text},
                                  {"newest", newest.id.text},
                                  {"changes", said_since(*revisions.parent(plan), newest)}});
    finding.help_arguments = {{"newest", newest.id.text}};
    finding.notes.push_back({&notes::declared_here, newest.id.span, {}});
  }
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "reassessment/known_entries.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/policy_data.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

bool is_before(const StruckEntry& a, const StruckEntry& b) {
  return std::tie(a.recorded, a.by, a.reason) < std::tie(b.recorded, b.by, b.reason);
}

// Which entries are written, struck and past.
class Filter {
 public:
  Filter(const History& history, const Zone& zone, const std::optional<Instant>& as_of,
         const std::optional<Instant>& known_by)
      : zone_(zone), as_of_(as_of), known_by_(known_by) {
    for (const HistoryCorrection& correction : history.corrections) {
      const Instant recorded = correction.recorded.earliest(zone);
      if (!is_known(recorded)) continue;
      // Of several corrections of one entry the first is the one that struck it.
      StruckEntry entry{correction.of, recorded, correction.by, correction.reason};
      std::sort(entry.by.begin(), entry.by.end());
      const auto [at, is_new] = struck_.emplace(correction.of, entry);
      if (!is_new && is_before(entry, at->second)) at->second = entry;
    }
  }

  bool is_known(Instant recorded) const { return !known_by_ || recorded <= *known_by_; }
  bool is_past(Instant moment) const { return !as_of_ || moment <= *as_of_; }
  bool is_struck(const std::string& id) const { return struck_.count(id) != 0; }

  // Known, but not so yet: it counts for nothing before its moment, and that is said.
  bool is_past(Instant moment, const std::string& id, KnownEntries& known) const {
    if (is_past(moment)) return true;
    known.without_effect.push_back({id, {"after_as_of", {{"entry", id}}}});
    return false;
  }

  Instant earliest(const Moment& moment) const { return moment.earliest(zone_); }
  Instant latest(const Moment& moment) const { return moment.latest(zone_); }

  // A judgement that is not yet given is not seen.
  KnownAssessment with_judgement(KnownAssessment known) const {
    if (!known.level.judged || !known.level.judged_at) return known;
    const Instant judged = earliest(*known.level.judged_at);
    known.judged = std::max(known.at, latest(*known.level.judged_at));
    if (is_known(judged) && is_past(judged)) return known;
    known.level.judged = false;
    known.level.possible = known.level.before_judgement;
    if (known.level.possible == 0) known.level.no_level = NoLevel::awaiting_judgement;
    return known;
  }

  std::vector<StruckEntry> struck() const {
    std::vector<StruckEntry> list;
    for (const auto& [id, entry] : struck_) list.push_back(entry);
    return list;
  }

 private:
  const Zone& zone_;
  std::optional<Instant> as_of_;
  std::optional<Instant> known_by_;
  std::map<std::string, StruckEntry> struck_;
};

// What a duty is about need be no other party: a child, a colleague.
bool starts_for_a_dyad(const Policy& policy, const std::string& kind) {
  bool is_duty = false;
  for (const Clock& clock : policy.clocks()) {
    if (is_by_deed(clock)) {
      is_duty = is_duty || clock.from == kind || clock.before_end == kind || meets(clock, kind);
      continue;
    }
    if (clock.from == kind || meets(clock, kind)) return true;
    for (const Clock::OnEvent& on : clock.on_event) {
      if (on.event == kind) return true;
    }
  }
  return !is_duty;
}

// Every other party: the listed ones and any that an entry is about, but for those who are known to
// be none. Nothing is dropped because a list lacks it.
std::vector<KnownDyad> dyads_of(const History& history, const Policy& policy,
                                const Filter& filter) {
  std::map<std::string, KnownDyad> dyads;
  for (const HistoryDyad& dyad : history.dyads) {
    KnownDyad known;
    known.about = dyad.about;
    if (dyad.since) {
      known.since = filter.earliest(*dyad.since);
      known.since_moment = dyad.since;
      known.is_known = filter.is_known(*known.since) && filter.is_past(*known.since);
    }
    const auto [at, is_new] = dyads.emplace(dyad.about, known);
    if (is_new) continue;
    // Listed twice: from the earlier of both.
    KnownDyad& other = at->second;
    if (!known.since || (other.since && *known.since < *other.since)) {
      other.since = known.since;
      other.since_moment = known.since_moment;
    }
    other.is_known = other.is_known || known.is_known;
  }
  const auto add = [&dyads](const std::string& about) {
    const auto at = dyads.try_emplace(about).first;
    at->second.about = about;
  };
  for (const HistoryAssessment& entry : history.assessments) add(entry.about);
  for (const HistoryEvent& entry : history.events) {
    const bool is_other = std::find(history.others.begin(), history.others.end(), entry.about) !=
                          history.others.end();
    if (!entry.about.empty() && !is_other && starts_for_a_dyad(policy, entry.kind)) {
      add(entry.about);
    }
  }
  if (dyads.empty() && !(history.events.empty() && history.episodes.empty())) add("");
  std::vector<KnownDyad> list;
  for (auto& [about, dyad] : dyads) list.push_back(std::move(dyad));
  return list;
}

}  // namespace

KnownEntries known_entries(const History& history, const Policy& policy,
                           const std::optional<Instant>& as_of,
                           const std::optional<Instant>& known_by) {
  const Filter filter(history, policy.zone(), as_of, known_by);
  KnownEntries known;
  known.dyads = dyads_of(history, policy, filter);
  known.struck = filter.struck();

  for (const HistoryAssessment& entry : history.assessments) {
    if (filter.is_struck(entry.id) || !filter.is_known(filter.earliest(entry.recorded))) continue;
    const Instant at = std::min(filter.earliest(entry.assessed), filter.latest(entry.recorded));
    if (!filter.is_past(at, entry.id, known)) continue;
    const KnownAssessment assessment = filter.with_judgement({&entry, at, entry.level, at});
    for (KnownDyad& dyad : known.dyads) {
      if (dyad.about == entry.about) dyad.assessments.push_back(assessment);
    }
  }
  for (const HistoryEvent& entry : history.events) {
    if (filter.is_struck(entry.id) || !filter.is_known(filter.earliest(entry.recorded))) continue;
    KnownEvent event;
    event.entry = &entry;
    event.recorded_latest = filter.latest(entry.recorded);
    event.from = std::min(filter.earliest(entry.known), event.recorded_latest);
    event.known_latest =
        std::max(event.from, std::min(filter.latest(entry.known), event.recorded_latest));
    event.done_first = std::min(filter.earliest(entry.occurred), event.recorded_latest);
    event.done = std::min(filter.latest(entry.occurred), event.recorded_latest);
    if (!filter.is_past(event.from, entry.id, known)) continue;
    known.events.push_back(event);
    // What happens to nobody who is named, or to somebody who is not listed as an other party (a
    // child), brings every other party forward.
    const bool is_of_one =
        std::any_of(history.dyads.begin(), history.dyads.end(),
                    [&entry](const HistoryDyad& dyad) { return dyad.about == entry.about; });
    for (KnownDyad& dyad : known.dyads) {
      if (!is_of_one || dyad.about == entry.about) dyad.events.push_back(event);
    }
  }
  for (KnownDyad& dyad : known.dyads) {
    std::sort(dyad.assessments.begin(), dyad.assessments.end(),
              [](const KnownAssessment& a, const KnownAssessment& b) {
                return std::tie(a.at, a.entry->id) < std::tie(b.at, b.entry->id);
              });
    std::sort(dyad.events.begin(), dyad.events.end(), [](const KnownEvent& a, const KnownEvent& b) {
      return std::tie(a.from, a.entry->id) < std::tie(b.from, b.entry->id);
    });
  }

  std::sort(known.events.begin(), known.events.end(), [](const KnownEvent& a, const KnownEvent& b) {
    return std::tie(a.from, a.entry->id) < std::tie(b.from, b.entry->id);
  });

  for (const HistoryPlan& entry : history.plans) {
    const Instant at = filter.earliest(entry.made);
    if (filter.is_struck(entry.id) || !filter.is_known(at)) continue;
    if (!filter.is_past(at, entry.id, known)) continue;
    known.plans.push_back({&entry, at});
  }
  std::sort(known.plans.begin(), known.plans.end(), [](const KnownPlan& a, const KnownPlan& b) {
    return std::tie(a.at, a.entry->id) < std::tie(b.at, b.entry->id);
  });

  for (const HistoryEpisode& entry : history.episodes) {
    KnownEpisode episode;
    episode.entry = &entry;
    episode.opened = filter.earliest(entry.opened);
    if (!filter.is_known(episode.opened) || !filter.is_past(episode.opened)) continue;
    if (entry.closed) {
      episode.closed_from = filter.earliest(*entry.closed);
      episode.closed_until = filter.latest(*entry.closed);
      episode.is_closed =
          filter.is_known(episode.closed_from) && filter.is_past(episode.closed_from);
    }
    known.episodes.push_back(episode);
  }
  std::sort(known.episodes.begin(), known.episodes.end(),
            [](const KnownEpisode& a, const KnownEpisode& b) {
              return std::tie(a.opened, a.entry->number) < std::tie(b.opened, b.entry->number);
            });

  // What a professional wrote of dates counts from when it was recorded, whatever `as_of` is.
  for (const HistoryDate& entry : history.dates) {
    const Instant recorded = filter.earliest(entry.recorded);
    if (filter.is_struck(entry.id) || !filter.is_known(recorded)) continue;
    known.dates.push_back({&entry, recorded});
  }
  std::sort(known.dates.begin(), known.dates.end(), [](const KnownDate& a, const KnownDate& b) {
    return std::tie(a.recorded, a.entry->id) < std::tie(b.recorded, b.entry->id);
  });
  for (const HistorySuspension& entry : history.suspensions) {
    if (filter.is_struck(entry.id) || !filter.is_known(filter.earliest(entry.recorded))) continue;
    known.suspensions.push_back({&entry, filter.earliest(entry.from), filter.latest(entry.until)});
  }
  std::sort(
      known.suspensions.begin(), known.suspensions.end(),
      [](const KnownSuspension& a, const KnownSuspension& b) { return a.entry->id < b.entry->id; });
  return known;
}

void check_history(const History& history, const Policy& policy, DiagnosticList& findings) {
  std::set<std::string> ids;
  const auto check_id = [&](const std::string& id, const char* list, std::size_t index) {
    if (ids.insert(id).second) return;
    findings.add_at_path(codes::entry_twice,
                         std::string("/") + list + "/" + std::to_string(index) + "/id",
                         {{"id", id}});
  };
  const std::size_t count = policy.levels().size();
  const std::uint64_t all = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
  for (std::size_t i = 0; i < history.assessments.size(); ++i) {
    const HistoryAssessment& entry = history.assessments[i];
    check_id(entry.id, "assessments", i);
    // Duties ask for no level.
    if (count != 0 && ((entry.level.possible | entry.level.before_judgement) & ~all) != 0) {
      findings.add_at_path(codes::level_out_of_policy,
                           "/assessments/" + std::to_string(i) + "/level",
                           {{"assessment", entry.id}, {"count", std::to_string(count)}});
    }
  }
  for (std::size_t i = 0; i < history.events.size(); ++i) {
    check_id(history.events[i].id, "events", i);
  }
  for (std::size_t i = 0; i < history.plans.size(); ++i) {
    check_id(history.plans[i].id, "plans", i);
  }
  for (std::size_t i = 0; i < history.dates.size(); ++i) {
    check_id(history.dates[i].id, "dates", i);
  }
  for (std::size_t i = 0; i < history.suspensions.size(); ++i) {
    check_id(history.suspensions[i].id, "suspensions", i);
  }
  // Without an episode only a completed assessment says from when the next one is counted.
  const bool is_counted =
      std::any_of(policy.clocks().begin(), policy.clocks().end(),
                  [](const Clock& clock) { return counts_from_openings(clock); });
  if (!history.episodes.empty() || !is_counted) return;
  for (const HistoryDyad& dyad : history.dyads) {
    const bool is_assessed = std::any_of(history.assessments.begin(), history.assessments.end(),
                                         [&dyad](const HistoryAssessment& entry) {
                                           return entry.completed && entry.about == dyad.about;
                                         });
    if (!is_assessed) {
      findings.add_at_path(codes::nothing_to_count_from, "/episodes", {{"about", dyad.about}});
    }
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

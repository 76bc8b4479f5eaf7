// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/policy_change.hpp"

#include <map>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/fold.hpp"
#include "vaern/model/canonical.hpp"
#include "vaern/reassessment/timeline.hpp"

namespace vaern {
inline namespace v1 {
namespace {

bool is_kept(const Policy& after, const Obligation& obligation) {
  if (after.migrate() != Migrate::at_next_assessment) return false;
  if (!after.in_force()) return true;
  return obligation.cause.at < after.zone().to_instant(after.in_force()->from, 0);
}

MovedDate moved(const Obligation& obligation, MovedDate::How how) {
  MovedDate date;
  date.id = obligation.id;
  date.how = how;
  date.clock = obligation.clock;
  date.about = obligation.about;
  date.what = obligation.what;
  return date;
}

void write_date(CanonicalWriter& out, std::string_view key, const std::optional<DueDate>& due) {
  if (!due) return;
  out.begin_map(key).text("at", due->at.to_string()).text("local", due->local).end_map();
}

void write_moment(CanonicalWriter& out, std::string_view key, const std::optional<Instant>& at) {
  if (at) {
    out.text(key, at->to_string());
  } else {
    out.null(key);
  }
}

}  // namespace

std::string_view to_string(MovedDate::How how) noexcept {
  switch (how) {
    case MovedDate::How::earlier:
      return "earlier";
    case MovedDate::How::later:
      return "later";
    case MovedDate::How::opened:
      return "opened";
    case MovedDate::How::gone:
      return "gone";
  }
  return "gone";
}

Result<PolicyChange> policy_change(const Policy& before, const Calendar& before_calendar,
                                   const Policy& after, const Calendar& after_calendar,
                                   const History& history, std::optional<Instant> as_of,
                                   std::optional<Instant> known_by) {
  if (before.levels() != after.levels()) {
    return failure(codes::policies_of_other_levels, after.levels_span(),
                   {{"from", before.head().reference().to_string()},
                    {"to", after.head().reference().to_string()}});
  }
  using reassessment::detail::fold_timeline;
  const Result<Timeline> old = fold_timeline(before, before_calendar, history, as_of, known_by);
  if (!old) return tl::unexpected(old.error());
  const Result<Timeline> now = fold_timeline(after, after_calendar, history, as_of, known_by);
  if (!now) return tl::unexpected(now.error());

  PolicyChange change;
  change.from = old->policy;
  change.to = now->policy;
  change.from_meaning = before.meaning();
  change.to_meaning = after.meaning();
  change.migrate = after.migrate();
  change.in_force = after.in_force();
  change.as_of = old->as_of;
  change.known_by = old->known_by;

  std::map<std::string, std::pair<const Obligation*, const Obligation*>> open;
  for (const Obligation& obligation : old->obligations) {
    if (obligation.is_open()) open[obligation.id].first = &obligation;
  }
  for (const Obligation& obligation : now->obligations) {
    if (obligation.is_open()) open[obligation.id].second = &obligation;
  }
  for (const auto& [id, both] : open) {
    const auto& [first, second] = both;
    if (first != nullptr && second != nullptr && first->due.at == second->due.at) {
      ++change.unmoved;
      continue;
    }
    MovedDate date;
    if (second == nullptr) {
      date = moved(*first, MovedDate::How::gone);
    } else if (first == nullptr) {
      date = moved(*second, MovedDate::How::opened);
    } else {
      date = moved(*second, second->due.at < first->due.at ? MovedDate::How::earlier
                                                           : MovedDate::How::later);
    }
    if (first != nullptr) date.before = first->due;
    if (second != nullptr) date.after = second->due;
    date.keeps_date = is_kept(after, first != nullptr ? *first : *second);
    change.moved.push_back(std::move(date));
  }
  return change;
}

std::string to_canonical_json(const PolicyChange& change) {
  CanonicalWriter out;
  out.begin_map().text("schema", "vaern/policy-change/1");
  out.text("from", change.from).text("from_meaning", change.from_meaning.to_string());
  out.text("to", change.to).text("to_meaning", change.to_meaning.to_string());
  out.text("migrate", change.migrate == Migrate::at_once ? "at_once" : "at_next_assessment");
  if (change.in_force) {
    out.begin_map("in_force").text("from", change.in_force->from.to_string());
    if (change.in_force->until) out.text("until", change.in_force->until->to_string());
    out.end_map();
  }
  write_moment(out, "as_of", change.as_of);
  write_moment(out, "known_by", change.known_by);
  out.begin_list("moved");
  for (const MovedDate& date : change.moved) {
    out.begin_map().text("id", date.id).text("how", to_string(date.how)).text("clock", date.clock);
    if (!date.about.empty()) out.text("about", date.about);
    out.localized("what", date.what);
    write_date(out, "before", date.before);
    write_date(out, "after", date.after);
    out.yes_no("keeps_date", date.keeps_date).end_map();
  }
  out.end_list().integer("unmoved", static_cast<std::int64_t>(change.unmoved)).end_map();
  return out.finish();
}

}  // namespace v1
}  // namespace vaern

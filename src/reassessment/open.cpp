// SPDX-License-Identifier: Apache-2.0
// An obligation: when it is due and why.

#include <algorithm>
#include <bit>
#include <utility>

#include "reassessment/fold.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

// A clock without text is told by its id.
LocalizedText words_of(const std::string& id) {
  std::string words = id;
  std::replace(words.begin(), words.end(), '_', ' ');
  if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return {{"en", words}, {"da", words}};
}

std::string prefix_of(Cause::Kind kind) {
  if (kind == Cause::Kind::episode) return "episode.";
  if (kind == Cause::Kind::closing) return "closing.";
  return {};
}

LocalizedText what_of(const Clock& clock, Cause::Kind cause) {
  if (!clock.text.empty()) return clock.text;
  switch (clock.kind) {
    case Clock::Kind::from_event:
      if (!clock.met_by.empty()) return words_of(clock.id);
      return {{"en", "First risk assessment"}, {"da", "Første risikovurdering"}};
    case Clock::Kind::after_plan:
      return {{"en", "Review of the safety plan"}, {"da", "Opfølgning på sikkerhedsplanen"}};
    case Clock::Kind::after_closing:
      return {{"en", "Follow-up after closing"}, {"da", "Opfølgning efter afslutning"}};
    case Clock::Kind::before_end:
      return {{"en", "Renewal before it ends"}, {"da", "Fornyelse, før den udløber"}};
    case Clock::Kind::every_shift:
      return {{"en", "Check in this shift"}, {"da", "Vurdering i vagten"}};
    case Clock::Kind::after_level:
      if (!clock.met_by.empty()) return words_of(clock.id);
      break;
  }
  if (cause == Cause::Kind::episode) return {{"en", "Risk assessment"}, {"da", "Risikovurdering"}};
  return {{"en", "New risk assessment"}, {"da", "Ny risikovurdering"}};
}

}  // namespace

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string Fold::local_text(Instant at) const { return policy_.zone().local(at).to_string(); }

// A date without a time stays one.
std::string Fold::local_text(const Moment& moment, Instant at) const {
  return moment.is_instant() ? local_text(at) : policy_.zone().local(at).date.to_string();
}

std::string Fold::names_of(std::uint64_t possible) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < policy_.levels().size(); ++i) {
    if ((possible >> i & 1) != 0) names.push_back(policy_.levels()[i]);
  }
  return join(names);
}

std::optional<Chosen> Fold::choose(const PolicyInterval& interval, Instant from) {
  return choose(interval, from, from);
}

std::optional<Chosen> Fold::choose(const PolicyInterval& interval, Instant from, Instant known) {
  auto due = due_date(from, known, interval.length, interval.statutory, policy_.zone(), calendar_);
  if (!due) {
    findings_.append(std::move(due.error()));
    return std::nullopt;
  }
  return Chosen{*std::move(due), interval, false};
}

// The earliest over all possible levels, and never later than any lower level is due: rolling
// may move a week back past 72 hours, and a higher level is never due later than a lower one.
std::optional<Chosen> Fold::choose(const Clock& clock, std::uint64_t possible, Instant from) {
  const auto highest = static_cast<std::size_t>(std::bit_width(possible)) - 1;
  std::optional<Chosen> best;
  for (std::size_t level = highest + 1; level-- > 0;) {
    std::optional<Chosen> chosen = choose(clock.after_level[level], from);
    if (!chosen) return std::nullopt;
    const bool is_possible = (possible >> level & 1) != 0;
    chosen->from_lower_level = !is_possible;
    const bool is_better =
        !best || chosen->due.at < best->due.at ||
        (chosen->due.at == best->due.at && is_possible && best->from_lower_level);
    if (is_better) best = std::move(chosen);
  }
  return best;
}

Opened* Fold::open(std::size_t clock_index, const std::string& about, Cause cause,
                   std::optional<Chosen> chosen, const std::string& suffix) {
  if (!chosen) return nullptr;
  const Clock& clock = policy_.clocks()[clock_index];
  Opened opened;
  opened.clock_index = clock_index;
  opened.met_from = cause.at;
  opened.written = cause.at;
  opened.known = cause.at;
  opened.strictly = cause.kind != Cause::Kind::event && cause.kind != Cause::Kind::episode;
  opened.is_event = cause.kind == Cause::Kind::event;
  Obligation& obligation = opened.obligation;
  obligation.id = clock.id + ":" + about + ":" + prefix_of(cause.kind) + cause.id + suffix;
  obligation.clock = clock.id;
  obligation.kind = clock.kind;
  obligation.about = about;
  obligation.what = what_of(clock, cause.kind);
  obligation.due = std::move(chosen->due);
  obligation.clause = std::move(chosen->clause);
  obligation.proposed = obligation.clause.proposed;
  obligation.cause = std::move(cause);
  opened_.push_back(std::move(opened));
  return &opened_.back();
}

// How the interval became a date.
void Fold::explain_date(Obligation& obligation, const Chosen& chosen) {
  const std::string interval = chosen.clause.length.to_string();
  if (chosen.from_lower_level) {
    obligation.reasons.push_back({"lower_level_is_earlier", {{"interval", interval}}});
  }
  if (!chosen.shift.empty()) {
    obligation.reasons.push_back({"shift", {{"shift", chosen.shift}, {"ends", chosen.due.local}}});
    return;
  }
  if (!chosen.due.civil) {
    obligation.reasons.push_back({"elapsed", {{"interval", interval}}});
    return;
  }
  const std::string key = chosen.clause.length.is_duration() ? "civil" : "counted";
  obligation.reasons.push_back(
      {chosen.clause.statutory ? key + "_statutory" : key, {{"interval", interval}}});
  explain_rolled(obligation, chosen.due);
}

void Fold::explain_rolled(Obligation& obligation, const DueDate& due) {
  if (!due.rolled_from) return;
  const std::string date = due.rolled_from->to_string();
  if (due.is_weekday) {
    obligation.reasons.push_back({"rolled_from_weekend", {{"date", date}}});
    return;
  }
  const auto word = [&due](const char* tag) {
    const std::string* text = due.closed_day.get(tag);
    return text != nullptr ? *text : due.closed_day.best(Language::en);
  };
  obligation.reasons.push_back(
      {"rolled_earlier", {{"date", date}, {"day_en", word("en")}, {"day_da", word("da")}}});
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

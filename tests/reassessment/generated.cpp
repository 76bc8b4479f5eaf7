// SPDX-License-Identifier: Apache-2.0
#include "reassessment/generated.hpp"

#include <array>

namespace vaern::testing {

// Within ten weeks that hold Easter 2026 and the change of clocks; a third are dates only.
Moment some_moment(Random& random) {
  const Instant from = at("2026-02-20T00:00:00Z");
  const Instant instant = from.add_seconds(static_cast<std::int64_t>(random.below(70 * 96)) * 900);
  const LocalTime local = shipped_policy().zone().local(instant);
  Moment result = moment(local.date.to_string());
  if (!random.one_in(3)) result.instant = instant;
  return result;
}

std::string some_dyad(Random& random) { return random.one_in(3) ? "o2" : "o1"; }

HistoryEvent some_event(Random& random, const std::string& id) {
  static const char* const kinds[] = {"detected",
                                      "new_violence",
                                      "separation",
                                      "plan_found",
                                      "moved",
                                      "force_used",
                                      "receipt_sent",
                                      "force_reported",
                                      "police_order",
                                      "protection_renewed",
                                      "contact_made",
                                      "follow_up_done",
                                      "notification_received"};
  HistoryEvent entry;
  entry.id = id;
  entry.kind = kinds[random.below(13)];
  entry.about = random.one_in(4) ? "" : some_dyad(random);
  entry.known = some_moment(random);
  entry.occurred = entry.known;
  if (random.one_in(3)) {
    const auto days = static_cast<std::int64_t>(random.below(20)) + 1;
    entry.occurred = moment(entry.known.date.first.add_days(-days).to_string());
  }
  entry.recorded = random.one_in(2) ? entry.known : some_moment(random);
  if (random.one_in(3)) entry.until = some_moment(random);
  if (random.one_in(6)) entry.meets = {"e" + std::to_string(random.below(6))};
  return entry;
}

HistoryAssessment some_assessment(Random& random, const std::string& id) {
  static const char* const instruments[] = {"danger-assessment", "lethality-screen", ""};
  HistoryAssessment entry;
  entry.id = id;
  entry.about = some_dyad(random);
  entry.instrument = instruments[random.below(3)];
  entry.completed = !random.one_in(4);
  entry.assessed = some_moment(random);
  entry.recorded = random.one_in(2) ? entry.assessed : some_moment(random);
  entry.level.possible = random.below(16);
  entry.level.judged = random.one_in(3);
  entry.level.missing = static_cast<int>(random.below(9));
  if (entry.level.possible == 0) entry.level.no_level = NoLevel::unmapped;
  if (random.one_in(5)) entry.replaces = {"a" + std::to_string(random.below(6))};
  return entry;
}

History some_history(std::uint64_t seed) {
  Random random(seed);
  History history;
  history.dyads = {{"o1", {}}, {"o2", {}}};
  if (random.one_in(3)) history.dyads[1].since = some_moment(random);
  history.episodes.push_back(episode(1, "2026-02-20"));
  if (random.one_in(3)) {
    history.episodes[0].closed = some_moment(random);
    history.episodes[0].reason = random.one_in(3) ? "transfer" : "agreed";
    if (random.one_in(2)) history.episodes.push_back({2, some_moment(random), {}, {}});
  }
  const std::size_t assessments = random.below(6);
  for (std::size_t i = 0; i < assessments; ++i) {
    history.assessments.push_back(some_assessment(random, "a" + std::to_string(i)));
  }
  const std::size_t events = random.below(9);
  for (std::size_t i = 0; i < events; ++i) {
    history.events.push_back(some_event(random, "e" + std::to_string(i)));
  }
  const std::size_t plans = random.below(3);
  for (std::size_t i = 0; i < plans; ++i) {
    history.plans.push_back({"p" + std::to_string(i), some_moment(random), {}, {}});
  }
  if (random.one_in(2)) {
    HistoryCorrection strike = correction(random.one_in(2) ? "a0" : "e0", "2026-03-20");
    strike.recorded = some_moment(random);
    history.corrections.push_back(strike);
  }
  return history;
}

namespace {

template <std::size_t n>
std::string one_of(Random& random, const std::array<const char*, n>& choices) {
  return choices[random.below(n)];
}

std::string some_length(Random& random) {
  return one_of<9>(random, {"PT24H", "PT72H", "P1D", "P7D", "P1M", "{hverdage: 6}", "{hverdage: 1}",
                            "{arbejdsdage: 7}", "{end_of: month}"});
}

// In order of the levels.
std::string some_levels(Random& random) {
  return one_of<5>(
      random,
      {"{acute: PT72H, high: P7D, medium: P30D, low: P60D}",
       "{acute: P1D, high: {hverdage: 2}, medium: {arbejdsdage: 5}, low: {arbejdsdage: 20}}",
       "{acute: {end_of: month}, high: P30D, medium: P30D, low: P3M}",
       "{acute: PT12H, high: P1D, medium: {hverdage: 1}, low: {hverdage: 1}}",
       "{acute: P1D, high: P3D, medium: P14D, low: P30D}"});
}

std::string some_marks(Random& random) {
  return one_of<3>(random, {"", ", statutory: yes", ", proposed: yes"});
}

std::string some_duty(Random& random) {
  return one_of<4>(random, {"", ", counts_from: occurred", ", ends_with_case: no",
                            ", counts_from: occurred, ends_with_case: yes"});
}

std::string some_valid(Random& random) {
  return one_of<3>(random, {"", ", valid: {from: 2026-03-15}", ", valid: {until: 2026-04-05}"});
}

}  // namespace

std::string some_policy_text(std::uint64_t seed) {
  Random random(seed * 2654435761U);
  const bool has_levels = !random.one_in(5);
  std::string clocks;
  const auto add = [&clocks](const std::string& id, const std::string& keys) {
    clocks += "  " + id + ": {" + keys + "}\n";
  };
  if (has_levels) {
    const std::string satisfied = one_of<4>(
        random,
        {"", ", satisfied_by: judged", ", satisfied_by: completed", ", step_down_after: 2"});
    const std::string on = one_of<3>(random, {"", ", on_event: {new_violence: PT12H}",
                                              ", on_event: {plan_found: PT0H, separation: P1D}"});
    add("risk_assessment",
        "after_level: " + some_levels(random) + ", no_level: PT12H" + satisfied + on);
    if (random.one_in(2)) {
      add("contact", "after_level: " + some_levels(random) + ", no_level: PT12H" +
                         one_of<2>(random, {"", ", on_event: {new_violence: PT6H}"}) +
                         ", met_by: contact_made");
    }
    if (random.one_in(2)) add("first", "from: detected, within: " + some_length(random));
    if (random.one_in(2)) add("plan_review", "after_plan: " + some_length(random));
  }
  add("receipt", "from: notification_received, within: " + some_length(random) +
                     ", met_by: receipt_sent" + some_marks(random) + some_valid(random) +
                     some_duty(random));
  if (random.one_in(2)) {
    add("report", "from: force_used, within: " + some_length(random) +
                      ", met_by: [force_reported, receipt_sent]" + some_marks(random) +
                      some_duty(random));
  }
  if (random.one_in(2)) {
    add("follow_up",
        "after_closing: [P1M, P3M, {hverdage: 10}"
        "], met_by: follow_up_done" +
            some_valid(random));
  }
  if (random.one_in(2)) {
    add("protection", "before_end: police_order, remind: [P1M, P7D], met_by: protection_renewed" +
                          some_marks(random));
  }
  if (random.one_in(2)) {
    add("round",
        "every: shift" + one_of<3>(random, {"", ", met_by: assessment", ", met_by: contact_made"}));
  }
  std::string text = policy_text("[low, medium, high, acute]", "clocks:\n" + clocks);
  if (!has_levels) {
    const std::string levels = "levels: [low, medium, high, acute]\n";
    text.erase(text.find(levels), levels.size());
  }
  return text + "shifts: {day: 07:00, evening: 15:00, night: 23:00}\n";
}

Policy some_policy(std::uint64_t seed) { return policy_from(some_policy_text(seed)); }

}  // namespace vaern::testing

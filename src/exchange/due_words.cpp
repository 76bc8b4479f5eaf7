// SPDX-License-Identifier: Apache-2.0
#include "exchange/due_words.hpp"

#include <algorithm>

#include "reassessment/spoken.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

using reassessment::detail::spoken_moment;
using reassessment::detail::spoken_role;

std::string level_words(const Programme& programme, const std::string& id, Language language) {
  const auto& levels = programme.levels();
  const auto found = std::find(levels.begin(), levels.end(), id);
  if (found == levels.end()) return id;
  return programme.level_text(static_cast<std::uint32_t>(found - levels.begin()), language);
}

std::string reason_words(Reason reason, const Programme& programme, Language language) {
  for (Argument& argument : reason.arguments) {
    if (argument.name == "level") {
      argument.value = level_words(programme, argument.value, language);
    } else if (argument.name == "levels") {
      std::vector<std::string> words;
      std::string_view rest = argument.value;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(", "), rest.size());
        words.push_back(level_words(programme, std::string(rest.substr(0, end)), language));
        rest.remove_prefix(std::min(end + 2, rest.size()));
      }
      const std::string last = words.empty() ? std::string() : words.back();
      if (words.size() > 1) words.pop_back();
      argument.value = words.empty() || words.back() == last
                           ? last
                           : join(words, ", ") + tell(language, " and ", " og ") + last;
    } else if (argument.name == "kind") {
      const ProgrammeEvent* event = programme.find_event(argument.value);
      if (event != nullptr && !event->text.empty()) argument.value = event->text.best(language);
    }
  }
  return explain(reason, language);
}

std::string what_words(const Obligation& obligation, Language language) {
  std::string text = obligation.what.best(language);
  if (!obligation.about.empty())
    text += tell(language, " about ", " vedrørende ") + obligation.about;
  return text;
}

std::string when_words(const Obligation& obligation, Language language) {
  const std::string moment = spoken_moment(obligation.due.local, language);
  if (!obligation.due.civil) return tell(language, "by ", "senest ") + moment;
  return language == Language::da ? "senest " + moment + " ved døgnets udgang"
                                  : "by the end of " + moment;
}

std::string told(const Obligation& obligation, Language language) {
  std::vector<std::string> roles;
  for (const std::string& role : obligation.tell) roles.push_back(spoken_role(role, language));
  return join(roles, ", ");
}

std::string cause_words(Cause::Kind kind, std::string_view id, Language language) {
  std::string text;
  switch (kind) {
    case Cause::Kind::assessment:
      text = tell(language, "assessment ", "vurdering ");
      break;
    case Cause::Kind::draft:
      text = tell(language, "draft ", "kladde ");
      break;
    case Cause::Kind::event:
      text = tell(language, "event ", "hændelse ");
      break;
    case Cause::Kind::episode:
      text = tell(language, "episode ", "forløb ");
      break;
    case Cause::Kind::plan:
      text = "plan ";
      break;
    case Cause::Kind::closing:
      text = tell(language, "the closing of episode ", "lukningen af forløb ");
      break;
  }
  return text.append(id);
}

std::string status_words(const Obligation& obligation, Language language) {
  switch (obligation.status) {
    case ObligationStatus::met:
      return obligation.closed && obligation.closed->late
                 ? tell(language, "Met late", "Overholdt for sent")
                 : tell(language, "Met", "Overholdt");
    case ObligationStatus::ended:
      return tell(language, "Ended", "Bortfaldet");
    case ObligationStatus::due:
      return tell(language, "Due", "Åben frist");
    case ObligationStatus::overdue:
      return tell(language, "Overdue", "Overskredet");
    case ObligationStatus::not_judged:
      break;
  }
  return tell(language, "Open, not judged whether overdue",
              "Åben frist, ikke vurderet, om den er overskredet");
}

std::string struck_words(const StruckEntry& struck, const Zone& zone, Language language) {
  std::string text = tell(language, "Entry ", "Registreringen ") + struck.id +
                     tell(language, " was struck ", " blev markeret som en fejl ") +
                     moment_words(struck.recorded, zone, language);
  if (!struck.by.empty()) text += tell(language, " by ", " af ") + join(struck.by, ", ");
  text += tell(language, " and does not count", " og tæller ikke med");
  if (struck.reason.empty()) return text + ".";
  text += ": " + struck.reason;
  return text.back() == '.' ? text : text + ".";
}

std::string not_judged_words(Language language) {
  return tell(language, "Overdue was not judged: no moment was given.",
              "Det er ikke vurderet, om frister er overskredet, for der er ikke angivet noget "
              "tidspunkt.");
}

bool has_several_policies(const Timeline& timeline) {
  return std::any_of(timeline.obligations.begin(), timeline.obligations.end(),
                     [&](const Obligation& obligation) {
                       return obligation.policy != timeline.obligations.front().policy;
                     });
}

std::string rests_on(const Timeline& timeline, const std::string& policy, Language language) {
  const std::string* calendar = &timeline.calendar;
  for (const TimelineDuties& duties : timeline.duties) {
    if (duties.policy == policy) calendar = &duties.calendar;
  }
  if (timeline.superseded && timeline.superseded->policy == policy) {
    calendar = &timeline.superseded->calendar;
  }
  return policy + tell(language, ", calendar ", ", kalender ") + *calendar;
}

std::string counted_with(const Timeline& timeline, Language language) {
  std::string text = tell(language, "Policy ", "Regler: ");
  const bool is_one_calendar = std::all_of(
      timeline.duties.begin(), timeline.duties.end(),
      [&](const TimelineDuties& duties) { return duties.calendar == timeline.calendar; });
  if (timeline.superseded) {
    text += rests_on(timeline, timeline.superseded->policy, language) +
            tell(language, " for what began before; ", " for det, der begyndte før; ");
  }
  if (is_one_calendar) {
    text += timeline.policy;
    for (const TimelineDuties& duties : timeline.duties) text += ", " + duties.policy;
    text += tell(language, "; calendar ", "; kalender: ") + timeline.calendar;
  } else {
    text += rests_on(timeline, timeline.policy, language);
    for (const TimelineDuties& duties : timeline.duties) {
      text += "; " + rests_on(timeline, duties.policy, language);
    }
  }
  text += "; " + timeline.zone + tell(language, ", time zone data ", ", tidszonedata ");
  return text + timeline.tz + ".";
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

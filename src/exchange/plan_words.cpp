// SPDX-License-Identifier: Apache-2.0
#include "exchange/plan_words.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "exchange/due_words.hpp"
#include "exchange/report_page.hpp"
#include "reassessment/spoken.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// A name of the table, else the id with what it is.
std::string id_words(const std::string& id, const std::string& what, const NameTable* names) {
  if (names != nullptr) {
    const auto found = names->find(id);
    if (found != names->end()) return found->second.name;
  }
  return what + id;
}

/// A habit or a standing rule, once it is agreed: it is late for nothing.
bool is_in_use(const PlannedMeasure& planned) {
  return planned.status == MeasureStatus::agreed && !planned.measure->is_once;
}

template <class Code, std::size_t n>
std::optional<Code> code_of(std::string_view word, const std::array<std::string_view, n>& words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Code>(found - words.begin());
}

std::string code_words(std::string_view name, std::string_view code, const Programme& programme,
                       Language language) {
  if (name == builtin::level) return level_words(programme, std::string(code), language);
  if (name == builtin::relation) {
    if (const auto relation = code_of<Relation>(code, relation_words)) {
      return relation_text(*relation, language);
    }
  }
  if (name == builtin::sex || name == builtin::other_party_sex) {
    if (code == "woman") return tell(language, "woman", "kvinde");
    if (code == "man") return tell(language, "man", "mand");
    if (code == "other") return tell(language, "other", "andet");
  }
  return value_words(code, language);
}

std::string reading_words(const Reading& reading, const Programme& programme, Language language) {
  std::string text = name_words(programme, reading.name, language) + ": " +
                     value_words(reading.name, reading.value, programme, language);
  if (!reading.event.empty()) {
    text += tell(language, " (event ", " (hændelse ") + reading.event + ")";
  }
  return text;
}

}  // namespace

std::string day_words(std::string_view written, Language language) {
  const std::string spoken = reassessment::detail::spoken_moment(written.substr(0, 10), language);
  const std::string_view before = language == Language::da ? " den " : " ";
  // Of a month or a year there is no day of the week.
  if (written.size() < 10 || spoken.find(before) == std::string::npos) return spoken;
  return spoken.substr(spoken.find(before) + before.size());
}

std::string value_words(std::string_view value, Language language) {
  if (value == "yes") return tell(language, "yes", "ja");
  if (value == "no") return tell(language, "no", "nej");
  if (value == "unknown") return tell(language, "unknown", "uafklaret");
  return std::string(value);
}

std::string value_words(std::string_view name, std::string_view value, const Programme& programme,
                        Language language) {
  std::vector<std::string> words;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find_first_of("|/"), value.size());
    words.push_back(code_words(name, value.substr(0, end), programme, language));
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return join(words, tell(language, " or ", " eller "));
}

std::string instance_words(const PlannedMeasure& planned, Language language,
                           const NameTable* names) {
  std::vector<std::string> who;
  if (!planned.child.empty()) {
    who.push_back(id_words(planned.child, tell(language, "child ", "barn "), names));
  }
  if (!planned.professional.empty()) who.push_back(id_words(planned.professional, "", names));
  return who.empty() ? std::string() : " (" + join(who, ", ") + ")";
}

std::string child_words(const std::string& child, Language language, const NameTable* names) {
  if (child.empty()) return {};
  return " (" + id_words(child, tell(language, "child ", "barn "), names) + ")";
}

bool is_overdue(const PlannedMeasure& planned, const AsOf& when) {
  if (!when.as_of || !planned.due || is_in_use(planned)) return false;
  // The midnight that ends a day is no longer part of it.
  return planned.due->day ? planned.due->at <= *when.as_of : planned.due->at < *when.as_of;
}

std::string deadline_words(const PlannedMeasure& planned, const Zone& zone, const AsOf& when,
                           Language language) {
  using reassessment::detail::spoken;
  std::string text = urgency_words(planned.urgency, language);
  if (!planned.due || is_in_use(planned)) return text;
  const PlanDeadline& due = *planned.due;
  const bool is_late = is_overdue(planned, when);
  const std::string overdue = is_late ? tell(language, ", overdue", ", overskredet") : "";
  if (planned.urgency == Urgency::now) {
    if (!is_late) return text;
    return text + overdue + tell(language, " since ", " siden ") +
           moment_words(due.at, zone, language);
  }
  if (!due.day) {
    return text + tell(language, ", by ", ", senest ") + moment_words(due.at, zone, language) +
           overdue;
  }
  text += language == Language::da
              ? ", senest " + spoken(*due.day, language) + " ved døgnets udgang"
              : ", by the end of " + spoken(*due.day, language);
  if (due.rolled_from) {
    text += tell(language, ", as ", ", da ") + spoken(*due.rolled_from, language) +
            tell(language, " is closed", " er en lukkedag");
  }
  return text + overdue;
}

std::string urgency_words(Urgency urgency, Language language) {
  switch (urgency) {
    case Urgency::now:
      return tell(language, "now", "nu");
    case Urgency::within_24_hours:
      return tell(language, "within 24 hours", "inden 24 timer");
    case Urgency::within_7_days:
      return tell(language, "within 7 days", "inden 7 dage");
    case Urgency::within_30_days:
      return tell(language, "within 30 days", "inden 30 dage");
    case Urgency::ongoing:
      break;
  }
  return tell(language, "ongoing", "løbende");
}

std::string status_words(MeasureStatus status, Language language) {
  switch (status) {
    case MeasureStatus::proposed:
      return tell(language, "proposed", "foreslået");
    case MeasureStatus::agreed:
      return tell(language, "agreed", "aftalt");
    case MeasureStatus::declined:
      return tell(language, "declined", "afslået af personen");
    case MeasureStatus::already_does:
      return tell(language, "already does it", "gør det allerede");
    case MeasureStatus::waived:
      return tell(language, "waived", "frafaldet");
    case MeasureStatus::done:
      break;
  }
  return tell(language, "done", "gjort");
}

/// Words for what every case has; facts have their own.
std::string name_words(const Programme& programme, std::string_view name, Language language) {
  if (const ProgrammeFact* fact = programme.find_fact(name)) return fact->text.best(language);
  if (name == builtin::sex) return tell(language, "The person's sex", "Personens køn");
  if (name == builtin::age) return tell(language, "The person's age", "Personens alder");
  if (name == builtin::relation) {
    return tell(language, "The relation to the other party", "Relationen til voldsudøveren");
  }
  if (name == builtin::living_together)
    return tell(language, "They live together", "De bor sammen");
  if (name == builtin::other_party_sex) {
    return tell(language, "The other party's sex", "Voldsudøverens køn");
  }
  if (name == builtin::other_party_age) {
    return tell(language, "The other party's age", "Voldsudøverens alder");
  }
  if (name == builtin::child_age) return tell(language, "The child's age", "Barnets alder");
  if (name == builtin::level) return tell(language, "The level", "Niveauet");
  return std::string(name);
}

std::string because_words(const PlannedMeasure& planned, const Programme& programme,
                          Language language) {
  if (planned.reason.kind == StateReason::Kind::no_child) {
    return tell(language, "there is no child in the case", "der er ingen børn i sagen");
  }
  std::vector<std::string> parts;
  if (planned.reason.kind == StateReason::Kind::phase_false) {
    parts.push_back(tell(language, "another phase of the course", "en anden fase af forløbet"));
  }
  for (const Reading& reading : planned.reason.readings) {
    parts.push_back(reading_words(reading, programme, language));
  }
  return join(parts, "; ");
}

/// "gjort 3. november 2026"; with the reason where one was written.
std::string settled_words(const PlannedMeasure& planned, Language language) {
  return settled_words(planned.status, planned.history, language);
}

std::string settled_words(MeasureStatus status, const std::optional<PlanHistory::Entry>& history,
                          Language language) {
  std::string text = status_words(status, language);
  if (!history) return text;
  if (!history->at.empty()) {
    text += status == MeasureStatus::already_does ? tell(language, ", told ", ", oplyst ")
                                                  : std::string(" ");
    text += day_words(history->at, language);
  }
  if (!history->reason.empty()) text += ": " + history->reason;
  return text;
}

namespace {

/// "ny vold eller nye trusler 20. november 2026", as it stands within a sentence.
std::string again_words(const DoneAgain& again, const Programme& programme, Language language) {
  std::string what = tell(language, "a new assessment", "ny vurdering");
  if (const ProgrammeEvent* event = programme.find_event(again.after)) {
    what = event->text.empty() ? event->id : event->text.best(language);
    if (what.size() > 1 && what[0] >= 'A' && what[0] <= 'Z' && what[1] >= 'a' && what[1] <= 'z') {
      what[0] = static_cast<char>(what[0] - 'A' + 'a');
    }
  }
  return what + " " + day_words(again.at, language);
}

}  // namespace

std::string standing_words(const PlannedMeasure& planned, const Programme& programme,
                           Language language) {
  if (!planned.is_to_do_again()) return status_words(planned.status, language);
  const DoneAgain& again = *planned.history->again;
  std::string text =
      status_words(planned.status, language) + "; " + status_words(again.was, language) +
      (again.was == MeasureStatus::already_does ? tell(language, ", told ", ", oplyst ")
                                                : std::string(" ")) +
      day_words(again.last, language);
  // What came of it the last time; what a plan has said since is its own.
  if (planned.status == MeasureStatus::proposed && planned.history->at == again.last &&
      !planned.history->reason.empty()) {
    text += ": " + planned.history->reason;
    if (text.back() == '.') text.pop_back();
  }
  return text + tell(language, "; again after ", "; igen efter ") +
         again_words(again, programme, language);
}

std::string who_words(Who who, Language language) {
  switch (who) {
    case Who::person:
      return tell(language, "person", "person");
    case Who::child:
      return tell(language, "child", "barn");
    case Who::network:
      return tell(language, "network", "netværk");
    case Who::assessor:
      return tell(language, "assessor", "fagperson");
    case Who::coordinator:
      return tell(language, "coordinator", "koordinator");
    case Who::leader:
      return tell(language, "leader", "leder");
    case Who::police:
      return tell(language, "police", "politi");
    case Who::health:
      return tell(language, "health service", "sundhedsvæsen");
    case Who::legal_adviser:
      return tell(language, "legal adviser", "juridisk rådgiver");
    case Who::group_leader:
      return tell(language, "group leader", "gruppeleder");
    case Who::each_professional:
      return tell(language, "each professional", "hver fagperson for sig");
    case Who::authority:
      break;
  }
  return tell(language, "authority", "myndighed");
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

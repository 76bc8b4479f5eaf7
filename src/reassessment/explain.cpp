// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "reassessment/spoken.hpp"
#include "vaern/reassessment/obligation.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using reassessment::detail::spoken;
using reassessment::detail::spoken_moment;
using reassessment::detail::spoken_role;

struct Words {
  std::string_view key;
  std::string_view en;
  std::string_view da;
};

// By key.
constexpr std::array<Words, 30> words{{
    {"assessment", "It is counted from assessment {assessment}, {assessed}.",
     "Der regnes fra vurderingen {assessment}, {assessed}."},
    {"case_closed", "The case is closed, but nothing has met or ended this.",
     "Sagen er lukket, men intet har opfyldt eller afsluttet dette."},
    {"civil", "The interval is {interval}, to the end of the day.",
     "Fristen er {interval}, til døgnets udgang."},
    {"civil_statutory",
     "The law sets {interval}, to the end of the day; the date is not moved for closed days.",
     "Loven sætter {interval}, til døgnets udgang; datoen flyttes ikke ved lukkedage."},
    {"does_not_satisfy",
     "The assessment is completed but is not all that the policy asks for, so it neither meets "
     "nor postpones an earlier deadline.",
     "Vurderingen er afsluttet, men opfylder ikke alt, hvad reglerne for opfølgning kræver; derfor "
     "er en tidligere frist hverken overholdt eller udskudt."},
    {"draft_raises", "The draft {assessment}, {assessed}, already shows at least {level}.",
     "Kladden {assessment}, {assessed}, viser allerede mindst {level}."},
    {"earlier_holds", "An earlier deadline holds: {due}, because of {entry}.",
     "En tidligere frist gælder: {due} på grund af {entry}."},
    {"elapsed", "The interval is {interval}, counted hour by hour, weekends and holidays included.",
     "Fristen er {interval}, regnet time for time, også i weekender og på helligdage."},
    {"event", "Event {event} ({kind}) became known {known}.",
     "Hændelsen {event} ({kind}) blev kendt {known}."},
    {"later_needs_reason",
     "The later date in the plan ({date}) does not count, because no reason is written for it.",
     "Den senere dato i planen ({date}) gælder ikke, fordi den ikke er begrundet."},
    {"later_not_allowed",
     "The later date in the plan ({date}) does not count, because the interval is not a proposal.",
     "Den senere dato i planen ({date}) gælder ikke, fordi fristen ikke er et forslag."},
    {"learned_late",
     "It had happened earlier ({occurred}); the time counts from when it became known.",
     "Den var sket tidligere ({occurred}); der regnes fra det tidspunkt, den blev kendt."},
    {"lower_level_is_earlier",
     "Because of closed days the interval of a lower level ({interval}) ends first, and a higher "
     "level is never due later than a lower one.",
     "På grund af lukkedage udløber fristen for et lavere niveau ({interval}) først, og et højere "
     "niveau har aldrig en senere frist end et lavere."},
    {"no_assessment", "Episode {episode} began without an assessment; it is counted from {opened}.",
     "Forløb {episode} begyndte uden en vurdering; der regnes fra {opened}."},
    {"no_level_awaiting_judgement",
     "The professional's judgement is not yet given, so nothing says which level it is.",
     "Den faglige vurdering af niveauet mangler endnu, så intet siger, hvilket niveau det er."},
    {"no_level_outside_population",
     "The instrument is not validated for this person, so its level does not count.",
     "Redskabet er ikke valideret for denne person, så dets niveau tæller ikke."},
    {"no_level_unknown", "Nothing says which level it is.", "Intet siger, hvilket niveau det er."},
    {"no_level_unmapped", "The programme has no levels for this instrument.",
     "Programmet har ingen niveauer for dette redskab."},
    {"one_level", "The level is {level}.", "Niveau: {level}."},
    {"one_level_judged", "The level is {level}, as a professional judged.",
     "Niveau: {level} efter en faglig vurdering."},
    {"others_count", "Other assessments count too: {assessments}.",
     "Andre vurderinger tæller også: {assessments}."},
    {"plan", "It is counted from plan {plan}, {made}.", "Der regnes fra planen {plan}, {made}."},
    {"possible_levels", "The levels {levels} are possible: the earliest date over them counts.",
     "Niveauerne {levels} er mulige: den tidligste frist blandt dem gælder."},
    {"proposed",
     "No law sets the interval: it is a proposal for a professional to confirm or change.",
     "Fristen er ikke fastsat ved lov: den er et forslag, som en fagperson bekræfter eller "
     "ændrer."},
    {"rolled_earlier", "{date} is closed ({day_en}), so the deadline is an earlier day.",
     "{date} er en lukkedag ({day_da}), så fristen er en tidligere dag."},
    {"rolled_from_weekend", "{date} is closed, so the deadline is an earlier day.",
     "{date} er en lukkedag, så fristen er en tidligere dag."},
    {"set_by_professional", "A professional has set {date} for it.",
     "En fagperson har fastsat {date}."},
    {"set_later",
     "A professional has set {date}, which is later than the policy and outside it, because: "
     "{reason}.",
     "En fagperson har fastsat {date}, som er senere end reglerne for opfølgning og uden for dem, "
     "fordi: {reason}."},
    {"unanswered",
     "Because {missing} items are unanswered, the levels {levels} are possible: the earliest date "
     "over them counts.",
     "Fordi {missing} spørgsmål er ubesvarede, er niveauerne {levels} mulige: den tidligste frist "
     "blandt dem gælder."},
    {"unanswered_one",
     "Because 1 item is unanswered, the levels {levels} are possible: the earliest date over them "
     "counts.",
     "Fordi 1 spørgsmål er ubesvaret, er niveauerne {levels} mulige: den tidligste frist blandt "
     "dem gælder."},
}};

bool is_moment(std::string_view name) {
  static constexpr std::array<std::string_view, 8> names{"assessed", "at",   "date",     "due",
                                                         "known",    "made", "occurred", "opened"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

Arguments spoken_arguments(const Arguments& arguments, Language language) {
  Arguments result = arguments;
  for (Argument& argument : result) {
    if (is_moment(argument.name)) {
      argument.value = spoken_moment(argument.value, language);
    } else if (argument.name == "interval") {
      if (const auto duration = Duration::parse(argument.value)) {
        argument.value = spoken(*duration, language);
      }
    }
  }
  return result;
}

// A sentence that begins with a date begins with a capital.
std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string roles(const std::vector<std::string>& tell, Language language) {
  std::string text;
  for (const std::string& role : tell) {
    text += (text.empty() ? "" : ", ") + spoken_role(role, language);
  }
  return text;
}

std::string headline(const Obligation& obligation, Language language) {
  const bool is_danish = language == Language::da;
  std::string text = obligation.what.best(language);
  if (!obligation.about.empty()) {
    text += (is_danish ? " vedrørende " : " about ") + obligation.about;
  }
  const std::string moment = spoken_moment(obligation.due.local, language);
  if (is_danish) {
    text += ": senest " + moment;
    text += obligation.due.civil ? " ved døgnets udgang." : ".";
  } else {
    text += (obligation.due.civil ? ": by the end of " : ": by ") + moment + ".";
  }
  return text;
}

std::string status_sentence(const Obligation& obligation, Language language) {
  const bool is_danish = language == Language::da;
  switch (obligation.status) {
    case ObligationStatus::due:
      return {};
    case ObligationStatus::not_judged:
      return is_danish ? " Om fristen er overskredet, er ikke vurderet."
                       : " Whether it is overdue was not judged.";
    case ObligationStatus::overdue: {
      std::string text = is_danish ? " Fristen er overskredet" : " It is overdue";
      if (!obligation.tell.empty()) {
        text += is_danish ? "; disse skal have besked: " : "; to be told: ";
        text += roles(obligation.tell, language);
      }
      return text + ".";
    }
    case ObligationStatus::met: {
      const std::string& id = obligation.closed->id;
      if (is_danish) {
        return " Opfyldt af " + id + (obligation.closed->late ? ", men for sent." : ".");
      }
      return " Met by " + id + (obligation.closed->late ? ", but late." : ".");
    }
    case ObligationStatus::ended: {
      const Closure& closed = *obligation.closed;
      std::string text = is_danish ? " Afsluttet, da forløb " + closed.id + " blev lukket"
                                   : " Ended when episode " + closed.id + " was closed";
      if (!closed.reason.empty()) text += " (" + closed.reason + ")";
      return text + ".";
    }
  }
  return {};
}

}  // namespace

std::string_view to_string(ObligationStatus status) noexcept {
  switch (status) {
    case ObligationStatus::met:
      return "met";
    case ObligationStatus::ended:
      return "ended";
    case ObligationStatus::due:
      return "due";
    case ObligationStatus::overdue:
      return "overdue";
    case ObligationStatus::not_judged:
      return "not_judged";
  }
  return "not_judged";
}

std::string_view to_string(Cause::Kind kind) noexcept {
  switch (kind) {
    case Cause::Kind::assessment:
      return "assessment";
    case Cause::Kind::draft:
      return "draft";
    case Cause::Kind::event:
      return "event";
    case Cause::Kind::episode:
      return "episode";
    case Cause::Kind::plan:
      return "plan";
  }
  return "assessment";
}

const std::vector<std::string_view>& reason_keys() noexcept {
  static const std::vector<std::string_view> keys = [] {
    std::vector<std::string_view> list;
    for (const Words& entry : words) list.push_back(entry.key);
    return list;
  }();
  return keys;
}

std::string explain(const Reason& reason, Language language) {
  for (const Words& entry : words) {
    if (entry.key != reason.key) continue;
    return capitalised(fill(language == Language::da ? entry.da : entry.en,
                            spoken_arguments(reason.arguments, language)));
  }
  return reason.key;
}

std::string explain(const Obligation& obligation, Language language) {
  std::string text = headline(obligation, language) + status_sentence(obligation, language);
  for (const Reason& reason : obligation.reasons) text += " " + explain(reason, language);
  return text;
}

}  // namespace v1
}  // namespace vaern

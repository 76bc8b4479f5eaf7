// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "reassessment/reason_words.hpp"
#include "reassessment/spoken.hpp"
#include "vaern/reassessment/obligation.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using reassessment::detail::reason_words;
using reassessment::detail::ReasonWords;
using reassessment::detail::spoken;
using reassessment::detail::spoken_moment;
using reassessment::detail::spoken_role;

bool is_moment(std::string_view name) {
  static constexpr std::array<std::string_view, 12> names{
      "assessed", "at",    "closed", "date",     "due",    "ends",
      "from",     "known", "made",   "occurred", "opened", "until"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

Arguments spoken_arguments(const Arguments& arguments, Language language) {
  Arguments result = arguments;
  for (Argument& argument : result) {
    if (is_moment(argument.name)) {
      argument.value = spoken_moment(argument.value, language);
    } else if (argument.name == "interval") {
      if (const auto length = IntervalLength::parse(argument.value)) {
        argument.value = spoken(*length, language);
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
      return is_danish ? " Det er ikke vurderet, om fristen er overskredet."
                       : " Whether it is overdue was not judged.";
    case ObligationStatus::overdue: {
      std::string text = is_danish ? " Fristen er overskredet" : " It is overdue";
      if (!obligation.tell.empty()) {
        text += is_danish ? "; skal have besked: " : "; to be told: ";
        text += roles(obligation.tell, language);
      }
      return text + ".";
    }
    case ObligationStatus::met: {
      const std::string& id = obligation.closed->id;
      if (is_danish) {
        return " Overholdt ved " + id + (obligation.closed->late ? ", men for sent." : ".");
      }
      return " Met by " + id + (obligation.closed->late ? ", but late." : ".");
    }
    case ObligationStatus::ended: {
      const Closure& closed = *obligation.closed;
      if (obligation.kind == Clock::Kind::after_closing) {
        return (is_danish ? " Bortfaldet, da forløb " + closed.id + " blev åbnet."
                          : " Ended when episode " + closed.id + " was opened.");
      }
      std::string text = is_danish ? " Bortfaldet, da forløb " + closed.id + " blev lukket"
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
    case Cause::Kind::closing:
      return "closing";
  }
  return "assessment";
}

const std::vector<std::string_view>& reason_keys() noexcept {
  static const std::vector<std::string_view> keys = [] {
    std::vector<std::string_view> list;
    for (const ReasonWords& entry : reason_words()) list.push_back(entry.key);
    return list;
  }();
  return keys;
}

std::string explain(const Reason& reason, Language language) {
  for (const ReasonWords& entry : reason_words()) {
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

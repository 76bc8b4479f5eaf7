// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/policy_change.hpp"

#include <algorithm>
#include <vector>

#include "exchange/report_page.hpp"
#include "reassessment/spoken.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using exchange::detail::tell;
using reassessment::detail::spoken;
using reassessment::detail::spoken_moment;

constexpr std::size_t width = 100;

std::string heading(MovedDate::How how, Language language) {
  switch (how) {
    case MovedDate::How::later:
      return tell(language, "Later", "Senere");
    case MovedDate::How::earlier:
      return tell(language, "Earlier", "Tidligere");
    case MovedDate::How::opened:
      return tell(language, "New", "Nye frister");
    case MovedDate::How::gone:
      break;
  }
  return tell(language, "No longer there", "Frister, der bortfalder");
}

std::string line_of(const MovedDate& date, Language language) {
  std::string text = date.what.best(language);
  if (!date.about.empty()) text += tell(language, " about ", " vedrørende ") + date.about;
  text += ": ";
  if (date.before) text += spoken_moment(date.before->local, language);
  if (date.before && date.after) text += tell(language, ", becomes ", ", bliver ");
  if (date.after) text += spoken_moment(date.after->local, language);
  text += ".";
  if (date.keeps_date) {
    text += date.before ? tell(language, " It keeps its date until it is met.",
                               " Fristen er uændret, indtil den er overholdt.")
                        : tell(language, " It does not count for what was caused before.",
                               " Den gælder ikke for det, der ligger forud for reglerne.");
  }
  return text + " [" + date.id + "]";
}

std::string period(const PolicyChange& change, Language language) {
  if (!change.in_force) return {};
  std::string text = tell(language, " It is in force from ", " De gælder fra ") +
                     spoken(change.in_force->from, language);
  if (change.in_force->until) {
    text += tell(language, " to ", " til ") + spoken(*change.in_force->until, language);
  }
  return text + ".";
}

}  // namespace

std::string policy_change_text(const PolicyChange& change, Language language) {
  std::string text = instrument::detail::wrap(
      tell(language, "What moves when policy ", "Dette flytter sig, når reglerne ") + change.to +
          tell(language, " takes the place of ", " afløser ") + change.from + "." +
          period(change, language),
      width, 0);
  text += "\n";
  if (change.moved.empty())
    text += "\n" + tell(language, "No date moves.", "Ingen frister flytter sig.") + "\n";
  for (const MovedDate::How how : {MovedDate::How::later, MovedDate::How::earlier,
                                   MovedDate::How::opened, MovedDate::How::gone}) {
    const auto is_so = [how](const MovedDate& date) { return date.how == how; };
    const auto count = std::count_if(change.moved.begin(), change.moved.end(), is_so);
    if (count == 0) continue;
    text += "\n" + heading(how, language) + " (" + std::to_string(count) + ")\n";
    for (const MovedDate& date : change.moved) {
      if (!is_so(date)) continue;
      text += "- " + instrument::detail::wrap(line_of(date, language), width, 2) + "\n";
    }
  }
  return text + "\n" + tell(language, "Unmoved: ", "Uændrede frister: ") +
         std::to_string(change.unmoved) + ".\n";
}

}  // namespace v1
}  // namespace vaern

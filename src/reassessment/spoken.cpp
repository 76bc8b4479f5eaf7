// SPDX-License-Identifier: Apache-2.0
#include "reassessment/spoken.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

using Pair = std::array<std::string_view, 2>;  // en, da

constexpr std::array<Pair, 7> weekdays{{{"Monday", "mandag"},
                                        {"Tuesday", "tirsdag"},
                                        {"Wednesday", "onsdag"},
                                        {"Thursday", "torsdag"},
                                        {"Friday", "fredag"},
                                        {"Saturday", "lørdag"},
                                        {"Sunday", "søndag"}}};
constexpr std::array<Pair, 12> months{{{"January", "januar"},
                                       {"February", "februar"},
                                       {"March", "marts"},
                                       {"April", "april"},
                                       {"May", "maj"},
                                       {"June", "juni"},
                                       {"July", "juli"},
                                       {"August", "august"},
                                       {"September", "september"},
                                       {"October", "oktober"},
                                       {"November", "november"},
                                       {"December", "december"}}};

std::size_t column(Language language) { return language == Language::da ? 1 : 0; }

std::string month_of(Date date, Language language) {
  return std::string(months[date.month() - 1][column(language)]);
}

std::string count_of(std::int64_t count, Pair one, Pair many, Language language) {
  const Pair& word = count == 1 ? one : many;
  return std::to_string(count) + " " + std::string(word[column(language)]);
}

}  // namespace

std::string spoken(Date date, Language language) {
  const auto weekday =
      std::string(weekdays[static_cast<std::size_t>(date.weekday() - 1)][column(language)]);
  const std::string rest = month_of(date, language) + " " + std::to_string(date.year());
  if (language == Language::da) {
    return weekday + " den " + std::to_string(date.day()) + ". " + rest;
  }
  return weekday + " " + std::to_string(date.day()) + " " + rest;
}

std::string spoken_moment(std::string_view text, Language language) {
  if (const auto partial = PartialDate::parse(text)) {
    switch (partial->precision) {
      case DatePrecision::day:
        return spoken(partial->first, language);
      case DatePrecision::month:
        return month_of(partial->first, language) + " " + std::to_string(partial->first.year());
      case DatePrecision::year:
        return std::to_string(partial->first.year());
    }
  }
  const auto date =
      text.size() > 16 && text[10] == 'T' ? Date::parse(text.substr(0, 10)) : std::nullopt;
  if (!date) return std::string(text);
  std::string time(text.substr(11, 5));
  if (language == Language::da) {
    std::replace(time.begin(), time.end(), ':', '.');
    return spoken(*date, language) + " kl. " + time;
  }
  return spoken(*date, language) + " at " + time;
}

std::string spoken(const Duration& duration, Language language) {
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, Pair one, Pair many) {
    if (count != 0) parts.push_back(count_of(count, one, many, language));
  };
  add(duration.months(), {"month", "måned"}, {"months", "måneder"});
  add(duration.days(), {"day", "dag"}, {"days", "dage"});
  add(duration.seconds() / 3600, {"hour", "time"}, {"hours", "timer"});
  add(duration.seconds() / 60 % 60, {"minute", "minut"}, {"minutes", "minutter"});
  add(duration.seconds() % 60, {"second", "sekund"}, {"seconds", "sekunder"});
  if (parts.empty()) {
    return duration.is_civil() ? count_of(0, {}, {"days", "dage"}, language)
                               : count_of(0, {}, {"hours", "timer"}, language);
  }
  std::string text = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    text += last ? (language == Language::da ? " og " : " and ") : ", ";
    text += parts[i];
  }
  return text;
}

std::string spoken(const IntervalLength& length, Language language) {
  switch (length.unit()) {
    case IntervalLength::Unit::duration:
      break;
    case IntervalLength::Unit::hverdage:
      return count_of(length.count(), {"day but Sundays and public holidays", "hverdag"},
                      {"days but Sundays and public holidays", "hverdage"}, language);
    case IntervalLength::Unit::arbejdsdage:
      return count_of(length.count(), {"working day", "arbejdsdag"},
                      {"working days", "arbejdsdage"}, language);
    case IntervalLength::Unit::end_of_month:
      return language == Language::da ? "resten af måneden" : "the rest of the month";
    case IntervalLength::Unit::shift:
      return language == Language::da ? "en vagt" : "a shift";
  }
  return spoken(length.duration(), language);
}

std::string spoken_role(std::string_view role, Language language) {
  if (language == Language::da) {
    static constexpr std::array<Pair, 8> words{{{"assessor", "vurderende fagperson"},
                                                {"coordinator", "koordinator"},
                                                {"leader", "leder"},
                                                {"police", "politi"},
                                                {"health", "sundhedspersonale"},
                                                {"legal_adviser", "juridisk rådgiver"},
                                                {"group_leader", "gruppeleder"},
                                                {"authority", "myndighed"}}};
    for (const Pair& word : words) {
      if (word[0] == role) return std::string(word[1]);
    }
  }
  std::string text(role);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

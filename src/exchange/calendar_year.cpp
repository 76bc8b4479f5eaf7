// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/calendar_year.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "vaern/diagnostics/utf8.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 7> weekdays_da{"mandag", "tirsdag", "onsdag", "torsdag",
                                                      "fredag", "lørdag",  "søndag"};
constexpr std::array<std::array<std::string_view, 2>, 12> months{{
    {"January", "januar"},
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
    {"December", "december"},
}};

struct Counts {
  int hverdage = 0;
  int arbejdsdage = 0;
  int open = 0;  ///< Days on which the office is not closed.

  void add(const Calendar& calendar, Date day) {
    hverdage += calendar.is_hverdag(day) ? 1 : 0;
    arbejdsdage += calendar.is_arbejdsdag(day) ? 1 : 0;
    open += calendar.is_closed(day) ? 0 : 1;
  }
};

/// By month, and at last of the whole year.
std::array<Counts, 13> counts_of(const Calendar& calendar, int year) {
  std::array<Counts, 13> counts{};
  const std::int64_t last = Date(year, 12, 31).day_number();
  for (std::int64_t day = Date(year, 1, 1).day_number(); day <= last; ++day) {
    const Date date = Date::from_day_number(day);
    counts[date.month() - 1].add(calendar, date);
    counts[12].add(calendar, date);
  }
  return counts;
}

std::string weekday_of(Date date, bool is_da) {
  if (is_da) return std::string(weekdays_da[static_cast<std::size_t>(date.weekday() - 1)]);
  std::string name(weekday_name(date.weekday()));
  name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name;
}

std::string provenance_text(const Provenance& provenance, bool is_da) {
  if (provenance.source.empty()) return is_da ? "ingen kilde" : "no source";
  std::string text = provenance.source;
  if (text == "local") text = is_da ? "egen beslutning" : "own decision";
  const bool is_checked = provenance.verified.value_or(false);
  if (is_da) return text + (is_checked ? ", kontrolleret" : ", ikke kontrolleret");
  return text + (is_checked ? ", checked" : ", not checked");
}

std::string padded(std::string text, std::size_t width) {
  text.append(width - std::min(width, count_code_points(text)), ' ');
  return text;
}

std::string padded_left(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, count_code_points(text)), ' ') + text;
}

/// Columns as wide as their widest cell, two spaces between them and none at the end of a line.
std::string aligned(const std::vector<std::vector<std::string>>& rows, bool has_numbers) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], count_code_points(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += "  ";
      line += has_numbers && i > 0 ? padded_left(row[i], widths[i]) : padded(row[i], widths[i]);
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string head_of(const Calendar& calendar, int year, Language language) {
  const bool is_da = language == Language::da;
  std::string text = calendar.head().title.best(language) + " (" +
                     calendar.head().reference().to_string() + "), " + std::to_string(year) + "\n";
  if (calendar.extended() == nullptr) return text;
  return text + (is_da ? "udvider " : "extends ") +
         calendar.extended()->head().reference().to_string() + "\n";
}

}  // namespace

Result<std::string> calendar_year_text(const Calendar& calendar, int year, Language language) {
  const auto days = calendar.days(year);
  if (!days) return tl::unexpected(days.error());
  const bool is_da = language == Language::da;
  std::vector<std::vector<std::string>> rows;
  for (const CalendarDay& day : *days) {
    const bool is_statutory = day.rule->kind == DayKind::statutory;
    const std::string kind = is_da ? (is_statutory ? "helligdag" : "lukkedag")
                                   : (is_statutory ? "public holiday" : "day of closing");
    rows.push_back({day.date.to_string(), weekday_of(day.date, is_da),
                    day.rule->text.best(language), kind,
                    provenance_text(day.rule->provenance, is_da)});
  }
  std::string text = head_of(calendar, year, language) + "\n" + aligned(rows, false) + "\n";
  rows.clear();
  rows.push_back(
      {is_da ? "måned" : "month", "hverdage", "arbejdsdage", is_da ? "åbne dage" : "open days"});
  const auto counts = counts_of(calendar, year);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string name = i < months.size() ? std::string(months[i][is_da ? 1 : 0])
                                               : (is_da ? "hele året" : "the year");
    rows.push_back({name, std::to_string(counts[i].hverdage), std::to_string(counts[i].arbejdsdage),
                    std::to_string(counts[i].open)});
  }
  text += aligned(rows, true) + "\n";
  return text + (is_da ? "En hverdag er ingen helligdag og ingen søndag; lørdag er en hverdag.\n"
                         "En arbejdsdag er ingen helligdag og ligger ikke i weekenden. Lukkedage "
                         "tæller med i begge.\n"
                         "På åbne dage er der ikke lukket: ingen weekend, helligdag eller "
                         "lukkedag.\n"
                       : "A hverdag is no public holiday and no Sunday; a Saturday is one.\n"
                         "An arbejdsdag is no public holiday and not in the weekend. Days of "
                         "closing count as both.\n"
                         "On open days the office is not closed: no weekend, public holiday or "
                         "day of closing.\n");
}

Result<std::string> calendar_year_json(const Calendar& calendar, int year) {
  const auto days = calendar.days(year);
  if (!days) return tl::unexpected(days.error());
  CanonicalWriter json;
  json.begin_map();
  json.text("calendar", calendar.head().reference().to_string());
  json.localized("title", calendar.head().title);
  if (calendar.extended() != nullptr) {
    json.text("extends", calendar.extended()->head().reference().to_string());
  }
  json.text("meaning", calendar.meaning().to_string());
  json.integer("year", year);
  json.begin_list("days");
  for (const CalendarDay& day : *days) {
    json.begin_map();
    json.text("date", day.date.to_string());
    json.text("weekday", weekday_name(day.date.weekday()));
    json.text("id", day.rule->id);
    json.localized("text", day.rule->text);
    json.text("kind", to_string(day.rule->kind));
    const Provenance& provenance = day.rule->provenance;
    if (!provenance.source.empty()) json.text("source", provenance.source);
    if (provenance.verified) json.yes_no("verified", *provenance.verified);
    json.end_map();
  }
  json.end_list();
  const auto counts = counts_of(calendar, year);
  const auto write = [&](const Counts& made) {
    json.integer("hverdage", made.hverdage);
    json.integer("arbejdsdage", made.arbejdsdage);
    json.integer("open", made.open);
  };
  json.begin_list("months");
  for (std::size_t i = 0; i < months.size(); ++i) {
    json.begin_map();
    json.integer("month", static_cast<std::int64_t>(i) + 1);
    write(counts[i]);
    json.end_map();
  }
  json.end_list();
  json.begin_map("in_all");
  write(counts[12]);
  json.end_map();
  json.end_map();
  return json.finish();
}

}  // namespace v1
}  // namespace vaern

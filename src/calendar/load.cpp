// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "calendar/calendar_data.hpp"
#include "diagnostics/codes/calendar.hpp"
#include "diagnostics/codes/model.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/model/extends.hpp"
#include "vaern/model/kind.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// The Gregorian calendar begins in October 1582.
constexpr int earliest_year = 1583;
constexpr int latest_year = 9999;
/// From 22 March and 25 April these stay in their year, also in common years.
constexpr int least_from_easter = -80;
constexpr int most_from_easter = 250;
/// A leap year: 29 February is a day of the year.
constexpr int any_leap_year = 2000;

std::vector<std::string> weekday_names() {
  std::vector<std::string> names;
  for (int weekday = 1; weekday <= 7; ++weekday) names.emplace_back(weekday_name(weekday));
  return names;
}

std::optional<int> read_year(const Node& node, DiagnosticList& findings) {
  const auto year = read_integer(node, findings, earliest_year, latest_year);
  return year ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

/// "12-24".
std::optional<CalendarRule::MonthDay> read_month_day(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  const std::string& text = node.text();
  if (text.size() == 5) {
    if (const auto date = Date::parse(std::to_string(any_leap_year) + "-" + text)) {
      return CalendarRule::MonthDay{date->month(), date->day()};
    }
  }
  findings.add(codes::not_a_day_of_the_year, node.span(), {{"text", text}});
  return std::nullopt;
}

std::optional<int> read_easter(const Node& node, DiagnosticList& findings) {
  const auto days = read_integer(node, findings);
  if (!days) return std::nullopt;
  if (*days < least_from_easter || *days > most_from_easter) {
    findings.add(codes::easter_leaves_the_year, node.span(), {{"days", std::to_string(*days)}});
    return std::nullopt;
  }
  return static_cast<int>(*days);
}

/// The first day of the week in which the weekday is looked for.
std::optional<CalendarRule::MonthDay> read_on_or_after(const Node& node, DiagnosticList& findings) {
  const auto day = read_month_day(node, findings);
  if (!day) return std::nullopt;
  if (day->month == 12 ? day->day > 25 : day->month == 2 && day->day == 29) {
    findings.add(codes::week_leaves_the_year, node.span(), {{"text", node.text()}});
    return std::nullopt;
  }
  return day;
}

std::optional<CalendarRule::Weekday> read_weekday_rule(const Node& node, DiagnosticList& findings) {
  CalendarRule::Weekday rule;
  Fields fields(node, findings);
  const auto day = fields.required("day", [](const Node& word, DiagnosticList& list) {
    return read_word(word, list, weekday_names());
  });
  bool is_whole = day.has_value();
  if (day) rule.weekday = static_cast<int>(*day) + 1;
  const Entry* which = fields.exactly_one_of({"nth", "on_or_after"});
  if (which == nullptr) return std::nullopt;
  if (which->key == "nth") {
    const auto nth = read_word(which->value, findings, {"1", "2", "3", "4", "last"});
    if (nth) rule.nth = *nth == 4 ? -1 : static_cast<int>(*nth) + 1;
    const auto month = fields.required("month", [](const Node& number, DiagnosticList& list) {
      return read_integer(number, list, 1, 12);
    });
    if (month) rule.month = static_cast<unsigned>(*month);
    is_whole = is_whole && nth && month;
  } else {
    rule.on_or_after = read_on_or_after(which->value, findings);
    is_whole = is_whole && rule.on_or_after;
  }
  fields.finish();
  return is_whole ? std::optional(rule) : std::nullopt;
}

class Loader {
 public:
  Loader(Calendar::Data& data, DiagnosticList& findings)
      : data_(data), extended_(data.extended.get()), findings_(findings) {}

  void load(Fields& fields) {
    if (extended_ != nullptr) {
      begin_with_extended(fields);
    } else {
      if (const Node* years = fields.required_map("years")) read_years(*years);
      if (const Node* weekend = fields.required_list("weekend")) read_weekend(*weekend);
    }
    if (const Node* days = fields.required_map("days")) {
      for (const Entry& entry : days->entries()) read_day(entry);
    }
    find_same_days();
  }

 private:
  /// The years, unless it has fewer of its own; the weekend; the days that fall in them.
  void begin_with_extended(Fields& fields) {
    data_.first_year = extended_->first_year();
    data_.last_year = extended_->last_year();
    has_years_ = true;
    if (const Node* years = fields.optional_map("years")) read_years(*years);
    if (const Node* weekend = fields.optional("weekend")) {
      findings_.add(codes::section_not_local, weekend->key_span(), {{"section", "weekend"}});
    }
    for (int weekday = 1; weekday <= 7; ++weekday) {
      data_.is_weekend[static_cast<std::size_t>(weekday)] = extended_->is_weekend(weekday);
    }
    for (CalendarRule rule : extended_->rules()) {
      rule.from = std::max(rule.from, data_.first_year);
      rule.until = std::min(rule.until, data_.last_year);
      if (rule.from <= rule.until) data_.rules.push_back(std::move(rule));
    }
    own_from_ = data_.rules.size();
  }

  /// A local calendar adds days of closing, and changes none of the days that it has. Says
  /// whether it would change one.
  bool is_published(const CalendarRule& rule) {
    if (extended_ == nullptr) return false;
    const auto& published = extended_->rules();
    const auto same = std::find_if(published.begin(), published.end(),
                                   [&](const CalendarRule& day) { return day.id == rule.id; });
    if (same == published.end()) {
      if (rule.kind == DayKind::statutory) {
        findings_.add(codes::holiday_not_local, rule.span,
                      {{"day", rule.id}, {"reference", extended_->head().reference().to_string()}});
      }
      return false;
    }
    findings_
        .add(codes::published_day, rule.span,
             {{"day", rule.id}, {"reference", extended_->head().reference().to_string()}})
        .notes.push_back({&notes::published_here, same->span, {}});
    return true;
  }

  void read_years(const Node& node) {
    Fields fields(node, findings_);
    const auto from = fields.required("from", read_year);
    const auto to = fields.required("to", read_year);
    if (!from || !to) return;
    if (*from > *to) {
      findings_.add(codes::years_reversed, node.key_span(),
                    {{"from", std::to_string(*from)}, {"to", std::to_string(*to)}});
      return;
    }
    if (extended_ != nullptr && (*from < extended_->first_year() || *to > extended_->last_year())) {
      findings_.add(codes::years_beyond_extended, node.key_span(),
                    {{"from", std::to_string(extended_->first_year())},
                     {"to", std::to_string(extended_->last_year())},
                     {"reference", extended_->head().reference().to_string()}});
      return;
    }
    data_.first_year = *from;
    data_.last_year = *to;
    has_years_ = true;
  }

  void read_weekend(const Node& node) {
    const std::vector<std::string> names = weekday_names();
    for (const Node& item : node.items()) {
      const auto index = read_word(item, findings_, names);
      if (!index) continue;
      bool& is_weekend = data_.is_weekend[*index + 1];
      if (is_weekend) {
        findings_.add(codes::weekday_twice, item.span(), {{"weekday", names[*index]}});
      }
      is_weekend = true;
    }
    if (std::count(data_.is_weekend.begin(), data_.is_weekend.end(), true) == 7) {
      findings_.add(codes::never_open, node.key_span());
    }
  }

  void read_day(const Entry& entry) {
    CalendarRule rule;
    rule.id = entry.key;
    rule.span = entry.key_span;
    check_id(entry, findings_);
    Fields fields(entry.value, findings_);
    if (const Entry* form = fields.exactly_one_of({"on", "easter", "weekday", "date", "dates"})) {
      if (form->key == "on") rule.on = read_month_day(form->value, findings_);
      if (form->key == "easter") rule.easter = read_easter(form->value, findings_);
      if (form->key == "weekday") rule.weekday = read_weekday_rule(form->value, findings_);
      if (form->key == "date") rule.once = read_date(form->value, findings_);
      if (form->key == "dates") read_dates(form->value, rule);
    }
    rule.text = fields.required("text", read_text).value_or(LocalizedText());
    rule.kind = fields
                    .optional("kind",
                              [](const Node& node, DiagnosticList& findings) {
                                return read_choice<DayKind>(node, findings,
                                                            {{"statutory", DayKind::statutory},
                                                             {"office", DayKind::office}});
                              })
                    .value_or(DayKind::statutory);
    read_years_of(fields, rule);
    rule.provenance = read_provenance(fields);
    fields.finish();
    if (is_published(rule)) return;
    data_.rules.push_back(std::move(rule));
  }

  /// A run of days, both ends included.
  void read_dates(const Node& node, CalendarRule& rule) {
    Fields fields(node, findings_);
    const auto from = fields.required("from", read_date);
    const auto to = fields.required("to", read_date);
    if (!from || !to) return;
    if (*from > *to) {
      findings_.add(codes::dates_reversed, node.key_span(),
                    {{"from", from->to_string()}, {"to", to->to_string()}});
      return;
    }
    rule.once = from;
    rule.through = to;
  }

  /// The years in which a day holds, cut to those of the calendar.
  void read_years_of(Fields& fields, CalendarRule& rule) {
    const Node* written_from = fields.optional("from");
    const Node* written_until = fields.optional("until");
    if (rule.once) {
      for (const Node* node : {written_from, written_until}) {
        if (node != nullptr) {
          findings_.add(codes::years_of_a_single_day, node->key_span(),
                        {{"key", node->key()}, {"form", rule.through ? "dates" : "date"}});
        }
      }
      rule.from = rule.once->year();
      rule.until = rule.through.value_or(*rule.once).year();
    } else {
      const auto from = written_from ? read_year(*written_from, findings_) : std::nullopt;
      const auto until = written_until ? read_year(*written_until, findings_) : std::nullopt;
      rule.from = from.value_or(earliest_year);
      rule.until = until.value_or(latest_year);
    }
    if (rule.from > rule.until) {
      findings_.add(codes::day_years_reversed, rule.span,
                    {{"day", rule.id},
                     {"from", std::to_string(rule.from)},
                     {"until", std::to_string(rule.until)}});
      return;
    }
    if (!has_years_) return;
    if (!falls_between(rule, data_.first_year, data_.last_year)) {
      findings_.add(codes::day_never_falls, rule.span,
                    {{"day", rule.id},
                     {"from", std::to_string(data_.first_year)},
                     {"to", std::to_string(data_.last_year)}});
      return;
    }
    rule.from = std::max(rule.from, data_.first_year);
    rule.until = std::min(rule.until, data_.last_year);
  }

  static bool falls_between(const CalendarRule& rule, int first, int last) {
    first = std::max(first, rule.from);
    last = std::min(last, rule.until);
    if (!rule.on) return first <= last;
    // 29 February comes at most eight years later.
    for (int year = first; year <= std::min(last, first + 8); ++year) {
      if (Date::make(year, rule.on->month, rule.on->day)) return true;
    }
    return false;
  }

  static bool have_same_days(const CalendarRule& a, const CalendarRule& b) {
    if (a.from > b.until || b.from > a.until) return false;
    if (a.on && b.on) return a.on->month == b.on->month && a.on->day == b.on->day;
    if (a.easter && b.easter) return *a.easter == *b.easter;
    if (a.weekday && b.weekday) return have_same_weekday(*a.weekday, *b.weekday);
    return a.once && b.once && *a.once <= b.through.value_or(*b.once) &&
           *b.once <= a.through.value_or(*a.once);
  }

  static bool have_same_weekday(const CalendarRule::Weekday& a, const CalendarRule::Weekday& b) {
    if (a.weekday != b.weekday || a.nth != b.nth || a.month != b.month) return false;
    return !a.on_or_after || (a.on_or_after->month == b.on_or_after->month &&
                              a.on_or_after->day == b.on_or_after->day);
  }

  void find_same_days() {
    for (std::size_t i = own_from_; i < data_.rules.size(); ++i) {
      const CalendarRule& rule = data_.rules[i];
      const auto end = data_.rules.begin() + static_cast<std::ptrdiff_t>(i);
      const auto other = std::find_if(
          data_.rules.begin(), end,
          [&rule](const CalendarRule& earlier) { return have_same_days(earlier, rule); });
      if (other == end) continue;
      findings_.add(codes::same_day_twice, rule.span, {{"day", rule.id}, {"other", other->id}})
          .notes.push_back({&notes::declared_here, other->span, {}});
    }
  }

  Calendar::Data& data_;
  const Calendar* extended_;
  DiagnosticList& findings_;
  bool has_years_ = false;
  std::size_t own_from_ = 0;  ///< The first of the rules that stand in the file itself.
};

Fingerprint meaning_of(const Calendar::Data& data) {
  FingerprintBuilder builder;
  builder.add("calendar").add(data.head.id).add(data.head.version);
  builder.add(data.first_year).add(data.last_year);
  builder.begin("weekend");
  for (const bool is_weekend : data.is_weekend) builder.add(is_weekend);
  builder.end();
  for (const CalendarRule& rule : data.rules) {
    builder.begin("day").add(rule.id).add(to_string(rule.kind)).add(rule.from).add(rule.until);
    if (rule.on) builder.add("on").add(rule.on->month).add(rule.on->day);
    if (rule.easter) builder.add("easter").add(*rule.easter);
    if (rule.once) builder.add("date").add(rule.once->to_string());
    if (rule.through) builder.add("through").add(rule.through->to_string());
    if (rule.weekday) {
      const CalendarRule::Weekday& weekday = *rule.weekday;
      builder.add("weekday").add(weekday.weekday).add(weekday.nth).add(weekday.month);
      const auto& start = weekday.on_or_after;
      if (start) builder.add("on_or_after").add(start->month).add(start->day);
    }
    builder.end();
  }
  return builder.finish();
}

}  // namespace

std::shared_ptr<const Calendar> load_calendar(const Document& document, DiagnosticList& findings,
                                              const std::shared_ptr<const Calendar>& extended) {
  const auto kind = peek_kind(document);
  if (kind && *kind != Kind::calendar) {
    const Node* key = document.root.find(to_string(*kind));
    findings.add(codes::not_a_calendar, key != nullptr ? key->key_span() : document.root.span(),
                 {{"kind", std::string(to_string(*kind))}});
    return nullptr;
  }
  DiagnosticList found;
  if (extended == nullptr && say_extends_unresolved(document, findings)) return nullptr;
  auto data = std::make_unique<Calendar::Data>();
  data->extended = extended;
  Fields fields(document.root, found);
  auto head = read_head(fields, found);
  Loader(*data, found).load(fields);
  fields.finish();
  const bool is_sound = head.has_value() && !found.has_errors();
  found.sort();
  findings.append(std::move(found));
  if (!is_sound) return nullptr;
  data->head = *std::move(head);
  data->meaning = meaning_of(*data);
  data->text = Fingerprint::of(document.file->text());
  return std::make_shared<const Calendar>(std::move(data));
}

}  // namespace v1
}  // namespace vaern

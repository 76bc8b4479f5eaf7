// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "calendar/calendar_data.hpp"
#include "diagnostics/codes/calendar.hpp"
#include "vaern/document/scalars.hpp"
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

class Loader {
 public:
  Loader(Calendar::Data& data, DiagnosticList& findings) : data_(data), findings_(findings) {}

  void load(Fields& fields) {
    if (const Node* years = fields.required_map("years")) read_years(*years);
    if (const Node* weekend = fields.required_list("weekend")) read_weekend(*weekend);
    if (const Node* days = fields.required_map("days")) {
      for (const Entry& entry : days->entries()) read_day(entry);
    }
    find_same_days();
  }

 private:
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
    data_.first_year = *from;
    data_.last_year = *to;
    has_years_ = true;
  }

  void read_weekend(const Node& node) {
    std::vector<std::string> names;
    for (int weekday = 1; weekday <= 7; ++weekday) names.emplace_back(weekday_name(weekday));
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
    if (const Entry* form = fields.exactly_one_of({"on", "easter", "date"})) {
      if (form->key == "on") rule.on = read_month_day(form->value, findings_);
      if (form->key == "easter") rule.easter = read_easter(form->value, findings_);
      if (form->key == "date") rule.once = read_date(form->value, findings_);
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
    data_.rules.push_back(std::move(rule));
  }

  /// The years in which a day holds, cut to those of the calendar.
  void read_years_of(Fields& fields, CalendarRule& rule) {
    const Node* written_from = fields.optional("from");
    const Node* written_until = fields.optional("until");
    if (rule.once) {
      for (const Node* node : {written_from, written_until}) {
        if (node != nullptr) {
          findings_.add(codes::years_of_a_single_day, node->key_span(), {{"key", node->key()}});
        }
      }
      rule.from = rule.until = rule.once->year();
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
    return a.once && b.once && *a.once == *b.once;
  }

  void find_same_days() {
    for (std::size_t i = 0; i < data_.rules.size(); ++i) {
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
  DiagnosticList& findings_;
  bool has_years_ = false;
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
    builder.end();
  }
  return builder.finish();
}

}  // namespace

std::shared_ptr<const Calendar> load_calendar(const Document& document, DiagnosticList& findings) {
  const auto kind = peek_kind(document);
  if (kind && *kind != Kind::calendar) {
    const Node* key = document.root.find(to_string(*kind));
    findings.add(codes::not_a_calendar, key != nullptr ? key->key_span() : document.root.span(),
                 {{"kind", std::string(to_string(*kind))}});
    return nullptr;
  }
  DiagnosticList found;
  auto data = std::make_unique<Calendar::Data>();
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

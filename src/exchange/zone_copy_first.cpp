// SPDX-License-Identifier: Apache-2.0
// What of a plan of zones comes first: what is overdue, what was agreed and is off, what strains.
#include <algorithm>
#include <utility>

#include "exchange/report_page.hpp"
#include "exchange/zone_copy.hpp"
#include "reassessment/spoken.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using Kind = ZoneReason::Kind;

struct Dated {
  std::string due;
  bool is_overdue = false;
  Line line;
};

struct FirstTeller {
  const ZoneSource& source;
  Language language;
  const ZonePlan& plan = *source.plan;
  const ZoneCatalogue& catalogue = *plan.catalogue;

  // What happened, and when: never taken for the deadline.
  std::string event_words(const std::string& id) const {
    const auto& events = source.file->events;
    const auto found = std::find_if(events.begin(), events.end(),
                                    [&](const EventEntry& each) { return each.id.text == id; });
    if (found == events.end()) return id;
    return zone_event_words(*source.file, *source.programme, id, found->kind.text, language);
  }

  std::string latest(const std::string& due, bool is_proposed) const {
    return zone_latest(due, is_proposed, language) + ".";
  }

  std::string happened(const std::string& events) const {
    return tell(language, " What happened: ", " Det skete: ") + events + ".";
  }

  Dated review(const ZoneReview& first, const std::string& after) const {
    Line line;
    if (first.is_overdue) line.strong(tell(language, "Overdue: ", "Overskredet: "));
    line.strong(first.is_overdue
                    ? tell(language, "look at the plan again", "Planen skal ses efter")
                    : tell(language, "Look at the plan again", "Planen skal ses efter"));
    line.add(", " + latest(first.due, first.proposed) + happened(after));
    return {first.due, first.is_overdue, std::move(line)};
  }

  // Those of one day are one line.
  std::vector<Dated> reviews() const {
    std::vector<Dated> result;
    for (std::size_t i = 0; i < plan.reviews.size(); ++i) {
      const ZoneReview& first = plan.reviews[i];
      const auto is_same = [&](const ZoneReview& other) {
        return other.due == first.due && other.is_overdue == first.is_overdue &&
               other.proposed == first.proposed;
      };
      const auto begin = plan.reviews.begin();
      if (std::any_of(begin, begin + static_cast<std::ptrdiff_t>(i), is_same)) continue;
      std::vector<std::string> after;
      for (const ZoneReview& each : plan.reviews) {
        if (is_same(each)) after.push_back(event_words(each.event));
      }
      result.push_back(review(first, join(after, "; ")));
    }
    return result;
  }

  std::vector<Dated> duties() const {
    std::vector<Dated> result;
    for (const ZoneDuty& duty : plan.duties) {
      Line line;
      if (duty.is_overdue) line.strong(tell(language, "Overdue: ", "Overskredet: "));
      line.add(duty.text, language);
      line.add(": " + latest(duty.due, duty.proposed));
      if (!duty.event.empty()) line.add(happened(event_words(duty.event)));
      result.push_back({duty.due, duty.is_overdue, std::move(line)});
    }
    return result;
  }

  // All dates, what is overdue first, then by date.
  std::vector<Dated> dates() const {
    std::vector<Dated> all = duties();
    for (Dated& each : reviews()) all.push_back(std::move(each));
    std::stable_sort(all.begin(), all.end(), [](const Dated& a, const Dated& b) {
      return a.is_overdue != b.is_overdue ? a.is_overdue : a.due < b.due;
    });
    return all;
  }

  std::string whose() const {
    return catalogue.is_for_child() ? tell(language, "the child's", "barnets")
                                    : tell(language, "the person's", "beboerens");
  }

  // Agreed with the person, and either not on the person's copy or there without a sign for it.
  // Those of one reason are one line.
  std::vector<Line> agreed(bool only_off) const {
    std::vector<std::pair<std::string, std::string>> reasons;
    std::vector<Line> lines;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      if (!is_agreed(planned)) continue;
      const bool is_off = planned.state != MeasureState::included;
      const bool is_doubtful = planned.reason.kind == Kind::agreed;
      if (!is_off && (only_off || !is_doubtful)) continue;
      const std::pair reason(lead(planned), zone_because(source, planned, language));
      const auto place = static_cast<std::size_t>(
          std::find(reasons.begin(), reasons.end(), reason) - reasons.begin());
      if (place == reasons.size()) {
        reasons.push_back(reason);
        lines.push_back(Line().strong(reason.first));
      } else {
        lines[place].add(" ");
      }
      lines[place].add(planned.measure->text.staff, language);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) add_because(lines[i], reasons[i].second);
    return lines;
  }

  void add_because(Line& line, const std::string& why) const {
    if (!why.empty()) line.add(tell(language, " Because: ", " Årsag: ") + sentence(why));
  }

  // What staff do in danger and the person said no to.
  std::vector<Line> declined_duties() const {
    std::vector<Line> lines;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      if (planned.state != MeasureState::included || !is_staff_duty(plan, planned)) continue;
      if (planned.status != MeasureStatus::declined && planned.status != MeasureStatus::waived) {
        continue;
      }
      const bool is_declined = planned.status == MeasureStatus::declined;
      lines.push_back(Line().strong(
          is_declined
              ? tell(language, "Declined, and still done in danger. Talk about how: ",
                     "Afslået, men bliver stadig gjort, når der er fare. Tal om hvordan: ")
              : tell(language, "Waived, and still done in danger. Talk about how: ",
                     "Frafaldet, men bliver stadig gjort, når der er fare. Tal om hvordan: ")));
      lines.back().add(planned.measure->text.staff, language);
    }
    return lines;
  }

  // What the person calls a step in own words may be the very thing that a block holds back, and
  // only somebody who reads them can tell. They are quoted nowhere but on the person's version.
  std::vector<Line> own_words() const {
    const OwnWords words = own_words_of(source);
    std::vector<std::string> shown, reasons;
    std::vector<Line> lines;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      const bool has_words = !words.find(planned.measure->id).empty();
      const bool is_off =
          planned.state == MeasureState::blocked || planned.state == MeasureState::held;
      if (has_words && is_off && !is_agreed(planned)) {
        lines.push_back(
            Line().strong(tell(language, "Not on " + whose() + " copy, nor the own words for it: ",
                               "Ikke i " + whose() + " udgave, heller ikke de egne ord om det: ")));
        lines.back().add(planned.measure->text.staff, language);
        add_because(lines.back(), zone_because(source, planned, language));
      }
      if (planned.measure->part != ZonePart::i_can) continue;
      if (has_words && is_in_person_version(plan, planned)) {
        shown.push_back(quoted(plan.own(planned.measure->text).best(language), language));
      }
      if (!is_off) continue;
      std::string why = zone_because(source, planned, language);
      if (std::find(reasons.begin(), reasons.end(), why) == reasons.end()) {
        reasons.push_back(std::move(why));
      }
    }
    if (shown.empty() || reasons.empty()) return lines;
    Line line = Line().strong(
        tell(language, "Take a stand on " + whose() + " own words, and on any place they name. ",
             "Tag stilling til " + whose() + " egne ord, også hvis de nævner et sted. "));
    line.add(tell(language, "They stand in " + whose() + " copy for: ",
                  "De står i " + whose() + " udgave i stedet for: ") +
             join(shown, " ") + tell(language, " Because: ", " Årsag: ") +
             sentence(join(reasons, "; ")));
    lines.push_back(std::move(line));
    return lines;
  }

  std::string lead(const PlannedZoneMeasure& planned) const {
    if (planned.state == MeasureState::blocked) {
      return tell(language, "Agreed, now blocked and not on " + whose() + " copy: ",
                  "Aftalt, men nu spærret og ikke i " + whose() + " udgave: ");
    }
    if (planned.state == MeasureState::held) {
      return tell(language, "Agreed, to be made clear again and not on " + whose() + " copy: ",
                  "Aftalt, men skal afklares igen og er ikke i " + whose() + " udgave: ");
    }
    return tell(language, "Agreed and on " + whose() + " copy. Ask whether it still helps: ",
                "Aftalt og står i " + whose() + " udgave. Spørg, om det stadig hjælper: ");
  }

  std::vector<Line> not_as_agreed() const {
    std::vector<Line> lines = agreed(false);
    for (auto more : {own_words(), declined_duties()}) {
      for (Line& line : more) lines.push_back(std::move(line));
    }
    return lines;
  }

  std::vector<std::string> strains(bool health_first, Truth has) const {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < plan.strains.size(); ++i) {
      const ZoneStrain& strain = catalogue.strains()[i];
      if (strain.health_first != health_first || plan.strains[i].has != has) continue;
      std::string text = strain.text.staff.best(language);
      if (!plan.strains[i].own_words.empty()) {
        text += ": " + quoted(plan.strains[i].own_words, language);
      }
      if (!is_known(has)) text += tell(language, " (ask)", " (spørg)");
      texts.push_back(std::move(text));
    }
    return texts;
  }

  // Of health also what nobody has asked about yet.
  std::optional<Line> health() const {
    std::vector<std::string> texts = strains(true, Truth::yes);
    for (std::string& open : strains(true, Truth::unknown)) texts.push_back(std::move(open));
    if (texts.empty()) return std::nullopt;
    return Line()
        .strong(tell(language, "Health first: ", "Helbred først: "))
        .add(sentence(join(texts, "; ")));
  }

  std::optional<Line> other_strains() const {
    const std::vector<std::string> texts = strains(false, Truth::yes);
    if (texts.empty()) return std::nullopt;
    return Line()
        .strong(tell(language, "Also makes a day harder: ", "Gør også dagen sværere: "))
        .add(sentence(join(texts, "; ")));
  }
};

}  // namespace

std::string zone_event_day(const CaseFile& file, const std::string& event, Language language) {
  const auto found = std::find_if(file.events.begin(), file.events.end(),
                                  [&](const EventEntry& each) { return each.id.text == event; });
  return found == file.events.end() ? event : day_words(found->occurred, language);
}

std::string zone_event_words(const CaseFile& file, const Programme& programme,
                             const std::string& event, const std::string& kind, Language language) {
  const ProgrammeEvent* declared = programme.find_event(kind);
  const bool has_text = declared != nullptr && !declared->text.empty();
  return (has_text ? std::string(declared->text.best(language)) : kind) + ", " +
         zone_event_day(file, event, language);
}

std::string zone_latest(const std::string& due, bool is_proposed, Language language) {
  return tell(language, "at the latest ", "senest ") +
         reassessment::detail::spoken_moment(due, language) +
         (is_proposed ? tell(language, " (proposed)", " (forslag)") : "");
}

std::string day_words(const Moment& moment, Language language) {
  return reassessment::detail::spoken_moment(moment.date.to_string(), language);
}

std::vector<Line> zone_alarms(const ZoneSource& source, Language language) {
  const FirstTeller teller{source, language};
  std::vector<Line> lines;
  for (Dated& review : teller.reviews()) {
    if (!review.is_overdue) lines.push_back(std::move(review.line));
  }
  for (Line& line : teller.not_as_agreed()) lines.push_back(std::move(line));
  return lines;
}

std::vector<Line> zone_first(const ZoneSource& source, Language language) {
  const FirstTeller teller{source, language};
  std::vector<Line> lines;
  for (Dated& date : teller.dates()) lines.push_back(std::move(date.line));
  for (Line& line : teller.not_as_agreed()) lines.push_back(std::move(line));
  return lines;
}

std::vector<Line> zone_card_first(const ZoneSource& source, Language language) {
  const FirstTeller teller{source, language};
  std::vector<Line> before, after;
  for (Dated& date : teller.dates()) {
    (date.is_overdue ? before : after).push_back(std::move(date.line));
  }
  for (Line& line : teller.agreed(true)) before.push_back(std::move(line));
  const std::optional<Line> health = teller.health();
  if (const auto others = teller.other_strains()) after.push_back(*others);
  const std::size_t all = before.size() + after.size() + (health ? 1 : 0);
  // Health keeps its line, and what there is no room for is counted.
  const std::size_t room = all <= most_card_first_lines ? all : most_card_first_lines - 1;
  const std::size_t first = std::min(before.size(), room - (health ? 1 : 0));
  before.resize(first);
  if (health) before.push_back(*health);
  for (Line& line : after) {
    if (before.size() < room) before.push_back(std::move(line));
  }
  if (room < all) {
    before.push_back(Line().strong(tell(language, "And ", "Og ") + std::to_string(all - room) +
                                   tell(language, " more: see the plan.", " mere: Se planen.")));
  }
  return before;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

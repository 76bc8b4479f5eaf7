// SPDX-License-Identifier: Apache-2.0
// The person's version of a plan of zones, and the card.
#include <algorithm>
#include <utility>

#include "exchange/report_page.hpp"
#include "exchange/zone_copy.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// Larger on paper than a page for professionals.
constexpr std::string_view person_style = "@media print{html{font-size:12.5pt}h2{margin-top:5mm}}";
constexpr std::string_view card_style = "@media print{html{font-size:11pt}h2{margin-top:3mm}}";

struct PersonTeller {
  const ZoneSource& source;
  Language language;
  const ZonePlan& plan = *source.plan;
  const ZoneCatalogue& catalogue = *plan.catalogue;

  Line own(const ZoneText& text, const StatedTrait* trait) const {
    if (trait != nullptr && !trait->own_words.empty()) {
      return quoted(trait->own_words, language);
    }
    return Line().add(plan.own(text), language);
  }

  Part strains() const {
    Part part;
    part.heading = tell(language, "What makes my days hard", "Det gør mine dage svære");
    std::vector<Line> lines;
    for (const bool is_first : {true, false}) {
      for (std::size_t i = 0; i < plan.strains.size(); ++i) {
        const ZoneStrain& strain = catalogue.strains()[i];
        if (plan.strains[i].has != Truth::yes || strain.health_first != is_first) continue;
        lines.push_back(own(strain.text, &plan.strains[i]));
      }
    }
    part.bullets(std::move(lines));
    return part;
  }

  Part signs(std::size_t zone) const {
    Part part;
    part.heading = tell(language, "My signs", "Mine tegn");
    std::vector<Line> lines;
    for (std::size_t i = 0; i < plan.signs.size(); ++i) {
      const ZoneSign& sign = catalogue.signs()[i];
      if (sign.zone == zone && plan.signs[i].has == Truth::yes) {
        lines.push_back(own(sign.text, &plan.signs[i]));
      }
    }
    if (lines.empty()) {
      part.paragraph(tell(language, "We have not talked about my signs here yet.",
                          "Vi har ikke talt om mine tegn her endnu."));
    }
    part.bullets(std::move(lines));
    return part;
  }

  Part measures(std::size_t zone, ZonePart which, std::string heading) const {
    Part part;
    part.heading = std::move(heading);
    std::vector<Line> lines;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      if (planned.measure->zone != zone || planned.measure->part != which) continue;
      if (is_in_person_version(plan, planned)) lines.push_back(own(planned.measure->text, nullptr));
    }
    if (lines.empty() && which == ZonePart::i_can) {
      part.paragraph(
          tell(language, "We have not agreed on anything yet.", "Vi har ikke aftalt noget endnu."));
    }
    part.bullets(std::move(lines));
    return part;
  }

  Part zone(std::size_t place) const {
    Part part;
    part.heading = plain(Line().add(plan.own(catalogue.zones()[place].text), language));
    part.sections.push_back(signs(place));
    part.sections.push_back(
        measures(place, ZonePart::i_can, tell(language, "What I can do", "Det kan jeg gøre")));
    const std::string staff = staff_words(plan, language);
    Part does = measures(place, ZonePart::staff_do,
                         tell(language, "What " + staff + " do", "Det gør " + staff));
    if (!does.is_empty()) part.sections.push_back(std::move(does));
    Part avoids = measures(
        place, ZonePart::staff_avoid,
        tell(language, "What " + staff + " do not do", "Det lader " + staff + " være med"));
    if (!avoids.is_empty()) part.sections.push_back(std::move(avoids));
    return part;
  }
};

/// The lines of a card, zone by zone.
struct CardTeller {
  const ZoneSource& source;
  Language language;
  const ZonePlan& plan = *source.plan;
  const ZoneCatalogue& catalogue = *plan.catalogue;

  /// Signs of the person; where none is known yet, all that may be.
  std::vector<std::string> signs(std::size_t zone) const {
    std::vector<std::string> known, open;
    for (std::size_t i = 0; i < plan.signs.size(); ++i) {
      const ZoneSign& sign = catalogue.signs()[i];
      if (sign.zone != zone || plan.signs[i].has == Truth::no) continue;
      const std::string text = plan.signs[i].own_words.empty()
                                   ? sign.text.staff.best(language)
                                   : quoted(plan.signs[i].own_words, language);
      (plan.signs[i].has == Truth::yes ? known : open).push_back(text);
    }
    return known.empty() ? open : known;
  }

  std::vector<std::string> lines(std::size_t zone, ZonePart part) const {
    std::vector<std::string> texts;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      if (planned.measure->zone != zone || planned.measure->part != part) continue;
      if (planned.state != MeasureState::included ||
          planned.reason.kind == ZoneReason::Kind::when_unknown) {
        continue;
      }
      if (planned.status == MeasureStatus::declined || planned.status == MeasureStatus::waived) {
        continue;
      }
      texts.push_back(planned.measure->text.staff.best(language));
    }
    return texts;
  }

  std::string sign_line(std::size_t zone, std::size_t most) const {
    std::vector<std::string> all = signs(zone);
    if (all.size() > most) all.resize(most);
    if (all.empty()) return {};
    return tell(language, "Signs: ", "Tegn: ") + sentence(join(all, "; "));
  }

  std::vector<Line> danger(std::size_t zone) const {
    std::vector<Line> result;
    if (const std::string line = sign_line(zone, plan.signs.size()); !line.empty()) {
      result.emplace_back(line);
    }
    for (const ZonePart part : {ZonePart::staff_do, ZonePart::i_can, ZonePart::staff_avoid}) {
      for (const std::string& text : lines(zone, part)) result.emplace_back(text);
    }
    return result;
  }

  /// One line of signs, one of what to do, one of what not to do: those there is room for.
  std::vector<Line> short_zone(std::size_t zone, std::size_t room) const {
    std::vector<Line> result;
    const auto add = [&](std::string text) {
      if (!text.empty() && result.size() < room) result.emplace_back(std::move(text));
    };
    const auto does = lines(zone, ZonePart::staff_do);
    const auto can = lines(zone, ZonePart::i_can);
    const auto avoids = lines(zone, ZonePart::staff_avoid);
    const std::string act = !does.empty() ? does.front() : can.empty() ? "" : can.front();
    // In one line what to do, where there is anything: else the signs.
    if (room > 1 || act.empty()) add(sign_line(zone, 2));
    add(act);
    if (!avoids.empty()) add(avoids.front());
    return result;
  }

  std::vector<Part> parts() const {
    const auto& zones = catalogue.zones();
    std::size_t danger_at = 0;
    while (danger_at < zones.size() && !zones[danger_at].is_danger) ++danger_at;
    const std::vector<Line> danger_lines = danger(danger_at);
    const std::size_t others = zones.size() - 1;
    std::size_t room =
        danger_lines.size() < most_card_lines ? most_card_lines - danger_lines.size() : 0;
    // What comes before danger matters most on a shift; then what comes after it.
    std::vector<std::size_t> rooms(zones.size(), 0);
    for (std::size_t round = 0; round < 3 && others > 0; ++round) {
      for (std::size_t step = 0; step < zones.size() && room > 0; ++step) {
        const std::size_t zone = (danger_at + zones.size() - 1 - step) % zones.size();
        if (zone == danger_at || short_zone(zone, 3).size() <= rooms[zone]) continue;
        ++rooms[zone];
        --room;
      }
    }
    std::vector<Part> parts;
    for (std::size_t i = 0; i < zones.size(); ++i) {
      Part part;
      part.heading = plain(Line().add(zones[i].text.staff, language));
      part.bullets(i == danger_at ? danger_lines : short_zone(i, rooms[i]));
      if (!part.is_empty()) parts.push_back(std::move(part));
    }
    return parts;
  }
};

std::string danger_call(Language language) {
  return tell(language, "In danger: call 112.", "Er der fare: Ring 112.");
}

}  // namespace

Page zone_person_page(const ZoneSource& source, Language language) {
  const PersonTeller teller{source, language};
  Page page;
  page.look = Page::Look::reading;
  page.style = person_style;
  page.language = language;
  page.title = tell(language, "My plan", "Min plan");
  page.heading = page.title;
  page.under.push_back(tell(language, "This is my plan. I can always ask to change it.",
                            "Det er min plan. Jeg kan altid bede om at lave den om."));
  page.under.push_back(Line().strong(danger_call(language)));
  Part strains = teller.strains();
  if (!strains.is_empty()) page.sections.push_back(std::move(strains));
  for (std::size_t i = 0; i < source.plan->catalogue->zones().size(); ++i) {
    page.sections.push_back(teller.zone(i));
  }
  return page;
}

Page zone_card_page(const ZoneSource& source, Language language) {
  Page page;
  page.look = Page::Look::reading;
  page.style = card_style;
  page.language = language;
  page.title = tell(language, "Card ", "Kort ") + source.file->id;
  page.heading = tell(language, "On this shift: ", "På vagten: ") + source.file->subject.text;
  page.under.push_back(Line().strong(zone_danger_line(language)));
  page.sections = CardTeller{source, language}.parts();
  return page;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

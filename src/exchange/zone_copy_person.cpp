// SPDX-License-Identifier: Apache-2.0
// The person's version of a plan of zones, and the card.
#include <algorithm>
#include <tuple>
#include <utility>

#include "exchange/due_words.hpp"
#include "exchange/report_page.hpp"
#include "exchange/zone_copy.hpp"
#include "vaern/safety_plan/own_words.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// Each kind of zone has its own border and its own figure before the heading, so that black and
/// white tells them apart; figures are borders too, which print where backgrounds do not.
constexpr std::string_view zone_style = R"css(
.zone{border:2px solid #1a1a1a;border-radius:10px;padding:.3rem .8rem .5rem;margin:.8rem 0}
.zone h2{border:0;margin:.2rem 0;display:flex;align-items:center;gap:.5rem}
.zone h2::before{content:"";flex:none;box-sizing:border-box;width:1.1em;height:1.1em}
.zone h3{margin:.5rem 0 .1rem}
.calm{border-color:#1d6b34}
.calm h2::before{border:.16em solid #1d6b34;border-radius:50%}
.rising{border:3px dashed #8a5a00}
.rising h2::before{width:0;height:0;border:.6em solid transparent;border-top:0;border-bottom:1.05em solid #8a5a00}
.danger{border:6px solid #a11212}
.danger h2::before{width:0;height:0;border:.55em solid #a11212}
.after{border:4px double #1f4e8c}
.after h2::before{border:.34em double #1f4e8c;border-radius:50%}
)css";
/// One side of A4, two zones beside each other.
constexpr std::string_view person_style = R"css(
html{font-family:Arial,"Liberation Sans","Helvetica Neue",sans-serif}
.lead h2{border:0}
@page{size:A4;margin:8mm 9mm}
@media print{
html{font:12pt/1.17 Arial,"Liberation Sans","Helvetica Neue",sans-serif}
h1{margin:0;font-size:19pt}
header>p{margin:.5mm 0}
h2,.zone h2{font-size:1.17em;margin:.5mm 0}
h3,.zone h3{font-size:1em;margin:1.1mm 0 .2mm}
ul,p{margin:0}
ul{padding-left:1.1em}
.columns{columns:2;column-gap:3.5mm}
.lead{column-span:all;margin-bottom:2mm}
.lead li{display:inline-block;margin-right:1.4em}
.lead li::before{content:"\2022\00a0"}
.lead ul{padding:0}
.zone{margin:0 0 3mm;padding:1mm 2.5mm 1.5mm;break-inside:avoid}
}
)css";
/// Readable from six or seven years.
constexpr std::string_view child_style = R"css(
html{font-size:1.15rem}
@media print{html{font-size:13.5pt;line-height:1.22}}
)css";
constexpr std::string_view card_style = R"css(
@page{size:A4;margin:12mm}
@media print{
html{font:11pt/1.3 Arial,"Liberation Sans","Helvetica Neue",sans-serif}
h2,.zone h2{font-size:12.5pt;margin:1mm 0}
.zone,.alarm{margin:0 0 3mm;padding:1mm 3mm 2mm;break-inside:avoid}
.alarm{border-color:#000}
.alarm h2{color:#000}
}
)css";

Part::Tone tone_of(const ZoneCatalogue& catalogue, std::size_t zone) {
  const PlanZone& what = catalogue.zones()[zone];
  if (what.is_danger) return Part::Tone::danger;
  if (what.is_afterwards) return Part::Tone::after;
  return zone == 0 ? Part::Tone::calm : Part::Tone::rising;
}

struct PersonTeller {
  const ZoneSource& source;
  Language language;
  const ZonePlan& plan = *source.plan;
  const ZoneCatalogue& catalogue = *plan.catalogue;
  OwnWords words = OwnWords::of(*source.file, source.when.as_of, &source.programme->policy().zone(),
                                source.when.known_by);

  // The person's own words stand in place of ours.
  Line own(const ZoneText& text, std::string_view own_words) const {
    if (!own_words.empty()) return quoted(std::string(own_words), language);
    return Line().add(plan.own(text), language);
  }

  Part strains() const {
    Part part;
    part.heading = tell(language, "What makes my days hard", "Det gør mine dage svære");
    part.tone = Part::Tone::lead;
    std::vector<Line> lines;
    for (const bool is_first : {true, false}) {
      for (std::size_t i = 0; i < plan.strains.size(); ++i) {
        const ZoneStrain& strain = catalogue.strains()[i];
        if (plan.strains[i].has != Truth::yes || strain.health_first != is_first) continue;
        lines.push_back(own(strain.text, plan.strains[i].own_words));
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
        lines.push_back(own(sign.text, plan.signs[i].own_words));
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
      if (!is_in_person_version(plan, planned)) continue;
      lines.push_back(own(planned.measure->text, words.find(planned.measure->id)));
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
    part.tone = tone_of(catalogue, place);
    part.sections.push_back(signs(place));
    part.sections.push_back(
        measures(place, ZonePart::i_can, tell(language, "What I can do", "Det kan jeg gøre")));
    const std::string staff = staff_words(plan, language);
    Part does = measures(place, ZonePart::staff_do,
                         tell(language, "What " + staff + " do", "Det gør " + staff));
    if (!does.is_empty()) part.sections.push_back(std::move(does));
    // A promise: "what they leave out: they do not scold" would say no twice.
    Part avoids =
        measures(place, ZonePart::staff_avoid,
                 tell(language, "What " + staff + " promise me", "Det lover " + staff + " mig"));
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

  static bool is_on_card(const PlannedZoneMeasure& planned) {
    if (planned.state != MeasureState::included) return false;
    if (planned.status == MeasureStatus::declined || planned.status == MeasureStatus::waived) {
      return false;
    }
    return planned.reason.kind != ZoneReason::Kind::when_unknown || is_agreed(planned);
  }

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
      if (is_on_card(planned)) texts.push_back(planned.measure->text.staff.best(language));
    }
    return texts;
  }

  std::string sign_line(std::size_t zone, std::size_t most) const {
    std::vector<std::string> all = signs(zone);
    if (all.size() > most) all.resize(most);
    if (all.empty()) return {};
    return tell(language, "Signs: ", "Tegn: ") + sentence(join(all, "; "));
  }

  // Of what is done in a zone the one line there is room for: health, then what was agreed.
  std::string first_step(std::size_t zone) const {
    const auto rank = [](const PlannedZoneMeasure& planned) {
      const ZoneMeasure& what = *planned.measure;
      return std::tuple(!what.health_first, !is_agreed(planned), what.part == ZonePart::i_can);
    };
    const PlannedZoneMeasure* first = nullptr;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      const ZoneMeasure& what = *planned.measure;
      if (what.zone != zone || what.part == ZonePart::staff_avoid || !is_on_card(planned)) continue;
      if (first == nullptr || rank(planned) < rank(*first)) first = &planned;
    }
    return first == nullptr ? std::string() : first->measure->text.staff.best(language);
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
    const auto avoids = lines(zone, ZonePart::staff_avoid);
    const std::string step = first_step(zone);
    // In one line what to do, where there is anything: else the signs.
    if (room > 1 || step.empty()) add(sign_line(zone, 2));
    add(step);
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
      part.tone = tone_of(catalogue, i);
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
  page.style = std::string(zone_style) + std::string(person_style);
  if (source.plan->catalogue->is_for_child()) page.style += child_style;
  page.language = language;
  page.title = tell(language, "My plan", "Min plan");
  page.heading = page.title;
  std::string made =
      tell(language, "I can always ask to change it.", "Jeg kan altid bede om at lave den om.");
  const Zone& zone = source.programme->policy().zone();
  if (const PlanEntry* plan =
          latest_plan(*source.file, source.when.as_of, &zone, source.when.known_by)) {
    made = tell(language, "Made: ", "Lavet: ") + day_words(plan->made, language) + ". " + made;
  }
  page.under.push_back(made);
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
  page.style = std::string(zone_style) + std::string(card_style);
  page.language = language;
  page.title = tell(language, "Card ", "Kort ") + source.file->id;
  if (!source.when.as_of) page.before.push_back(Line().strong(not_judged_words(language)));
  page.heading = tell(language, "On this shift: case ", "På vagten: sag ") + source.file->id;
  page.under.push_back(when_known(*source.programme, source.when, language));
  page.under.push_back(Line().strong(zone_danger_line(language)));
  Part first;
  first.tone = Part::Tone::alarm;
  first.heading = tell(language, "First", "Først");
  first.bullets(zone_card_first(source, language));
  if (!first.is_empty()) page.top.push_back(std::move(first));
  page.sections = CardTeller{source, language}.parts();
  return page;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

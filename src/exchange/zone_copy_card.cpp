// SPDX-License-Identifier: Apache-2.0
// The card of a plan of zones: all of danger, and of the other zones what there is room for, with
// how many lines of each are left out.
#include <tuple>
#include <utility>

#include "exchange/due_words.hpp"
#include "exchange/report_page.hpp"
#include "exchange/zone_copy.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

constexpr std::string_view card_style = R"css(
@page{size:A4;margin:10mm 12mm}
@media print{
html{font:9.5pt/1.22 Arial,"Liberation Sans","Helvetica Neue",sans-serif}
h1{font-size:14pt}
h2,.zone h2{font-size:11.5pt;margin:.8mm 0}
.zone,.alarm{margin:0 0 2.4mm;padding:.8mm 3mm 1.4mm;break-inside:avoid}
.alarm{border-color:#000}
.alarm h2{color:#000}
}
)css";

/// Signs of a zone that is neither rising nor of danger: the rest of them is counted.
constexpr std::size_t most_signs = 2;
/// Signs, what to do, what helps, what to leave out.
constexpr std::size_t most_zone_lines = 4;

struct ShortZone {
  std::vector<Line> lines;
  std::size_t left_out = 0;
};

/// The lines of a card, zone by zone.
struct CardTeller {
  const ZoneSource& source;
  Language language;
  const ZonePlan& plan = *source.plan;
  const ZoneCatalogue& catalogue = *plan.catalogue;

  OwnWords words = own_words_of(source);

  // They are quoted on the person's version alone (P6).
  std::string see_words() const {
    return catalogue.is_for_child()
               ? tell(language, " (See the child's own words.)", " (Se barnets egne ord.)")
               : tell(language, " (See the person's own words.)", " (Se beboerens egne ord.)");
  }

  bool is_in_plan(const PlannedZoneMeasure& planned) const {
    return planned.state == MeasureState::included && !is_given_up(plan, planned);
  }

  std::vector<const PlannedZoneMeasure*> measures(std::size_t zone) const {
    std::vector<const PlannedZoneMeasure*> result;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      if (planned.measure->zone == zone && is_in_plan(planned)) result.push_back(&planned);
    }
    return result;
  }

  // Those of the person first, then those that nobody has said anything of.
  std::vector<std::string> signs(std::size_t zone) const {
    std::vector<std::string> texts;
    for (const Truth has : {Truth::yes, Truth::unknown}) {
      for (std::size_t i = 0; i < plan.signs.size(); ++i) {
        const ZoneSign& sign = catalogue.signs()[i];
        if (sign.zone != zone || plan.signs[i].has != has) continue;
        std::string text = plan.signs[i].own_words.empty()
                               ? sign.text.staff.best(language)
                               : quoted(plan.signs[i].own_words, language);
        if (!is_known(has)) text += tell(language, " (ask)", " (spørg)");
        texts.push_back(std::move(text));
      }
    }
    return texts;
  }

  std::string sign_line(std::size_t zone) const {
    std::vector<std::string> all = signs(zone);
    if (all.empty()) return {};
    const Part::Tone tone = zone_tone(catalogue, zone);
    const bool is_whole = tone == Part::Tone::danger || tone == Part::Tone::rising;
    // One more takes no more room than to say that there is one.
    if (!is_whole && all.size() > most_signs + 1) {
      const std::string rest = std::to_string(all.size() - most_signs);
      all.resize(most_signs);
      all.push_back(tell(language, "and ", "og ") + rest + tell(language, " more", " mere"));
    }
    return tell(language, "Signs: ", "Tegn: ") + sentence(join(all, "; "));
  }

  // With what is not known, where that decides whether it is asked for.
  std::string step(const PlannedZoneMeasure& planned) const {
    std::string text = planned.measure->text.staff.best(language);
    if (planned.reason.kind == ZoneReason::Kind::when_unknown && !is_agreed(planned)) {
      text += " (" + zone_because(source, planned, language) + ")";
    }
    return text;
  }

  // Of what is done in a zone the first: health, then what was agreed.
  const PlannedZoneMeasure* first_step(std::size_t zone) const {
    const auto rank = [](const PlannedZoneMeasure& planned) {
      const ZoneMeasure& what = *planned.measure;
      return std::tuple(!what.health_first, !is_agreed(planned), what.part == ZonePart::i_can);
    };
    const PlannedZoneMeasure* first = nullptr;
    for (const PlannedZoneMeasure* planned : measures(zone)) {
      const bool is_open =
          planned->reason.kind == ZoneReason::Kind::when_unknown && !is_agreed(*planned);
      if (is_open || planned->measure->part == ZonePart::staff_avoid) continue;
      if (first == nullptr || rank(*planned) < rank(*first)) first = planned;
    }
    return first;
  }

  std::vector<Line> danger(std::size_t zone) const {
    std::vector<Line> result;
    if (const std::string line = sign_line(zone); !line.empty()) result.emplace_back(line);
    for (const ZonePart part : {ZonePart::staff_do, ZonePart::i_can, ZonePart::staff_avoid}) {
      for (const PlannedZoneMeasure* planned : measures(zone)) {
        if (planned->measure->part == part) result.emplace_back(step(*planned));
      }
    }
    return result;
  }

  /// Signs, what to do, what the person counts on, what not to do: those there is room for.
  ShortZone short_zone(std::size_t zone, std::size_t room) const {
    ShortZone result;
    const std::vector<const PlannedZoneMeasure*> all = measures(zone);
    result.left_out = all.size() + signs(zone).size();
    const auto add = [&](const std::string& text, std::size_t told) {
      if (text.empty() || result.lines.size() >= room) return;
      result.lines.emplace_back(text);
      result.left_out -= told;
    };
    const PlannedZoneMeasure* const first = first_step(zone);
    // In one line what to do, where there is anything: else the signs.
    if (room > 1 || first == nullptr) add(sign_line(zone), signs(zone).size());
    if (first != nullptr) add(step(*first), 1);
    std::vector<std::string> helps;
    const PlannedZoneMeasure* avoids = nullptr;
    for (const PlannedZoneMeasure* planned : all) {
      const ZonePart part = planned->measure->part;
      if (part == ZonePart::staff_avoid && avoids == nullptr) avoids = planned;
      if (part == ZonePart::i_can && is_agreed(*planned) && planned != first) {
        helps.push_back(sentence(step(*planned)));
        if (!words.find(planned->measure->id).empty()) helps.back() += see_words();
      }
    }
    if (!helps.empty()) {
      add(tell(language, "Agreed: ", "Aftalt: ") + join(helps, " "), helps.size());
    }
    if (avoids != nullptr) add(step(*avoids), 1);
    return result;
  }

  std::vector<Part> parts() const {
    const auto& zones = catalogue.zones();
    std::size_t danger_at = 0;
    while (danger_at < zones.size() && !zones[danger_at].is_danger) ++danger_at;
    const std::vector<Line> danger_lines = danger(danger_at);
    std::size_t room =
        danger_lines.size() < most_card_lines ? most_card_lines - danger_lines.size() : 0;
    // What comes before danger matters most on a shift; then what comes after it.
    std::vector<std::size_t> rooms(zones.size(), 0);
    for (std::size_t round = 0; round < most_zone_lines; ++round) {
      for (std::size_t step = 0; step < zones.size() && room > 0; ++step) {
        const std::size_t zone = (danger_at + zones.size() - 1 - step) % zones.size();
        if (zone == danger_at || short_zone(zone, most_zone_lines).lines.size() <= rooms[zone]) {
          continue;
        }
        ++rooms[zone];
        --room;
      }
    }
    std::vector<Part> parts;
    for (std::size_t i = 0; i < zones.size(); ++i) {
      Part part;
      part.heading = plain(Line().add(zones[i].text.staff, language));
      part.tone = zone_tone(catalogue, i);
      ShortZone told = i == danger_at ? ShortZone{danger_lines, 0} : short_zone(i, rooms[i]);
      part.bullets(std::move(told.lines));
      if (told.left_out > 0) {
        part.paragraph(tell(language, "And ", "Og ") + std::to_string(told.left_out) +
                       tell(language, " more: see the plan.", " mere: Se planen."));
      }
      if (!part.is_empty()) parts.push_back(std::move(part));
    }
    return parts;
  }
};

}  // namespace

Page zone_card_page(const ZoneSource& source, Language language) {
  Page page;
  page.look = Page::Look::reading;
  page.style = zone_style() + std::string(card_style);
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

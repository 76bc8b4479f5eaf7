// SPDX-License-Identifier: Apache-2.0
// The person's version of a plan of zones.
#include <utility>

#include "exchange/due_words.hpp"
#include "exchange/report_page.hpp"
#include "exchange/zone_copy.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

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
struct PersonTeller {
  const ZoneSource& source;
  Language language;
  const ZonePlan& plan = *source.plan;
  const ZoneCatalogue& catalogue = *plan.catalogue;
  OwnWords words = own_words_of(source);

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

  // Why there is none: what was talked about is not said to be new.
  std::string no_signs(std::size_t zone) const {
    for (std::size_t i = 0; i < plan.signs.size(); ++i) {
      if (catalogue.signs()[i].zone != zone || plan.signs[i].has != Truth::no) continue;
      return tell(language, "We have talked about signs here. I have found none of mine yet.",
                  "Vi har talt om tegn her. Jeg har ikke fundet mine endnu.");
    }
    return tell(language, "We have not talked about my signs here yet.",
                "Vi har ikke talt om mine tegn her endnu.");
  }

  std::string no_steps(std::size_t zone) const {
    bool is_declined = false, is_agreed_here = false, is_all_declined = true;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      if (planned.measure->zone != zone || planned.measure->part != ZonePart::i_can) continue;
      is_agreed_here = is_agreed_here || is_agreed(planned);
      if (planned.status == MeasureStatus::declined) {
        is_declined = true;
      } else if (planned.state == MeasureState::included) {
        is_all_declined = false;
      }
    }
    const bool is_child = catalogue.is_for_child();
    if (is_agreed_here) {
      return is_child ? tell(language, "We have to talk again about what we agreed.",
                             "Vi skal snakke igen om det, vi har aftalt.")
                      : tell(language, "We have to talk again about what we agreed.",
                             "Vi skal tale igen om det, vi har aftalt.");
    }
    if (!is_declined) {
      return tell(language, "We have not agreed on anything yet.",
                  "Vi har ikke aftalt noget endnu.");
    }
    if (is_child) {
      return is_all_declined
                 ? tell(language,
                        "You said no to what we suggested. Tell us if you want to talk about it "
                        "again.",
                        "Du sagde nej til det, vi foreslog. Sig til, hvis du vil snakke om det "
                        "igen.")
                 : tell(language,
                        "You said no to some of what we suggested. Tell us if you want to talk "
                        "about it again.",
                        "Du sagde nej til noget af det, vi foreslog. Sig til, hvis du vil snakke "
                        "om det igen.");
    }
    return is_all_declined
               ? tell(language,
                      "You have said no to what we suggested. Tell us if you would like to talk "
                      "about it again.",
                      "Du har sagt nej til det, vi foreslog. Sig til, hvis du vil tale om det "
                      "igen.")
               : tell(language,
                      "You have said no to some of what we suggested. Tell us if you would like to "
                      "talk about it again.",
                      "Du har sagt nej til noget af det, vi foreslog. Sig til, hvis du vil tale om "
                      "det igen.");
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
    if (lines.empty()) part.paragraph(no_signs(zone));
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
    if (lines.empty() && which == ZonePart::i_can) part.paragraph(no_steps(zone));
    part.bullets(std::move(lines));
    return part;
  }

  Part zone(std::size_t place) const {
    Part part;
    part.heading = plain(Line().add(plan.own(catalogue.zones()[place].text), language));
    part.tone = zone_tone(catalogue, place);
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

std::string danger_call(Language language) {
  return tell(language, "In danger: call 112.", "Er der fare: Ring 112.");
}

}  // namespace

Page zone_person_page(const ZoneSource& source, Language language) {
  const PersonTeller teller{source, language};
  Page page;
  page.look = Page::Look::reading;
  page.style = zone_style() + std::string(person_style);
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

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "exchange/zone_copy.hpp"

#include <algorithm>
#include <array>

#include "diagnostics/codes/exchange.hpp"
#include "exchange/report_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

Page page_of(const ZoneSource& source, ZoneCopy copy, Language language) {
  switch (copy) {
    case ZoneCopy::person:
      return zone_person_page(source, language);
    case ZoneCopy::card:
      return zone_card_page(source, language);
    case ZoneCopy::agency:
      break;
  }
  return zone_agency_page(source, language);
}

/// Each kind of zone has its own border and its own figure before the heading, so that black and
/// white tells them apart; figures are borders too, which print where backgrounds do not.
constexpr std::string_view zone_css = R"css(
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

constexpr std::array<std::string_view, 3> copy_words{"person", "agency", "card"};

}  // namespace

std::string zone_style() { return std::string(zone_css); }

OwnWords own_words_of(const ZoneSource& source) {
  return OwnWords::of(*source.file, source.when.as_of, &source.programme->policy().zone(),
                      source.when.known_by);
}

Part::Tone zone_tone(const ZoneCatalogue& catalogue, std::size_t zone) {
  const PlanZone& what = catalogue.zones()[zone];
  if (what.is_danger) return Part::Tone::danger;
  if (what.is_afterwards) return Part::Tone::after;
  return zone == 0 ? Part::Tone::calm : Part::Tone::rising;
}

std::string staff_line(Language language) {
  return tell(language, "For staff. The person may always see it and ask to change it.",
              "Til personalet. Den, planen handler om, må altid se den og bede om at få den lavet "
              "om.");
}

std::string zone_danger_line(Language language) {
  return tell(language, "In danger: call 112. Nobody stays alone.",
              "Ved fare: Ring 112. Ingen bliver alene.");
}

std::string staff_words(const ZonePlan& plan, Language language) {
  return plan.catalogue->is_for_child() ? tell(language, "the adults", "de voksne")
                                        : tell(language, "staff", "personalet");
}

std::string quoted(const std::string& words, Language language) {
  return tell(language, "\u201C", "\u00BB") + words + tell(language, "\u201D", "\u00AB");
}

std::string sentence(std::string text) {
  if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos) {
    text += ".";
  }
  return text;
}

}  // namespace exchange::detail

std::string_view to_string(ZoneCopy copy) noexcept {
  return exchange::detail::copy_words[static_cast<std::size_t>(copy)];
}

std::optional<ZoneCopy> parse_zone_copy(std::string_view word) noexcept {
  const auto& words = exchange::detail::copy_words;
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<ZoneCopy>(found - words.begin());
}

Result<std::string> zone_copy(const ZoneSource& source, std::string_view copy,
                              std::string_view format, Language language) {
  const std::optional<ZoneCopy> wanted = parse_zone_copy(copy);
  if (wanted && format == "text") return zone_copy_text(source, *wanted, language);
  if (wanted && format == "html") return zone_copy_html(source, *wanted, language);
  if (wanted == ZoneCopy::agency && format == "json") return zone_plan_json(*source.plan);
  DiagnosticList findings;
  findings.add_at_path(codes::zone_copy_unknown, "",
                       {{"copy", std::string(copy)}, {"format", std::string(format)}});
  return tl::unexpected(std::move(findings));
}

std::string zone_copy_text(const ZoneSource& source, ZoneCopy copy, Language language) {
  using namespace exchange::detail;
  return page_text(page_of(source, copy, language));
}

std::string zone_copy_html(const ZoneSource& source, ZoneCopy copy, Language language) {
  using namespace exchange::detail;
  return page_html(page_of(source, copy, language));
}

}  // namespace v1
}  // namespace vaern

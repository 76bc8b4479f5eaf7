// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the copies for the person say themselves, in any language, and who may be named in them.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/page.hpp"
#include "vaern/exchange/plan_copy.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// A sentence of the documents' own. Where it matters for safety, a copy without it in its language
// is refused.
struct OwnWords {
  std::string_view en;
  std::string_view da;
  bool is_safety = false;
};

namespace own {
inline constexpr OwnWords in_danger{danger_line_en, danger_line_da, true};
inline constexpr OwnWords keep_it{
    "Do not take it home if others can find it. We can keep it for you.",
    "Tag den ikke med hjem, hvis andre kan finde den. Vi kan opbevare den for dig.", true};
inline constexpr OwnWords your_plan{"Your plan", "Din plan"};
inline constexpr OwnWords if_danger{"If there is danger", "Hvis der er fare"};
inline constexpr OwnWords you_do{"You already do this", "Det gør du allerede"};
inline constexpr OwnWords agreed{"We have agreed on this", "Det har vi aftalt"};
inline constexpr OwnWords tell_child{"What you can tell your child",
                                     "Det kan du sige til dit barn"};
inline constexpr OwnWords tell_others{"What you can tell people around you",
                                      "Det kan du sige til folk omkring dig"};
// Which child of several, where no table names them.
inline constexpr OwnWords child_aged{"the child aged {age}", "barnet på {age} år"};
inline constexpr OwnWords child_under_one{"the child under 1", "barnet under 1 år"};
inline constexpr OwnWords child{"child", "barn"};
inline constexpr OwnWords in_your_words{"In your own words", "Med dine egne ord"};
inline constexpr OwnWords nothing_yet{"Nothing has been agreed yet.",
                                      "Der er ikke aftalt noget endnu."};
inline constexpr OwnWords more{"More has been agreed. Ask for it.",
                               "Vi har aftalt mere. Spørg efter det."};
inline constexpr OwnWords contacts{"You can call", "Du kan ringe til"};
inline constexpr OwnWords it_is_yours{"The plan is yours. You can change it or say no at any time.",
                                      "Planen er din. Du kan altid ændre den eller sige nej."};
inline constexpr OwnWords agreed_on{"Agreed {day}.", "Aftalt {day}."};
inline constexpr OwnWords neutral_title{"To remember", "Husk", true};
inline constexpr std::array<OwnWords, 18> all{
    in_danger,   keep_it,     your_plan,  if_danger,       you_do,    agreed,
    tell_child,  tell_others, child_aged, child_under_one, child,     in_your_words,
    nothing_yet, more,        contacts,   it_is_yours,     agreed_on, neutral_title};
}  // namespace own

// The words of one copy, which remembers what was missing.
class CopyWords {
 public:
  CopyWords(const CopyOptions& options) : options_(options) {}  // NOLINT: short-lived

  // The language of the page.
  std::string tag() const;
  bool is_right_to_left() const;

  // With the language it is in, and a visible mark of it, where that is not the page's.
  Run own(const OwnWords& words);
  // The danger line, which must have the number: a translation without it is none.
  Run danger_line();
  // With its {place} filled in. Nothing where a translation has lost the place.
  std::optional<Run> own(const OwnWords& words, std::string_view place, std::string_view filling);
  // Of the discreet copy the note where there is one, of an easy-read copy the easy text.
  Run measure(const Measure& measure);
  // One for the person, of that measure.
  Run caution(const Measure& measure, const Caution& caution);
  // What stands there, with the cautions beside it in the person's copy, is easy to read: the easy
  // text, or a text that is simple itself.
  bool is_easy(const Measure& measure) const;

  // Lines that matter for safety and are not there in the language of the copy.
  const std::vector<std::string>& missing() const { return missing_; }

 private:
  // Its note stands there.
  bool is_listed(const Measure& measure) const;
  Run fallback(const LocalizedText& text) const;
  bool is_easy(const LocalizedText& text, const LocalizedText& easy,
               const std::string& context_of_easy) const;
  const std::string* find(const LocalizedText& text, const std::string& context) const;
  // Of the catalogue, else translated; the copy is refused where it is neither.
  Run text(const LocalizedText& text, const LocalizedText& easy, const std::string& measure,
           const std::string& context, const std::string& context_of_easy);

  const CopyOptions& options_;
  std::vector<std::string> missing_;
};

// The number stands in it, by itself and not within another.
bool says_112(std::string_view text);
// Empty: nobody of that id is named.
const NamedPerson* named(const CopyOptions& options, std::string_view id);
// "Name, telephone", else the id.
std::string person_words(const CopyOptions& options, const std::string& id);

// A copy as it is printed, before the format is chosen.
struct CopyPage {
  Page page;
  std::string tag;
  std::string heading_tag;  // Of the heading, where it is not the page's language.
  bool is_right_to_left = false;
  bool is_sheet = false;  // One side of large print in place of a dense page.
  std::vector<std::string> missing;
};

CopyPage person_page(const PlanSource& source, const CopyOptions& options);
CopyPage discreet_page(const PlanSource& source, const CopyOptions& options);
CopyPage recipient_page(const PlanSource& source, const CopyOptions& options);
// With what is overdue in the case among the alarms.
CopyPage agency_page(const PlanSource& source, const CopyOptions& options,
                     const CaseReport& report);
CopyPage card_page(const PlanSource& source, const CopyOptions& options, const CaseReport& report);
CopyPage handover_page(const PlanSource& source, const CopyOptions& options,
                       const CaseReport& report);

// Checks who gets a recipient's copy, and that the case lets them have the sections. Where none are
// given they are those of the newest disclosure; findings where there is none.
void settle_recipient(const PlanSource& source, CopyOptions& options, DiagnosticList& findings);
// The disclosure that says so; null: the case knows of none.
const DisclosureEntry* disclosed_to(const PlanSource& source, const CopyOptions& options);
// Places in the plan: agreed measures of the sections that are shared, in plan order.
std::vector<std::size_t> shared_measures(const PlanSource& source, const CopyOptions& options);

std::string copy_html(const CopyPage& copy, bool is_large, bool is_easy);
std::string copy_json(const PlanSource& source, const CopyOptions& options, const CopyPage& copy,
                      const CaseReport& report);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "safety_plan/zone_words.hpp"

#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern::safety_plan::detail {
namespace {

using List = std::initializer_list<const char*>;

// Words that judge the person instead of saying what is seen.
const List blaming_da{"provoker*",      "manipuler*",      "opmærksomhedssøgende", "aggressiv*",
                      "uden grund",     "med vilje",       "utilregnelig",         "besværlig*",
                      "truende adfærd", "uartig*",         "hysterisk*",           "trodsig*",
                      "umulig",         "udadreagerende*", "krævende adfærd",      "problemskab*",
                      "urimelig*",      "ballade*",        "overreager*"};
const List blaming_en{"provok*",       "provocat*",    "manipulat*", "attention-seeking",
                      "aggressive*",   "on purpose",   "difficult",  "naughty",
                      "for no reason", "defiant",      "acting out", "challenging",
                      "hysterical",    "unreasonable", "misbehav*",  "overreact*"};
// What nobody else can see or hear.
const List unobservable_da{"føler",       "tænker",        "vil have",  "er vred",
                           "er sur",      "er frustreret", "er utryg",  "er ked af",
                           "er bange",    "mener",         "ønsker",    "har lyst",
                           "er i affekt", "er stresset",   "er urolig", "har det svært"};
const List unobservable_en{"feels",    "thinks",        "wants",      "intends",    "is angry",
                           "is upset", "is frustrated", "is unhappy", "is sad",     "is afraid",
                           "is tense", "is agitated",   "is anxious", "is stressed"};
// What no step of a plan asks for.
const List force_da{"fasthold*",  "holde fast",  "holder fast", "hold fast", "holde nede",
                    "nedlæg*",    "før væk",     "bær væk",     "greb*",     "magt*",
                    "tving*",     "isoler*",     "lås inde",    "lås døren", "låse inde",
                    "spær døren", "spærre inde", "bælte*"};
const List force_en{"restrain*",  "hold down", "hold still", "pin down", "forc*",
                    "seclu*",     "isolat*",   "lock in",    "lock up",  "lock the door",
                    "carry away", "grab*",     "drag",       "belt*"};
// What is not asked of anybody while the body comes to rest.
const List demanding_da{"straf*",  "konsekvens*", "undskyld*", "lov at",
                        "love at", "løfte*",      "skal love", "gør godt igen"};
const List demanding_en{"punish*", "consequence*", "sorry", "apolog*", "promise*", "make amends"};

std::vector<std::string> made(List words) { return {words.begin(), words.end()}; }

// Small letters, also of Danish: a capital Æ, Ø, Å or É is two bytes of which the second is 0x20
// less than in its small letter.
std::string small(std::string_view text) {
  std::string result(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto c = static_cast<unsigned char>(result[i]);
    if (c >= 'A' && c <= 'Z') result[i] = static_cast<char>(c + 0x20);
    if (c != 0xC3 || i + 1 == result.size()) continue;
    const auto next = static_cast<unsigned char>(result[i + 1]);
    if (next >= 0x80 && next <= 0x9E) result[i + 1] = static_cast<char>(next + 0x20);
    ++i;
  }
  return result;
}

bool is_in_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z');
}

// The word where it stands in the text, to the end of it; empty: nowhere.
std::string_view found_in(std::string_view text, std::string_view word) {
  const bool is_beginning = word.ends_with('*');
  if (is_beginning) word.remove_suffix(1);
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    std::size_t end = at + word.size();
    while (is_beginning && end < text.size() && is_in_word(text[end])) ++end;
    const bool begins = at == 0 || !is_in_word(text[at - 1]);
    const bool ends = end == text.size() || !is_in_word(text[end]);
    if (begins && ends) return text.substr(at, end - at);
  }
  return {};
}

}  // namespace

ZoneWords::ZoneWords()
    : lists_{{{made(blaming_da), made(blaming_en)},
              {made(unobservable_da), made(unobservable_en)},
              {made(force_da), made(force_en)},
              {made(demanding_da), made(demanding_en)}}} {}

void ZoneWords::read(const Node& node, DiagnosticList& findings) {
  Fields fields(node, findings);
  for (std::size_t i = 0; i < word_list_names.size(); ++i) {
    const Node* list = fields.optional_map(word_list_names[i]);
    if (list == nullptr) continue;
    Fields languages(*list, findings);
    const auto add = [&](const char* language, std::vector<std::string>& words) {
      const Node* more = languages.optional_list(language);
      if (more == nullptr) return;
      for (const std::string& word : read_list(*more, findings, read_text_scalar)) {
        words.push_back(small(word));
      }
    };
    add("da", lists_[i].da);
    add("en", lists_[i].en);
  }
}

std::string ZoneWords::find(WordList list, std::string_view language, std::string_view text) const {
  const Words& words = lists_[static_cast<std::size_t>(list)];
  const std::string in_small = small(text);
  for (const std::string& word : language == "da" ? words.da : words.en) {
    if (const auto found = found_in(in_small, word); !found.empty()) return std::string(found);
  }
  return {};
}

}  // namespace vaern::safety_plan::detail

// SPDX-License-Identifier: Apache-2.0
#include "service/words.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/model/canonical.hpp"
#include "vaern/service/check.hpp"

namespace vaern {
inline namespace v1 {
namespace {

struct Word {
  std::string_view part;
  std::string_view one_en, many_en, one_da, many_da;
};
constexpr Word words[] = {
    {"items", "item", "items", "punkt", "punkter"},
    {"scales", "scale", "scales", "skala", "skalaer"},
    {"rules", "rule", "rules", "regel", "regler"},
    {"flags", "flag", "flags", "flag", "flag"},
    {"examples", "example (not run)", "examples (not run)", "eksempel (ikke kørt)",
     "eksempler (ikke kørt)"},
    {"clocks", "clock", "clocks", "frist", "frister"},
    {"measures", "measure", "measures", "tiltag", "tiltag"},
    {"facts", "fact", "facts", "oplysning", "oplysninger"},
    {"events", "event", "events", "hændelse", "hændelser"},
    {"maps", "instrument mapped", "instruments mapped", "instrument på indsatsens skala",
     "instrumenter på indsatsens skala"},
    {"days", "day", "days", "dag", "dage"},
    {"assessments", "assessment", "assessments", "vurdering", "vurderinger"},
    {"plans", "plan", "plans", "plan", "planer"},
    {"answers", "answer", "answers", "svar", "svar"},
};

std::string_view kind_word(const CheckedFile& file, Language language) {
  const bool da = language == Language::da;
  if (!file.kind) return da ? "besvarelse af" : "form for";
  switch (*file.kind) {
    case Kind::instrument:
      return "instrument";
    case Kind::policy:
      return da ? "opfølgningsregler" : "policy";
    case Kind::catalogue:
      return da ? "tiltagskatalog" : "catalogue";
    case Kind::programme:
      return da ? "indsats" : "programme";
    case Kind::calendar:
      return da ? "kalender" : "calendar";
    case Kind::wording:
      return da ? "ordlyd" : "wording";
    case Kind::case_file:
      break;
  }
  return da ? "sag" : "case";
}

std::string counted(std::string_view part, std::size_t number, Language language) {
  std::string text = std::to_string(number) + " ";
  for (const Word& word : words) {
    if (word.part != part) continue;
    const bool da = language == Language::da;
    return text +=
           number == 1 ? (da ? word.one_da : word.one_en) : (da ? word.many_da : word.many_en);
  }
  return text += part;
}

/// What the class of exactness means for whoever reads a range, and what it costs at most.
std::string exactness_text(const CheckedFile& file, Language language) {
  const bool da = language == Language::da;
  const bool is_exact = file.exactness != "E2";
  std::string text;
  if (da) {
    text = is_exact ? "de mulige niveauer er nøjagtige" : "de mulige niveauer kan være for mange";
  } else {
    text = is_exact ? "ranges exact" : "ranges sound, perhaps too wide";
  }
  text += (da ? " (klasse " : " (class ") + file.exactness;
  if (file.worst_cost != 0) {
    const std::string cost = std::to_string(file.worst_cost);
    const std::string steps = file.worst_cost == 1 ? " step a form" : " steps a form";
    text += da ? "; højst " + cost + " trin pr. besvarelse" : "; up to " + cost + steps;
  }
  return text + ")";
}

std::string words_text(const CheckedFile& file, Language language) {
  std::size_t with_words = 0;
  for (const auto& [part, number] : file.counts) {
    if (part == "items") with_words = number;
  }
  const std::string some = std::to_string(with_words);
  const std::string all = std::to_string(file.items_in_all);
  return language == Language::da ? "ord til " + some + " af " + all + " punkter"
                                  : "words for " + some + " of " + all + " items";
}

std::string line_of(const CheckedFile& file, Language language) {
  const bool da = language == Language::da;
  std::string text =
      file.name + ": " + std::string(kind_word(file, language)) + " " + file.reference;
  if (!file.waits_for.empty()) {
    return text +
           (da ? ": ikke kontrolleret færdigt, fordi der er fejl i "
               : ": not checked to the end, because of errors in ") +
           file.waits_for + "\n";
  }
  std::string_view before = ": ";
  if (file.kind == Kind::wording) return text + ": " + words_text(file, language) + "\n";
  for (const auto& [part, number] : file.counts) {
    text += std::string(before) + counted(part, number, language);
    before = ", ";
  }
  if (!file.unverified.empty()) {
    text += std::string(before) + std::to_string(file.unverified.size()) +
            (da                            ? " tal ikke efterprøvet"
             : file.unverified.size() == 1 ? " number not verified"
                                           : " numbers not verified");
  }
  if (file.conditions_unread) {
    text += da ? "; betingelserne er ikke kontrolleret uden en indsats, der bruger kataloget"
               : "; its conditions were not checked without a programme that uses it";
  }
  if (!file.exactness.empty()) text += "; " + exactness_text(file, language);
  return text + "\n";
}

std::string unverified_line(const UnverifiedNumber& number) {
  return "  " + number.span.file->name() + ":" + std::to_string(number.span.line) + ":" +
         std::to_string(number.span.column) + ": " + number.key + " " + number.value + "\n";
}

void write_unverified(CanonicalWriter& json, const CheckedFile& file) {
  json.integer("unverified", static_cast<std::int64_t>(file.unverified.size()));
  json.begin_list("unverified_at");
  for (const UnverifiedNumber& number : file.unverified) {
    json.begin_map().text("key", number.key).text("value", number.value);
    json.text("file", service::detail::shown(number.span.file->name()));
    json.integer("line", number.span.line).integer("column", number.span.column).end_map();
  }
  json.end_list();
}

}  // namespace

std::string check_text(const Checked& checked, Language language, bool lists_unverified) {
  std::string text;
  for (const CheckedFile& file : checked.files) {
    if (file.errors != 0 || (!file.kind && !file.is_response_form)) continue;
    text += line_of(file, language);
    if (!lists_unverified) continue;
    for (const UnverifiedNumber& number : file.unverified) text += unverified_line(number);
  }
  return text;
}

std::string check_json(const Checked& checked, Language language) {
  CanonicalWriter json;
  json.begin_list();
  for (const CheckedFile& file : checked.files) {
    json.begin_map().text("name", file.name);
    if (file.kind) {
      json.text("kind", to_string(*file.kind));
    } else if (file.is_response_form) {
      json.text("kind", "responses");
    }
    if (!file.reference.empty()) json.text("reference", service::detail::shown(file.reference));
    json.integer("errors", static_cast<std::int64_t>(file.errors));
    json.integer("warnings", static_cast<std::int64_t>(file.warnings));
    json.integer("hints", static_cast<std::int64_t>(file.hints));
    json.begin_map("counts");
    for (const auto& [part, number] : file.counts) {
      json.integer(part, static_cast<std::int64_t>(number));
    }
    json.end_map();
    if (file.kind == Kind::wording) {
      json.integer("items_in_all", static_cast<std::int64_t>(file.items_in_all));
    }
    if (!file.waits_for.empty()) {
      json.text("waits_for", service::detail::shown(file.waits_for));
    }
    if (file.conditions_unread) json.boolean("conditions_unread", true);
    write_unverified(json, file);
    if (!file.exactness.empty()) {
      json.text("exactness", file.exactness);
      json.integer("worst_cost", static_cast<std::int64_t>(file.worst_cost));
    }
    json.end_map();
  }
  json.end_list();
  const std::string files = json.finish();
  return "{\"files\":" + std::string(service::detail::without_line_feed(files)) + ",\"findings\":" +
         std::string(service::detail::without_line_feed(render_json(checked.findings, language))) +
         "}";
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/versions.hpp"

#include <algorithm>

#include "diagnostics/codes/service.hpp"
#include "service/results_words.hpp"
#include "service/tests_parts.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using service::detail::shown;

struct GradeWords {
  ChangeGrade grade;
  std::string_view en, da;
};
/// The most decisive first.
constexpr GradeWords grades[] = {
    {ChangeGrade::level, "level: some complete form gets another level or class",
     "niveau: en fuldt besvaret form får et andet niveau eller en anden klasse"},
    {ChangeGrade::not_decided, "not decided: no form was found, and none was shown not to exist",
     "ikke afgjort: ingen besvarelse er fundet, og det er ikke vist, at der ingen er"},
    {ChangeGrade::flags, "flags: some form has another flag",
     "markeringer: en besvarelse får en anden markering"},
    {ChangeGrade::missing, "missing: some form with answers left out has other results",
     "manglende svar: en besvarelse, hvor der mangler svar, får andre resultater"},
    {ChangeGrade::score, "score: some complete form has another number, and none another level",
     "tal: en fuldt besvaret form får et andet tal, men ingen et andet niveau"},
    {ChangeGrade::form, "form: what is asked or may be answered",
     "skema: hvad der spørges om eller kan svares"},
    {ChangeGrade::evidence, "evidence: sources, what is verified, status, for whom",
     "grundlag: kilder, hvad der er kontrolleret, status, for hvem"},
    {ChangeGrade::words, "words: titles, labels, notes", "ord: titler, betegnelser, noter"},
    {ChangeGrade::nothing, "nothing: shown to be the same on every form",
     "intet: vist at være det samme for enhver besvarelse"},
};

std::string model_line(const Instrument& model) {
  return model.reference() + " (" + model.meaning().to_string().substr(0, 12) + ")";
}

/// "total 17: severe → extreme", or "severe → extreme; total 17 → 18".
std::string example_line(const ChangeExample& example, const Instrument& model, Language language) {
  std::string score;
  for (const Results::Scale& scale : example.after.scales) {
    const bool is_it = scale.id == model.levels().from && example.change.scales.empty();
    if (is_it && scale.value) score = scale.id + " " + scale.value->to_string() + ": ";
  }
  return score + service::detail::change_words(example.before, example.after, example.change, model,
                                               language);
}

std::string effect_text(const ChangeEffect& effect, const Instrument& model,
                        const std::string& indent, Language language) {
  const bool da = language == Language::da;
  std::string text;
  const auto line = [&](const std::optional<ChangeExample>& example, std::string_view name) {
    if (!example) return;
    text += indent + std::string(name) + example_line(*example, model, language) + "\n";
    text += indent + (da ? "  svar: " : "  answers: ") + example->answers + "\n";
  };
  line(effect.raised, da ? "hævet: " : "raised: ");
  line(effect.lowered, da ? "sænket: " : "lowered: ");
  line(effect.other, da ? "for eksempel: " : "for example: ");
  if (effect.forms && effect.raised_forms && effect.lowered_forms) {
    text += indent + (da ? "af " : "of ") + std::to_string(*effect.forms) +
            (da ? " mulige fuldt besvarede skemaer (ikke personer): hævet "
                : " possible complete forms (not people): raised ") +
            std::to_string(*effect.raised_forms) + (da ? ", sænket " : ", lowered ") +
            std::to_string(*effect.lowered_forms) + "\n";
  }
  return text;
}

std::string change_text(const VersionChange& change, const Instrument& model, Language language) {
  const bool da = language == Language::da;
  const std::string none = da ? "(ikke der)" : "(not there)";
  std::string text = "  " + change.path + ": " + (change.before.empty() ? none : change.before) +
                     " → " + (change.after.empty() ? none : change.after) + "\n";
  const std::string old_place = service::detail::place(change.old_span);
  const std::string new_place = service::detail::place(change.new_span);
  text += "    " + old_place + (old_place.empty() || new_place.empty() ? "" : " → ") + new_place;
  text += "\n";
  if (change.only_together) {
    text += da ? "    kan ikke stå alene; bedømt sammen med de andre\n"
               : "    cannot stand alone; judged with the others\n";
  }
  return text + effect_text(change.effect, model, "    ", language);
}

std::string migration_text(const Migration& migration, Language language) {
  const bool da = language == Language::da;
  std::string text = (da ? "\ntabellen, før og nu\n" : "\nthe table, before and now\n");
  std::vector<std::vector<std::string>> rows;
  for (const Migration::Move& move : migration.moves) {
    const std::string_view how =
        move.shift == Shift::none ? "" : service::detail::shift_words(move.shift, language);
    rows.push_back({move.before + " → " + move.after, std::to_string(move.rows), std::string(how)});
  }
  if (!rows.empty()) text += service::detail::table(rows);
  const auto list = [&](const std::vector<Migration::Cause>& causes, std::string_view head) {
    if (causes.empty()) return;
    text += std::string(head) + "\n";
    std::vector<std::vector<std::string>> lines;
    for (const Migration::Cause& cause : causes) {
      lines.push_back({cause.name, std::to_string(cause.rows)});
    }
    text += service::detail::table(lines);
  };
  list(migration.causes,
       da ? "rækker, som én ændring alene flytter" : "rows that one change alone moves");
  if (migration.together > 0) {
    text += (da ? "rækker, som kun ændringerne tilsammen flytter: "
                : "rows that the changes only move together: ") +
            std::to_string(migration.together) + "\n";
  }
  list(migration.items, da ? "spørgsmål, der tæller anderledes i de flyttede rækker"
                           : "items that count otherwise on the rows that moved");
  if (!migration.not_in_table.empty()) {
    text += (da ? "ikke i tabellen, så ikke besvaret: " : "not in the table, so not answered: ") +
            service::detail::join(migration.not_in_table) + "\n";
  }
  std::vector<std::vector<std::string>> sums;
  const auto sum = [&](std::string_view name, std::size_t count) {
    sums.push_back({std::string(name), std::to_string(count)});
  };
  sum(da ? "rækker beregnet" : "rows scored", migration.rows);
  sum(da ? "hævet" : "raised", migration.raised);
  sum(da ? "sænket" : "lowered", migration.lowered);
  if (migration.moved > 0)
    sum(da ? "ændret på anden måde" : "changed in another way", migration.moved);
  sum(da ? "afvist" : "rejected", migration.rejected.size());
  text += service::detail::table(sums);
  for (const Migration::Rejected& row : migration.rejected) {
    text += (da ? "  række " : "  row ") + std::to_string(row.row) + ": " +
            row.reason.best(language) + "\n";
  }
  return text;
}

void write_example(CanonicalWriter& json, std::string_view key,
                   const std::optional<ChangeExample>& example) {
  if (!example) return;
  json.begin_map(key).text("answers", example->answers);
  service::detail::write_change(json, example->change);
  service::detail::write_results(json, "before", example->before);
  service::detail::write_results(json, "after", example->after);
  json.end_map();
}

void write_effect(CanonicalWriter& json, const ChangeEffect& effect) {
  write_example(json, "raised", effect.raised);
  write_example(json, "lowered", effect.lowered);
  write_example(json, "other", effect.other);
  const auto count = [&](std::string_view key, const std::optional<std::uint64_t>& value) {
    if (value) json.text(key, std::to_string(*value));
  };
  count("forms", effect.forms);
  count("raised_forms", effect.raised_forms);
  count("lowered_forms", effect.lowered_forms);
}

void write_migration(CanonicalWriter& json, const Migration& migration, Language language) {
  const auto number = [&](std::string_view key, std::size_t value) {
    json.integer(key, static_cast<std::int64_t>(value));
  };
  const auto list = [&](std::string_view key, const std::vector<Migration::Cause>& causes) {
    json.begin_list(key);
    for (const Migration::Cause& cause : causes) {
      json.begin_map().text("name", cause.name);
      number("rows", cause.rows);
      json.end_map();
    }
    json.end_list();
  };
  json.begin_map("migration");
  number("rows", migration.rows);
  number("raised", migration.raised);
  number("lowered", migration.lowered);
  number("moved", migration.moved);
  json.begin_list("moves");
  for (const Migration::Move& move : migration.moves) {
    json.begin_map().text("before", move.before).text("after", move.after);
    json.text("shift", to_string(move.shift));
    number("rows", move.rows);
    json.end_map();
  }
  json.end_list();
  list("causes", migration.causes);
  number("together", migration.together);
  list("items", migration.items);
  json.begin_list("not_in_table");
  for (const std::string& name : migration.not_in_table) json.text(name);
  json.end_list().begin_list("rejected");
  for (const Migration::Rejected& row : migration.rejected) {
    json.begin_map();
    number("row", row.row);
    json.text("reason", row.reason.best(language)).end_map();
  }
  json.end_list().end_map();
}

}  // namespace

VersionDiff diff(const TestSubject& before, const TestSubject& after) {
  VersionDiff result;
  const InstrumentPtr extended = before.instrument->extended();
  result.made =
      compare_versions(before.instrument, before.document, after.instrument, after.document,
                       [&](const Document& changed, DiagnosticList& findings) {
                         return load_instrument(changed, population_names(), findings, extended);
                       });
  if (result.made.keeps_version) {
    result.findings.add(codes::version_is_the_same, after.instrument->head().span,
                        {{"reference", after.instrument->reference()}});
  }
  return result;
}

bool changes_meaning(const VersionDiff& diff) { return diff.made.grade > ChangeGrade::evidence; }

std::string diff_text(const VersionDiff& diff, Language language) {
  const bool da = language == Language::da;
  const VersionComparison& made = diff.made;
  std::string text = model_line(*made.before) + " → " + model_line(*made.after) + "\n";
  for (const GradeWords& grade : grades) {
    std::string lines;
    for (const VersionChange& change : made.changes) {
      if (change.grade == grade.grade) lines += change_text(change, *made.after, language);
    }
    if (!lines.empty()) text += "\n" + std::string(da ? grade.da : grade.en) + "\n" + lines;
  }
  const auto scoring = std::count_if(
      made.changes.begin(), made.changes.end(),
      [](const VersionChange& change) { return change.alone != nullptr || change.only_together; });
  if (scoring > 1 && made.effect.grade != ChangeGrade::nothing) {
    text += da ? "\nalle ændringer tilsammen\n" : "\nall changes together\n";
    text += effect_text(made.effect, *made.after, "  ", language);
  }
  if (!made.has_same_questions) {
    text += da ? "\nDer spørges om andet end før: fuldt besvarede skemaer er sammenlignet over de "
                 "svar, begge har; skemaer, hvor der mangler svar, er ikke.\n"
               : "\nWhat is asked is not the same: complete forms were compared over the answers "
                 "that both have; forms with answers left out were not.\n";
  }
  if (diff.migration) text += migration_text(*diff.migration, language);
  if (made.changes.empty()) return text + (da ? "\ningen ændringer\n" : "\nno change\n");
  text += "\n" + std::to_string(made.changes.size());
  if (da) {
    text += made.changes.size() == 1 ? " ændring; " : " ændringer; ";
  } else {
    text += made.changes.size() == 1 ? " change; " : " changes; ";
  }
  for (const GradeWords& grade : grades) {
    if (grade.grade != made.grade) continue;
    text += (da ? "det mest afgørende: " : "the most decisive: ") +
            std::string(da ? grade.da : grade.en) + "\n";
  }
  return text;
}

std::string diff_json(const VersionDiff& diff, Language language) {
  const VersionComparison& made = diff.made;
  CanonicalWriter json;
  json.begin_map();
  for (const auto& [key, model] :
       {std::pair("before", made.before), std::pair("after", made.after)}) {
    json.begin_map(key).text("instrument", model->reference());
    json.text("meaning", model->meaning().to_string()).end_map();
  }
  json.text("grade", to_string(made.grade)).boolean("same_questions", made.has_same_questions);
  json.begin_list("changes");
  for (const VersionChange& change : made.changes) {
    json.begin_map().text("path", shown(change.path)).text("grade", to_string(change.grade));
    if (!change.before.empty()) json.text("before", shown(change.before));
    if (!change.after.empty()) json.text("after", shown(change.after));
    for (const auto& [key, span] :
         {std::pair("old", change.old_span), std::pair("new", change.new_span)}) {
      if (span.file == nullptr) continue;
      json.begin_map(key);
      service::detail::write_place(json, span);
      json.end_map();
    }
    json.boolean("only_together", change.only_together);
    write_effect(json, change.effect);
    json.end_map();
  }
  json.end_list().begin_map("together").text("grade", to_string(made.effect.grade));
  write_effect(json, made.effect);
  json.end_map();
  if (diff.migration) write_migration(json, *diff.migration, language);
  json.end_map();
  std::string text(service::detail::without_line_feed(json.finish()));
  text.pop_back();  // its brace
  return text + ",\"findings\":" +
         std::string(service::detail::without_line_feed(render_json(diff.findings, language))) +
         "}";
}

}  // namespace v1
}  // namespace vaern

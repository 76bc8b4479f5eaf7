// SPDX-License-Identifier: Apache-2.0
// What `vaern recall` says.
#include "service/results_words.hpp"
#include "service/tests_parts.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/service/recall.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using service::detail::shown;
using Grade = ResultsChange::Grade;
using State = Recalled::State;

constexpr std::string_view states[] = {"compared",         "cannot_be_scored", "other_version",
                                       "other_instrument", "altered",          "unreadable"};

/// Under which heading a touched record stands.
std::string heading(const ResultsChange& change, bool da) {
  if (change.grade == Grade::flags) return da ? "kun markeringer og tal" : "flags and scores alone";
  if (change.grade == Grade::score) return da ? "kun tal" : "scores alone";
  if (change.is_by_answers_alone()) {
    return da ? "kun efter svarene; det vurderede niveau gælder fortsat"
              : "by the answers alone; the judged level stands";
  }
  if (change.shift == Shift::raised) return da ? "hævet" : "raised";
  if (change.shift == Shift::lowered) return da ? "sænket" : "lowered";
  return da ? "ændret på anden måde" : "changed in another way";
}

std::string touched_text(const Recall& recall, Language language) {
  const bool da = language == Language::da;
  std::string text;
  std::string last;
  for (const std::size_t i : recall.touched()) {
    const RecalledFile& file = recall.files[i];
    const std::string head = heading(file.made.change, da);
    if (head != last) text += head + "\n";
    last = head;
    text += "  " + file.name + ": " +
            service::detail::change_words(file.made.before, file.made.after, file.made.change,
                                          *recall.corrected, language);
    if (file.made.rests_on_earlier) {
      text += da ? " (bygger på tidligere resultater)" : " (rests on earlier results)";
    }
    text += "\n";
  }
  return text;
}

std::string doubtful_text(const Recall& recall, Language language) {
  const bool da = language == Language::da;
  std::string text;
  for (const RecalledFile& file : recall.files) {
    std::string why;
    if (file.made.state == State::cannot_be_scored) {
      why = da ? "kan ikke beregnes: " : "cannot be scored: ";
      std::string faults;
      for (const Diagnostic& fault : file.made.faults) {
        if (fault.severity() != Severity::error) continue;
        faults += (faults.empty() ? "" : "; ") + fault.message(language);
      }
      why += faults;
    } else if (file.made.state == State::altered) {
      why = da ? "ændret, siden det blev skrevet (digest): ikke sammenlignet"
               : "changed after it was written (digest): not compared";
    } else if (file.made.state == State::unreadable) {
      why = (da ? "er ikke et resultat fra vaern: " : "is no record: ") + file.made.problem;
    } else {
      continue;
    }
    text += "  " + file.name + ": " + shown(why) + "\n";
  }
  if (text.empty()) return text;
  return (da ? "i tvivl\n" : "in doubt\n") + text;
}

std::string moves_text(const Recall& recall, Language language) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [key, count] : recall.moves(language)) {
    rows.push_back({key.first + " → " + key.second, std::to_string(count)});
  }
  if (rows.empty()) return {};
  return (language == Language::da ? "det, der gælder, før og nu\n"
                                   : "what counts, before and now\n") +
         service::detail::table(rows);
}

std::string counts_text(const Recall& recall, Language language) {
  const bool da = language == Language::da;
  std::vector<std::vector<std::string>> rows;
  const auto row = [&](std::string_view name, std::size_t count, bool always = false) {
    if (count > 0 || always) rows.push_back({std::string(name), std::to_string(count)});
  };
  row(da ? "filer set efter" : "files looked at", recall.files.size(), true);
  row(da ? "niveau hævet" : "level raised", recall.count(Shift::raised), true);
  row(da ? "niveau sænket" : "level lowered", recall.count(Shift::lowered), true);
  row(da ? "niveau ændret på anden måde" : "level changed in another way",
      recall.count(Shift::moved));
  row(da ? "heraf kun efter svarene" : "of these by the answers alone", recall.by_answers_alone());
  row(da ? "kun markeringer og tal ændret" : "flags and scores alone changed",
      recall.count(Grade::flags));
  row(da ? "kun tal ændret" : "scores alone changed", recall.count(Grade::score), true);
  row(da ? "uændret" : "unchanged", recall.count(Grade::nothing), true);
  row(da ? "kan ikke beregnes med den rettede model" : "cannot be scored under the corrected model",
      recall.count(State::cannot_be_scored));
  row(da ? "ændret, siden de blev skrevet" : "changed after they were written",
      recall.count(State::altered));
  row(da ? "ikke resultater fra vaern" : "no records", recall.count(State::unreadable));
  for (const auto& [reference, count] : recall.others()) {
    row((da ? "af " : "of ") + shown(reference), count);
  }
  return service::detail::table(rows);
}

std::string head_text(const Recall& recall, bool da) {
  const std::string version = recall.corrected->reference() + " (" +
                              recall.corrected->meaning().to_string().substr(0, 12) + ")";
  std::string text = (da ? "Rettet model: " : "Corrected model: ") + version + "\n";
  std::string older;
  for (std::size_t i = 1; i < recall.versions.size(); ++i) {
    older += (older.empty() ? "" : ", ") + recall.versions[i].to_string();
  }
  if (!older.empty()) text += (da ? "Afløser: " : "Supersedes: ") + older + "\n";
  return text + "\n";
}

}  // namespace

std::string recall_text(const Recall& recall, Language language) {
  std::string text = head_text(recall, language == Language::da);
  for (const std::string& part : {touched_text(recall, language), doubtful_text(recall, language),
                                  moves_text(recall, language)}) {
    if (!part.empty()) text += part + "\n";
  }
  return text + counts_text(recall, language);
}

std::string recall_json(const Recall& recall, Language language) {
  CanonicalWriter json;
  const auto number = [&](std::string_view key, std::size_t value) {
    json.integer(key, static_cast<std::int64_t>(value));
  };
  json.begin_map().text("corrected", recall.corrected->reference());
  json.text("meaning", recall.corrected->meaning().to_string()).begin_list("versions");
  for (const Reference& version : recall.versions) json.text(version.to_string());
  json.end_list().begin_list("records");
  for (const RecalledFile& file : recall.files) {
    const Recalled& made = file.made;
    json.begin_map().text("name", shown(file.name));
    json.text("state", states[static_cast<std::size_t>(made.state)]);
    if (!made.instrument.empty()) json.text("instrument", shown(made.instrument));
    if (!made.problem.empty()) json.text("problem", shown(made.problem));
    if (made.state == State::cannot_be_scored) {
      json.begin_list("faults");
      for (const Diagnostic& fault : made.faults) json.text(shown(fault.message(language)));
      json.end_list();
    }
    if (made.state == State::compared) {
      service::detail::write_change(json, made.change);
      if (made.change.grade != Grade::nothing) {
        service::detail::write_results(json, "before", made.before);
        service::detail::write_results(json, "after", made.after);
      }
      json.boolean("rests_on_earlier", made.rests_on_earlier);
    }
    json.end_map();
  }
  json.end_list().begin_list("touched");
  for (const std::size_t i : recall.touched()) json.text(shown(recall.files[i].name));
  json.end_list().begin_list("moves");
  for (const auto& [key, count] : recall.moves()) {
    json.begin_map().text("before", key.first).text("after", key.second);
    number("count", count);
    json.end_map();
  }
  json.end_list().begin_map("counts");
  number("files", recall.files.size());
  number("raised", recall.count(Shift::raised));
  number("lowered", recall.count(Shift::lowered));
  number("moved", recall.count(Shift::moved));
  number("by_answers_alone", recall.by_answers_alone());
  number("flags", recall.count(Grade::flags));
  number("score", recall.count(Grade::score));
  number("unchanged", recall.count(Grade::nothing));
  for (std::size_t s = 1; s < std::size(states); ++s) {
    number(states[s], recall.count(static_cast<State>(s)));
  }
  json.end_map().end_map();
  std::string text(service::detail::without_line_feed(json.finish()));
  text.pop_back();  // its brace
  return text + ",\"findings\":" +
         std::string(service::detail::without_line_feed(render_json(recall.findings, language))) +
         "}";
}

}  // namespace v1
}  // namespace vaern

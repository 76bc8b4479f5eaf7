// SPDX-License-Identifier: Apache-2.0
// What the answers make: scales, the answers that weigh, rules, earlier assessments.
#include <algorithm>
#include <utility>

#include "instrument/teller.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

std::vector<std::string> Teller::scales() const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < score.scales.size(); ++i) {
    const ScaleRow& row = score.scales[i];
    const InstrumentScale& scale = model.scales()[i];
    std::string line = text(scale.text, scale.id) + ": ";
    const bool is_open = row.has_bounds && row.lowest != row.highest;
    if (is_open) {
      line += tell("between ", "mellem ") + number_words(row.lowest, language) +
              tell(" and ", " og ") + number_words(row.highest, language);
    }
    if (!row.has_value) {
      line += is_open ? "" : tell("no value", "ingen værdi");
      lines.push_back(line + ".");
      continue;
    }
    const std::string value = number_words(row.value, language);
    line += is_open ? "; " + value : value;
    if (row.is_imputed) line += policy_words(program.scales[scale.scale]);
    lines.push_back(line + ".");
  }
  return lines;
}

std::string Teller::policy_words(const Scale& scale) const {
  if (scale.missing.kind == MissingPolicy::Kind::table) {
    return tell(" by the manual's table for unanswered questions",
                " efter manualens tabel for ubesvarede spørgsmål");
  }
  if (scale.missing.kind == MissingPolicy::Kind::count_as) {
    const bool is_no = std::all_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
      return !term.is_scale && is_yes_no(term.id);
    });
    return is_no && scale.missing.counted.front() == 0
               ? tell(" if every unanswered question is a no", " hvis alt ubesvaret er et nej")
               : tell(" with a fixed answer for what is unanswered",
                      " med et fast svar for det ubesvarede");
  }
  return tell(" estimated from the answers given", " anslået ud fra de besvarede spørgsmål");
}

std::vector<std::string> Teller::answers() const {
  struct Line {
    Rational weight;
    std::string words;
  };
  std::vector<Line> lines;
  for (std::size_t i = 0; i < score.scales.size(); ++i) {
    const Scale& scale = program.scales[model.scales()[i].scale];
    for (std::size_t t = 0; t < scale.terms.size(); ++t) {
      const Term& term = scale.terms[t];
      const TermRow& row = score.scales[i].terms[t];
      if (term.is_scale || row.state != TermRow::State::answered) continue;
      const bool yes_no = is_yes_no(term.id);
      if (yes_no && row.contribution == Rational(0)) continue;
      std::string line = label(term.id);
      if (!yes_no) line += ": " + answer(term.id, score.responses.codes()[term.id]);
      line += " (" + number_words(row.contribution, language) + ")";
      lines.push_back({abs(row.contribution), std::move(line)});
    }
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.weight > b.weight; });
  std::vector<std::string> result;
  for (Line& line : lines) {
    if (std::find(result.begin(), result.end(), line.words) == result.end()) {
      result.push_back(std::move(line.words));
    }
  }
  return result;
}

namespace {

/// "to high"; "by 2 levels".
std::string raise_words(const Rule& rule, const Levels& levels, Language language) {
  if (rule.raise_to) {
    return std::string(say(language, "to ", "til ")) + levels.label(*rule.raise_to, language);
  }
  const std::string count = std::to_string(rule.raise_by);
  if (rule.raise_by == 1) return std::string(say(language, "by one level", "et niveau"));
  return language == Language::da ? count + " niveauer" : "by " + count + " levels";
}

}  // namespace

std::vector<std::string> Teller::rules(const std::vector<Rule>& of,
                                       const std::vector<NamedTruth>& truths,
                                       const Levels& levels) const {
  std::vector<std::string> lines;
  for (const Truth wanted : {Truth::yes, Truth::unknown}) {
    for (std::size_t i = 0; i < truths.size(); ++i) {
      if (truths[i].truth != wanted) continue;
      const Rule& rule = of[i];
      const std::string because =
          rule.because.empty() ? rule.id + "." : rule.because.best(language);
      const std::string raised = raise_words(rule, levels, language);
      std::string line = wanted == Truth::yes
                             ? because + tell(" Raises ", " Hæver ") + raised
                             : tell("Still open: ", "Endnu åben: ") + because +
                                   tell(" It would raise ", " Den ville hæve ") + raised;
      const std::string rests_on = behind(*rule.when, wanted == Truth::unknown);
      if (wanted == Truth::yes && !rests_on.empty()) line += " (" + rests_on + ")";
      if (truths[i].rests_on_imputed) {
        line +=
            tell(" (rests on a value that is not complete)", " (hviler på en ufuldstændig værdi)");
      }
      lines.push_back(line + ".");
    }
  }
  return lines;
}

std::vector<std::string> Teller::earlier() const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < score.earlier_values.size(); ++i) {
    const EarlierInput& input = model.earlier()[i];
    const EarlierValue& taken = score.earlier_values[i];
    std::string line = text(input.text, input.id) + ": ";
    if (!taken.value) {
      line += score.earlier
                  ? tell("no earlier assessment counts", "ingen tidligere vurdering tæller med")
                  : tell("not known, no earlier assessments are given",
                         "vides ikke, der er ikke angivet tidligere vurderinger");
      lines.push_back(line + ".");
      continue;
    }
    std::vector<std::string> parts;
    for (const auto& [date, value] : taken.rests_on) {
      parts.push_back(date_words(date, language) + ": " + number_words(value, language));
    }
    line += number_words(*taken.value, language);
    if (!parts.empty()) line += " (" + join(parts, "; ") + ")";
    lines.push_back(line + ".");
  }
  return lines;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

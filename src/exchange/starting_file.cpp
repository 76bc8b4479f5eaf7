// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/starting_file.hpp"

#include <algorithm>
#include <utility>

#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// A text in double quotes, so that nothing in it is taken for YAML.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c == '\n' || c == '\r' ? ' ' : c;
  }
  return result + "\"";
}

class Writer {
 public:
  Writer(const StartingModel& model, Language language)
      : model_(model), is_danish_(language == Language::da) {
    items_ = model.items.empty() ? placeholders() : model.items;
  }

  std::string text() {
    head();
    if (model_.shape == StartingModel::Shape::judgement) {
      judgement();
    } else {
      answers();
      items();
      total();
      levels();
      examples();
    }
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  void comment(const char* en, const char* da) { line(std::string("# ") + (is_danish_ ? da : en)); }
  static std::string both(const std::string& en, const std::string& da) {
    std::string result = "{";
    if (!en.empty()) result += "en: " + quoted(en);
    if (!da.empty()) result += (en.empty() ? "da: " : ", da: ") + quoted(da);
    return result + "}";
  }

  static std::vector<StartingItem> placeholders() {
    const auto item = [](const char* id, const char* en, const char* da) {
      return StartingItem{id, en, da, {}, true, false};
    };
    return {item("first_item", "A short label of your own", "En kort betegnelse med egne ord"),
            item("second_item", "Another short label", "Endnu en kort betegnelse"),
            item("third_item", "A third short label", "En tredje kort betegnelse")};
  }

  void head() {
    comment("Begin at the top, save, and run: vaern check THIS-FILE. It says what is missing.",
            "Begynd foroven, gem, og kør: vaern check DENNE-FIL. Den siger, hvad der mangler.");
    line("vaern: 1");
    line("instrument: " + model_.id);
    line("version: \"1\"");
    comment("draft, until somebody else has read it; then approved or in_force",
            "draft, indtil en anden har læst den; derefter approved eller in_force");
    line("status: draft");
    line("title: " + both(model_.title.empty() ? model_.id : model_.title,
                          model_.title.empty() ? model_.id : model_.title));
    comment("Who uses it and for what, and what it must never be used for.",
            "Hvem bruger det og til hvad, og hvad må det aldrig bruges til?");
    line("intended_use: " +
         both("Write who uses it and for what.", "Skriv, hvem der bruger det og til hvad."));
    line("not_for: " + both("Must not be used to refuse, delay or end help.",
                            "Må ikke bruges til at afvise, udsætte eller afslutte hjælp."));
    comment("A: the wording may be shown; B: the rule is published, the wording is not ours;",
            "A: ordlyden må vises; B: reglen er udgivet, ordlyden er ikke vores;");
    comment(
        "C: a manual that is bought; D: the rule is secret. labels_only: short labels of our own;",
        "C: en købt manual; D: reglen er hemmelig. labels_only: korte betegnelser med egne ord;");
    comment("own: the form and its words are your own, with class: A.",
            "own: skemaet og dets ord er jeres egne, med class: A.");
    line("licence: {class: B, wording: labels_only}");
    comment(
        "Every number below names where it comes from. Add doi: or url: where there is one.",
        "Hvert tal nedenfor siger, hvor det kommer fra. Tilføj doi: eller url:, hvis der er en.");
    line("sources:");
    line("  publication: {cite: " +
         quoted(is_danish_ ? "Skriv publikationen her" : "Write the publication here") + "}");
    line("");
  }

  /// The sets of answers, each once; by item the name of its set.
  void answers() {
    for (const StartingItem& item : items_) {
      if (item.answers.empty()) continue;
      if (set_of(item) < sets_.size()) continue;
      sets_.push_back(item.answers);
    }
    if (sets_.empty()) return;
    comment("Answers and their points, lowest first. Write the words of each in both languages.",
            "Svar og deres point, lavest først. Skriv ordene for hvert svar på begge sprog.");
    line("answers:");
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      const bool is_turned = std::any_of(items_.begin(), items_.end(), [&](const auto& item) {
        return item.is_reversed && item.answers == sets_[i];
      });
      line("  " + set_name(i) + ":");
      if (is_turned) {
        line("    ordered: yes");
        line("    options:");
      }
      for (const StartingAnswer& answer : sets_[i]) {
        line(std::string(is_turned ? "      " : "    ") + answer.code +
             ": {points: " + answer.points.to_string() +
             ", text: " + both(answer.code, "skriv: " + answer.code) + "}");
      }
    }
    line("");
  }

  std::size_t set_of(const StartingItem& item) const {
    return static_cast<std::size_t>(std::find(sets_.begin(), sets_.end(), item.answers) -
                                    sets_.begin());
  }
  std::string set_name(std::size_t i) const {
    return sets_.size() == 1 ? "scale" : "scale_" + std::to_string(i + 1);
  }

  void items() {
    comment("The questions, in the order of the paper form. asked_when: OTHER asks only after yes;",
            "Spørgsmålene i samme orden som på papiret. asked_when: ANDET spørger kun efter ja;");
    comment("scored: no is asked and not counted; reversed: yes turns the points round.",
            "scored: no spørges uden at tælle med; reversed: yes vender pointene.");
    line("items:");
    for (const StartingItem& item : items_) {
      const std::string type = item.answers.empty() ? "yes_no" : set_name(set_of(item));
      line("  " + item.id + ": {type: " + type + (item.is_scored ? "" : ", scored: no") +
           (item.is_reversed ? ", reversed: yes" : "") + ", text: " + both(item.en, item.da) + "}");
    }
    line("");
  }

  void total() {
    std::string inputs;
    for (const StartingItem& item : items_) {
      if (item.is_scored) inputs += (inputs.empty() ? "" : ", ") + item.id;
    }
    has_total_ = !inputs.empty();
    if (!has_total_) {
      comment("No item is scored: take scored: no away where an item counts.",
              "Ingen punkter tæller: fjern scored: no, hvor et punkt skal tælle med.");
      return;
    }
    comment("How answers become a number. With weights: sum: {first_item: 2, second_item: 1}.",
            "Hvordan svar bliver til et tal. Med vægte: sum: {first_item: 2, second_item: 1}.");
    comment("missing: what holds while answers are missing. bounds_only guesses nothing.",
            "missing: hvad der gælder, mens der mangler svar. bounds_only gætter ikke.");
    line("scales:");
    line("  total:");
    line("    text: " + both("Sum", "Sum"));
    line("    sum: [" + inputs + "]");
    line("    missing: bounds_only");
    line("    source: publication");
    line("    verified: no");
    line("");
  }

  void levels() {
    if (!has_total_) return;
    comment(
        "Levels, lowest concern first. Take the # away and write the cut-offs of the publication:",
        "Niveauer, laveste bekymring først. Fjern # og skriv publikationens grænser:");
    for (const char* text : {"#levels:", "#  from: total", "#  cut_offs: {low: lowest, high: 2}"}) {
      line(text);
    }
    line("#  labels: {low: " + both("low", "lav") + ", high: " + both("high", "høj") + "}");
    line("#  texts:");
    line("#    low: " + both("Low is not safe.", "Lav er ikke det samme som sikker."));
    line("#  source: publication");
    line("#  verified: no");
    line("#judgement: {lower: never}");
    line("");
  }

  /// The lowest and the highest form, with the sums worked out here.
  void examples() {
    if (!has_total_) return;
    comment("Forms whose result you know. Work the numbers out on paper, not with this program.",
            "Besvarelser, hvor du kender resultatet. Regn dem ud på papir, ikke med programmet.");
    comment("vaern test THIS-FILE runs them; --coverage says which are missing.",
            "vaern test DENNE-FIL kører dem; --coverage siger, hvilke der mangler.");
    line("examples:");
    extreme(is_danish_ ? "færrest point" : "the fewest points", false);
    extreme(is_danish_ ? "flest point" : "the most points", true);
    line(std::string("  - {name: ") + (is_danish_ ? "intet besvaret" : "nothing answered") +
         ", responses: {}, expect: {total: none}}");
  }

  void extreme(const char* name, bool highest) {
    Rational total;
    std::string responses;
    for (const StartingItem& item : items_) {
      if (!item.is_scored) continue;
      std::string code = highest ? "yes" : "no";
      Rational points(highest ? 1 : 0);
      if (!item.answers.empty()) {
        const auto less = [](const StartingAnswer& a, const StartingAnswer& b) {
          return a.points < b.points;
        };
        const auto [low, high] =
            std::minmax_element(item.answers.begin(), item.answers.end(), less);
        const StartingAnswer& chosen = highest != item.is_reversed ? *high : *low;
        code = chosen.code;
        points = item.is_reversed ? low->points + high->points - chosen.points : chosen.points;
      }
      total += points;
      responses += (responses.empty() ? "" : ", ") + item.id + ": " + code;
    }
    line(std::string("  - {name: ") + name + ", responses: {" + responses +
         "}, expect: {total: " + total.to_string() + "}}");
  }

  void judgement() {
    comment(
        "How present a factor is; the words may be yours. Missing information is no answer here:",
        "Hvor tydelig en faktor er; ordene må være dine. Manglende oplysninger er ikke et svar:");
    comment("it is written as {missing: omitted} or {missing: unknown} in the form.",
            "det skrives som {missing: omitted} eller {missing: unknown} i besvarelsen.");
    line("answers:");
    line("  presence:");
    line("    ordered: yes");
    line("    options:");
    line("      absent: {text: " + both("absent", "ikke til stede") + "}");
    line("      partial: {text: " + both("partly present", "delvist til stede") + "}");
    line("      present: {text: " + both("present", "til stede") + "}");
    line("");
    comment("Each factor is rated once in each dimension.",
            "Hver faktor vurderes i hver dimension.");
    line("factors:");
    line("  rate:");
    line("    recent: {type: presence, text: " + both("in the past year", "det seneste år") + "}");
    line("    past: {type: presence, text: " + both("before that", "før det") + "}");
    line("  of:");
    for (const StartingItem& item : items_) {
      line("    " + item.id + ": {text: " + both(item.en, item.da) + "}");
    }
    line("");
    comment("The professional decides the level and says why; nothing is added up.",
            "Fagpersonen fastsætter niveauet og begrunder det; intet lægges sammen.");
    line("levels:");
    line("  order: [low, moderate, high]");
    line("  labels: {low: " + both("low", "lav") + ", moderate: " + both("moderate", "moderat") +
         ", high: " + both("high", "høj") + "}");
    line("  texts: {low: " + both("Low is not safe.", "Lav er ikke det samme som sikker.") + "}");
    line("  source: publication");
    line("judgement: {decides: yes}");
    line("");
    line("examples:");
    line(std::string("  - {name: ") + (is_danish_ ? "intet vurderet endnu" : "nothing judged yet") +
         ", responses: {}, expect: {level: none, range: [low, high]}}");
    line(std::string("  - {name: ") + (is_danish_ ? "vurderet højt" : "judged high") +
         ", responses: {" + items_.front().id +
         "_recent: present}, judgement: {level: high, reason: " +
         quoted(is_danish_ ? "Skriv, hvad der blev lagt vægt på." : "Write what was weighed.") +
         "}, expect: {in_force: high}}");
  }

  const StartingModel& model_;
  bool is_danish_;
  std::vector<StartingItem> items_;
  std::vector<std::vector<StartingAnswer>> sets_;
  bool has_total_ = false;
  std::string out_;
};

}  // namespace

std::string starting_file(const StartingModel& model, Language language) {
  return Writer(model, language).text();
}

}  // namespace v1
}  // namespace vaern

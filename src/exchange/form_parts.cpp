// SPDX-License-Identifier: Apache-2.0
#include "exchange/form_parts.hpp"

#include <algorithm>
#include <set>

#include "exchange/html.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

std::string element(std::string_view name, std::string_view attributes, std::string_view text) {
  return "<" + std::string(name) + (attributes.empty() ? "" : " ") + std::string(attributes) + ">" +
         escaped(text) + "</" + std::string(name) + ">\n";
}

bool is_answered(const FormContent* content, InputId input) {
  return content != nullptr && content->responses.is_answered(input);
}

/// The reasons for having no answer; "left out" only where a professional rates.
void print_reason(std::string& out, const ModelWords& words, InputId input, bool may_be_omitted,
                  const FormContent* content) {
  const bool has_reason = content != nullptr && !content->responses.is_answered(input) &&
                          content->responses.reasons()[input] != MissingReason::not_asked;
  out += "<label class=\"reason\">" + escaped(words.tell("No answer:", "Intet svar:")) +
         " <select id=\"r" + std::to_string(input) +
         "\" autocomplete=\"off\">\n<option value=\"\">" + escaped(words.tell("–", "–")) +
         "</option>\n";
  for (std::size_t i = 0; i < missing_reason_words.size(); ++i) {
    const auto reason = static_cast<MissingReason>(i);
    if (reason == MissingReason::omitted && !may_be_omitted) continue;
    const bool is_it = has_reason && content->responses.reasons()[input] == reason;
    out += "<option value=\"" + std::string(to_string(reason)) + "\"" + (is_it ? " selected" : "") +
           ">" + escaped(instrument::detail::missing_words(reason, words.language())) +
           "</option>\n";
  }
  out += "</select></label>\n";
}

void print_radio(std::string& out, InputId input, Code code, const Said& said, const Said& ours,
                 const FormContent* content) {
  const bool is_chosen = is_answered(content, input) && content->responses.codes()[input] == code;
  out += "<label><input type=\"radio\" name=\"a" + std::to_string(input) + "\" value=\"" +
         std::to_string(code) + "\"" + (is_chosen ? " checked" : "") + "> <span>" +
         said_html(said) + said_html(ours) + "</span></label>\n";
}

void print_yes_no(std::string& out, const ModelWords& words, InputId input, bool may_be_omitted,
                  const FormContent* content) {
  Said yes{words.tell("Yes", "Ja"), {}, false};
  Said no{words.tell("No", "Nej"), {}, false};
  if (const WordingFile* wording = words.wording()) {
    const std::string tag =
        wording->language == language_tag(words.language()) ? std::string() : wording->language;
    if (const std::string* text = wording->answer("yes_no", "yes")) yes = {*text, tag, false};
    if (const std::string* text = wording->answer("yes_no", "no")) no = {*text, tag, false};
  }
  out += "<div class=\"answers\">\n";
  print_radio(out, input, 1, yes, {}, content);
  print_radio(out, input, 0, no, {}, content);
  print_reason(out, words, input, may_be_omitted, content);
  out += "</div>\n";
}

void print_number(std::string& out, const ModelWords& words, const Item& item,
                  const FormContent* content) {
  const std::string id = std::to_string(item.input);
  std::string value;
  if (is_answered(content, item.input)) {
    value = words.number(item.from + item.step * Rational(content->responses.codes()[item.input]));
  }
  out += "<div class=\"answers\"><label>" + escaped(words.tell("Number", "Tal")) +
         " <input type=\"text\" inputmode=\"" +
         (item.step.is_integer() && item.from.is_integer() && item.from.sign() >= 0 ? "numeric"
                                                                                    : "decimal") +
         "\" autocomplete=\"off\" size=\"6\" id=\"n" + id + "\" aria-describedby=\"h" + id + " e" +
         id + "\" data-error=\"e" + id + "\" value=\"" + escaped(value) +
         "\"></label> <span class=\"hint\" id=\"h" + id + "\">" +
         escaped(number_range(words, item)) + "</span>\n";
  print_reason(out, words, item.input, item.is_asked_of_assessor, content);
  out += "</div>\n<p class=\"error\" id=\"e" + id + "\"></p>\n";
}

void print_second(std::string& out, const ModelWords& words, const Item& item, InputId input,
                  std::string_view text, const FormContent* content) {
  out += "<fieldset class=\"second\" id=\"q" + std::to_string(input) + "\">\n";
  out += element("legend", "", text);
  print_yes_no(out, words, input, item.is_asked_of_assessor, content);
  out += "</fieldset>\n";
}

/// A question of structured judgement stands under its factor: the legend repeats the factor for
/// those who only hear it.
std::string legend_html(const ModelWords& words, const Item& item) {
  std::string text = "<span class=\"n\">" + escaped(words.number_of(item)) + ".</span> ";
  const Said said = words.label(item);
  for (const Factor& factor : words.model().factors()) {
    if (factor.id != item.factor) continue;
    const std::string prefix = words.text(factor.text, factor.id) + ", ";
    if (said.text.size() > prefix.size() && said.text.starts_with(prefix)) {
      return text + "<span class=\"heard\">" + escaped(prefix) + "</span>" +
             escaped(capitalised(said.text.substr(prefix.size())));
    }
  }
  return text + said_html(said) +
         (said.is_ours ? escaped(words.tell(" (our label)", " (vores betegnelse)")) : "");
}

void print_text_field(std::string& out, std::string_view id, std::string_view label,
                      std::string_view value, std::string_view hint) {
  const std::string name(id);
  out += "<p class=\"field\"><label for=\"" + name + "\">" + escaped(label) +
         "</label> <input type=\"text\" autocomplete=\"off\" maxlength=\"64\" id=\"" + name +
         "\" aria-describedby=\"" + name + "-hint " + name + "-error\" data-error=\"" + name +
         "-error\" value=\"" + escaped(value) + "\"> <span class=\"hint\" id=\"" + name +
         "-hint\">" + escaped(hint) + "</span></p>\n<p class=\"error\" id=\"" + name +
         "-error\"></p>\n";
}

/// Scales whose earlier values the model reads, each once.
std::vector<std::string> earlier_scales(const Instrument& model) {
  std::vector<std::string> scales;
  for (const EarlierInput& input : model.earlier()) {
    if (std::find(scales.begin(), scales.end(), input.of) == scales.end()) {
      scales.push_back(input.of);
    }
  }
  return scales;
}

void print_earlier_row(std::string& out, const ModelWords& words, const EarlierAssessment* given) {
  out += "<fieldset class=\"q\">\n" +
         element("legend", "", words.tell("An earlier assessment", "En tidligere vurdering"));
  out += "<div class=\"fields\"><label>" + escaped(words.tell("Day", "Dag")) +
         " <input type=\"date\" autocomplete=\"off\" value=\"" +
         (given == nullptr ? "" : given->assessed.to_string()) + "\"></label>\n";
  for (const std::string& scale : earlier_scales(words.model())) {
    std::string value;
    for (const auto& [id, number] : given == nullptr ? decltype(given->scales)() : given->scales) {
      if (id == scale && number) value = words.number(*number);
    }
    std::string label = scale;
    for (const InstrumentScale& one : words.model().scales()) {
      if (one.id == scale) label = words.text(one.text, one.id);
    }
    out += "<label>" + escaped(label) +
           " <input type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" size=\"6\" "
           "data-scale=\"" +
           escaped(scale) + "\" value=\"" + escaped(value) + "\"></label>\n";
  }
  out += element("button", "type=\"button\"", words.tell("Remove", "Fjern"));
  out += "</div>\n<p class=\"error\" role=\"alert\"></p>\n</fieldset>\n";
}

}  // namespace

std::string said_html(const Said& said) {
  if (said.tag.empty()) return escaped(said.text);
  return "<span lang=\"" + escaped(said.tag) + "\">" + escaped(said.text) + "</span>";
}

void print_question(std::string& out, const ModelWords& words, const Item& item,
                    const FormContent* content) {
  const std::string_view shape = item.type == ItemType::yes_no    ? " yn"
                                 : item.type == ItemType::options ? " op"
                                                                  : "";
  out += "<fieldset class=\"q" + std::string(shape) + "\" id=\"q" + std::to_string(item.input) +
         "\">\n<legend>" + legend_html(words, item) + "</legend>\n";
  std::vector<std::string> notes;
  if (item.asked_when != nullptr) {
    notes.push_back(words.tell("Asked when: ", "Stilles ved: ") +
                    words.condition(*item.asked_when));
  }
  if (item.is_asked_of_assessor && item.factor.empty()) {
    notes.push_back(words.tell("The professional answers", "Besvares af fagpersonen"));
  }
  if (item.is_sensitive) notes.push_back(words.tell("Sensitive", "Følsomt"));
  if (!notes.empty()) out += element("p", "class=\"note\"", join(notes, ". ") + ".");
  switch (item.type) {
    case ItemType::yes_no:
      print_yes_no(out, words, item.input, item.is_asked_of_assessor, content);
      break;
    case ItemType::options: {
      out += "<div class=\"answers\">\n";
      Code code = 0;
      for (const Option& option : words.model().find_set(item.set)->options) {
        const Said said = words.answer(item, option);
        const Said ours{
            said.is_ours ? words.tell(" (our label)", " (vores betegnelse)") : "", {}, false};
        print_radio(out, item.input, code++, said, ours, content);
      }
      print_reason(out, words, item.input, item.is_asked_of_assessor, content);
      out += "</div>\n";
      break;
    }
    case ItemType::number:
      print_number(out, words, item, content);
      break;
  }
  if (item.within) {
    print_second(out, words, item, *item.within,
                 words.tell("Within the last ", "Inden for de seneste ") +
                     words.duration(*item.ask_when_known) + "?",
                 content);
  }
  if (item.habitual) {
    print_second(out, words, item, *item.habitual,
                 words.tell("Is that usual for the person?", "Er det sædvanligt for personen?"),
                 content);
  }
  out += "</fieldset>\n";
}

void print_earlier(std::string& out, const ModelWords& words, const FormContent* content) {
  if (words.model().earlier().empty()) return;
  out +=
      "<section>\n" + element("h2", "", words.tell("Earlier assessments", "Tidligere vurderinger"));
  std::vector<std::string> reads;
  for (const EarlierInput& input : words.model().earlier()) reads.push_back(words.earlier(input));
  out += element("p", "",
                 words.tell("By the same instrument, of the same person. The score reads: ",
                            "Med samme redskab og af samme person. Scoren bruger: ") +
                     join(reads, "; ") + ".");
  out += "<div id=\"earlier-rows\">\n";
  const bool is_said = content != nullptr && content->earlier;
  if (is_said) {
    for (const EarlierAssessment& one : *content->earlier) print_earlier_row(out, words, &one);
  }
  out += "</div>\n<template id=\"earlier-row\">\n";
  print_earlier_row(out, words, nullptr);
  out += "</template>\n" +
         element("button", "type=\"button\" id=\"add-earlier\"",
                 words.tell("Add an earlier assessment", "Tilføj en tidligere vurdering"));
  out +=
      "<p class=\"field check\"><label><input type=\"checkbox\" id=\"no-earlier\" "
      "autocomplete=\"off\"" +
      std::string(is_said && content->earlier->empty() ? " checked" : "") + "> " +
      escaped(
          words.tell("There are no earlier assessments", "Der er ingen tidligere vurderinger")) +
      "</label></p>\n</section>\n";
}

void print_judgement(std::string& out, const ModelWords& words, const FormContent* content) {
  const Instrument& model = words.model();
  if (model.levels().list.empty()) return;
  const bool decides = model.judgement() == JudgementPolicy::decides;
  const Judgement given =
      content != nullptr && content->judgement ? *content->judgement : Judgement();
  out += "<section>\n" + element("h2", "", words.tell("Judgement", "Faglig vurdering"));
  out += element("p", "",
                 decides ? words.tell("You decide the level and say why; nothing is computed.",
                                      "Du fastsætter niveauet og begrunder det; intet beregnes.")
                         : words.tell("May be left open. A level needs a reason.",
                                      "Kan stå åbent. Et niveau skal have en begrundelse."));
  out += "<div class=\"q\">\n<p class=\"field\"><label for=\"j-level\">" +
         escaped(words.tell("Level", "Niveau")) +
         "</label> <select id=\"j-level\" autocomplete=\"off\" aria-describedby=\"j-level-error\" "
         "data-error=\"j-level-error\">\n<option value=\"\">–</option>\n";
  for (const Level& level : model.levels().list) {
    out += "<option value=\"" + escaped(level.id) + "\"" +
           (given.level == level.id ? " selected" : "") + ">" +
           escaped(words.level_label(model.levels(), level).text) + "</option>\n";
  }
  out += "</select></p>\n<p class=\"error\" id=\"j-level-error\"></p>\n";
  out += "<p class=\"field\"><label for=\"j-reason\">" +
         escaped(words.tell("Reason", "Begrundelse")) +
         "</label> <textarea id=\"j-reason\" rows=\"4\" autocomplete=\"off\" "
         "aria-describedby=\"j-reason-error\" data-error=\"j-reason-error\">" +
         escaped(given.reason) + "</textarea></p>\n<p class=\"error\" id=\"j-reason-error\"></p>\n";
  const std::string hint =
      words.tell("A code without a name, as the case has it", "En kode uden navn, som i sagen");
  print_text_field(out, "j-by", words.tell("Judged by", "Vurderet af"), given.by, hint);
  if (model.judgement() == JudgementPolicy::lower_second_person) {
    print_text_field(out, "j-second", words.tell("Second person", "Anden person"), given.second,
                     hint);
  }
  for (const Opinion& opinion : model.opinions()) {
    const AnswerSet* set = model.find_set(opinion.set);
    if (set == nullptr) continue;
    const std::string id = "j-opinion-" + opinion.id;
    out += "<p class=\"field\"><label for=\"" + escaped(id) + "\">" +
           escaped(words.text(opinion.text, opinion.id) +
                   (opinion.is_required ? words.tell(" (required)", " (kræves)") : "")) +
           "</label> <select id=\"" + escaped(id) +
           "\" autocomplete=\"off\">\n<option value=\"\">–</option>\n";
    for (const Option& option : set->options) {
      const bool is_given =
          std::find(given.opinions.begin(), given.opinions.end(),
                    GivenOpinion(opinion.id, option.code)) != given.opinions.end();
      out += "<option value=\"" + escaped(option.code) + "\"" + (is_given ? " selected" : "") +
             ">" + escaped(words.text(option.text, option.code)) + "</option>\n";
    }
    out += "</select></p>\n";
  }
  out += "</div>\n</section>\n";
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern

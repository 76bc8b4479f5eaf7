// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/form.hpp"

#include "exchange/form_parts.hpp"
#include "exchange/form_script.hpp"
#include "exchange/html.hpp"
#include "exchange/model_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// Large enough for a finger, plain enough for a photocopier. Colour never says anything alone.
constexpr std::string_view form_style = R"css(
html{scroll-padding:1rem 0 8rem}
body{max-width:46rem;padding-bottom:0;hyphens:manual}
[hidden]{display:none!important}
h1{font-size:1.6rem;line-height:1.2;margin:.6rem 0 .2rem}
h2{border-bottom-width:1px}
h3{margin:1.6rem 0 0}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend{padding:0;font-weight:600;float:left;width:100%}
legend+*{clear:both}
.q{border-top:1px solid #c4cad1;padding:.9rem 0 1rem}
section>.q:first-of-type,h3+.q{border-top:0}
.n{font-weight:400;color:#555;margin-right:.2rem}
.note,.hint{color:#555;font-size:.9rem}
.note{margin:.1rem 0 0}
.answers{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;padding:.5rem 0 0}
.answers label:has(input[type=radio]){display:inline-flex;gap:.5rem;align-items:center;border:1px solid #767676;border-radius:.3rem;padding:.5rem .9rem .5rem .6rem;min-height:2.75rem;cursor:pointer}
.answers label:has(input:checked){border-color:#1b3254;background:#e8edf4;box-shadow:inset 0 0 0 1px #1b3254}
input[type=radio],input[type=checkbox]{width:1.5rem;height:1.5rem;margin:0;accent-color:#1b3254;flex:none}
input,select,textarea,button{font:inherit;color:inherit}
input[type=text],input[type=date],select,textarea{border:1px solid #767676;border-radius:.3rem;background:#fff;padding:.45rem .6rem;max-width:100%}
textarea{width:100%;display:block}
button{border:1px solid #1b3254;border-radius:.3rem;background:#fff;color:#1b3254;padding:.55rem .9rem;min-height:2.75rem;cursor:pointer}
button.main{background:#1b3254;color:#fff}
button:disabled{border-color:#767676;color:#555;cursor:default}
:focus-visible{outline:3px solid #b35900;outline-offset:2px}
.reason{font-size:.9rem;color:#444;display:inline-flex;gap:.4rem;align-items:center;min-height:2.75rem}
@media (min-width:30rem){.reason{margin-left:.5rem}}
.reason select{padding:.3rem .4rem;border-color:#8a8f96}
.answers label{display:inline-flex;gap:.5rem;align-items:center}
.field .hint{display:block}
.second{border-left:3px solid #1b3254;margin:.9rem 0 0;padding:.1rem 0 .1rem .9rem}
.field label{display:block;font-weight:600;margin-bottom:.2rem}
.check label{font-weight:400;display:inline-flex;gap:.5rem;align-items:center}
.fields{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.4rem 0}
.error{color:#8f1010;font-weight:600;margin:.2rem 0}
.error:empty{display:none}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bar{position:sticky;bottom:0;background:#fff;border-top:2px solid #1a1a1a;margin:1.5rem 0 0;padding:.6rem 0}
.bar .row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.bar p{margin:0}
#open{flex:1 1 9rem;font-weight:600}
@media (max-width:30rem){#open{flex-basis:100%}.op .answers label:has(input){width:100%}.bar button{flex:1;padding:.55rem .4rem}.reason{min-height:0}}
#warnings{border-left:4px solid #8f1010;padding:.1rem 0 .1rem .7rem;margin:0 0 .5rem;max-height:30vh;overflow:auto}
#message:empty{display:none}
#message{margin-top:.4rem}
body:not(.works) .bar{display:none}
.works .unscripted{display:none}
@media (min-width:44rem){.factor{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:0 1.5rem}.factor h3{grid-column:1/-1}.factor .q{border-top:0;padding:.4rem 0 .8rem}}
@page{size:A4;margin:16mm 18mm}
@media print{
html{font:9.6pt/1.35 Arial,"Liberation Sans","Helvetica Neue",sans-serif}
body{max-width:none;padding:0}
h1{font-size:16pt}
h2{font-size:12pt;break-after:avoid}
h3{break-after:avoid}
.bar,.unscripted,#add-earlier,.fields button,.reason.empty,.screen{display:none!important}
.q,.factor{break-inside:avoid}
.q{padding:2mm 0}
.answers{gap:1mm 5mm;padding:1mm 0}
.answers label:has(input[type=radio]){border:0;padding:0;min-height:0;background:none;box-shadow:none}
.answers label:has(input:checked){font-weight:700}
input[type=radio]{width:3.4mm;height:3.4mm}
.second{margin-top:1mm}
.yn>legend{width:76%}
.yn>.note{clear:none;float:left;width:76%}
.yn>.answers{clear:none;justify-content:flex-end;padding:0}
.second{clear:both}
.factor .yn>legend{width:100%}
.factor .yn>.answers{clear:both;justify-content:flex-start;padding:1mm 0}
select{appearance:none;border:0;padding:0}
.field select:has(option[value=""]:checked){color:transparent;border-bottom:1px solid #767676;border-radius:0;min-width:60mm}
input.empty::-webkit-datetime-edit{visibility:hidden}
.second.maybe{display:block!important}
h2+p{break-after:avoid}
}
)css";

std::string paragraph(std::string_view text, std::string_view attributes = {}) {
  return "<p" + (attributes.empty() ? std::string() : " " + std::string(attributes)) + ">" +
         escaped(text) + "</p>\n";
}

void print_header(std::string& out, const ModelWords& words, const FormContent* content) {
  const ModelHead& head = words.model().head();
  out += "<header>\n";
  std::vector<std::string> notices{status_notice(words), wording_notice(words)};
  if (content != nullptr) {
    notices.push_back(
        words.tell("This file holds answers about a person: keep it as you keep the case.",
                   "Filen rummer svar om en person: pas på den, som du passer på sagen."));
  }
  for (const std::string& notice : notices) {
    if (!notice.empty()) {
      out += "<p class=\"before\"><strong>" + escaped(notice) + "</strong></p>\n";
    }
  }
  out += "<h1>" + said_html(words.said(head.title, head.id)) + "</h1>\n";
  out += paragraph(words.model().reference() + ", " + status_word(head.status, words.language()) +
                   ".");
  if (!head.not_for.empty()) {
    out += "<p><strong>" + escaped(words.tell("What it is not for: ", "Hvad det ikke er til: ")) +
           "</strong>" + said_html(words.said(head.not_for, "")) + "</p>\n";
  }
  if (!words.model().required_competences().empty()) {
    std::vector<std::string> competences;
    for (const std::string& id : words.model().required_competences()) {
      competences.push_back(competence_words(id, words.language()));
    }
    out +=
        paragraph(words.tell("For people with competence in ", "For personer med kompetence i ") +
                  join(competences, ", ") + ".");
  }
  out += paragraph(words.tell(
      "This page computes no level. Save the answers; scoring the file says what they give.",
      "Siden beregner intet niveau. Gem svarene; når filen scores, fremgår det, hvad de giver."));
  out += paragraph(
      words.tell("Nothing is stored here: what is not saved is gone when the page is closed. Give "
                 "each question an answer, or a reason why there is none; choosing a reason takes "
                 "the answer away.",
                 "Intet gemmes af sig selv: det, der ikke er gemt, er væk, når siden lukkes. Giv "
                 "hvert spørgsmål et svar eller en årsag til, at der ikke er et; vælger du en "
                 "årsag, fjernes svaret."),
      "class=\"screen\"");
  out += paragraph(words.tell("The script of this page does not run here. Print it, and write on "
                              "the paper.",
                              "Sidens script kører ikke her. Udskriv siden, og skriv på papiret."),
                   "class=\"unscripted\"");
  out += "</header>\n";
}

void print_questions(std::string& out, const ModelWords& words, const FormContent* content) {
  const Instrument& model = words.model();
  out += "<section>\n<h2>" + escaped(words.tell("Questions", "Spørgsmål")) + "</h2>\n";
  if (words.wording() != nullptr && !words.wording()->instructions.empty()) {
    const WordingFile& wording = *words.wording();
    const std::string tag =
        wording.language == language_tag(words.language()) ? std::string() : wording.language;
    out += "<p>" + said_html({wording.instructions, tag, false}) + "</p>\n";
  }
  if (model.items().empty()) {
    out += paragraph(words.tell("No question is in the model: they come from the manual.",
                                "Der er ingen spørgsmål i modellen: de står i manualen."));
  }
  std::string factor;
  for (const Item& item : model.items()) {
    if (item.factor != factor) {
      if (!factor.empty()) out += "</div>\n";
      factor = item.factor;
      if (!factor.empty()) {
        std::string heading = factor;
        for (const Factor& one : model.factors()) {
          if (one.id == factor) heading = words.text(one.text, one.id);
        }
        out += "<div class=\"factor\" data-group>\n<h3>" + escaped(heading) + "</h3>\n";
      }
    }
    print_question(out, words, item, content);
  }
  if (!factor.empty()) out += "</div>\n";
  out += "</section>\n";
}

void print_day(std::string& out, const ModelWords& words, const FormContent* content) {
  const std::string day =
      content != nullptr && content->assessed ? content->assessed->to_string() : "";
  out += "<section>\n<h2>" + escaped(words.tell("The assessment", "Vurderingen")) +
         "</h2>\n<p class=\"field\"><label for=\"assessed\">" +
         escaped(words.tell("Assessed on", "Vurderet den")) +
         "</label> <input type=\"date\" id=\"assessed\" autocomplete=\"off\" "
         "aria-describedby=\"assessed-error\" data-error=\"assessed-error\" value=\"" +
         day + "\"></p>\n<p class=\"error\" id=\"assessed-error\"></p>\n</section>\n";
}

void print_bar(std::string& out, const ModelWords& words) {
  const auto button = [&](std::string_view id, std::string_view class_name, std::string_view en,
                          std::string_view da) {
    return "<button type=\"button\" id=\"" + std::string(id) + "\"" +
           (class_name.empty() ? "" : " class=\"" + std::string(class_name) + "\"") + ">" +
           escaped(words.tell(en, da)) + "</button>\n";
  };
  out += "<div class=\"bar\" role=\"region\" aria-label=\"" +
         escaped(words.tell("State of the form", "Skemaets tilstand")) +
         "\">\n<div id=\"warnings\" role=\"alert\" hidden></div>\n<div class=\"row\">"
         "<p id=\"open\" role=\"status\"></p>\n" +
         button("next", "", "Next open", "Næste åbne") + button("save", "main", "Save", "Gem") +
         button("print", "", "Print", "Udskriv") +
         "</div>\n<p id=\"message\" role=\"status\"></p>\n</div>\n";
}

/// Inside a script element: nothing in it may end the element.
std::string for_script(std::string_view json) {
  std::string out;
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else if (c == '>') {
      out += "\\u003e";
    } else if (c == '&') {
      out += "\\u0026";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace
}  // namespace exchange::detail

std::string form_html(const Instrument& instrument, Language language, const FormContent* content,
                      const WordingFile* wording) {
  using namespace exchange::detail;
  const ModelWords words(instrument, language, wording);
  std::string out = html_head(language, instrument.head().title.best(language), form_style,
                              "; script-src 'sha256-" + policy_hash(form_script()) +
                                  "'; base-uri 'none'; form-action 'none'");
  print_header(out, words, content);
  out += "<main>\n<form id=\"form\" autocomplete=\"off\" novalidate>\n";
  print_day(out, words, content);
  print_questions(out, words, content);
  print_earlier(out, words, content);
  print_judgement(out, words, content);
  print_bar(out, words);
  out += "</form>\n</main>\n<footer class=\"small\">\n" +
         paragraph(instrument.reference() + words.tell(", meaning ", ", betydning ") +
                   instrument.meaning().to_string().substr(0, 12) + ".");
  if (!instrument.outcome_note().empty()) {
    out += "<p>" + said_html(words.said(instrument.outcome_note(), "")) + "</p>\n";
  }
  out += "</footer>\n<script type=\"application/json\" id=\"data\">" + for_script(data_of(words)) +
         "</script>\n<script>" + std::string(form_script()) + "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace v1
}  // namespace vaern

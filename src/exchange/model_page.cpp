// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/model_page.hpp"

#include "exchange/model_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

std::string licence_class(Licence::Class value, const ModelWords& words) {
  switch (value) {
    case Licence::Class::a:
      return words.tell("A: the wording is freely available; see its terms",
                        "A: ordlyden er frit tilgængelig; se betingelserne");
    case Licence::Class::b:
      return words.tell("B: the rule is published, the wording is somebody’s property",
                        "B: reglen er offentliggjort, ordlyden tilhører nogen");
    case Licence::Class::c:
      return words.tell("C: a manual that must be bought or asked for",
                        "C: en manual, der skal købes eller søges om");
    case Licence::Class::d:
      break;
  }
  return words.tell("D: the rule is not public", "D: reglen er ikke offentlig");
}

Part small_print(const ModelWords& words) {
  const Instrument& model = words.model();
  Part part;
  part.tone = Part::Tone::small;
  part.heading = words.tell("About this page", "Om siden");
  part.paragraph(
      words.tell("Made from the model itself, so it says what the engine does. Model ",
                 "Lavet ud fra selve modellen, så siden siger det, beregningen gør. Model ") +
      model.reference() + ".");
  part.paragraph(words.tell("Fingerprint of the meaning: ", "Fingeraftryk af betydningen: ") +
                 model.meaning().to_string() + ".");
  part.paragraph(words.tell("Fingerprint of the texts: ", "Fingeraftryk af teksterne: ") +
                 model.text().to_string() + ".");
  return part;
}

/// What it comes after, what it changes, and on which days it is to be used.
std::string days_words(const ModelWords& words) {
  const ModelHead& head = words.model().head();
  std::vector<std::string> parts;
  if (head.extends) {
    parts.push_back(words.tell("A local version of ", "En lokal udgave af ") +
                    head.extends->to_string() + ".");
  }
  if (head.supersedes) {
    std::string text = words.tell("Supersedes ", "Afløser ") + head.supersedes->model.to_string();
    if (head.supersedes->from) {
      text += words.tell(" from ", " fra ") + words.day(*head.supersedes->from);
    }
    parts.push_back(text + ".");
  }
  if (head.valid) {
    std::string text = words.tell("To be used", "Til brug");
    if (head.valid->from) text += words.tell(" from ", " fra ") + words.day(*head.valid->from);
    if (head.valid->until) {
      text += words.tell(" until ", " til og med ") + words.day(*head.valid->until);
    }
    parts.push_back(text + ".");
  }
  return join(parts, " ");
}

Page model_page(const Instrument& model, Language language, const WordingFile* wording) {
  const ModelWords words(model, language, wording);
  const ModelHead& head = model.head();
  Page page;
  page.look = Page::Look::reading;
  page.language = language;
  page.title = head.title.best(language);
  page.heading = page.title;
  for (const std::string& notice : {status_notice(words), wording_notice(words)}) {
    if (!notice.empty()) page.before.push_back(Line().strong(notice));
  }
  page.under.push_back(model.reference() + ", " + status_word(head.status, language) + ".");
  if (std::string days = days_words(words); !days.empty()) page.under.push_back(std::move(days));
  if (!head.description.empty()) page.under.push_back(Line().add(head.description, language));
  for (Part part :
       {purpose_part(words), questions_part(words), scoring_part(words), numbers_part(words),
        levels_part(words), rules_part(words), outcomes_part(words), classes_part(words),
        flags_part(words), opinions_part(words), gates_part(words), unverified_part(words),
        sources_part(words)}) {
    if (!part.is_empty()) page.sections.push_back(std::move(part));
  }
  page.small_print = small_print(words);
  return page;
}

}  // namespace

std::string status_word(ModelStatus status, Language language) {
  switch (status) {
    case ModelStatus::draft:
      return std::string(say(language, "draft", "udkast"));
    case ModelStatus::approved:
      return std::string(say(language, "approved", "godkendt"));
    case ModelStatus::in_force:
      return std::string(say(language, "in force", "i kraft"));
    case ModelStatus::withdrawn:
      break;
  }
  return std::string(say(language, "withdrawn", "trukket tilbage"));
}

std::string status_notice(const ModelWords& words) {
  const ModelHead& head = words.model().head();
  std::string text;
  if (head.status == ModelStatus::draft) {
    text = words.tell("Draft: not approved for use.", "Udkast: ikke godkendt til brug.");
  } else if (head.status == ModelStatus::withdrawn) {
    text = words.tell("Withdrawn: no longer to be used.", "Trukket tilbage: må ikke bruges mere.");
  }
  if (head.superseded_by) {
    text += (text.empty() ? "" : " ") + words.tell("Superseded by ", "Afløst af ") +
            head.superseded_by->model.to_string();
    if (head.superseded_by->from) {
      text += words.tell(" from ", " fra ") + words.day(*head.superseded_by->from);
    }
    text += ".";
  }
  return text;
}

std::string wording_notice(const ModelWords& words) {
  if (words.wording() != nullptr) {
    std::string text = words.tell("The words are those of ", "Ordlyden er fra ") +
                       words.wording()->id + ", " + words.tell("version ", "version ") +
                       words.wording()->version + ".";
    if (!words.wording()->lacking.empty()) {
      text += words.tell(
          " Some words are missing in it; short labels of ours stand there, and are marked.",
          " Nogle af ordene mangler i den; dér står vores egne korte betegnelser, og de er "
          "mærket.");
    }
    return text;
  }
  const std::optional<Licence>& licence = words.model().head().licence;
  if (!licence || !licence->wording) return {};
  switch (*licence->wording) {
    case Licence::Wording::labels_only:
      return words.tell(
          "Not for hand-out: short labels of ours, not the instrument’s own questions.",
          "Ikke til udlevering: vores egne korte betegnelser, ikke redskabets spørgsmål.");
    case Licence::Wording::none:
      return words.tell(
          "The words are not here: the items come from the manual, which must be at hand.",
          "Ordlyden er ikke med: punkterne står i manualen, som skal være ved hånden.");
    case Licence::Wording::own:
    case Licence::Wording::licensed:
      break;
  }
  return {};
}

std::string competence_words(std::string_view id, Language language) {
  if (id == "risk_assessment") {
    return std::string(say(language, "risk assessment", "risikovurdering"));
  }
  std::string text(id);
  for (char& c : text) {
    if (c == '_') c = ' ';
  }
  return text;
}

Part purpose_part(const ModelWords& words) {
  const Instrument& model = words.model();
  const ModelHead& head = model.head();
  const Language language = words.language();
  Part part;
  part.heading = words.tell("What it is for", "Hvad det er til");
  if (!head.intended_use.empty()) part.paragraph(Line().add(head.intended_use, language));
  if (!head.not_for.empty()) {
    Line line;
    line.strong(words.tell("What it is not for: ", "Hvad det ikke er til: "));
    part.paragraph(line.add(head.not_for, language));
  }
  Line whom;
  whom.strong(words.tell("For whom: ", "For hvem: "));
  part.paragraph(whom.add(
      model.population() == nullptr
          ? words.tell("the model names no population.", "modellen nævner ingen målgruppe.")
          : capitalised(words.condition(*model.population())) +
                words.tell(". Outside it a score is marked as not validated for this person.",
                           ". Uden for målgruppen mærkes en score som ikke valideret for denne "
                           "person.")));
  Line who;
  who.strong(words.tell("Who may use it: ", "Hvem må bruge det: "));
  std::vector<std::string> competences;
  for (const std::string& id : model.required_competences()) {
    competences.push_back(competence_words(id, language));
  }
  part.paragraph(who.add(
      competences.empty() ? words.tell("the model asks for no particular competence.",
                                       "modellen kræver ingen bestemt kompetence.")
                          : words.tell("people with competence in ", "personer med kompetence i ") +
                                join(competences, ", ") + "."));
  const Evidence& evidence = model.evidence();
  Line known;
  known.strong(words.tell("Evidence: ", "Viden om redskabet: "));
  std::vector<std::string> facts;
  if (!evidence.outcome.empty()) {
    facts.push_back(words.tell("outcome: ", "udfald: ") + evidence.outcome.best(language));
  }
  if (evidence.auc) {
    const std::string from = words.provenance({evidence.auc->source, evidence.auc->verified, {}});
    facts.push_back(words.tell("area under the ROC curve ", "areal under ROC-kurven ") +
                    words.number(evidence.auc->value) + (from.empty() ? "" : " (" + from + ")"));
  }
  if (evidence.denmark == "not_validated") {
    facts.push_back(words.tell("not validated in Denmark", "ikke valideret i Danmark"));
  } else if (evidence.denmark == "validated") {
    facts.push_back(words.tell("validated in Denmark", "valideret i Danmark"));
  }
  if (facts.empty()) facts.push_back(words.tell("none is stated", "intet er oplyst"));
  known.add(join(facts, "; ") + ".");
  if (!evidence.note.empty()) known.add(" ").add(evidence.note, language);
  part.paragraph(known);
  return part;
}

Part sources_part(const ModelWords& words) {
  const ModelHead& head = words.model().head();
  Part part;
  part.heading = words.tell("Sources and licence", "Kilder og licens");
  std::vector<Line> lines;
  for (const Source& source : head.sources) {
    std::string text = source.cite;
    if (!source.authority.empty()) text += ". " + source.authority;
    if (!source.doi.empty()) text += ". doi:" + source.doi;
    if (!source.url.empty()) text += ". " + source.url;
    lines.push_back(Line().strong(source.id + ": ").add(text));
  }
  part.bullets(std::move(lines));
  if (words.wording() != nullptr) {
    const WordingFile& wording = *words.wording();
    Line line;
    line.strong(words.tell("Words: ", "Ordlyd: ")).add(wording.source.cite);
    if (!wording.source.authority.empty()) line.add(". " + wording.source.authority);
    if (!wording.source.url.empty()) line.add(". " + wording.source.url);
    line.add(". " + words.tell("Fingerprint: ", "Fingeraftryk: ") +
             wording.fingerprint.to_string() + ".");
    part.paragraph(line);
  }
  if (head.licence) {
    Line line;
    line.strong(words.tell("Licence: ", "Licens: "));
    if (head.licence->class_) line.add(licence_class(*head.licence->class_, words) + ".");
    if (head.licence->class_ && !head.licence->note.empty()) line.add(" ");
    line.add(head.licence->note, words.language());
    part.paragraph(line);
  }
  return part;
}

}  // namespace exchange::detail

std::string model_page_html(const Instrument& instrument, Language language,
                            const WordingFile* wording) {
  using namespace exchange::detail;
  return page_html(model_page(instrument, language, wording));
}

std::string model_page_text(const Instrument& instrument, Language language,
                            const WordingFile* wording) {
  using namespace exchange::detail;
  return page_text(model_page(instrument, language, wording));
}

}  // namespace v1
}  // namespace vaern

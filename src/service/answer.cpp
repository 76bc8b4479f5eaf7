// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/answer.hpp"

#include <functional>
#include <utility>

#include "service/case_answers.hpp"
#include "service/words.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/exchange/calendar_year.hpp"
#include "vaern/exchange/model_page.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/service/check.hpp"
#include "vaern/service/forms.hpp"
#include "vaern/service/pages.hpp"
#include "vaern/service/recall.hpp"
#include "vaern/service/tests.hpp"
#include "vaern/service/verification.hpp"
#include "vaern/service/versions.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using service::detail::json_text;
using service::detail::without_line_feed;

constexpr std::size_t max_request_bytes = 16 * 1024 * 1024;

using Format = service::detail::AnswerFormat;

std::optional<std::string> read_any_text(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  return node.text();
}

/// One request being answered. Everything wrong with it is appended to `findings`; a result is
/// JSON without final line feed.
struct Request {
  const Models& models;
  const Document& document;
  Fields& fields;
  DiagnosticList& findings;
  Language language;
  Format format = Format::json;

  void read_language() {
    if (const Node* node = fields.optional("language")) {
      language =
          read_choice<Language>(*node, findings, {{"en", Language::en}, {"da", Language::da}})
              .value_or(language);
    }
  }

  void read_common(bool has_html) {
    read_format(has_html ? std::vector<std::string>{"json", "text", "html"}
                         : std::vector<std::string>{"json", "text"});
  }

  void read_format(const std::vector<std::string>& formats) {
    read_language();
    const Node* node = fields.optional("format");
    const auto chosen = node != nullptr ? read_word(*node, findings, formats) : std::nullopt;
    if (chosen) format = *service::detail::parse_answer_format(formats[*chosen]);
  }

  /// The case, with its own file where it came as text.
  std::optional<Document> read_case() {
    const Entry* entry = fields.exactly_one_of({"case", "case_text"});
    if (entry == nullptr) return std::nullopt;
    if (entry->key == "case") return Document{document.file, entry->value};
    const auto text = read_any_text(entry->value, findings);
    if (!text) return std::nullopt;
    return read_document("case_text", *text, findings);
  }

  std::optional<std::string> checked() {
    read_common(false);
    CheckOptions options;
    if (const Node* node = fields.optional("kind")) {
      options.kind = parse_kind(read_any_text(*node, findings).value_or(""));
      if (!options.kind) {
        read_word(*node, findings,
                  {"instrument", "policy", "catalogue", "calendar", "wording", "case"});
      }
    }
    options.hints = fields.optional("hints", read_yes_no).value_or(false);
    std::vector<Document> documents;
    DiagnosticList of_reading;
    if (const Node* list = fields.required_list("documents")) {
      for (const Node& node : list->items()) {
        Fields f(node, findings);
        if (!f.is_map()) continue;
        const auto name = f.required("name", read_any_text);
        const auto text = f.required("text", read_any_text);
        if (!name || !text) continue;
        if (auto read = read_document(*name, *text, of_reading)) {
          documents.push_back(*std::move(read));
        }
      }
    }
    fields.finish();
    if (findings.has_errors()) return std::nullopt;
    const Checked result = check(models, documents, std::move(of_reading), options);
    if (format == Format::text) return json_text(check_text(result, language));
    return check_json(result, language);
  }

  std::optional<std::string> tested() {
    read_common(false);
    std::vector<TestSubject> subjects;
    if (const Node* node = fields.optional("model")) {
      if (const auto name = read_text_scalar(*node, findings)) {
        auto subject = test_subject(models, *name);
        if (subject) {
          subjects.push_back(*std::move(subject));
        } else {
          append_at(subject.error(), node->span());
        }
      }
    } else {
      subjects = test_subjects(models);
    }
    TestOptions options;
    options.has_coverage = fields.optional("coverage", read_yes_no).value_or(false);
    options.has_mutation = fields.optional("mutate", read_yes_no).value_or(false);
    if (const Node* node = fields.optional("require")) {
      if (const auto percent = read_integer(*node, findings, 0, 100)) {
        options.required = static_cast<std::size_t>(*percent);
      }
    }
    fields.finish();
    if (findings.has_errors()) return std::nullopt;
    const Tested result = run_tests(subjects, options);
    if (format == Format::text) return json_text(tests_text(result, language));
    return tests_json(result, language);
  }

  void append_at(const DiagnosticList& list, const SourceSpan& span) {
    for (const Diagnostic& finding : list) {
      Diagnostic& copy = findings.add(*finding.code, span);
      copy = finding;
      copy.span = span;
    }
  }

  /// What stands in a form beside its answers.
  void read_given(Form& form) {
    form.judgement = fields.optional("judgement", read_judgement);
    form.assessed = fields.optional("assessed", read_date);
    if (const Node* earlier = fields.optional_list("earlier")) {
      form.earlier = read_earlier_assessments(*earlier, findings);
    }
  }

  std::optional<Score> scored() {
    if (fields.has("case") || fields.has("case_text")) {
      const auto file = read_case();
      const std::string id = fields.required("assessment", read_any_text).value_or("");
      fields.finish();
      if (!file || findings.has_errors()) return std::nullopt;
      return take(score_form(models, std::string_view(), read_form(*file, id), *file));
    }
    Form form;
    const Node* name = fields.required("instrument");
    const auto text = name != nullptr ? read_text_scalar(*name, findings) : std::nullopt;
    const Node* responses = fields.required_map("responses");
    if (responses != nullptr) form.answers = read_answers(*responses, findings);
    read_given(form);
    form.wording = fields.optional("wording", read_reference);
    fields.finish();
    if (!text) return std::nullopt;
    const Result<InstrumentPtr> instrument = models.find_instrument(*text);
    if (!instrument) {
      append_at(instrument.error(), name->span());
      return std::nullopt;
    }
    // Faults of answers come beside those of the request.
    return take(score_form(*instrument, form, document, models));
  }

  /// The instrument that a key names, with faults at that key.
  InstrumentPtr instrument_at(std::string_view key) {
    const auto subject = subject_at(key);
    return subject ? subject->instrument : nullptr;
  }

  /// A page about an instrument, or a form of it: the result is always a text.
  std::optional<std::string> page(bool is_form) {
    read_language();
    format = Format::html;
    if (const Node* node = fields.optional("format")) {
      using Choices = std::initializer_list<std::pair<std::string_view, Format>>;
      const Choices both{{"html", Format::html}, {"text", Format::text}};
      const Choices one{{"html", Format::html}};
      format = read_choice<Format>(*node, findings, is_form ? one : both).value_or(format);
    }
    const InstrumentPtr instrument = instrument_at("instrument");
    const auto words = fields.optional("wording_text", read_any_text);
    Form form;
    const bool has_answers = is_form && fields.has("responses");
    if (is_form) {
      const Node* responses = fields.optional_map("responses");
      if (responses != nullptr) form.answers = read_answers(*responses, findings);
      read_given(form);
    }
    fields.finish();
    if (instrument == nullptr) return std::nullopt;
    WordingPtr wording = wording_of(models, *instrument, language);
    if (words) {
      const auto read = read_document("wording_text", *words, findings);
      const auto made = read ? take(wording_in(*read, instrument)) : std::nullopt;
      if (!made) return std::nullopt;
      wording = *made;
    }
    std::optional<FormContent> content;
    if (has_answers || form.judgement || form.assessed || form.earlier) {
      content = take(form_content(instrument, form, document));
      if (!content) return std::nullopt;
    }
    if (findings.has_errors()) return std::nullopt;
    if (is_form) {
      return json_text(
          form_html(*instrument, language, content ? &*content : nullptr, wording.get()));
    }
    return json_text(format == Format::text
                         ? model_page_text(*instrument, language, wording.get())
                         : model_page_html(*instrument, language, wording.get()));
  }

  template <class T>
  std::optional<T> take(Result<T> made) {
    if (made) return *std::move(made);
    findings.append(service::detail::placed(made.error(), document.root, nullptr));
    return std::nullopt;
  }

  std::optional<std::string> score_or_explanation(bool is_explanation) {
    read_common(false);
    const auto made = scored();
    if (!made || findings.has_errors()) return std::nullopt;
    if (format == Format::text) {
      return json_text(is_explanation ? render_reasons(*made, language) : render(*made, language));
    }
    return std::string(
        without_line_feed(is_explanation ? explanation_json(explain(*made)) : record_of(*made)));
  }

  std::optional<std::string> verified() {
    read_common(false);
    const auto record = fields.required("record", read_any_text);
    fields.finish();
    if (!record || findings.has_errors()) return std::nullopt;
    const Verification result = verify_record(models, *record);
    if (format == Format::text) return json_text(verification_text(result, "record", language));
    return verification_json(result);
  }

  std::optional<std::string> recalled() {
    read_common(false);
    const InstrumentPtr corrected = instrument_at("model");
    std::vector<RecordFile> records;
    if (const Node* list = fields.required_list("records")) {
      for (const Node& node : list->items()) {
        Fields f(node, findings);
        if (!f.is_map()) continue;
        const auto name = f.required("name", read_any_text);
        const auto text = f.required("text", read_any_text);
        if (name && text) records.push_back({*name, *text});
      }
    }
    fields.finish();
    if (corrected == nullptr || findings.has_errors()) return std::nullopt;
    const Recall result = recall_records(models, corrected, std::move(records));
    if (format == Format::text) return json_text(recall_text(result, language));
    return recall_json(result, language);
  }

  /// A model that a key names, with its document.
  std::optional<TestSubject> subject_at(std::string_view key) {
    const Node* name = fields.required(key);
    const auto text = name != nullptr ? read_text_scalar(*name, findings) : std::nullopt;
    if (!text) return std::nullopt;
    Result<TestSubject> subject = test_subject(models, *text);
    if (subject) return *std::move(subject);
    append_at(subject.error(), name->span());
    return std::nullopt;
  }

  std::optional<std::string> compared() {
    read_common(false);
    const auto before = subject_at("old");
    const auto after = subject_at("new");
    const auto data = fields.optional("data", read_any_text);
    fields.finish();
    if (!before || !after || findings.has_errors()) return std::nullopt;
    VersionDiff result = diff(*before, *after);
    if (data) {
      const auto table = read_csv("data", *data, findings);
      if (table) result.migration = migrate(result.made, *table, findings);
      if (!result.migration) return std::nullopt;
    }
    if (format == Format::text) return json_text(diff_text(result, language));
    return diff_json(result, language);
  }

  /// What has no result in a calendar without that year is said at the year.
  std::optional<std::string> calendar_year() {
    read_common(false);
    const Node* name = fields.required("calendar");
    const auto text = name != nullptr ? read_text_scalar(*name, findings) : std::nullopt;
    const Node* number = fields.required("year");
    const auto year =
        number != nullptr ? read_integer(*number, findings, 1583, 9999) : std::nullopt;
    fields.finish();
    if (!text) return std::nullopt;
    const auto calendar = models.find_calendar(*text);
    if (!calendar) append_at(calendar.error(), name->span());
    if (!calendar || !year || findings.has_errors()) return std::nullopt;
    const auto of_year = static_cast<int>(year.value_or(0));
    const Result<std::string> made = format == Format::json
                                         ? calendar_year_json(**calendar, of_year)
                                         : calendar_year_text(**calendar, of_year, language);
    if (!made) {
      append_at(made.error(), number->span());
      return std::nullopt;
    }
    return format == Format::json ? std::string(without_line_feed(*made)) : json_text(*made);
  }

  std::optional<std::string> of_case(std::string_view command) {
    if (command == "timeline") {
      read_format({"json", "text", "html", "svg", "ics"});
    } else {
      read_common(command == "report");
    }
    service::detail::CaseQuestion question;
    question.command = command;
    question.when.as_of = fields.optional("as_of", read_instant);
    question.when.known_by = fields.optional("known_by", read_instant);
    if (command == "timeline") question.since = read_since();
    const auto source = read_case();
    fields.finish();
    if (!source) return std::nullopt;
    const auto file = load_case(*source, findings);
    if (!file) return std::nullopt;
    const auto programme = take(models.find_programme(file->programme));
    if (!programme) return std::nullopt;
    check_case(*file, **programme, findings);
    if (findings.has_errors()) return std::nullopt;
    service::detail::check_moment(*file, **programme, question.when, findings);
    question.format = format;
    question.language = language;
    const auto made = take(service::detail::case_answer(*file, **programme, question));
    if (!made) return std::nullopt;
    return format == Format::json ? std::string(without_line_feed(*made)) : json_text(*made);
  }

  /// What has changed is words or data: it has no picture.
  std::optional<Instant> read_since() {
    const Node* node = fields.optional("since");
    if (node == nullptr) return std::nullopt;
    const Node* named = fields.optional("format");
    if (named != nullptr) read_word(*named, findings, {"json", "text", "ics"});
    return read_instant(*node, findings);
  }

  std::optional<std::string> answered(std::string_view command) {
    if (command == "check") return checked();
    if (command == "test") return tested();
    if (command == "score") return score_or_explanation(false);
    if (command == "explain") return score_or_explanation(true);
    if (command == "verify") return verified();
    if (command == "diff") return compared();
    if (command == "recall") return recalled();
    if (command == "doc" || command == "form") return page(command == "form");
    if (command == "calendar") return calendar_year();
    return of_case(command);
  }
};

}  // namespace

Answer answer(const Models& models, std::string_view request, Language language) {
  DiagnosticList findings;
  ReadOptions options;
  options.max_bytes = max_request_bytes;
  const auto document = read_document("request.json", std::string(request), findings, options);
  std::string command;
  std::optional<std::string> result;
  if (document) {
    Fields fields(document->root, findings);
    const Node* name = fields.required("command");
    const std::vector<std::string> commands{"check",    "test",   "score",  "explain", "verify",
                                            "diff",     "recall", "doc",    "form",    "due",
                                            "timeline", "plan",   "report", "calendar"};
    const auto index = name != nullptr ? read_word(*name, findings, commands) : std::nullopt;
    if (index) {
      command = commands[*index];
      Request made{models, *document, fields, findings, language};
      result = made.answered(command);
      language = made.language;
    } else {
      for (const Entry& entry : document->root.entries()) fields.allow(entry.key);
    }
  }
  std::string text = "{";
  if (!command.empty()) text += "\"command\":" + json_text(command) + ",";
  findings.sort();
  const Document* source = document ? &*document : nullptr;
  if (result && !findings.has_errors()) {
    text += "\"result\":" + *result;
    if (!findings.empty()) {
      text += ",\"warnings\":" + faults_json(findings, language, source);
    }
    return {text + "}\n", false};
  }
  text += "\"error\":{\"faults\":" + faults_json(findings, language, source) + "}}\n";
  return {std::move(text), true};
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "archive/support.hpp"

#include "vaern/case_file/load.hpp"
#include "vaern/exchange/report.hpp"
#include "vaern/instrument/record.hpp"

namespace vaern::archive_tests {

namespace {

constexpr const char* case_text = R"(vaern: 1
case: k-1
programme: example-programme@1
subject: p1
parties:
  - {id: p1, role: subject, sex: woman, born: 1989}
  - {id: o1, role: other_party, sex: man, relation: partner}
  - {id: w1, role: assessor}
episodes:
  - {no: 1, opened: 2026-03-02T09:00+01:00}
assessments:
  - id: a1
    instrument: example-scale@1
    about: o1
    status: completed
    assessed: 2026-03-03T10:00+01:00
    by: [w1]
    responses: {sleep: often, gun: yes, left: {missing: refused}}
)";

constexpr const char* local_text = R"(vaern: 1
instrument: local-scale
version: "2"
status: draft
extends: example-scale@1
title: {en: Local scale, da: Lokal skala}
items:
  sleep: {text: {en: Sleeps poorly, da: Sover ringe}}
)";

template <class Model>
std::string prints(const Model& model) {
  return model.head().reference().to_string() + " " + model.meaning().to_string() + " " +
         model.text().to_string() + "\n";
}

std::string said_of(const Instrument& model) {
  return prints(model) + (model.published() ? "published " + prints(*model.published()) : "");
}

std::string said_of(const Programme& model) {
  std::string text = model.reference() + "\n" + prints(model.policy()) + prints(model.calendar()) +
                     model.catalogue().reference().to_string() + "\n";
  for (const auto& [reference, instrument] : model.instruments()) text += said_of(*instrument);
  return text;
}

std::string said_of(const ModelStore& store) {
  DiagnosticList findings;
  const Library library = Library::load(store, findings);
  std::string text;
  for (const StoredModel* model : store.all()) {
    text += std::string(to_string(model->kind)) + " " + model->reference() + "\n";
  }
  for (const InstrumentPtr& model : library.instruments()) text += said_of(*model);
  for (const ProgrammePtr& model : library.programmes()) text += said_of(*model);
  return text + render(findings);
}

std::string said_of_work(std::string_view archive, ArchiveKind kind) {
  const auto work = open_case_work(archive, kind);
  if (!work) return codes_of(work.error());
  switch (kind) {
    case ArchiveKind::timeline:
      return to_canonical_json(timeline(*work->file, *work->programme, work->when).value());
    case ArchiveKind::plan:
      return plan_json(plan(*work->file, *work->programme, work->when).value());
    default:
      return report_json(report(*work->file, *work->programme, work->when).value());
  }
}

template <class T, class Say>
std::string either(const Result<T>& result, Say say) {
  return result ? say(*result) : codes_of(result.error());
}

}  // namespace

const ModelStore& small_store() {
  static const ModelStore store = [] {
    ModelStore made;
    DiagnosticList findings;
    for (const char* name : {"example-measures", "example-offices", "example-programme",
                             "example-review", "example-scale"}) {
      const std::string file = std::string(name) + ".yaml";
      auto document =
          read_document(file, text_of_file(VAERN_TEST_DATA "/golden/models/" + file), findings);
      made.add(document.value(), findings);
    }
    made.add(read_document("local-scale.yaml", local_text, findings).value(), findings);
    EXPECT_FALSE(findings.has_errors()) << render(findings);
    return made;
  }();
  return store;
}

const Library& small_library() {
  static const Library library = [] {
    DiagnosticList findings;
    Library made = Library::load(small_store(), findings);
    EXPECT_FALSE(findings.has_errors()) << render(findings);
    return made;
  }();
  return library;
}

InstrumentPtr small_instrument() { return small_library().find_instrument("example-scale"); }

Score small_score() {
  const InstrumentPtr model = small_instrument();
  DiagnosticList findings;
  const auto document =
      read_document("answers.json", R"({"sleep": "often", "gun": "yes", "left": "yes",
        "choked": {"value": "yes", "within": "P14D"}, "kind": {"missing": "refused"}})",
                    findings);
  ScoreOptions options;
  options.assessed = Date::parse("2026-03-03");
  options.judgement = Judgement{"high", "known before", "w1", ""};
  auto made = score(model, read_answers(document->root, findings), options);
  EXPECT_TRUE(made.has_value()) << render(made.error());
  return *std::move(made);
}

std::shared_ptr<const CaseFile> small_case() {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", case_text, findings);
  auto file = load_case(document.value(), findings);
  EXPECT_TRUE(file.has_value()) << render(findings);
  return std::make_shared<const CaseFile>(*std::move(file));
}

CaseWork small_work() {
  return {small_library().find_programme("example-programme"),
          small_case(),
          {Instant::parse("2026-03-12T09:00+01:00"), std::nullopt}};
}

DiagnosticList small_findings() {
  DiagnosticList findings;
  const auto file = std::make_shared<const SourceFile>(
      "twice.yaml", "vaern: 1\ninstrument: twice\nversion: '1'\nversion: '2'\nitmes: {}\n");
  const auto document = read_document(file, findings);
  ModelStore store;
  if (document) {
    if (const StoredModel* model = store.add(*document, findings)) {
      load_instrument(model->document, population_names(), findings);
    }
  }
  auto bad = score(small_instrument(), std::vector<RawAnswer>{});
  DiagnosticList answers;
  const auto form = read_document("answers.yaml", "{gunn: yes, sleep: 010190-1234}", answers);
  auto refused = score(small_instrument(), read_answers(form->root, answers));
  findings.append(std::move(refused.error()));
  EXPECT_GT(findings.size(), 3U);
  return findings;
}

const std::map<std::string, std::string>& small_archives() {
  static const std::map<std::string, std::string> archives = [] {
    std::map<std::string, std::string> made;
    const ProgrammePtr programme = small_library().find_programme("example-programme");
    const CaseWork work = small_work();
    made["instrument"] = save(*small_instrument());
    made["calendar"] = save(programme->calendar());
    made["policy"] = save(programme->policy());
    made["catalogue"] = save(programme->catalogue());
    made["programme"] = save(*programme);
    made["models"] = save(small_store());
    made["case"] = save(*work.file);
    made["score"] = save(small_score());
    for (const ArchiveKind kind :
         {ArchiveKind::assessment, ArchiveKind::timeline, ArchiveKind::plan, ArchiveKind::report}) {
      made[std::string(to_string(kind))] = save(work, kind).value();
    }
    made["findings"] = save(small_findings());
    return made;
  }();
  return archives;
}

std::string said(std::string_view archive, std::string_view kind) {
  if (kind == "instrument") {
    return either(open_instrument(archive), [](const auto& model) { return said_of(*model); });
  }
  if (kind == "calendar") {
    return either(open_calendar(archive), [](const auto& model) { return prints(*model); });
  }
  if (kind == "policy") {
    return either(open_policy(archive), [](const auto& model) { return prints(model); });
  }
  if (kind == "catalogue") {
    return either(open_catalogue(archive), [](const Catalogue& model) {
      std::string text = model.reference().to_string() + "\n";
      for (const Measure& measure : model.measures()) text += measure.id + "\n";
      return text;
    });
  }
  if (kind == "programme") {
    return either(open_programme(archive), [](const auto& model) { return said_of(*model); });
  }
  if (kind == "models") {
    return either(open_models(archive), [](const ModelStore& store) { return said_of(store); });
  }
  if (kind == "case") {
    DiagnosticList findings;
    return either(open_case(archive, findings), [&](const CaseFile& file) {
      return file.id + "\n" + file.span.file->text() + render(findings);
    });
  }
  if (kind == "score") {
    return either(open_score(archive), [](const Score& score) { return record_of(score); });
  }
  if (kind == "findings") {
    return either(open_findings(archive),
                  [](const DiagnosticList& list) { return render(list) + render_json(list); });
  }
  for (const ArchiveKind each :
       {ArchiveKind::assessment, ArchiveKind::timeline, ArchiveKind::plan, ArchiveKind::report}) {
    if (to_string(each) == kind) return said_of_work(archive, each);
  }
  ADD_FAILURE() << "no kind " << kind;
  return {};
}

std::string codes_of(const DiagnosticList& findings) {
  EXPECT_TRUE(findings.has_errors());
  std::string text;
  for (const Diagnostic& finding : findings) {
    text += (text.empty() ? "" : " ") + std::string(finding.code->id);
  }
  return text;
}

std::string payload_of(const std::string& archive) {
  return archive.substr(archive.find('\n') + 1);
}

std::string with_payload(std::string_view kind, const std::string& payload) {
  return "vaern-archive 1 " + std::string(kind) + " " + std::to_string(payload.size()) + " " +
         Fingerprint::of(payload).to_string() + "\n" + payload;
}

}  // namespace vaern::archive_tests

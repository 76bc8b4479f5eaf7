// SPDX-License-Identifier: Apache-2.0
#include "service/lint_all.hpp"

#include <set>
#include <string>
#include <utility>

#include "diagnostics/codes/safety_plan.hpp"
#include "vaern/instrument/lint.hpp"
#include "vaern/model/lint.hpp"
#include "vaern/programme/lint.hpp"

namespace vaern::service::detail {
namespace {

bool is_of(const ModelHead& head, const std::string& id, const std::string& version) {
  return head.id == id && head.version == version;
}

void lint_model(Kind kind, const std::string& id, const std::string& version,
                const Library& library, DiagnosticList& findings) {
  switch (kind) {
    case Kind::instrument:
      if (const auto instrument = library.find_instrument(id, version)) {
        lint(*instrument, findings);
      }
      break;
    case Kind::policy:
      for (const auto& policy : library.policies()) {
        if (is_of(policy->head(), id, version)) lint(*policy, findings);
      }
      break;
    case Kind::programme:
      if (const auto programme = library.find_programme(id, version)) lint(*programme, findings);
      break;
    case Kind::catalogue:
      // Its conditions mean something in a programme alone. What is said at the programme's own
      // file is for whoever checks that.
      for (const auto& programme : library.programmes()) {
        if (is_of(programme->catalogue().head(), id, version)) lint(*programme, findings);
      }
      break;
    default:
      break;
  }
}

bool has_conditions(const Node& root) {
  const Node* measures = root.find("measures");
  if (root.find("zones") == nullptr || measures == nullptr) return true;
  for (const Entry& measure : measures->entries()) {
    for (const char* key : {"when", "blocked_when"}) {
      if (measure.value.find(key) != nullptr) return true;
    }
  }
  return false;
}

/// The conditions of a catalogue mean something in a programme alone: without one nobody read them.
void say_unread(const Document& document, const std::string& id, const std::string& version,
                const Library& library, DiagnosticList& findings) {
  if (!has_conditions(document.root)) return;
  std::string others;
  for (const auto& programme : library.programmes()) {
    const ModelHead& head = programme->catalogue().head();
    if (is_of(head, id, version)) return;
    if (head.id != id) continue;
    others += (others.empty() ? " (" : ", ") + programme->reference() + ": " +
              programme->catalogue().reference().to_string();
  }
  if (!others.empty()) others += ")";
  findings.add(codes::conditions_unread, document.root.find("catalogue")->span(),
               {{"catalogue", id + "@" + version}, {"others", others}});
}

}  // namespace

void lint_all(const std::vector<Document>& documents, const std::vector<std::optional<Kind>>& kinds,
              const Library& library, const DiagnosticList& of_reading, DiagnosticList& findings) {
  std::set<const SourceFile*> broken;
  for (const DiagnosticList* list : {&of_reading, &std::as_const(findings)}) {
    for (const Diagnostic& finding : *list) {
      if (finding.severity() == Severity::error) broken.insert(finding.span.file.get());
    }
  }
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const Document& document = documents[i];
    if (!kinds[i] || kinds[i] == Kind::case_file) continue;
    if (broken.count(document.file.get()) != 0) continue;
    lint_document(document, findings);
    const Node* id = document.root.find(to_string(*kinds[i]));
    const Node* version = document.root.find("version");
    if (id != nullptr && version != nullptr) {
      lint_model(*kinds[i], id->text(), version->text(), library, findings);
      if (*kinds[i] == Kind::catalogue) {
        say_unread(document, id->text(), version->text(), library, findings);
      }
    }
  }
}

}  // namespace vaern::service::detail

// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/head.hpp"

#include <algorithm>
#include <array>

#include "diagnostics/codes/model.hpp"
#include "model/detect.hpp"
#include "model/succession.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {

inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 4> status_words{"draft", "approved", "in_force",
                                                       "withdrawn"};
constexpr std::array<std::string_view, 4> class_words{"A", "B", "C", "D"};
constexpr std::array<std::string_view, 4> wording_words{"labels_only", "none", "own", "licensed"};

/// Every `source:` below this node names a declared source, or the agency itself.
void check_sources(const Node& node, const std::vector<std::string>& declared,
                   DiagnosticList& findings) {
  for (const Node& item : node.items()) check_sources(item, declared, findings);
  for (const Entry& entry : node.entries()) {
    if (entry.key != "source" || !entry.value.is_scalar()) {
      check_sources(entry.value, declared, findings);
      continue;
    }
    const std::string& source = entry.value.text();
    if (source == "local" ||
        std::find(declared.begin(), declared.end(), source) != declared.end()) {
      continue;
    }
    // A text in the wrong form is told where it is read.
    if (!has_id_form(source) || is_reserved_id(source)) continue;
    Diagnostic& finding =
        findings.add(codes::undeclared_source, entry.value.span(), {{"source", source}});
    std::string candidate = did_you_mean(source, declared);
    if (candidate.empty()) continue;
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", std::move(candidate)}};
  }
}

std::vector<Source> read_sources(const Node& node, DiagnosticList& findings) {
  std::vector<Source> sources;
  for (const Entry& entry : node.entries()) {
    check_id(entry, findings);
    Source source = read_source(entry.value, findings).value_or(Source());
    source.id = entry.key;
    source.span = entry.key_span;
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace

std::string_view to_string(ModelStatus status) noexcept {
  return status_words[static_cast<std::size_t>(status)];
}
std::string_view to_string(Licence::Class value) noexcept {
  return class_words[static_cast<std::size_t>(value)];
}
std::string_view to_string(Licence::Wording value) noexcept {
  return wording_words[static_cast<std::size_t>(value)];
}

std::optional<std::string> read_version(const Node& node, DiagnosticList& findings) {
  auto version = read_text_scalar(node, findings);
  if (!version || has_version_form(*version)) return version;
  findings.add(codes::bad_version, node.span(), {{"version", *version}});
  return std::nullopt;
}

std::optional<ModelStatus> read_status(const Node& node, DiagnosticList& findings) {
  return read_choice<ModelStatus>(node, findings,
                                  {{"draft", ModelStatus::draft},
                                   {"approved", ModelStatus::approved},
                                   {"in_force", ModelStatus::in_force},
                                   {"withdrawn", ModelStatus::withdrawn}});
}

std::optional<Licence> read_licence(const Node& node, DiagnosticList& findings) {
  Fields fields(node, findings);
  if (!fields.is_map()) return std::nullopt;
  Licence licence;
  using Class = Licence::Class;
  using Wording = Licence::Wording;
  licence.class_ = fields.optional("class", [](const Node& word, DiagnosticList& list) {
    return read_choice<Class>(word, list,
                              {{"A", Class::a}, {"B", Class::b}, {"C", Class::c}, {"D", Class::d}});
  });
  licence.wording = fields.optional("wording", [](const Node& word, DiagnosticList& list) {
    return read_choice<Wording>(word, list,
                                {{"labels_only", Wording::labels_only},
                                 {"none", Wording::none},
                                 {"own", Wording::own},
                                 {"licensed", Wording::licensed}});
  });
  licence.note = fields.optional("note", read_text).value_or(LocalizedText());
  return licence;
}

std::optional<Source> read_source(const Node& node, DiagnosticList& findings) {
  Fields fields(node, findings);
  if (!fields.is_map()) return std::nullopt;
  Source source;
  source.cite = fields.required("cite", read_text_scalar).value_or("");
  source.doi = fields.optional("doi", read_text_scalar).value_or("");
  source.url = fields.optional("url", read_text_scalar).value_or("");
  source.authority = fields.optional("authority", read_text_scalar).value_or("");
  source.span = node.key_span();
  return source;
}

const Source* ModelHead::find_source(std::string_view source_id) const noexcept {
  for (const Source& source : sources) {
    if (source.id == source_id) return &source;
  }
  return nullptr;
}

std::optional<ModelHead> read_head(Fields& fields, DiagnosticList& findings) {
  if (!fields.is_map()) return std::nullopt;
  const auto detected = model::detail::detect(fields.node(), findings);
  fields.allow("vaern");
  if (!detected.misspelt.empty()) fields.allow(detected.misspelt);
  for (const std::string& other : detected.others) fields.allow(other);

  ModelHead head;
  std::optional<std::string> id;
  if (detected.kind) {
    head.kind = *detected.kind;
    const std::string_view key = to_string(head.kind);
    id = fields.required(key, read_document_id);
    if (const Node* node = fields.node().find(key)) head.span = node->span();
  }
  const auto version = fields.required("version", read_version);
  head.status = fields.required("status", read_status).value_or(ModelStatus::draft);
  head.title = fields.required("title", read_text).value_or(LocalizedText());
  head.description = fields.optional("description", read_text).value_or(LocalizedText());
  head.intended_use = fields.optional("intended_use", read_text).value_or(LocalizedText());
  head.not_for = fields.optional("not_for", read_text).value_or(LocalizedText());
  head.licence = fields.optional("licence", read_licence);
  if (const Node* sources = fields.optional_map("sources")) {
    head.sources = read_sources(*sources, findings);
  }
  head.supersedes = fields.optional("supersedes", model::detail::read_succession);
  head.superseded_by = fields.optional("superseded_by", model::detail::read_succession);
  head.valid = fields.optional("valid", read_validity);
  if (head.kind == Kind::instrument || head.kind == Kind::calendar) {
    head.extends = fields.optional("extends", read_reference);
  }

  std::vector<std::string> declared;
  for (const Source& source : head.sources) declared.push_back(source.id);
  for (const Entry& entry : fields.node().entries()) {
    if (entry.key != "sources") check_sources(entry.value, declared, findings);
  }

  if (!detected.is_clear || !detected.kind || !id || !version) return std::nullopt;
  head.id = *id;
  head.version = *version;
  model::detail::check_succession(head, fields.node(), findings);
  return head;
}

}  // namespace v1
}  // namespace vaern

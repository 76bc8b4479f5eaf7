// SPDX-License-Identifier: Apache-2.0
#include "programme/load_instruments.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/notes.hpp"
#include "vaern/model/extends.hpp"

namespace vaern {

namespace programme::detail {
namespace {

bool is_said(const DiagnosticList& list, const Diagnostic& finding) {
  return std::any_of(list.begin(), list.end(), [&](const Diagnostic& other) {
    return other.code == finding.code && other.span.file == finding.span.file &&
           other.span.line == finding.span.line && other.span.column == finding.span.column &&
           other.message() == finding.message();
  });
}

}  // namespace

InstrumentsLoader::Loaded InstrumentsLoader::load_new(const StoredModel& model) {
  Loaded made;
  const auto joined = join_all(store_, model, made.findings);
  if (!joined) return made;
  if (joined->base == nullptr) {
    made.instrument = load_instrument(joined->document, population_names(), made.findings);
    return made;
  }
  made.base = joined->base;
  const Loaded& base = loaded(*joined->base);
  if (base.instrument == nullptr) {
    made.findings = {};
    say_extends_broken(model, made.findings);
    return made;
  }
  const bool is_joined_well = !made.findings.has_errors();
  DiagnosticList of_both;
  made.instrument = load_instrument(joined->document, population_names(), of_both, base.instrument);
  if (!is_joined_well) made.instrument = nullptr;
  for (const Diagnostic& finding : of_both) {
    if (is_said_before(*joined->base, finding)) continue;
    Diagnostic& copy = made.findings.add(*finding.code, finding.span);
    copy = finding;
    if (finding.span.file == model.document.file) continue;
    copy.notes.push_back({&notes::in_local_version,
                          model.document.root.find("extends")->span(),
                          {{"reference", model.reference()}}});
  }
  return made;
}

bool InstrumentsLoader::is_said_before(const StoredModel& base, const Diagnostic& finding) {
  for (const StoredModel* model = &base; model != nullptr; model = loaded(*model).base) {
    if (is_said(loaded(*model).findings, finding)) return true;
  }
  return false;
}

const InstrumentsLoader::Loaded& InstrumentsLoader::loaded(const StoredModel& model) {
  const auto found = loaded_.find(&model);
  if (found != loaded_.end()) return found->second;
  Loaded made = load_new(model);
  return loaded_.emplace(&model, std::move(made)).first->second;
}

InstrumentPtr InstrumentsLoader::load(const StoredModel& model, DiagnosticList& findings) {
  const Loaded& made = loaded(model);
  findings.append(made.findings);
  return made.instrument;
}

}  // namespace programme::detail

inline namespace v1 {

InstrumentPtr load_instrument(const ModelStore& store, const StoredModel& model,
                              DiagnosticList& findings) {
  return programme::detail::InstrumentsLoader(store).load(model, findings);
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"
#include "diagnostics/codes/exchange.hpp"
#include "vaern/exchange/translation.hpp"

namespace vaern::cli {
namespace {

/// The latest version where none is named.
Result<ProgrammePtr> open_programme(const Models& models, const std::string& name) {
  const std::size_t at = name.find('@');
  Reference reference;
  reference.id = name.substr(0, at);
  if (at != std::string::npos) reference.version = name.substr(at + 1);
  if (auto programme = models.library().find_programme(reference.id, reference.version)) {
    return programme;
  }
  return models.find_programme(reference);
}

}  // namespace

int translate(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  const Result<ProgrammePtr> programme = open_programme(models, options.model);
  if (!programme) return context.fail(programme.error());
  DiagnosticList findings;
  const Catalogue& catalogue = (*programme)->catalogue();
  if ((*programme)->zones() != nullptr) {
    findings.add_at_path(codes::translation_of_zones, "",
                         {{"catalogue", catalogue.reference().to_string()}});
    return context.fail(findings);
  }
  std::optional<Translation> have;
  const std::string& path = options.copy.translation;
  if (!path.empty()) {
    const auto bytes = context.read_bytes(path, findings);
    if (bytes) have = load_translation(path, *bytes, findings);
    if (findings.has_errors()) return context.fail(findings);
    check_translation(*have, catalogue, findings);
    context.tell(findings);
  }
  return context.answer(translation_template(catalogue, have ? &*have : nullptr));
}

}  // namespace vaern::cli

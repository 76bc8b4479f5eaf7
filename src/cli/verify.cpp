// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"
#include "vaern/model/canonical.hpp"
#include "vaern/service/verification.hpp"

namespace vaern::cli {

int verify(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  DiagnosticList findings;
  std::string text;
  std::string json;
  int code = fine;
  for (const std::string& path : options.paths) {
    const auto record = context.read_bytes(path, findings);
    if (!record) {
      code = found;
      continue;
    }
    const Verification made = verify_record(models, *record);
    if (!made.holds()) code = found;
    text += verification_text(made, path, options.language);
    json += (json.empty() ? "" : ",") + verification_json(made);
  }
  if (options.format == Format::json) {
    if (!findings.empty()) return context.fail(findings);
    return context.answer(options.paths.size() == 1 ? json : "[" + json + "]", code);
  }
  context.tell(findings);
  return context.answer(text, code);
}

}  // namespace vaern::cli

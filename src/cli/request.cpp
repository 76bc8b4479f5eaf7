// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"
#include "vaern/service/answer.hpp"

namespace vaern::cli {

int request(const Context& context) {
  const Models models = context.open_models();
  DiagnosticList findings;
  const auto text = context.read_bytes(context.options().paths.front(), findings);
  if (!text) return context.fail(findings);
  const Answer made = vaern::answer(models, *text, context.options().language);
  return context.answer(made.text, made.has_error ? found : fine);
}

}  // namespace vaern::cli

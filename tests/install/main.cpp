// SPDX-License-Identifier: Apache-2.0
// Uses an installed vaern as an application would: reads a model that ships, and shows a finding
// with its place. Ends with 0 when all of it is there.
#include <iostream>

#include "vaern/core/fingerprint.hpp"
#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/document/document.hpp"

int main() {
  vaern::DiagnosticList findings;
  const auto model =
      vaern::read_document_file(MODELS "/published/danger-assessment.yaml", findings);
  std::cout << vaern::render(findings);
  if (!model || findings.has_errors()) return 1;
  vaern::FingerprintBuilder builder;
  std::cout << "read " << model->file->name() << ", " << model->file->line_count() << " lines, "
            << builder.add(model->file->text()).finish().to_string() << '\n';

  const auto broken = vaern::read_document("broken.yaml", "gun: yes\ngun: no\n", findings);
  std::cout << vaern::render(findings);
  return broken && findings.size() == 1 && !vaern::all_codes().empty() ? 0 : 1;
}

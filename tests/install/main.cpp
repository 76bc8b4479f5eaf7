// SPDX-License-Identifier: Apache-2.0
// Uses an installed vaern as an application would; ends with 0 when all of it is there.
#include <filesystem>
#include <iostream>

#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/diagnostics/render.hpp"

int main() {
  const auto codes = vaern::all_codes();
  std::cout << codes.size() << " codes of findings\n";
  if (codes.empty() || !std::filesystem::is_directory(MODELS)) return 1;
  vaern::DiagnosticList findings;
  findings.add(*codes.front(), {});
  std::cout << vaern::render(findings);
  return findings.size() == 1 ? 0 : 1;
}

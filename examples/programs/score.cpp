// SPDX-License-Identifier: Apache-2.0
// Scores a response file with the models of one or more folders: in words, or as the record that
// lasts.
//
//   score instruments examples/forms/danger-assessment.yaml
//   score --record instruments my-models my-form.yaml
#include <iostream>
#include <string>
#include <vector>

#include "vaern/diagnostics/render.hpp"
#include "vaern/document/document.hpp"
#include "vaern/instrument/explanation.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/programme/library.hpp"

int main(int count, char** words) {
  std::vector<std::string> folders(words + 1, words + count);
  const bool as_record = std::erase(folders, "--record") > 0;
  if (folders.size() < 2) return 2;
  const std::string file = folders.back();
  folders.pop_back();

  vaern::DiagnosticList findings;
  const auto library = vaern::Library::load(folders, findings);
  const auto document = vaern::read_document_file(file, findings);
  const auto form = document ? vaern::read_response_form(*document, findings) : std::nullopt;
  std::cerr << vaern::render(findings);
  if (!form || findings.has_errors()) return 1;

  const auto instrument = library.find_instrument(form->instrument.id, form->instrument.version);
  if (instrument == nullptr) return 1;
  vaern::ScoreOptions beside;
  beside.judgement = form->judgement;
  beside.assessed = form->assessed;
  beside.earlier = form->earlier;
  const auto score = vaern::score(instrument, form->values, beside);
  if (!score) {  // every fault of the form at once
    std::cerr << vaern::render(score.error());
    return 1;
  }
  std::cout << (as_record ? vaern::record_of(*score) : render(*score, vaern::Language::en));
}

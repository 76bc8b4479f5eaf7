// SPDX-License-Identifier: Apache-2.0
// Scores a response file with the models of a folder: in words, or as the record that lasts.
//
//   score instruments examples/forms/danger-assessment.yaml [--record]
#include <iostream>
#include <string_view>

#include "vaern/diagnostics/render.hpp"
#include "vaern/document/document.hpp"
#include "vaern/instrument/explanation.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/programme/library.hpp"

int main(int count, char** words) {
  if (count < 3) return 2;
  vaern::DiagnosticList findings;
  const auto library = vaern::Library::load({words[1]}, findings);
  const auto document = vaern::read_document_file(words[2], findings);
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
  const bool as_record = count > 3 && words[3] == std::string_view("--record");
  std::cout << (as_record ? vaern::record_of(*score) : render(*score, vaern::Language::en));
}

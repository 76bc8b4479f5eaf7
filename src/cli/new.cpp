// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <system_error>

#include "cli/context.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/exchange/starting_file.hpp"

namespace vaern::cli {

int begin_new(const Context& context) {
  const Options& options = context.options();
  StartingModel model;
  model.id = options.model;
  model.title = options.title;
  model.shape = options.is_judgement ? StartingModel::Shape::judgement : StartingModel::Shape::sum;
  if (!has_document_id_form(model.id)) {
    context.tell("vaern new: '" + model.id +
                 "' is no id of a model; write small letters, digits and hyphens, as in "
                 "my-instrument");
    return wrong_use;
  }
  std::error_code error;
  if (std::filesystem::is_regular_file(options.output, error)) {
    context.tell("vaern new: " + options.output +
                 " is there already, and nothing of yours is written over; name another file, or "
                 "move this one away first");
    return wrong_use;
  }
  if (!options.items.empty()) {
    DiagnosticList findings;
    const auto bytes = context.read_bytes(options.items, findings);
    const auto table = bytes ? read_csv(options.items, *bytes, findings) : std::nullopt;
    auto items = table ? read_items(*table, findings) : std::nullopt;
    if (!items) {
      findings.sort();
      return context.fail(findings);
    }
    model.items = *std::move(items);
  }
  return context.answer(starting_file(model, options.language));
}

}  // namespace vaern::cli

// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/codebook.hpp"

#include "cli/context.hpp"

namespace vaern::cli {

int codebook(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  const Result<InstrumentPtr> instrument = context.open_instrument(models, options.model);
  if (!instrument) return context.fail(instrument.error());
  return context.answer(vaern::codebook(**instrument, options.codebook, options.language));
}

}  // namespace vaern::cli

// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/schema.hpp"

#include "cli/context.hpp"

namespace vaern::cli {

int schema(const Context& context) {
  const Options& options = context.options();
  return context.answer(schema_json(options.schema, options.language).value_or(""));
}

}  // namespace vaern::cli

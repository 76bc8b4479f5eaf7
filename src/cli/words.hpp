// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of a command line as they are written, and what they mean.

#include <CLI/CLI.hpp>
#include <string>

#include "cli/options.hpp"

namespace vaern::cli {

/// The words of one command line, as CLI11 fills them.
struct Words {
  Options options;
  std::string language = "en";
  std::string format;
  std::string as_of;
  std::string known_by;
  std::string from_known_by;
  std::string since;
  std::string kind;
  std::string html;
  std::string copy;
  std::string recipient;
  bool json = false;
};

/// What a command may be asked with.
void add_options(CLI::App& app, Words& words, const std::string& name);

/// Reads what CLI11 leaves as text into the options. Says what is wrong; empty: nothing.
std::string finish(Words& words);

/// score: the options of a table, and whether words for forms and tables are mixed (empty: no).
void add_table_options(CLI::App& app, TableWords& table);
std::string finish_table(Options& options, bool is_json);

/// plan: of a copy.
void add_copy_options(CLI::App& app, Words& words);
std::string finish_copy(Words& words);

}  // namespace vaern::cli

// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <utility>

#include "cli/words.hpp"

namespace vaern::cli {

void add_table_options(CLI::App& app, TableWords& table) {
  const auto text = [&](const char* name, auto& to, const char* what, const char* type) {
    return app.add_option(name, to, what)->type_name(type)->group("Tables");
  };
  const auto list = [&](const char* name, auto& to, const char* what, const char* type) {
    text(name, to, what, type)->allow_extra_args(false);
  };
  app.add_flag("--table", table.is_table,
               "FORM is a table, whatever its name (.csv and .tsv are): one row a form")
      ->group("Tables");
  list("--missing", table.missing, "What stands for a missing answer, as -9=unknown",
       "CELL=REASON");
  list("--column", table.columns, "The column that answers an item, where it has another name",
       "ITEM=COLUMN");
  list("--key", table.keys,
       "A column to keep (person, dyad, episode, wave, assessed, rater, site, if none is named)",
       "COLUMN");
  text("--keep", table.keep, "Keep every column as it was written", "all")
      ->check(CLI::IsMember({"all"}));
  list("--result", table.results, "A result to write (those of the codebook, if none is named)",
       "NAME");
  text("--on-error", table.on_error,
       "stop: a row at fault ends it, and nothing is written; collect: it has an empty result",
       "stop|collect")
      ->check(CLI::IsMember({"stop", "collect"}));
  text("--rejected", table.rejected, "With collect: why which rows have no result, as a table",
       "FILE");
  text("--about", table.about,
       "Where it is written what the columns are and what scored them (beside the result)", "FILE");
  text("--delimiter", table.delimiter, "What stands between cells (as the first line shows)",
       "BYTE|tab");
  text("--threads", table.threads, "How many (as many as the machine has)", "N")
      ->check(CLI::Range(1, 1024));
  app.add_flag("--progress", table.shows_progress, "Show how far it is, on a terminal")
      ->group("Tables");
}

std::string finish_table(Options& options, bool is_json) {
  if (options.command != "score") return {};
  TableWords& table = options.table;
  std::string ending = std::filesystem::path(options.paths.front()).extension().string();
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  table.is_table = table.is_table || ending == ".csv" || ending == ".tsv";
  if (table.is_table) {
    if (is_json) return "--json belongs to a form, and this is a table";
    return options.assessment.empty() ? "" : "--assessment belongs to a case, and this is a table";
  }
  const std::pair<const char*, bool> used[] = {
      {"--missing", !table.missing.empty()},
      {"--column", !table.columns.empty()},
      {"--key", !table.keys.empty()},
      {"--keep", !table.keep.empty()},
      {"--result", !table.results.empty()},
      {"--on-error", !table.on_error.empty()},
      {"--rejected", !table.rejected.empty()},
      {"--about", !table.about.empty()},
      {"--delimiter", !table.delimiter.empty()},
      {"--threads", table.threads != 0},
      {"--progress", table.shows_progress},
  };
  for (const auto& [name, is_used] : used) {
    if (is_used) return std::string(name) + " belongs to a table; --table says that this is one";
  }
  return {};
}

}  // namespace vaern::cli

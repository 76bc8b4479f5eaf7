// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a person wrote after the name of a command.

#include <optional>
#include <string>
#include <vector>

#include "service/case_answers.hpp"
#include "vaern/core/instant.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/exchange/codebook.hpp"
#include "vaern/exchange/plan_copy.hpp"
#include "vaern/model/kind.hpp"

namespace vaern::cli {

using Format = service::detail::AnswerFormat;

/// score: of a table.
struct TableWords {
  bool is_table = false;  ///< Named so; also a file that ends as tables do.
  std::vector<std::string> missing;
  std::vector<std::string> columns;
  std::vector<std::string> keys;
  std::vector<std::string> results;
  std::string keep;
  std::string on_error;
  std::string rejected;
  std::string about;
  std::string delimiter;
  unsigned threads = 0;
  bool shows_progress = false;
};

/// plan: a copy for one reader.
struct CopyWords {
  std::optional<PlanCopy> copy;
  CopyFormat format = CopyFormat::text;
  std::string names;        ///< A file.
  std::string translation;  ///< A file.
  Who recipient = Who::person;
  std::vector<std::string> sections;
  bool is_large = false;
  bool is_easy = false;
  std::string recipient_party;  ///< An id of the case in place of a role.
};

struct Options {
  std::string command;
  std::vector<std::string> models;  ///< Folders beside the shipped library.
  Language language = Language::en;
  Format format = Format::text;
  std::string output;              ///< Empty: standard output.
  std::vector<std::string> paths;  ///< Files, folders or models; "-" is standard input.
  std::string model;
  std::string title;  ///< new.
  std::string items;  ///< new: a table of items.
  bool is_judgement = false;
  std::string assessment;
  std::string wording;    ///< A file of official words; empty: those among the models.
  std::string data;       ///< diff: a table of answers.
  std::string records;    ///< recall: a folder.
  std::string responses;  ///< A file of answers that a form begins with.
  CodebookFormat codebook = CodebookFormat::csv;
  std::string schema;  ///< schema: a kind, or "responses"; empty: all of them.
  int year = 0;        ///< calendar.
  std::optional<Kind> kind;
  std::string policy;  ///< due: a file; the dates that it would move.
  std::optional<Instant> as_of;
  std::optional<Instant> known_by;
  std::optional<Instant> since;  ///< timeline: against what was known then.
  std::string against;           ///< timeline: an earlier case file.
  std::string from;              ///< plan diff: a plan of the case or a moment, like the next.
  std::string to;
  bool codes = false;
  bool hints = false;
  bool list_unverified = false;
  bool tree = false;
  bool coverage = false;
  bool mutate = false;
  std::optional<std::size_t> required;
  TableWords table;
  CopyWords copy;
  std::optional<Instant> from_known_by;  ///< plan diff: of the earlier side; absent: `known_by`.
};

}  // namespace vaern::cli

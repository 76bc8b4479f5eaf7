// SPDX-License-Identifier: Apache-2.0
#include "cli/words.hpp"

#include "vaern/exchange/schema.hpp"

namespace vaern::cli {
namespace {

void add_common(CLI::App& app, Words& words) {
  app.add_option("--models", words.options.models, "A folder of models beside the shipped library")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory)
      ->allow_extra_args(false);
  app.add_option("--language", words.language, "Language of the answer: da or en")
      ->check(CLI::IsMember({"da", "en"}))
      ->type_name("LANGUAGE");
  app.add_option("-o,--output", words.options.output, "Write the answer to this file")
      ->type_name("FILE");
}

/// Looking at models and at what was scored with them.
void add_options_of_models(CLI::App& app, Options& options, Words& words, const std::string& name) {
  if (name == "check") {
    app.add_option("PATH", options.paths, "Files and folders; - is standard input");
    app.add_option("--kind", words.kind, "The kind that is expected")
        ->check(CLI::IsMember({"instrument", "policy", "catalogue", "calendar", "wording", "case"}))
        ->type_name("KIND");
    app.add_flag("--list-unverified", options.list_unverified,
                 "List every number that nobody has verified");
    app.add_flag("--codes", options.codes, "List every code that a finding can have");
    app.add_flag("--hints", options.hints,
                 "Show hints too: where nothing is wrong but more is known");
  } else if (name == "test") {
    app.add_option("MODEL", options.paths, "id@version, id, a file, or a folder");
    app.add_flag("--coverage", options.coverage,
                 "Say what the examples try, and propose examples for what they do not");
    app.add_option("--require", options.required,
                   "Fail where the examples of a model try less than this many percent")
        ->type_name("PERCENT")
        ->check(CLI::Range(0, 100));
    app.add_flag("--mutate", options.mutate,
                 "Put small mistakes into a model, one at a time, and see whether its examples "
                 "notice; fail where they do not");
  } else if (name == "diff") {
    app.add_option("OLD", options.model, "id@version, id, or a file")->required();
    app.add_option("NEW", options.paths, "id@version, id, or a file")->required()->expected(1);
    app.add_option("--data", options.data,
                   "A table (CSV) of answers, a column an item: whose level moves, and why")
        ->type_name("FILE");
  } else if (name == "recall") {
    app.add_option("MODEL", options.model, "The corrected model: a file, id@version or id")
        ->required();
    app.add_option("--records", options.records,
                   "The folder with the records (*.json) that `vaern score --json` wrote")
        ->type_name("DIR")
        ->required()
        ->check(CLI::ExistingPath);
  } else if (name == "verify") {
    app.add_option("RECORD", options.paths,
                   "Files that `vaern score --json` wrote; - is standard input")
        ->required();
  } else if (name == "score" || name == "explain") {
    app.add_option("MODEL", options.model, "id@version, id, or a file")->required();
    app.add_option("FORM", options.paths, "A response file or a case; - is standard input")
        ->required()
        ->expected(1);
    app.add_option("--assessment", options.assessment, "Which assessment of a case")
        ->type_name("ID");
    if (name == "score") add_table_options(app, options.table);
    if (name == "explain") {
      app.add_flag("--tree", options.tree, "The tree with its keys, for programs and trainers");
    }
  }
}

/// What is written for people and programs: new files, pages, forms, schemas.
void add_options_of_files(CLI::App& app, Options& options, Words& words, const std::string& name) {
  if (name == "new") {
    app.add_option("ID", options.model, "The id of the new instrument, as my-instrument")
        ->required();
    app.add_option("--items", options.items,
                   "A table (CSV) with the columns id, en, da, answers, scored, reversed")
        ->type_name("FILE");
    app.add_option("--title", options.title, "Its title")->type_name("TEXT");
    app.add_flag("--judgement", options.is_judgement,
                 "Factors that a professional rates, in place of points that are added");
  } else if (name == "schema") {
    app.add_option("KIND", options.schema,
                   "Of which kind; without it one schema for all, which looks at the head of a "
                   "document")
        ->check(CLI::IsMember(schema_kinds()));
  } else if (name == "calendar") {
    app.add_option("CALENDAR", options.model,
                   "id@version, id, the beginning of one calendar's id, or a file")
        ->required();
    app.add_option("YEAR", options.year, "As 2026")->required()->check(CLI::Range(1583, 9999));
  } else if (name == "translate") {
    app.add_option("PROGRAMME", options.model, "id@version or id")->required();
    app.add_option("--lacks", options.copy.translation,
                   "Only what this translation (PO) does not have yet")
        ->type_name("FILE");
  } else if (name == "codebook") {
    app.add_option("MODEL", options.model, "id@version, id, or a file")->required();
    app.add_option("--format", words.format,
                   "csv: a table; stata: a do-file; r: a script (csv, if none is named)")
        ->check(CLI::IsMember({"csv", "stata", "r"}))
        ->type_name("FORMAT");
  } else if (name == "doc" || name == "form") {
    const bool is_form = name == "form";
    app.add_option("MODEL", options.model, "id@version, id, or a file")->required();
    app.add_option("--html", words.html,
                   is_form ? "Write the form to this file; - is standard output"
                           : "Write a page to print (- is standard output), in place of text")
        ->type_name("FILE");
    app.add_option("--wording", options.wording,
                   "Official words from this file (else those among the models)")
        ->type_name("FILE");
    if (is_form) {
      app.add_option("--responses", options.responses, "Answers that are there already")
          ->type_name("FILE");
      app.add_option("--assessment", options.assessment, "Which assessment, of a case")
          ->type_name("ID");
    }
  }
}

void add_options_of_cases(CLI::App& app, Options& options, Words& words, const std::string& name) {
  app.add_option("CASE", options.paths, "A case file; - is standard input")
      ->required()
      ->expected(1);
  app.add_option("--as-of", words.as_of, "What is true when; without it nothing is judged overdue")
      ->type_name("MOMENT");
  app.add_option("--known-by", words.known_by, "What was known when (as --as-of)")
      ->type_name("MOMENT");
  if (name == "due") {
    app.add_option("--policy", options.policy,
                   "A policy in a file: list the dates that it would move")
        ->type_name("FILE");
  }
  auto* format = app.add_option("--format", words.format, "How to write the answer");
  if (name == "report") {
    format->check(CLI::IsMember({"text", "html", "json"}));
  } else if (name == "timeline") {
    format->check(CLI::IsMember({"text", "json", "html", "svg", "ics"}));
    app.add_option("--since", words.since,
                   "Say what has changed since what was known then (as --as-of)")
        ->type_name("MOMENT");
    app.add_option("--against", options.against, "Say what has changed since this case file")
        ->type_name("OLDCASE");
  } else if (name == "plan") {
    format->check(CLI::IsMember({"text", "markdown", "json", "html"}));
    add_copy_options(app, words);
  } else {
    format->check(CLI::IsMember({"text", "json"}));
  }
  format->type_name("FORMAT");
}

}  // namespace

void add_options(CLI::App& app, Words& words, const std::string& name) {
  Options& options = words.options;
  add_common(app, words);
  const bool has_json = name != "request" && name != "new" && name != "doc" && name != "form" &&
                        name != "schema" && name != "codebook" && name != "translate";
  if (has_json) app.add_flag("--json", words.json, "Answer in JSON");
  add_options_of_models(app, options, words, name);
  add_options_of_files(app, options, words, name);
  if (name == "request") {
    app.add_option("REQUEST", options.paths, "A file; - is standard input")
        ->required()
        ->expected(1);
  }
  if (name == "plan-diff") {
    app.add_option("CASE", options.paths,
                   "A case file; with two, the plans of the first and of the second are compared")
        ->required()
        ->expected(1, 2);
    app.add_option("--from", options.from,
                   "A plan of the case or a moment; without it the plan that the later one revises")
        ->type_name("PLAN|MOMENT");
    app.add_option("--to", options.to, "A plan of the case or a moment; without it the latest plan")
        ->type_name("PLAN|MOMENT");
    app.add_option("--known-by", words.known_by,
                   "What was known when, of both sides; without it what was known at each moment")
        ->type_name("MOMENT");
    app.add_option("--from-known-by", words.from_known_by,
                   "The same of the earlier side alone: what later knowledge changed")
        ->type_name("MOMENT");
    app.add_option("--format", words.format, "How to write the answer")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("FORMAT");
  }
  const bool is_of_case = name == "due" || name == "timeline" || name == "plan" || name == "report";
  if (is_of_case) add_options_of_cases(app, options, words, name);
}

}  // namespace vaern::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <ostream>

#include "cli/context.hpp"
#include "vaern/exchange/schema.hpp"

namespace vaern::cli {
namespace {

/// The words of one command line, as CLI11 fills them.
struct Words {
  Options options;
  std::string language = "en";
  std::string format;
  std::string as_of;
  std::string known_by;
  std::string since;
  std::string kind;
  std::string html;
  bool json = false;
};

using Command = int (*)(const Context&);

struct Entry {
  const char* name;
  const char* what;
  const char* example;
  Command run;
};

constexpr Entry commands[] = {
    {"check", "Find everything that is wrong with models, cases and forms",
     "vaern check instruments/ examples/cases/half-answered.yaml", check},
    {"test", "Run the examples inside instruments (all of the library, if none is named)",
     "vaern test danger-assessment@2009", test},
    {"score",
     "Score a form: the range of levels and what could still change it; or a table of forms (CSV)",
     "vaern score danger-assessment@2009 form.yaml --json > record.json\n"
     "  vaern score danger-assessment@2009 table.csv --missing -9=unknown -o scored.csv",
     score},
    {"explain", "Say why a form has its level",
     "vaern explain danger-assessment examples/cases/half-answered.yaml --assessment a2 "
     "--language da",
     explain},
    {"verify", "Score the answers of a record again and compare everything it holds",
     "vaern verify record.json", verify},
    {"diff", "Say what changed in meaning between two versions of an instrument",
     "vaern diff danger-assessment@2009 changed.yaml --data answers.csv", diff},
    {"recall", "A model was corrected: say which records it touches, and how",
     "vaern recall corrected.yaml --records records/", recall},
    {"due", "Say what is due in a case, when and why",
     "vaern due examples/cases/half-answered.yaml --as-of 2026-11-21T09:00+01:00", due},
    {"timeline", "Show all of a case: every date, met or not, what was known when, what changed",
     "vaern timeline examples/cases/half-answered.yaml --as-of 2026-11-21T09:00+01:00 "
     "--format html -o half-answered.html",
     timeline},
    {"plan", "Draft the safety plan of a case",
     "vaern plan examples/cases/half-answered.yaml --as-of 2026-11-21T09:00+01:00", plan},
    {"report", "Write one page about a case: range, reasons, questions, due dates, plan, alarms",
     "vaern report examples/cases/half-answered.yaml --as-of 2026-11-21T09:00+01:00 "
     "--format html -o half-answered.html",
     report},
    {"new", "Begin an instrument: a commented file, also from a table of its items",
     "vaern new my-instrument --items items.csv -o my-instrument.yaml", begin_new},
    {"doc", "Describe an instrument: questions, scoring, cut-offs, sources, what is not checked",
     "vaern doc dash-marac@2009 --language da --html dash.html", doc},
    {"form", "Make a form to fill in: one HTML file without a network, which saves the answers",
     "vaern form dash-marac@2009 --language da --html form.html", form},
    {"codebook", "Describe the columns of a data table of an instrument, for Stata, R and people",
     "vaern codebook danger-assessment@2009 --format stata --language da -o codebook.do", codebook},
    {"calendar", "Show a year of a calendar: holidays, days of closing, hverdage and arbejdsdage",
     "vaern calendar denmark-offices 2026 --language da", calendar},
    {"schema", "Print the JSON Schema that lets an editor complete, explain and underline",
     "vaern schema --language da -o vaern.schema.json", schema},
    {"request", "Answer one request in JSON",
     "echo '{\"command\":\"test\",\"model\":\"who-5@1998\"}' | vaern request -", request},
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

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

void add_options(CLI::App& app, Words& words, const std::string& name) {
  Options& options = words.options;
  add_common(app, words);
  const bool has_json = name != "request" && name != "new" && name != "doc" && name != "form" &&
                        name != "schema" && name != "codebook";
  if (has_json) app.add_flag("--json", words.json, "Answer in JSON");
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
  } else if (name == "new") {
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
  } else if (name == "request") {
    app.add_option("REQUEST", options.paths, "A file; - is standard input")
        ->required()
        ->expected(1);
  } else {
    app.add_option("CASE", options.paths, "A case file; - is standard input")
        ->required()
        ->expected(1);
    app.add_option("--as-of", words.as_of,
                   "What is true when; without it nothing is judged overdue")
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
    } else {
      format->check(CLI::IsMember({"text", "json"}));
    }
    format->type_name("FORMAT");
  }
}

/// What belongs to forms stands beside a table, or the other way round; empty: neither.
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

/// Says what is wrong with words that CLI11 does not know; empty: nothing.
std::string finish(Words& words) {
  Options& options = words.options;
  options.language = words.language == "da" ? Language::da : Language::en;
  options.codebook = parse_codebook_format(words.format).value_or(CodebookFormat::csv);
  options.format = service::detail::parse_answer_format(words.format).value_or(Format::text);
  if (!words.html.empty()) {
    if (!options.output.empty()) return "--html and --output exclude each other";
    options.format = Format::html;
    if (words.html != "-") options.output = words.html;
  }
  if (words.json && !words.format.empty() && words.format != "json") {
    return "--json and --format " + words.format + " exclude each other";
  }
  if (words.json) options.format = Format::json;
  if (!words.kind.empty()) options.kind = parse_kind(words.kind);
  const auto moment = [](const std::string& text, const char* name, std::optional<Instant>& to) {
    if (text.empty()) return std::string();
    to = Instant::parse(text);
    if (to) return std::string();
    return std::string(name) + ": '" + text +
           "' is no moment; write a date, a time and the offset, as in 2026-11-21T09:00+01:00";
  };
  std::string fault = moment(words.as_of, "--as-of", options.as_of);
  if (fault.empty()) fault = moment(words.known_by, "--known-by", options.known_by);
  if (fault.empty()) fault = moment(words.since, "--since", options.since);
  if (fault.empty() && options.since && !options.against.empty()) {
    fault = "--since and --against exclude each other";
  }
  const bool is_changes = options.since || !options.against.empty();
  if (fault.empty() && is_changes && (words.format == "html" || words.format == "svg")) {
    fault = "what has changed has no --format " + words.format + "; it has text, json and ics";
  }
  if (fault.empty()) fault = finish_table(options, words.json);
  if (fault.empty() && options.command == "check" && options.paths.empty() && !options.codes) {
    fault = "PATH is required: name a file or a folder";
  }
  return fault;
}

/// The first word is a command, or an option of the program; empty: it is.
std::string unknown_command(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front().starts_with("-")) return {};
  std::vector<std::string> known;
  for (const Entry& entry : commands) {
    if (arguments.front() == entry.name) return {};
    known.emplace_back(entry.name);
  }
  const std::string near = did_you_mean(arguments.front(), known);
  return "vaern: there is no command '" + arguments.front() + "'; " +
         (near.empty() ? "there are: " + joined(known) : "did you mean '" + near + "'?");
}

int run_command(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  CLI::App app("Structured risk assessment and safety planning.", "vaern");
  app.set_version_flag("--version", "vaern " VAERN_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 fine (overdue included), 1 findings or a mismatch, 2 wrong use.\n"
      "vaern COMMAND --help shows the options of a command and an example.");
  Words words;
  Command command = nullptr;
  for (const Entry& entry : commands) {
    CLI::App* sub = app.add_subcommand(entry.name, entry.what);
    add_options(*sub, words, entry.name);
    sub->footer(std::string("Example:\n  ") + entry.example);
    sub->callback([&words, &command, &entry] {
      words.options.command = entry.name;
      command = entry.run;
    });
  }
  if (const std::string fault = unknown_command(arguments); !fault.empty()) {
    *surroundings.err << fault << '\n';
    return wrong_use;
  }
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, *surroundings.out, *surroundings.err);
    return code == 0 ? fine : wrong_use;
  }
  const Context context(words.options, surroundings);
  if (const std::string fault = finish(words); !fault.empty()) {
    context.tell("vaern " + words.options.command + ": " + fault);
    return wrong_use;
  }
  return command(context);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Surroundings& surroundings) noexcept {
  try {
    return run_command(arguments, surroundings);
  } catch (const std::exception& error) {
    *surroundings.err << "vaern: internal error: " << error.what() << '\n';
  } catch (...) {
    *surroundings.err << "vaern: internal error\n";
  }
  return wrong_use;
}

}  // namespace vaern::cli

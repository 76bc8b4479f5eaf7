// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <ostream>

#include "cli/context.hpp"
#include "cli/words.hpp"

namespace vaern::cli {
namespace {

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
    {"plan", "Draft the safety plan of a case, or print a copy of it for one reader",
     "vaern plan examples/cases/half-answered.yaml --as-of 2026-11-21T09:00+01:00\n"
     "  vaern plan examples/cases/complete.yaml --copy person --format html --language da "
     "-o min-plan.html",
     plan},
    {"translate", "Begin a translation of what the person gets, or say what one lacks",
     "vaern translate partner-violence -o words.po", translate},
    {"plan-diff",
     "Also 'plan diff': say what has changed between two plans of a case, also of zones, and why",
     "vaern plan diff examples/cases/half-answered.yaml --from 2026-11-10T09:00+01:00 "
     "--to 2026-11-21T09:00+01:00",
     plan_diff},
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

/// `plan diff` is a command of two words.
std::vector<std::string> joined_commands(std::vector<std::string> arguments) {
  if (arguments.size() < 2 || arguments[0] != "plan" || arguments[1] != "diff") return arguments;
  arguments.erase(arguments.begin());
  arguments[0] = "plan-diff";
  return arguments;
}

int run_command(const std::vector<std::string>& written, const Surroundings& surroundings) {
  const std::vector<std::string> arguments = joined_commands(written);
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

// SPDX-License-Identifier: Apache-2.0
#include "cli/words.hpp"

namespace vaern::cli {

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
  if (fault.empty()) {
    fault = moment(words.from_known_by, "--from-known-by", options.from_known_by);
  }
  if (fault.empty()) fault = moment(words.since, "--since", options.since);
  if (fault.empty() && options.since && !options.against.empty()) {
    fault = "--since and --against exclude each other";
  }
  const bool is_changes = options.since || !options.against.empty();
  if (fault.empty() && is_changes && (words.format == "html" || words.format == "svg")) {
    fault = "what has changed has no --format " + words.format + "; it has text, json and ics";
  }
  if (fault.empty()) fault = finish_table(options, words.json);
  if (fault.empty() && options.command == "plan") fault = finish_copy(words);
  if (fault.empty() && options.command == "check" && options.paths.empty() && !options.codes) {
    fault = "PATH is required: name a file or a folder";
  }
  return fault;
}

}  // namespace vaern::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/plan_copy.hpp"

#include <utility>

#include "cli/words.hpp"
#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/exchange.hpp"
#include "vaern/exchange/zone_copy.hpp"

namespace vaern::cli {
namespace {

constexpr const char* group = "Copies";

/// Whom a copy may be handed to: anybody who carries measures out, but the person.
std::optional<Who> recipient_role(std::string_view word) {
  for (auto who = static_cast<int>(Who::child); who <= static_cast<int>(Who::authority); ++who) {
    if (to_string(static_cast<Who>(who)) == word) return static_cast<Who>(who);
  }
  return std::nullopt;
}

constexpr NoteInfo names_begin{
    "a table of names has a line for each: 'w1: {name: NAME, telephone: \"12 34 56 78\"}'",
    "en navneliste har en linje for hver: 'w1: {name: NAVN, telephone: \"12 34 56 78\"}'"};

std::optional<NameTable> read_names(const Context& context, const CaseFile& file,
                                    DiagnosticList& findings) {
  DiagnosticList of_reading;
  const auto document = context.read(context.options().copy.names, of_reading);
  for (const Diagnostic& found : of_reading) {
    Diagnostic& finding = findings.add(*found.code, found.span);
    finding = found;
    if (found.code == &codes::empty_document) finding.help = &names_begin;
  }
  return document ? load_names(*document, file, findings) : std::nullopt;
}

/// A plan of zones has copies of its own, and no options beside them.
Result<std::string> copy_of_zones(const Options& options, const CaseFile& file,
                                  const Programme& programme, const AsOf& when) {
  const CopyWords& words = options.copy;
  const std::pair<const char*, bool> used[] = {
      {"--names", !words.names.empty()},
      {"--translation", !words.translation.empty()},
      {"--large", words.is_large},
      {"--easy", words.is_easy},
  };
  for (const auto& [name, is_used] : used) {
    if (!is_used) continue;
    DiagnosticList findings;
    findings.add_at_path(codes::zone_copy_option, "", {{"option", name}});
    return tl::unexpected(std::move(findings));
  }
  const Result<ZonePlan> made = zone_plan(file, programme, when);
  if (!made) return tl::unexpected(made.error());
  const ZoneSource source{&file, &programme, &*made, when};
  return zone_copy(source, to_string(*words.copy), to_string(words.format), options.language);
}

}  // namespace

void add_copy_options(CLI::App& app, Words& words) {
  CopyWords& copy = words.options.copy;
  app.add_option("--copy", words.copy,
                 "For one reader: person, discreet (reveals nothing), agency (everything), card "
                 "(one minute), recipient, handover")
      ->check(CLI::IsMember({"person", "discreet", "agency", "card", "recipient", "handover"}))
      ->type_name("COPY")
      ->group(group);
  app.add_option("--recipient", words.recipient,
                 "recipient: who gets it: a role, as police, or the id of somebody in the case")
      ->type_name("WHO")
      ->group(group);
  app.add_option("--section", copy.sections,
                 "recipient: a section of the catalogue that was agreed to be shared; repeatable. "
                 "Without it those of the case's newest disclosure to them")
      ->type_name("SECTION")
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--names", copy.names,
                 "A file with names and telephone numbers of the case's ids; nothing keeps them")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--translation", copy.translation,
                 "person, discreet: the words of another language (PO)")
      ->type_name("FILE")
      ->group(group);
  app.add_flag("--large", copy.is_large, "Large type (html)")->group(group);
  app.add_flag("--easy", copy.is_easy, "person, discreet: easy to read")->group(group);
}

std::string finish_copy(Words& words) {
  CopyWords& copy = words.options.copy;
  copy.format = parse_copy_format(words.json ? "json" : words.format).value_or(CopyFormat::text);
  copy.copy = parse_plan_copy(words.copy);
  if (!copy.copy) {
    const std::pair<const char*, bool> used[] = {
        {"--recipient", !words.recipient.empty()},
        {"--section", !copy.sections.empty()},
        {"--names", !copy.names.empty()},
        {"--translation", !copy.translation.empty()},
        {"--large", copy.is_large},
        {"--easy", copy.is_easy},
        {"--format html", copy.format == CopyFormat::html},
        {"--format markdown", copy.format == CopyFormat::markdown},
    };
    for (const auto& [name, is_used] : used) {
      if (is_used) return std::string(name) + " belongs to a copy; say which, as --copy person";
    }
    return {};
  }
  const bool is_for_recipient = copy.copy == PlanCopy::recipient;
  if (is_for_recipient && (words.recipient.empty() || words.recipient == "person")) {
    return "a recipient's copy needs who gets it, and that is not the person, as --recipient "
           "police";
  }
  if (!is_for_recipient && !(words.recipient.empty() && copy.sections.empty())) {
    return "--recipient and --section belong to --copy recipient";
  }
  const std::optional<Who> role = recipient_role(words.recipient);
  if (role) copy.recipient = *role;
  if (!role) copy.recipient_party = words.recipient;
  if (!copy.names.empty() && copy.copy == PlanCopy::discreet) {
    return "a discreet copy holds no names; leave --names out";
  }
  if (!copy.names.empty() && copy.format == CopyFormat::json) {
    return "JSON holds no names; leave --names out, or take another --format";
  }
  if (copy.is_large && copy.format != CopyFormat::html) return "--large belongs to --format html";
  if (copy.is_easy && copy.copy != PlanCopy::person && copy.copy != PlanCopy::discreet) {
    return "--easy belongs to --copy person and --copy discreet";
  }
  if (!copy.translation.empty() && copy.copy != PlanCopy::person &&
      copy.copy != PlanCopy::discreet) {
    return "--translation belongs to --copy person and --copy discreet";
  }
  return {};
}

Result<std::string> copy_of_plan(const Context& context, const CaseFile& file,
                                 const Programme& programme) {
  const Options& options = context.options();
  const CopyWords& words = options.copy;
  const AsOf when{options.as_of, options.known_by};
  if (programme.zones() != nullptr) return copy_of_zones(options, file, programme, when);
  const Result<SafetyPlan> made = plan(file, programme, when);
  if (!made) return tl::unexpected(made.error());
  const PlanSource source{&file, &programme, &*made, when};
  CopyOptions wanted;
  wanted.copy = *words.copy;
  wanted.language = options.language;
  wanted.is_large = words.is_large;
  wanted.is_easy = words.is_easy;
  wanted.recipient = words.recipient;
  if (const Party* party = file.find_party(words.recipient_party)) {
    wanted.recipient = recipient_role(to_string(party->role)).value_or(Who::person);
  }
  wanted.recipient_party = words.recipient_party;
  wanted.sections = words.sections;

  DiagnosticList findings;
  const std::string name = what_gives_away(options.output, file);
  if (wanted.copy == PlanCopy::discreet && !name.empty()) {
    findings.add_at_path(codes::file_name_gives_away, "",
                         {{"name", name}, {"better", plan_copy_file_name(source, wanted)}});
  }
  std::optional<NameTable> names;
  if (!words.names.empty()) {
    names = read_names(context, file, findings);
    if (names) wanted.names = &*names;
  }
  std::optional<Translation> translation;
  if (!words.translation.empty()) {
    if (const auto bytes = context.read_bytes(words.translation, findings)) {
      translation = load_translation(words.translation, *bytes, findings);
    }
    if (translation) wanted.translation = &*translation;
    if (translation) check_translation(*translation, programme.catalogue(), findings);
  }
  if (findings.has_errors()) return tl::unexpected(std::move(findings));
  // Beside a discreet copy nothing is said that another case would not say: only of its own lines.
  if (wanted.copy != PlanCopy::discreet) context.tell(findings);
  std::string not_easy;
  for (const std::string& id : measures_not_easy(source, wanted)) {
    not_easy += (not_easy.empty() ? "" : ", ") + id;
  }
  if (!not_easy.empty()) {
    DiagnosticList of_lines;
    of_lines.add_at_path(codes::copy_not_easy, "", {{"measures", not_easy}});
    context.tell(of_lines);
  }
  return plan_copy(source, wanted, words.format);
}

}  // namespace vaern::cli

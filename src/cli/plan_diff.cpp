// SPDX-License-Identifier: Apache-2.0
// What is different between two plans of a case, or between a case and an earlier file of it.
#include <utility>

#include "cli/context.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/exchange/plan_changes.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern::cli {
namespace {

/// A case with its programme, and the plan of one side. Not moved once the plan is made.
struct Side {
  CaseFile file;
  ProgrammePtr programme;
  std::optional<Catalogue> catalogue;  ///< Of the plan, where it is not the programme's.
  std::optional<SafetyPlan> plan;
  PlanSide side;
};

std::optional<Side> open_side(const Context& context, const Models& models, const std::string& path,
                              DiagnosticList& findings) {
  const auto document = context.read(path, findings);
  auto file = document ? load_case(*document, findings) : std::nullopt;
  if (!file) return std::nullopt;
  const Result<ProgrammePtr> programme = models.find_programme(file->programme);
  if (!programme) {
    findings.append(programme.error());
    return std::nullopt;
  }
  check_case(*file, **programme, findings);
  if (findings.has_errors()) return std::nullopt;
  return Side{*std::move(file), *programme, {}, {}, {}};
}

/// Sets the moment of a side: that of a plan of the case, or one that is written. A plan made on
/// a day, without a time, is seen with all of that day. Says what is wrong; empty: nothing.
std::string set_moment(Side& side, const std::string& word, const char* option) {
  if (word.empty()) return {};
  if (const PlanEntry* entry = side.file.find_plan(word)) {
    side.side.entry = word;
    side.side.as_of = entry->made.latest(side.programme->policy().zone());
    return {};
  }
  side.side.as_of = Instant::parse(word);
  if (side.side.as_of) return {};
  return std::string(option) + ": '" + word +
         "' is neither a plan of the case nor a moment such as 2026-11-21T09:00+01:00";
}

/// Which plans are compared where no more is said: the latest one, and the one it revises.
std::string set_defaults(const CaseFile& file, const Zone& zone, const Options& options,
                         std::string& from, std::string& to) {
  if (to.empty()) {
    const PlanEntry* latest = latest_plan(file, {}, &zone, options.known_by);
    if (latest == nullptr) return "the case has no plan; name two moments with --from and --to";
    if (latest->id.text == from) {
      return "'" + from + "' is the latest plan; name a moment with --to";
    }
    to = latest->id.text;
  }
  if (!from.empty()) return {};
  const PlanEntry* later = file.find_plan(to);
  if (later != nullptr && !later->parent.empty()) {
    from = later->parent.text;
    return {};
  }
  const auto moment = later != nullptr ? std::nullopt : Instant::parse(to);
  if (later == nullptr && !moment) return {};  // said where it is read
  const auto known = options.from_known_by ? options.from_known_by : options.known_by;
  const PlanEntry* before = moment ? latest_plan(file, moment, &zone, known) : nullptr;
  if (before == nullptr) {
    return "'" + to + "' names no plan that it revises; name one, or a moment, with --from";
  }
  from = before->id.text;
  return {};
}

/// Drafts the plan of a side, with the catalogue that its plan names where the models have it.
Result<bool> draft(const Models& models, Side& side) {
  const AsOf when{side.side.as_of, side.side.known_by};
  const PlanEntry* entry = side.file.find_plan(side.side.entry);
  const Programme& programme = *side.programme;
  if (entry != nullptr && entry->catalogue &&
      !(*entry->catalogue == programme.catalogue().reference())) {
    DiagnosticList findings;
    const StoredModel* model = models.store().resolve(Kind::catalogue, *entry->catalogue, findings);
    if (model != nullptr) side.catalogue = load_catalogue(model->document, findings);
    if (side.catalogue && !bind_catalogue(*side.catalogue, programme.names(), findings)) {
      side.catalogue.reset();
    }
    if (!side.catalogue) return tl::unexpected(std::move(findings));
  }
  auto made =
      plan(side.file, programme, side.catalogue ? *side.catalogue : programme.catalogue(), when);
  if (!made) return tl::unexpected(std::move(made.error()));
  side.plan = *std::move(made);
  side.side.file = &side.file;
  side.side.plan = &*side.plan;
  side.side.zone = &programme.policy().zone();
  return true;
}

}  // namespace

int plan_diff(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  DiagnosticList findings;
  const bool is_two = options.paths.size() > 1;
  auto before = open_side(context, models, options.paths.front(), findings);
  auto after = is_two ? open_side(context, models, options.paths.back(), findings) : before;
  const auto fail = [&] {
    findings.sort();
    context.fail(findings);
    return wrong_use;
  };
  if (!before || !after) return fail();
  check_same_case(before->file, after->file, findings);
  if (findings.has_errors()) return fail();
  std::string from = options.from;
  std::string to = options.to;
  std::string fault;
  if (!is_two) {
    fault = set_defaults(before->file, before->programme->policy().zone(), options, from, to);
  }
  if (fault.empty()) fault = set_moment(*before, from, "--from");
  if (fault.empty()) fault = set_moment(*after, to, "--to");
  if (!fault.empty()) {
    context.tell("vaern plan diff: " + fault);
    return wrong_use;
  }
  before->side.known_by = options.from_known_by ? options.from_known_by : options.known_by;
  after->side.known_by = options.known_by;
  for (Side* side : {&*before, &*after}) {
    const Result<bool> made = draft(models, *side);
    if (made) continue;
    findings.append(made.error());
    return fail();
  }
  findings.sort();
  context.tell(findings);
  const PlanDifference difference = plan_difference(before->side, after->side);
  const int code = difference.empty() ? fine : found;
  if (options.format == Format::json) {
    return context.answer(plan_changes_json(difference, before->side, after->side), code);
  }
  return context.answer(
      plan_changes_text(difference, before->side, after->side, *after->programme, options.language),
      code);
}

}  // namespace vaern::cli

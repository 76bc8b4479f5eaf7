// SPDX-License-Identifier: Apache-2.0
// What is different between two plans of a case, or between a case and an earlier file of it.
#include <utility>

#include "cli/context.hpp"
#include "diagnostics/codes/programme.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/exchange/plan_changes.hpp"
#include "vaern/exchange/zone_changes.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern::cli {
namespace {

/// A case with its programme, and the moment of one side.
struct Side {
  CaseFile file;
  ProgrammePtr programme;
  std::string entry;  ///< The plan whose moment it is; empty: just a moment.
  AsOf when;
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
  return Side{*std::move(file), *programme, {}, {}};
}

/// Sets the moment of a side: that of a plan of the case, or one that is written. A plan made on
/// a day, without a time, is seen with all of that day. Says what is wrong; empty: nothing.
std::string set_moment(Side& side, const std::string& word, const char* option) {
  if (word.empty()) return {};
  if (const PlanEntry* entry = side.file.find_plan(word)) {
    side.entry = word;
    side.when.as_of = entry->made.latest(side.programme->policy().zone());
    return {};
  }
  side.when.as_of = Instant::parse(word);
  if (side.when.as_of) return {};
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

/// A plan of measures in lists.
struct OfMeasures {
  using Plan = SafetyPlan;
  using Book = Catalogue;

  static const Catalogue& book(const Programme& programme) { return programme.catalogue(); }
  static std::optional<Catalogue> load(const Document& document, const Programme& programme,
                                       DiagnosticList& findings) {
    auto catalogue = load_catalogue(document, findings);
    if (catalogue && !bind_catalogue(*catalogue, programme.names(), findings)) return std::nullopt;
    return catalogue;
  }
  static Result<SafetyPlan> draft(const Side& side, const Catalogue& catalogue) {
    return plan(side.file, *side.programme, catalogue, side.when);
  }
  static auto difference(const PlanSide& before, const PlanSide& after) {
    return plan_difference(before, after);
  }
  static std::string json(const PlanDifference& made, const PlanSide& before,
                          const PlanSide& after) {
    return plan_changes_json(made, before, after);
  }
  static std::string text(const PlanDifference& made, const PlanSide& before, const PlanSide& after,
                          const Programme& programme, Language language) {
    return plan_changes_text(made, before, after, programme, language);
  }
};

struct OfZones {
  using Plan = ZonePlan;
  using Book = ZoneCatalogue;

  static const ZoneCatalogue& book(const Programme& programme) { return *programme.zones(); }
  static std::optional<ZoneCatalogue> load(const Document& document, const Programme& programme,
                                           DiagnosticList& findings) {
    auto zones = load_zone_catalogue(document, findings);
    if (zones && !bind_zone_catalogue(*zones, programme.names(), findings)) return std::nullopt;
    return zones;
  }
  static Result<ZonePlan> draft(const Side& side, const ZoneCatalogue& zones) {
    return zone_plan(side.file, *side.programme, zones, side.when);
  }
  static auto difference(const ZoneSide& before, const ZoneSide& after) {
    return zone_plan_difference(before, after);
  }
  static std::string json(const ZonePlanDifference& made, const ZoneSide& before,
                          const ZoneSide& after) {
    return zone_changes_json(made, before, after);
  }
  static std::string text(const ZonePlanDifference& made, const ZoneSide& before,
                          const ZoneSide& after, const Programme& programme, Language language) {
    return zone_changes_text(made, before, after, programme, language);
  }
};

/// A plan with the catalogue that it was drafted with. Not moved once the plan is made.
template <class Shape>
struct Drafted {
  std::optional<typename Shape::Book> book;  ///< Where it is not the programme's.
  std::optional<typename Shape::Plan> plan;
};

/// Refuses to compare a plan of zones with one that is not.
void refuse_kinds(const Reference& zones, const Reference& other, const SourceSpan& span,
                  DiagnosticList& findings) {
  findings.add(codes::plans_of_two_kinds, span,
               {{"zones", zones.to_string()}, {"other", other.to_string()}});
}

/// Drafts the plan of a side, with the catalogue that its plan names where the models have it.
template <class Shape>
bool draft(const Models& models, const Side& side, Drafted<Shape>& drafted,
           DiagnosticList& findings) {
  const PlanEntry* entry = side.file.find_plan(side.entry);
  const Programme& programme = *side.programme;
  const Reference own = programme.catalogue().reference();
  if (entry != nullptr && entry->catalogue && !(*entry->catalogue == own)) {
    const StoredModel* model =
        models.store().resolve(vaern::Kind::catalogue, *entry->catalogue, findings);
    if (model == nullptr) return false;
    const bool is_of_zones = is_zone_catalogue(model->document);
    if (is_of_zones != (programme.zones() != nullptr)) {
      refuse_kinds(is_of_zones ? *entry->catalogue : own, is_of_zones ? own : *entry->catalogue,
                   entry->catalogue->span, findings);
      return false;
    }
    drafted.book = Shape::load(model->document, programme, findings);
    if (!drafted.book) return false;
  }
  auto made = Shape::draft(side, drafted.book ? *drafted.book : Shape::book(programme));
  if (!made) {
    findings.append(std::move(made.error()));
    return false;
  }
  drafted.plan = *std::move(made);
  return true;
}

template <class Shape>
int compare(const Context& context, const Models& models, const Side& before, const Side& after,
            DiagnosticList& findings) {
  Drafted<Shape> old, now;
  const bool is_drafted =
      draft(models, before, old, findings) && draft(models, after, now, findings);
  findings.sort();
  if (!is_drafted) {
    context.fail(findings);
    return wrong_use;
  }
  context.tell(findings);
  const auto side_of = [](const Side& side, const Drafted<Shape>& drafted) {
    return SideOf<typename Shape::Plan>{&side.file,
                                        &*drafted.plan,
                                        side.when.as_of,
                                        side.when.known_by,
                                        &side.programme->policy().zone(),
                                        side.entry};
  };
  const auto from = side_of(before, old);
  const auto to = side_of(after, now);
  const auto difference = Shape::difference(from, to);
  const int code = difference.empty() ? fine : found;
  if (context.options().format == Format::json) {
    return context.answer(Shape::json(difference, from, to), code);
  }
  return context.answer(
      Shape::text(difference, from, to, *after.programme, context.options().language), code);
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
  before->when.known_by = options.from_known_by ? options.from_known_by : options.known_by;
  after->when.known_by = options.known_by;
  const bool is_of_zones = after->programme->zones() != nullptr;
  if (is_of_zones != (before->programme->zones() != nullptr)) {
    const Reference old = before->programme->catalogue().reference();
    const Reference now = after->programme->catalogue().reference();
    refuse_kinds(is_of_zones ? now : old, is_of_zones ? old : now, after->file.programme.span,
                 findings);
    return fail();
  }
  return is_of_zones ? compare<OfZones>(context, models, *before, *after, findings)
                     : compare<OfMeasures>(context, models, *before, *after, findings);
}

}  // namespace vaern::cli

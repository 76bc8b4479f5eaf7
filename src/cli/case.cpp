// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/exchange/policy_change.hpp"
#include "vaern/exchange/report.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/programme/policy_change.hpp"

namespace vaern::cli {
namespace {

/// Opens the case with its programme; `answer` makes the text of it, or says why it cannot.
template <class Answer>
int with_case(const Context& context, const Answer& answer) {
  const Options& options = context.options();
  const Models models = context.open_models();
  DiagnosticList findings;
  const auto document = context.read(options.paths.front(), findings);
  if (!document) return context.fail(findings);
  const auto fail = [&] {
    findings.sort();
    return context.fail(findings, &*document);
  };
  const auto file = load_case(*document, findings);
  if (!file) return fail();
  const Result<ProgrammePtr> programme = models.find_programme(file->programme);
  if (!programme) {
    findings.append(programme.error());
    return fail();
  }
  check_case(*file, **programme, findings);
  if (findings.has_errors()) return fail();
  const AsOf when{options.as_of, options.known_by};
  const Result<std::string> text = answer(*file, **programme, when);
  if (!text) {
    findings.append(text.error());
    return fail();
  }
  findings.sort();
  context.tell(findings);
  return context.answer(*text);
}

}  // namespace

namespace {

/// The policy in a file, and the calendar that it counts with.
Result<std::string> moved_dates(const Context& context, const CaseFile& file,
                                const Programme& programme, const AsOf& when) {
  const Options& options = context.options();
  DiagnosticList findings;
  const auto document = context.read(options.policy, findings);
  const auto policy = document ? load_policy(*document, findings) : std::nullopt;
  if (!policy) return tl::unexpected(std::move(findings));
  const Reference& reference = policy->calendar();
  const Models models = context.open_models(false);
  const auto calendar = models.library().find_calendar(reference.id, reference.version);
  if (calendar == nullptr) {
    models.store().resolve(Kind::calendar, reference, findings);
    return tl::unexpected(std::move(findings));
  }
  return policy_change(file, programme, *policy, *calendar, when)
      .map([&](const PolicyChange& change) {
        return options.format == Format::json ? to_canonical_json(change)
                                              : policy_change_text(change, options.language);
      });
}

}  // namespace

int due(const Context& context) {
  const Options& options = context.options();
  if (!options.policy.empty()) {
    return with_case(context,
                     [&](const CaseFile& file, const Programme& programme, const AsOf& when) {
                       return moved_dates(context, file, programme, when);
                     });
  }
  return with_case(
      context, [&](const CaseFile& file, const Programme& programme, const AsOf& when) {
        return timeline(file, programme, when).map([&](const Timeline& made) {
          return options.format == Format::json ? to_canonical_json(made)
                                                : timeline_text(made, programme, options.language);
        });
      });
}

int plan(const Context& context) {
  const Options& options = context.options();
  return with_case(
      context, [&](const CaseFile& file, const Programme& programme, const AsOf& when) {
        return vaern::plan(file, programme, when).map([&](const SafetyPlan& made) {
          return options.format == Format::json ? plan_json(made)
                                                : plan_text(made, programme, options.language);
        });
      });
}

int report(const Context& context) {
  const Options& options = context.options();
  return with_case(context,
                   [&](const CaseFile& file, const Programme& programme, const AsOf& when) {
                     return vaern::report(file, programme, when).map([&](const CaseReport& made) {
                       if (options.format == Format::json) return report_json(made);
                       if (options.format == Format::html)
                         return report_html(made, options.language);
                       return report_text(made, options.language);
                     });
                   });
}

}  // namespace vaern::cli

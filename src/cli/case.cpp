// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"
#include "cli/plan_copy.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/exchange/policy_change.hpp"
#include "vaern/programme/policy_change.hpp"

namespace vaern::cli {
namespace {

using service::detail::case_answer;
using service::detail::CaseQuestion;
using service::detail::changes_answer;

struct Opened {
  CaseFile file;
  ProgrammePtr programme;
};

CaseQuestion question_of(const Options& options) {
  return {options.command,
          {options.as_of, options.known_by},
          options.format,
          options.language,
          options.since};
}

/// Opens a case with its programme, held to it, and calls `answer` with it and with what prints a
/// result or why there is none.
template <class Answer>
int with_case(const Context& context, const std::string& path, const Answer& answer) {
  const Models models = context.open_models();
  DiagnosticList findings;
  const auto document = context.read(path, findings);
  if (!document) return context.fail(findings);
  const auto fail = [&] {
    findings.sort();
    return context.fail(findings, &*document);
  };
  auto file = load_case(*document, findings);
  if (!file) return fail();
  const Result<ProgrammePtr> programme = models.find_programme(file->programme);
  if (!programme) {
    findings.append(programme.error());
    return fail();
  }
  check_case(*file, **programme, findings);
  if (findings.has_errors()) return fail();
  const Options& options = context.options();
  service::detail::check_moment(*file, **programme, {options.as_of, options.known_by}, findings);
  const Opened opened{*std::move(file), *programme};
  return answer(opened, [&](const Result<std::string>& text) {
    if (!text) {
      findings.append(text.error());
      return fail();
    }
    findings.sort();
    if (context.options().copy.copy != PlanCopy::discreet) context.tell(findings);
    return context.answer(*text);
  });
}

int answered(const Context& context) {
  return with_case(
      context, context.options().paths.front(), [&](const Opened& opened, const auto& finish) {
        return finish(case_answer(opened.file, *opened.programme, question_of(context.options())));
      });
}

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
  if (context.options().policy.empty()) return answered(context);
  return with_case(context, context.options().paths.front(),
                   [&](const Opened& opened, const auto& finish) {
                     const Options& options = context.options();
                     return finish(moved_dates(context, opened.file, *opened.programme,
                                               {options.as_of, options.known_by}));
                   });
}

int plan(const Context& context) {
  if (!context.options().copy.copy) return answered(context);
  return with_case(context, context.options().paths.front(),
                   [&](const Opened& opened, const auto& finish) {
                     return finish(copy_of_plan(context, opened.file, *opened.programme));
                   });
}
int report(const Context& context) { return answered(context); }

int timeline(const Context& context) {
  const Options& options = context.options();
  if (options.against.empty()) return answered(context);
  return with_case(context, options.against, [&](const Opened& old, const auto& finish_old) {
    const auto before = case_timeline(old.file, *old.programme, {options.as_of, options.known_by});
    if (!before) return finish_old(tl::unexpected(before.error()));
    return with_case(context, options.paths.front(), [&](const Opened& opened, const auto& finish) {
      return finish(changes_answer(*before, opened.file, *opened.programme, question_of(options)));
    });
  });
}

}  // namespace vaern::cli

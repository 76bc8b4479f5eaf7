// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/responses.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "instrument/faults.hpp"
#include "instrument/numbers.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

namespace detail = instrument::detail;

/// Answers that have a place in a file are found there; others by their JSON path.
Diagnostic& add(DiagnosticList& findings, const CodeInfo& code, const SourceSpan& span,
                const std::string& item, Arguments arguments) {
  Diagnostic& finding = findings.add(code, span, std::move(arguments));
  finding.path = "/responses/" + item;
  return finding;
}

std::string allowed_answers(const Instrument& instrument, const Item& item) {
  if (item.type == ItemType::number) {
    return detail::allowed_numbers(item.from, item.to, item.step);
  }
  std::string text;
  const std::uint32_t size = instrument.program().program().inputs[item.input].size;
  for (std::uint32_t c = 0; c < size; ++c) {
    text += (c == 0 ? "" : ", ") + instrument.code_text(item, static_cast<Code>(c));
  }
  return text;
}

std::optional<Code> find_code(const Instrument& instrument, const Item& item,
                              const RawAnswer& answer) {
  std::string written = answer.text;
  if (answer.kind == RawAnswer::Kind::yes_no) written = answer.yes ? "yes" : "no";
  if (item.type == ItemType::number) {
    // A number that a host could not represent is there without its value.
    if (answer.kind != RawAnswer::Kind::number || !answer.number) return std::nullopt;
    return detail::code_of_number(item.from, item.to, item.step, *answer.number);
  }
  if (answer.kind == RawAnswer::Kind::number) return std::nullopt;
  const std::uint32_t size = instrument.program().program().inputs[item.input].size;
  for (std::uint32_t c = 0; c < size; ++c) {
    if (instrument.code_text(item, static_cast<Code>(c)) == written) return static_cast<Code>(c);
  }
  return std::nullopt;
}

void answer_within(const Item& item, const RawAnswer::Within& given, Responses& responses,
                   DiagnosticList& findings) {
  if (!item.within) {
    add(findings, codes::response_within_elsewhere, given.span, item.id, {{"item", item.id}});
  } else if (given.no) {
    responses.answer(*item.within, 0);
  } else if (!given.duration) {
    responses.leave_out(*item.within, given.missing);
  } else if (*given.duration == *item.ask_when_known) {
    responses.answer(*item.within, 1);
  } else {
    add(findings, codes::response_within_other, given.span, item.id,
        {{"item", item.id},
         {"asked", item.ask_when_known->to_string()},
         {"given", given.duration->to_string()}});
  }
}

void answer_habitual(const Item& item, const RawAnswer::Habitual& given, Responses& responses,
                     DiagnosticList& findings) {
  if (!item.habitual) {
    add(findings, codes::response_habitual_elsewhere, given.span, item.id, {{"item", item.id}});
  } else if (given.yes) {
    responses.answer(*item.habitual, *given.yes ? 1 : 0);
  } else {
    responses.leave_out(*item.habitual, given.missing);
  }
}

}  // namespace

Responses::Responses(const Instrument& instrument)
    : codes_(instrument.program().program().inputs.size(), missing_code),
      reasons_(codes_.size(), MissingReason::not_asked) {}

Result<Responses> make_responses(const Instrument& instrument,
                                 const std::vector<RawAnswer>& answers) {
  Responses responses(instrument);
  DiagnosticList findings;
  std::set<std::string> seen;
  for (const RawAnswer& answer : answers) {
    const Item* item = instrument.find_item(answer.item);
    if (item == nullptr && instrument.find_earlier(answer.item) != nullptr) {
      add(findings, codes::response_to_earlier, answer.item_span, answer.item,
          {{"item", answer.item}});
      continue;
    }
    if (item == nullptr) {
      std::vector<std::string> ids;
      for (const Item& i : instrument.items()) ids.push_back(i.id);
      Diagnostic& finding =
          add(findings, codes::response_unknown_item, answer.item_span, answer.item,
              {{"item", answer.item}, {"instrument", instrument.reference()}});
      if (const std::string near = did_you_mean(answer.item, ids); !near.empty()) {
        finding.help = &notes::did_you_mean;
        finding.help_arguments = {{"candidate", near}};
      }
      continue;
    }
    if (!seen.insert(answer.item).second) {
      add(findings, codes::response_twice, answer.item_span, item->id, {{"item", item->id}});
      continue;
    }
    if (answer.kind == RawAnswer::Kind::missing) {
      responses.leave_out(item->input, answer.missing);
    } else if (const auto code = find_code(instrument, *item, answer)) {
      responses.answer(item->input, *code);
    } else {
      Diagnostic& finding = add(findings, codes::response_not_allowed, answer.span, item->id,
                                {{"value", answer.text}, {"item", item->id}});
      finding.help = &notes::allowed_are;
      finding.help_arguments = {{"allowed", allowed_answers(instrument, *item)}};
    }
    if (answer.within) answer_within(*item, *answer.within, responses, findings);
    if (answer.habitual) answer_habitual(*item, *answer.habitual, responses, findings);
  }
  if (!findings.has_errors()) return responses;
  // Answers to questions that do not arise are wrong whatever becomes of the others.
  RowRun run(instrument.program());
  detail::add_single_faults(instrument, run.run(responses.codes()), findings);
  detail::order_by_item(instrument, findings);
  return failure(std::move(findings));
}

bool is_response_form(const Document& document) {
  const auto entries = document.root.entries();
  return !entries.empty() && document.root.find("responses") != nullptr &&
         document.root.find("vaern") == nullptr;
}

std::optional<Judgement> read_judgement(const Node& node, DiagnosticList& findings) {
  const std::size_t before = findings.error_count();
  Fields fields(node, findings);
  Judgement judgement;
  judgement.level = fields.required("level", read_text_scalar).value_or("");
  // An empty reason is read: scoring says why a judgement needs one.
  const Node* reason = fields.required("reason");
  if (reason != nullptr && !(reason->is_scalar() && reason->text().empty())) {
    judgement.reason = read_text_scalar(*reason, findings).value_or("");
  }
  judgement.by = fields.optional("by", read_opaque_id).value_or("");
  judgement.second = fields.optional("second", read_opaque_id).value_or("");
  if (const Node* opinions = fields.optional_map("opinions")) {
    for (const Entry& entry : opinions->entries()) {
      if (auto code = read_text_scalar(entry.value, findings)) {
        judgement.opinions.emplace_back(entry.key, *std::move(code));
      }
    }
  }
  fields.finish();
  if (findings.error_count() > before) return std::nullopt;
  return judgement;
}

namespace {

std::optional<std::vector<EarlierAssessment>> read_earlier_list(const Node& node,
                                                                DiagnosticList& findings) {
  if (!expect_list(node, findings)) return std::nullopt;
  return read_earlier_assessments(node, findings);
}

}  // namespace

std::optional<ResponseForm> read_response_form(const Document& document, DiagnosticList& findings) {
  const std::size_t before = findings.error_count();
  Fields fields(document.root, findings);
  ResponseForm form;
  const auto reference = fields.required("responses", read_reference);
  if (reference) form.instrument = *reference;
  if (const Node* values = fields.required("values")) form.values = read_answers(*values, findings);
  form.assessed = fields.optional("assessed", read_date);
  form.judgement = fields.optional("judgement", read_judgement);
  form.earlier = fields.optional("earlier", read_earlier_list);
  form.wording = fields.optional("wording", read_reference);
  fields.finish();
  if (findings.error_count() > before) return std::nullopt;
  return form;
}

}  // namespace v1
}  // namespace vaern

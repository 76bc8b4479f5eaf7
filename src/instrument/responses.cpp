// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/responses.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "instrument/faults.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// Answers that have a place in a file are found there; others by their JSON path.
Diagnostic& add(DiagnosticList& findings, const CodeInfo& code, const SourceSpan& span,
                const std::string& item, Arguments arguments) {
  Diagnostic& finding = findings.add(code, span, std::move(arguments));
  finding.path = "/responses/" + item;
  return finding;
}

std::string allowed_answers(const Instrument& instrument, const Item& item) {
  if (item.type == ItemType::number) {
    std::string text = item.from.to_string() + " to " + item.to.to_string();
    if (item.step != Rational(1)) text += " in steps of " + item.step.to_string();
    return text;
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
    if (*answer.number < item.from || *answer.number > item.to) return std::nullopt;
    // Only an answer that could be one of the item's numbers is certain to compute.
    const std::int64_t parts = std::lcm(item.from.denominator(), item.step.denominator());
    if (parts % answer.number->denominator() != 0) return std::nullopt;
    const Rational steps = (*answer.number - item.from) / item.step;
    if (!steps.is_integer()) return std::nullopt;
    return static_cast<Code>(steps.numerator());
  }
  if (answer.kind == RawAnswer::Kind::number) return std::nullopt;
  const std::uint32_t size = instrument.program().program().inputs[item.input].size;
  for (std::uint32_t c = 0; c < size; ++c) {
    if (instrument.code_text(item, static_cast<Code>(c)) == written) return static_cast<Code>(c);
  }
  return std::nullopt;
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
    if (!answer.within) continue;
    if (!item->within) {
      add(findings, codes::response_within_elsewhere, answer.within->span, item->id,
          {{"item", item->id}});
    } else if (answer.within->no) {
      responses.answer(*item->within, 0);
    } else if (!answer.within->duration) {
      responses.leave_out(*item->within, answer.within->missing);
    } else if (*answer.within->duration == *item->ask_when_known) {
      responses.answer(*item->within, 1);
    } else {
      add(findings, codes::response_within_other, answer.within->span, item->id,
          {{"item", item->id},
           {"asked", item->ask_when_known->to_string()},
           {"given", answer.within->duration->to_string()}});
    }
  }
  if (!findings.has_errors()) return responses;
  // Answers to questions that do not arise are wrong whatever becomes of the others.
  RowRun run(instrument.program());
  const RowResult& row = run.run(responses.codes());
  const bool is_possible =
      std::none_of(row.faults.begin(), row.faults.end(),
                   [](const auto& fault) { return fault.kind == RowFault::Kind::no_completion; });
  if (is_possible) instrument::detail::add_faults(instrument, row, findings);
  instrument::detail::order_by_item(instrument, findings);
  return failure(std::move(findings));
}

bool is_response_form(const Document& document) {
  const auto entries = document.root.entries();
  return !entries.empty() && document.root.find("responses") != nullptr &&
         document.root.find("vaern") == nullptr;
}

std::optional<ResponseForm> read_response_form(const Document& document, DiagnosticList& findings) {
  const std::size_t before = findings.error_count();
  Fields fields(document.root, findings);
  ResponseForm form;
  const auto reference = fields.required("responses", read_reference);
  if (reference) form.instrument = *reference;
  if (const Node* values = fields.required("values")) form.values = read_answers(*values, findings);
  form.assessed = fields.optional("assessed", read_date);
  if (const Node* node = fields.optional_map("judgement")) {
    Fields j(*node, findings);
    Judgement judgement;
    form.judgement_span = node->key_span();
    judgement.level = j.required("level", read_text_scalar).value_or("");
    judgement.reason = j.required("reason", read_text_scalar).value_or("");
    judgement.by = j.optional("by", read_opaque_id).value_or("");
    judgement.second = j.optional("second", read_opaque_id).value_or("");
    form.judgement = std::move(judgement);
  }
  fields.finish();
  if (findings.error_count() > before) return std::nullopt;
  return form;
}

}  // namespace v1
}  // namespace vaern

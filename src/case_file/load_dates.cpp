// SPDX-License-Identifier: Apache-2.0
// What professionals say of dates: one that they confirm or set, and a time of rest.
#include <algorithm>
#include <utility>

#include "case_file/loader.hpp"

namespace vaern::case_file::detail {
namespace {

// "clock:party:cause", as a timeline writes it; the party may be empty and more may follow.
std::optional<Placed> read_obligation_id(const Node& node, DiagnosticList& findings) {
  const auto text = read_text_scalar(node, findings);
  if (!text) return std::nullopt;
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':';
  };
  const std::size_t first = text->find(':');
  const std::size_t second = first == std::string::npos ? first : text->find(':', first + 1);
  if (first == 0 || second == std::string::npos || second + 1 == text->size() ||
      !std::all_of(text->begin(), text->end(), is_plain)) {
    findings.add(codes::not_an_obligation, node.span(), {{"text", *text}});
    return std::nullopt;
  }
  return Placed{*text, node.span()};
}

}  // namespace

void Loader::read_date(const Node& node) {
  Fields fields(node, findings_);
  DateEntry entry;
  entry.span = node.span();
  entry.id = declare(fields, Entity::date);
  const auto of = fields.required("of", read_obligation_id);
  const Node* set = fields.optional("set");
  const Node* confirm = fields.optional("confirm");
  if (set != nullptr) entry.set = read_moment(*set, findings_);
  const auto confirmed =
      confirm != nullptr ? read_yes_no(*confirm, findings_) : std::optional<bool>();
  if ((set == nullptr) == (confirm == nullptr)) {
    findings_.add(codes::date_undecided, confirm != nullptr ? confirm->key_span() : node.span());
  } else if (confirmed && !*confirmed) {
    findings_.add(codes::date_undecided, confirm->span());
  }
  const auto recorded = fields.required("recorded", read_moment);
  entry.by = read_by(fields);
  entry.reason = fields.optional("reason", read_placed_text).value_or(Placed{});
  if (entry.id.empty()) return;
  declared_[entry.id.text].recorded = recorded;
  if (!of || !recorded) return;
  entry.of = *of;
  entry.recorded = *recorded;
  file_.dates.push_back(std::move(entry));
}

void Loader::read_suspension(const Node& node) {
  Fields fields(node, findings_);
  SuspensionEntry entry;
  entry.span = node.span();
  entry.id = declare(fields, Entity::suspension);
  const auto of = fields.required("of", read_placed_word);
  entry.about = fields.optional("about", read_placed_id).value_or(Placed{});
  mention(entry.about, Needs::party);
  const auto from = fields.required("from", read_moment);
  const auto until = fields.required("until", read_moment);
  const auto recorded = fields.required("recorded", read_moment);
  entry.by = read_by(fields);
  const auto reason = fields.required("reason", read_placed_text);
  if (from && until && Moment::surely_before(*until, *from)) {
    findings_.add(codes::ends_before_it_begins, until->span,
                  {{"until", until->text}, {"from", from->text}});
  }
  if (entry.id.empty()) return;
  declared_[entry.id.text].recorded = recorded;
  if (!of || !from || !until || !recorded || !reason) return;
  entry.of = *of;
  entry.from = *from;
  entry.until = *until;
  entry.recorded = *recorded;
  entry.reason = *reason;
  file_.suspensions.push_back(std::move(entry));
}

}  // namespace vaern::case_file::detail

// SPDX-License-Identifier: Apache-2.0
#include "model/succession.hpp"

#include <initializer_list>

#include "diagnostics/codes/model.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {

namespace model::detail {
namespace {

/// The place of the date under a key of the head, such as `valid: {from: ...}`.
SourceSpan place_of(const Node& root, std::string_view key, std::string_view date) {
  const Node* node = root.find(key);
  if (node == nullptr) return root.span();
  const Node* inner = node->find(date);
  return inner == nullptr ? node->span() : inner->span();
}

/// Two dates of a head of which the first must be before the second.
struct Order {
  std::string_view first_key, first_date;
  const std::optional<Date>& first;
  std::string_view second_key, second_date;
  const std::optional<Date>& second;
  bool may_be_same_day = false;
};

void check_order(const Order& order, const Node& root, DiagnosticList& findings) {
  if (!order.first || !order.second || *order.first < *order.second) return;
  if (order.may_be_same_day && *order.first == *order.second) return;
  Diagnostic& finding = findings.add(
      codes::head_dates_in_wrong_order, place_of(root, order.second_key, order.second_date),
      {{"first", std::string(order.first_key) + "/" + std::string(order.first_date)},
       {"first_date", order.first->to_string()},
       {"second", std::string(order.second_key) + "/" + std::string(order.second_date)},
       {"second_date", order.second->to_string()}});
  finding.notes.push_back(
      {&notes::declared_here, place_of(root, order.first_key, order.first_date), {}});
}

}  // namespace

std::optional<Succession> read_succession(const Node& node, DiagnosticList& findings) {
  if (!node.is_mapping()) {
    auto reference = read_reference(node, findings);
    if (!reference) return std::nullopt;
    return Succession{*std::move(reference), std::nullopt};
  }
  Fields fields(node, findings);
  auto model = fields.required("model", read_reference);
  const auto from = fields.optional("from", read_date);
  if (!model) return std::nullopt;
  return Succession{*std::move(model), from};
}

void check_succession(const ModelHead& head, const Node& root, DiagnosticList& findings) {
  const std::optional<Date> none;
  const auto& supersedes = head.supersedes;
  const auto& superseded = head.superseded_by;
  for (const auto* succession : {&supersedes, &superseded}) {
    if (*succession && (*succession)->model == head.reference()) {
      findings.add(codes::succeeds_itself, (*succession)->model.span,
                   {{"reference", head.reference().to_string()}});
    }
  }
  if (supersedes && superseded && supersedes->model == superseded->model &&
      !(supersedes->model == head.reference())) {
    findings
        .add(
            codes::succeeds_in_a_ring, superseded->model.span,
            {{"reference", head.reference().to_string()}, {"other", superseded->model.to_string()}})
        .notes.push_back({&notes::first_here, supersedes->model.span, {}});
  }
  const auto& taken_over = supersedes ? supersedes->from : none;
  const auto& given_over = superseded ? superseded->from : none;
  const auto& from = head.valid ? head.valid->from : none;
  const auto& until = head.valid ? head.valid->until : none;
  check_order({"valid", "from", from, "valid", "until", until, true}, root, findings);
  check_order({"supersedes", "from", taken_over, "superseded_by", "from", given_over}, root,
              findings);
  check_order({"valid", "from", from, "superseded_by", "from", given_over}, root, findings);
  check_order({"supersedes", "from", taken_over, "valid", "until", until, true}, root, findings);
}

}  // namespace model::detail

inline namespace v1 {

std::optional<Validity> read_validity(const Node& node, DiagnosticList& findings) {
  Fields fields(node, findings);
  if (!fields.is_map()) return std::nullopt;
  Validity validity;
  validity.from = fields.optional("from", read_date);
  validity.until = fields.optional("until", read_date);
  if (!fields.has("from") && !fields.has("until")) {
    findings.add(codes::validity_without_dates, node.key_span());
  }
  if (!validity.from && !validity.until) return std::nullopt;
  return validity;
}

std::vector<Standing> standing_at(const ModelHead& head, Date day) {
  std::vector<Standing> result;
  if (head.valid && head.valid->from && day < *head.valid->from) {
    result.push_back({Standing::Kind::not_yet_valid, *head.valid->from, std::nullopt});
  }
  if (head.valid && head.valid->until && day > *head.valid->until) {
    result.push_back({Standing::Kind::no_longer_valid, *head.valid->until, std::nullopt});
  }
  if (head.superseded_by && head.superseded_by->from && day >= *head.superseded_by->from) {
    result.push_back(
        {Standing::Kind::superseded, *head.superseded_by->from, head.superseded_by->model});
  }
  return result;
}

}  // namespace v1
}  // namespace vaern

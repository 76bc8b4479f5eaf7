// SPDX-License-Identifier: Apache-2.0
// Who is told when something is overdue.

#include <algorithm>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/policy_loader.hpp"
#include "vaern/case_file/words.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

std::optional<std::string> read_role(const Node& node, DiagnosticList& findings) {
  static const std::vector<std::string> professionals(
      role_words.begin() + static_cast<std::ptrdiff_t>(Role::assessor), role_words.end());
  auto role = read_id(node, findings);
  if (role && std::find(professionals.begin(), professionals.end(), *role) == professionals.end()) {
    Diagnostic& finding =
        findings.add(codes::tell_not_a_professional, node.span(), {{"role", *role}});
    suggest(finding, *role, professionals);
  }
  return role;
}

std::optional<OverdueRung> Loader::read_rung(const Node& node, std::string path) {
  Fields fields(node, findings_);
  if (!fields.is_map()) return std::nullopt;
  OverdueRung rung;
  rung.path = std::move(path);
  rung.span = node.span();
  const auto after = fields.required("after", read_duration);
  if (after) rung.after = *after;
  if (const Node* tell = fields.required("tell")) {
    if (!is_empty_list(*tell)) rung.tell = read_one_or_more(*tell, findings_, read_role);
  }
  if (!after) return std::nullopt;
  return rung;
}

std::vector<OverdueRung> Loader::read_ladder(const Node& node, const std::string& path) {
  std::vector<OverdueRung> ladder;
  if (!expect_list(node, findings_)) return ladder;
  std::size_t index = 0;
  for (const Node& item : node.items()) {
    if (auto rung = read_rung(item, path + "[" + std::to_string(index) + "]")) {
      ladder.push_back(*std::move(rung));
    }
    ++index;
  }
  return ladder;
}

void Loader::read_overdue(const Node& node) {
  std::vector<std::string> allowed = data_.levels;
  allowed.emplace_back("any");
  for (const Entry& entry : node.entries()) {
    auto ladder = read_ladder(entry.value, "overdue." + entry.key);
    if (entry.key == "any") {
      data_.overdue_any = std::move(ladder);
    } else if (const auto level = find_level(entry.key)) {
      data_.overdue[*level] = std::move(ladder);
    } else if (!data_.has_levels || !data_.levels.empty()) {
      Diagnostic& finding =
          findings_.add(codes::unknown_policy_level, entry.key_span, {{"level", entry.key}});
      suggest(finding, entry.key, allowed);
    }
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

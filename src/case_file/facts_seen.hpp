// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is written and answered of a fact, and which event says it, at one moment with a knowledge.

#include <string>
#include <vector>

#include "vaern/case_file/situation.hpp"

namespace vaern::case_file::detail {

/// A fact, and the event by which it is another than what is written and answered.
struct Told {
  Truth value = Truth::no;
  std::string event{};
};

Told fact_told(const FactDeclaration& fact, const CaseFile& file, const SituationOptions& options);

/// Those of a role; with `only` the one of that id.
std::vector<const Party*> parties_in_question(const CaseFile& file, Role role,
                                              const std::string& only);

}  // namespace vaern::case_file::detail

// SPDX-License-Identifier: Apache-2.0
#pragma once
// The part of a plain form that stands behind a name: {from: 2, below: 5}, {within: P14D}.

#include <optional>

#include "expression/maker.hpp"
#include "vaern/document/node.hpp"

namespace vaern::expression::detail {

/// {name: {from: ..., to: ...}}, {name: {within: ...}}, {name: {habitual: ...}}. Null after a
/// finding.
ConditionPtr read_bounds(Maker& maker, const Resolved& resolved, const Entry& entry);

/// The position of an option; nothing after a finding.
std::optional<unsigned> read_option(Maker& maker, const Resolved& resolved, const Node& node);

}  // namespace vaern::expression::detail

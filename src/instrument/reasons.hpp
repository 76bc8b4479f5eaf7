// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// The tree of the explanation in words: scales line by line, conditions as they join.
std::string reasons(const Score& score, Language language);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
// What models beside the one that is scored say of the same answers.

#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// The same model without its sensitive items (E5.1); nothing where nothing reads one.
std::optional<SideScore> without_sensitive(const Score& score);

/// The published version of a local one (E4.1); nothing where the model is not a local version.
std::optional<SideScore> published(const Score& score);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

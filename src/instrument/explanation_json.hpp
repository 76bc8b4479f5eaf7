// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vaern/instrument/explanation.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {

/// The tree as the value of a key that has been written.
void write_explanation(CanonicalWriter& json, const Explanation& explanation);

}  // namespace v1
}  // namespace vaern

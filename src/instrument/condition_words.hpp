// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "instrument/teller.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// A condition that joins no others, as a person would say it: "Total score at least 8", "Sleeps
/// badly: often". What has no such words stands as its text.
std::string condition_words(const Teller& teller, const Condition& condition);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

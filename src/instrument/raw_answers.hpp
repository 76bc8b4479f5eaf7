// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "vaern/instrument/responses.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// What `make_responses` would read: an answer, or a reason that is not `not_asked`, of every item.
std::vector<RawAnswer> raw_answers(const Instrument& instrument, const Responses& responses);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

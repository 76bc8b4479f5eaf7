// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace vaern::instrument::detail {

/// What stands before the digest, the last value of a record.
inline constexpr std::string_view digest_key = ",\"digest\":\"";

}  // namespace vaern::instrument::detail

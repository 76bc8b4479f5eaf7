// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of each reason.

#include <span>
#include <string_view>

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

struct ReasonWords {
  std::string_view key;
  std::string_view en;
  std::string_view da;
};

// By key.
std::span<const ReasonWords> reason_words() noexcept;

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern

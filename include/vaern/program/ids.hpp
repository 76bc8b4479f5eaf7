// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Names and small sets inside a program.

#include <bitset>
#include <cstddef>
#include <cstdint>

namespace vaern {
inline namespace v1 {

using InputId = std::uint32_t;
using ScaleId = std::uint32_t;
using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFFU;

/// The position of an answer in its input's declared codes.
using Code = std::uint8_t;
inline constexpr Code missing_code = 255;         ///< Not answered, whatever the reason (S1).
inline constexpr Code not_applicable_code = 254;  ///< Only in witnesses: not asked in that form.
inline constexpr std::size_t max_codes = 250;     ///< Largest domain of an input.
inline constexpr std::size_t max_levels = 32;
using CodeSet = std::bitset<256>;

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random numbers by place instead of by order: the number of (key, counter) is computed alone.

#include <cstdint>
#include <string_view>

namespace vaern::table::detail {

/// Stafford's variant 13 of the finaliser of MurmurHash3, as SplitMix64 uses it: Steele, Lea and
/// Flood (2014), Fast splittable pseudorandom number generators, OOPSLA.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

/// The number at `counter` of the sequence `key`.
constexpr std::uint64_t random_at(std::uint64_t key, std::uint64_t counter) {
  return mixed(key + (counter + 1) * 0x9E3779B97F4A7C15U);
}

/// FNV-1a of a name, mixed.
constexpr std::uint64_t key_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return mixed(hash);
}

/// 32 random bits as a number from 0 to `n` - 1, each as likely to within 1 in 2^32 / n.
constexpr std::uint32_t below(std::uint64_t bits, std::uint32_t n) {
  return static_cast<std::uint32_t>(((bits & 0xFFFFFFFFU) * n) >> 32U);
}

}  // namespace vaern::table::detail

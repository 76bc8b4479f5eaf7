// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the tests of synthetic forms share.

#include <algorithm>
#include <string>
#include <vector>

#include "instrument/support.hpp"
#include "vaern/table/synthetic.hpp"

namespace vaern::testing_support {

inline constexpr std::uint32_t percent = 10'000;  // Per million.

/// A head, `count` yes/no items i0, i1, ... and their sum.
inline std::string plain_model(int count) {
  std::string items;
  std::string names;
  for (int i = 0; i < count; ++i) {
    items += "  i" + std::to_string(i) + ": {type: yes_no, text: {en: One, da: Et}}\n";
    names += (i == 0 ? "i" : ", i") + std::to_string(i);
  }
  return "vaern: 1\ninstrument: plain\nversion: \"1\"\nstatus: draft\ntitle: {en: Plain, da: "
         "Enkel}\nitems:\n" +
         items + "scales:\n  total: {sum: [" + names + "], missing: bounds_only}\n";
}

/// Of all cells the share that holds `code`.
inline double share(const std::vector<std::vector<std::uint8_t>>& columns, std::uint8_t code) {
  double found = 0;
  double all = 0;
  for (const auto& column : columns) {
    found += static_cast<double>(std::count(column.begin(), column.end(), code));
    all += static_cast<double>(column.size());
  }
  return found / all;
}

}  // namespace vaern::testing_support

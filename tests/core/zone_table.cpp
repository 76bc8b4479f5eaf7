// SPDX-License-Identifier: Apache-2.0
// Every shipped zone from 1970 to 2100 against zones_1970_2100.txt, which
// src/core/zones/table.py makes with Python's zoneinfo from the same data.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "core/zone_data.hpp"
#include "vaern/core/fingerprint.hpp"
#include "vaern/core/zone.hpp"

namespace vaern {
namespace {

constexpr std::int64_t step = 4 * 86'400;
constexpr std::int64_t last = 4'102'444'800;  // 2100-01-01T00:00:00Z

struct Shown {
  std::int32_t offset;
  std::string abbreviation;
  bool operator==(const Shown&) const = default;
};

Shown shown_at(const Zone& zone, std::int64_t instant) {
  const LocalTime time = zone.local({instant, 0});
  return {time.utc_offset, time.abbreviation};
}

/// The rest of the zone's line: number of changes, digest.
std::string line_of(const Zone& zone) {
  std::int64_t here = 0;
  Shown shown = shown_at(zone, here);
  std::string lines;
  int changes = -1;
  const auto add = [&] {
    lines +=
        std::to_string(here) + " " + std::to_string(shown.offset) + " " + shown.abbreviation + "\n";
    ++changes;
  };
  add();
  while (here < last) {
    std::int64_t there = std::min(here + step, last);
    if (shown_at(zone, there) == shown) {
      here = there;
      continue;
    }
    while (there - here > 1) {
      const std::int64_t middle = (here + there) / 2;
      (shown_at(zone, middle) == shown ? here : there) = middle;
    }
    here = there;
    shown = shown_at(zone, here);
    add();
  }
  return std::to_string(changes) + " " + Fingerprint::of(lines).to_string();
}

TEST(ZoneTable, AgreesWithZoneinfoOnEveryZoneFrom1970To2100) {
  std::ifstream table(std::string(VAERN_TEST_DATA) + "/core/zones_1970_2100.txt");
  std::map<std::string_view, std::string> computed;  // Many zones share their data.
  std::string name;
  std::string changes;
  std::string digest;
  std::size_t count = 0;
  while (table >> name >> changes >> digest) {
    const auto bytes = detail::shipped_zone(name);
    ASSERT_TRUE(bytes.has_value()) << name;
    std::string& line = computed[*bytes];
    if (line.empty()) {
      const auto zone = Zone::find(name);
      ASSERT_NE(zone, nullptr) << name;
      line = line_of(*zone);
    }
    EXPECT_EQ(line, changes + " " + digest) << name;
    ++count;
  }
  EXPECT_EQ(count, Zone::names().size());
  EXPECT_GT(count, 500U);
}

}  // namespace
}  // namespace vaern

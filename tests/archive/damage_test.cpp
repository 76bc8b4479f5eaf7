// SPDX-License-Identifier: Apache-2.0
// 100,000 damaged archives: an error or a whole value each time, no crash, never much memory.
//
// Half of them have the hash made anew over the damaged payload, as somebody would who wants it
// to be opened. The seed is fixed, so that every run tries the same ones.
#include <algorithm>
#include <array>
#include <iostream>
#include <random>

#include "archive/content.hpp"
#include "archive/memory.hpp"
#include "archive/support.hpp"

namespace vaern::archive_tests {
namespace {

constexpr std::size_t tries = 100'000;
/// Of one opening, over what the bytes given are: the largest of the values that are damaged
/// needs under 1 MB, whole.
constexpr std::size_t most_bytes = 4 * 1024 * 1024;

class Damager {
 public:
  explicit Damager(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

  /// Somewhere; half the time near the beginning or the end, where the lengths stand.
  std::size_t place(std::size_t size) {
    const std::size_t near = std::min<std::size_t>(size, 120);
    switch (below(4)) {
      case 0:
        return below(near);
      case 1:
        return size - 1 - below(near);
      default:
        return below(size);
    }
  }

  void damage(std::string& bytes) {
    for (std::size_t times = 1 + below(3); times > 0; --times) {
      if (bytes.empty()) return;
      switch (below(7)) {
        case 0:
          flip(bytes);
          break;
        case 1:
          bytes.resize(place(bytes.size()));
          break;
        case 2:
          replace_number(bytes);
          break;
        case 3:
          insert(bytes);
          break;
        case 4:
          bytes.erase(place(bytes.size()), 1 + below(20));
          break;
        case 5:
          bytes[place(bytes.size())] = static_cast<char>(below(256));
          break;
        default: {
          const std::size_t from = place(bytes.size());
          bytes.insert(place(bytes.size()), bytes.substr(from, 1 + below(200)));
        }
      }
    }
  }

 private:
  void flip(std::string& bytes) {
    char& one = bytes[place(bytes.size())];
    one = static_cast<char>(static_cast<unsigned char>(one) ^ (1U << below(8)));
  }

  void insert(std::string& bytes) {
    std::string more(1 + below(40), '\0');
    for (char& each : more) each = static_cast<char>(below(256));
    bytes.insert(place(bytes.size()), more);
  }

  /// A number that stands there as an absurd one.
  void replace_number(std::string& bytes) {
    static constexpr std::array<std::string_view, 10> numbers{"18446744073709551615",
                                                              "9223372036854775807",
                                                              "4294967296",
                                                              "4294967295",
                                                              "2147483648",
                                                              "99999999",
                                                              "-1",
                                                              "0",
                                                              "1e9",
                                                              "7"};
    const std::size_t from = bytes.find_first_of("0123456789", place(bytes.size()));
    if (from == std::string::npos) return;
    const std::size_t end = std::min(bytes.find_first_not_of("0123456789", from), bytes.size());
    bytes.replace(from, end - from, numbers[below(numbers.size())]);
  }

  std::mt19937 random_;
};

/// What became of one: the code of the first finding, or that it opened, as what it was or as
/// another value.
std::string outcome(const std::string& archive, const std::string& kind, const std::string& whole) {
  const std::string now = said(archive, kind);
  if (now == whole) return "equal";
  const bool is_codes = now.size() >= 5 && now[0] == 'E' &&
                        now.substr(1, 4).find_first_not_of("0123456789") == std::string::npos;
  return is_codes ? now.substr(0, 5) : "another";
}

/// Each kind with what its value says, undamaged.
std::vector<std::pair<std::string, std::string>> what_wholes_say() {
  std::vector<std::pair<std::string, std::string>> wholes;
  for (const auto& [kind, archive] : small_archives()) {
    wholes.emplace_back(kind, said(archive, kind));
  }
  return wholes;
}

TEST(Damage, OfAHundredThousandArchivesGivesAnErrorOrAWholeValueInLittleMemory) {
  Damager damager(20'261'122);
  const auto wholes = what_wholes_say();
  std::map<std::string, std::size_t> counts;
  std::size_t most = 0;
  for (std::size_t i = 0; i < tries; ++i) {
    const auto& [kind, whole] = wholes[i % wholes.size()];
    const std::string& good = small_archives().at(kind);
    std::string archive;
    if (i / wholes.size() % 2 == 0) {
      archive = good;
      damager.damage(archive);
    } else {
      std::string payload = payload_of(good);
      damager.damage(payload);
      archive = with_payload(kind, payload);
    }
    start_peak();
    const std::string became = outcome(archive, kind, whole);
    const std::size_t peak = peak_bytes();
    most = std::max(most, peak);
    ASSERT_LT(peak, most_bytes) << "archive " << i << " of kind " << kind << ": " << became;
    // With its hash as it was, nothing that is damaged opens as something else.
    if (i / wholes.size() % 2 == 0) {
      ASSERT_NE(became, "another") << "archive " << i << " of kind " << kind;
    }
    ++counts[became];
  }
  for (const auto& [became, count] : counts) std::cout << became << ": " << count << "\n";
  std::cout << "most memory at once: " << most / 1024 << " KiB\n";
  for (const char* code :
       {"E1302", "E1303", "E1304", "E1310", "E1311", "E1313", "E1320", "E1321", "E1323", "E1324"}) {
    EXPECT_GT(counts[code], 0U) << code << " was never met";
  }
}

/// Damage where every hash is put right, so that it reaches the readers of models, cases and
/// records.
TEST(Damage, OfTheTextsInAnArchiveGivesAnErrorOrAWholeValue) {
  Damager damager(4);
  std::map<std::string, std::size_t> counts;
  const auto wholes = what_wholes_say();
  for (std::size_t i = 0; i < 1'000; ++i) {
    const auto& [kind, whole] = wholes[i % wholes.size()];
    const ArchiveKind number = read_archive_head(small_archives().at(kind))->kind;
    auto content = archive::detail::read_payload(payload_of(small_archives().at(kind)));
    ASSERT_TRUE(content.has_value());
    std::vector<std::string*> texts{&content->reference, &content->result, &content->as_of,
                                    &content->known_by};
    for (auto* list : {&content->models, &content->cases, &content->texts}) {
      for (auto& text : *list) texts.push_back(&text.text);
    }
    for (auto& print : content->prints) texts.push_back(&print.meaning);
    for (auto& finding : content->findings) {
      finding.place.line ^= damager.below(3) == 0 ? damager.below(1U << 31) : 0;
      finding.place.text ^= damager.below(9) == 0 ? damager.below(9) : 0;
      finding.place.column ^= damager.below(9) == 0 ? damager.below(1U << 31) : 0;
      finding.place.length ^= damager.below(9) == 0 ? damager.below(1U << 31) : 0;
      texts.push_back(&finding.code);
      texts.push_back(&finding.help);
    }
    damager.damage(*texts[damager.below(texts.size())]);
    start_peak();
    const std::string archive = archive::detail::write(number, std::move(*content));
    ++counts[outcome(archive, kind, whole)];
    ASSERT_LT(peak_bytes(), 4 * most_bytes) << "archive " << i << " of kind " << kind;
  }
  for (const auto& [became, count] : counts) std::cout << became << ": " << count << "\n";
  EXPECT_GT(counts["E1323"] + counts["E1322"] + counts["E1324"] + counts["E1325"], 100U);
}

}  // namespace
}  // namespace vaern::archive_tests

// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A commented file to begin a new instrument with, also from a table of its items.

#include <optional>
#include <string>
#include <vector>

#include "vaern/core/rational.hpp"
#include "vaern/exchange/csv.hpp"

namespace vaern {
inline namespace v1 {

/// One answer of a set: a code and its points.
struct StartingAnswer {
  std::string code;
  Rational points;
  bool operator==(const StartingAnswer&) const = default;
};

struct StartingItem {
  std::string id;
  std::string en;  ///< Our short label; one of the two may be empty.
  std::string da;
  std::vector<StartingAnswer> answers;  ///< Empty: yes and no.
  bool is_scored = true;
  bool is_reversed = false;
};

struct StartingModel {
  enum class Shape : std::uint8_t {
    sum,        ///< Points that are added, and a level by cut-offs.
    judgement,  ///< Factors that a professional rates, and a level that she or he decides.
  } shape = Shape::sum;
  std::string id = "my-instrument";
  std::string title;                ///< Empty: to be written.
  std::vector<StartingItem> items;  ///< Empty: three that say what an item is.
};

/// The items of a table with the columns `id` (required), `en`, `da` (one of them), and where they
/// are wanted `answers` ("never=0|rarely=1|often=2"; empty: yes and no), `scored` and `reversed`
/// (yes or no). Other columns are findings: nothing of the table is left out unsaid.
std::optional<std::vector<StartingItem>> read_items(const CsvTable& table,
                                                    DiagnosticList& findings);

/// YAML with comments in one language, which `vaern check` accepts: a draft without cut-offs,
/// because nobody but a publication or the author can say them.
std::string starting_file(const StartingModel& model, Language language);

}  // namespace v1
}  // namespace vaern

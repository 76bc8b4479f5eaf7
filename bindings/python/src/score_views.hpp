// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parts of a score as Python sees them. Everything here needs the interpreter's lock.
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "convert.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern::python {

/// A code of an input as `responses` has it.
pybind11::object code_value(const Instrument& model, InputId input, Code code);

/// A complete form, by input; what is not asked in it is left out. None where there is none.
pybind11::object witness(const Instrument& model, const std::optional<Witness>& codes);
/// {"lowest": ..., "highest": ...}
pybind11::object witnesses(const Instrument& model, const LevelScore& made);

pybind11::object truths(const std::vector<NamedTruth>& list, std::string_view unknown);
pybind11::object level_id(const Levels& levels, const std::optional<std::uint32_t>& level);
pybind11::tuple level_ids(const Levels& levels, LevelSet set);

/// Decisive items with the score that they live in; `names` are its levels or classes.
pybind11::tuple decisive_items(const std::shared_ptr<const Score>& score,
                               const std::vector<DecisiveItem>& items,
                               const std::vector<std::string>& names);
std::vector<std::string> names_of(const Levels& levels);

/// Score.outcomes, Score.classes, Score.without_sensitive and Score.published.
pybind11::object outcomes_of(const std::shared_ptr<const Score>& score);
pybind11::object classes_of(const std::shared_ptr<const Score>& score);
pybind11::object side_of(const std::optional<SideScore>& side);

}  // namespace vaern::python

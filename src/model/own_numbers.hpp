// SPDX-License-Identifier: Apache-2.0
#pragma once
// A number of a local file's own never inherits the source or the check of a published one.

#include <cstdint>
#include <string_view>

#include "vaern/document/node.hpp"

namespace vaern::model::detail {

/// `source` and `verified`.
bool is_provenance(std::string_view key);

/// What is joined: of an entry each key is changed as a whole, of levels each cut-off by itself.
enum class Of : std::uint8_t { entry, levels };

/// The local part changes something that the published `source` and `verified` speak of: anything
/// but words, or the source itself.
bool changes_what_was_checked(const Node& base, const Node& local, Of of);

/// An entry joined of both, where that is so. A published `source` that the local part does not
/// repeat is left out, and a published `verified` becomes no; published values under `allowed`
/// keep both.
Node own_entry(const Node& base, const Node& local, const Node& joined, Of of = Of::entry);

/// The same for levels, where some cut-offs may be the local file's and others published: then
/// each of its own says so itself, and what stands beside `cut_offs` stays about the others.
Node own_levels(const Node& base, const Node& local, const Node& joined);

}  // namespace vaern::model::detail

// SPDX-License-Identifier: Apache-2.0
#pragma once
// How much memory the C++ heap holds, counted by operators new and delete of this program.

#include <cstddef>

namespace vaern::archive_tests {

/// From here on the peak is counted; the bytes that are held now are not in it.
void start_peak();
/// The most bytes that were held at once since then.
std::size_t peak_bytes();

}  // namespace vaern::archive_tests

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Products of two 64-bit numbers, where it is not yet known whether they fit.

namespace vaern {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

}  // namespace vaern

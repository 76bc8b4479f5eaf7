// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a checked file is made of.

#include "vaern/service/check.hpp"

namespace vaern::service::detail {

/// Fills everything but the name, the kind and the numbers of findings.
void summarise(CheckedFile& file, const Document& document, const Models& models);

}  // namespace vaern::service::detail

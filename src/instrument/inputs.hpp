// SPDX-License-Identifier: Apache-2.0
#pragma once
// Inputs of the program as the instrument knows them.

#include "vaern/instrument/instrument.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// The item that asks for an input, be it as its second question; null of what nobody is asked.
const Item* item_of(const Instrument& model, InputId input);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

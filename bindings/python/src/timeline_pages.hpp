// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a timeline is shown as, and what has changed in it.
#include <memory>

#include "models.hpp"

namespace vaern::python {

void bind_timeline_pages(pybind11::class_<TimelineView, std::shared_ptr<TimelineView>>& bound);

}  // namespace vaern::python

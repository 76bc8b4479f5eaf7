// SPDX-License-Identifier: Apache-2.0
#pragma once
// Loading the calendars of a store, each once, and what a local one extends before it.

#include <map>
#include <memory>

#include "vaern/calendar/calendar.hpp"
#include "vaern/model/store.hpp"

namespace vaern::programme::detail {

class CalendarsLoader {
 public:
  explicit CalendarsLoader(const ModelStore& store) : store_(store) {}

  /// The calendar of a stored model; null where it has errors. Its findings are appended to those
  /// of whoever asks.
  std::shared_ptr<const Calendar> load(const StoredModel& model, DiagnosticList& findings);

 private:
  struct Loaded {
    std::shared_ptr<const Calendar> calendar;
    DiagnosticList findings;
  };
  const Loaded& loaded(const StoredModel& model);
  Loaded load_new(const StoredModel& model);

  const ModelStore& store_;
  std::map<const StoredModel*, Loaded> loaded_;
};

}  // namespace vaern::programme::detail

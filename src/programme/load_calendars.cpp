// SPDX-License-Identifier: Apache-2.0
#include "programme/load_calendars.hpp"

#include <utility>

#include "vaern/model/extends.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {

namespace programme::detail {

CalendarsLoader::Loaded CalendarsLoader::load_new(const StoredModel& model) {
  Loaded made;
  const auto base = extended_by(store_, model, made.findings);
  if (!base) return made;
  std::shared_ptr<const Calendar> extended;
  if (*base != nullptr) {
    extended = loaded(**base).calendar;
    if (extended == nullptr) {
      say_extends_broken(model, made.findings);
      return made;
    }
  }
  made.calendar = load_calendar(model.document, made.findings, extended);
  return made;
}

const CalendarsLoader::Loaded& CalendarsLoader::loaded(const StoredModel& model) {
  const auto found = loaded_.find(&model);
  if (found != loaded_.end()) return found->second;
  Loaded made = load_new(model);
  return loaded_.emplace(&model, std::move(made)).first->second;
}

std::shared_ptr<const Calendar> CalendarsLoader::load(const StoredModel& model,
                                                      DiagnosticList& findings) {
  const Loaded& made = loaded(model);
  findings.append(made.findings);
  return made.calendar;
}

}  // namespace programme::detail

inline namespace v1 {

std::shared_ptr<const Calendar> load_calendar(const ModelStore& store, const StoredModel& model,
                                              DiagnosticList& findings) {
  return programme::detail::CalendarsLoader(store).load(model, findings);
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Loading the instruments of a store, each once, and what a local version extends before it.

#include <map>
#include <vector>

#include "vaern/programme/library.hpp"

namespace vaern::programme::detail {

class InstrumentsLoader {
 public:
  explicit InstrumentsLoader(const ModelStore& store) : store_(store) {}

  /// The instrument of a stored model; null where it has errors. Its findings are appended to
  /// those of the first who asks.
  InstrumentPtr load(const StoredModel& model, DiagnosticList& findings);

 private:
  struct Loaded {
    InstrumentPtr instrument;
    const StoredModel* base = nullptr;  ///< What it extends itself, where that could be joined.
    DiagnosticList findings;
  };
  const Loaded& loaded(const StoredModel& model);
  Loaded load_new(const StoredModel& model);
  /// Of the models that a local version extends, however far.
  bool is_said_before(const StoredModel& base, const Diagnostic& finding);

  const ModelStore& store_;
  std::map<const StoredModel*, Loaded> loaded_;
};

}  // namespace vaern::programme::detail

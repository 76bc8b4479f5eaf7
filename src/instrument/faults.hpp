// SPDX-License-Identifier: Apache-2.0
#pragma once
// Faults of a form: those of the whole form beside those of single answers, in order of the items.

#include "vaern/instrument/instrument.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// Answers to questions that do not arise.
void add_single_faults(const Instrument& model, const RowResult& row, DiagnosticList& findings);

/// The same, and answers that exclude each other or cannot be together (S1.4).
void add_faults(const Instrument& model, const RowResult& row, const std::vector<Code>& codes,
                DiagnosticList& findings);

/// Faults in the declared order of their items; what is about no item comes last.
void order_by_item(const Instrument& model, DiagnosticList& findings);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

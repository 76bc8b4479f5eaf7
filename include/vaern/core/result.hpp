// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A value, or everything that kept it from being made.

#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern {
inline namespace v1 {

/// The value, or all findings at once; an error holds at least one finding of severity error.
/// Taking the value of an error is misuse and throws `tl::bad_expected_access`.
template <class T>
using Result = tl::expected<T, DiagnosticList>;

/// What an unsuccessful function returns: `return failure(codes::x, span, {{"name", n}});`
using Failure = tl::unexpected<DiagnosticList>;

inline Failure failure(DiagnosticList findings) { return Failure(std::move(findings)); }

inline Failure failure(const CodeInfo& code, SourceSpan span, Arguments arguments = {}) {
  DiagnosticList findings;
  findings.add(code, std::move(span), std::move(arguments));
  return Failure(std::move(findings));
}

/// A fault of data that has no file; `path` is a JSON path.
inline Failure failure_at_path(const CodeInfo& code, std::string path, Arguments arguments = {}) {
  DiagnosticList findings;
  findings.add_at_path(code, std::move(path), std::move(arguments));
  return Failure(std::move(findings));
}

}  // namespace v1
}  // namespace vaern

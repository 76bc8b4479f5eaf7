// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What every archive begins with, and how one is told from any other file.
///
/// An archive is one line and a payload: `vaern-archive FORMAT KIND LENGTH SHA-256`, a line feed,
/// and LENGTH bytes. It is opened with nothing taken on trust: every fault is a finding, and what
/// a length inside it says is held against the bytes that are left before anything is allocated.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vaern/core/fingerprint.hpp"
#include "vaern/core/result.hpp"

namespace vaern {
inline namespace v1 {

/// The format that is written. Every one from 1 to this is read.
inline constexpr int archive_format = 1;

/// A longer payload is not opened: 64 MiB.
inline constexpr std::size_t most_archive_bytes = std::size_t{64} * 1024 * 1024;

/// More files, fingerprints, findings and parts of findings in one archive are not opened.
inline constexpr std::size_t most_archive_parts = 200'000;

enum class ArchiveKind : std::uint8_t {
  instrument,
  calendar,
  policy,
  catalogue,
  programme,
  models,  ///< A store of documents, those with errors too.
  case_file,
  score,
  assessment,  ///< This and the next three: what a programme made of a case.
  timeline,
  plan,
  report,
  findings,
};
std::string_view to_string(ArchiveKind kind) noexcept;  ///< "instrument", ..., "case", ...

/// The first line.
struct ArchiveHead {
  int format = 0;
  ArchiveKind kind = ArchiveKind::instrument;
  std::size_t length = 0;  ///< Of the payload, in bytes.
  Fingerprint hash;        ///< Of the payload.
};

/// Reads the first line alone. `name` stands in findings for the file.
Result<ArchiveHead> read_archive_head(std::string_view archive,
                                      const std::string& name = "archive");

/// The bytes of a file, if they can be an archive: its first line is read before the rest.
Result<std::string> read_archive_file(const std::string& path);

/// Findings as an archive, so that an error can go from one process to another. Direct identifiers
/// are masked, in what the findings name and in the files that they show lines of.
std::string save(const DiagnosticList& findings);
Result<DiagnosticList> open_findings(std::string_view archive, const std::string& name = "archive");

}  // namespace v1
}  // namespace vaern

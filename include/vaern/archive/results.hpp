// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Scores, cases and what a programme makes of a case, as archives.
///
/// An archive of a result holds what it was made of (the model's files, and the record with the
/// answers or the file of the case) and the canonical JSON that it gave. Opening makes it again:
/// what comes out is always what this engine says, and where that is not what was saved there is
/// a finding instead (a later version may say more, and nothing else). Nobody can put a level
/// into an archive that the answers do not give.

#include <memory>
#include <string>
#include <string_view>

#include "vaern/archive/archive.hpp"
#include "vaern/case_file/case_file.hpp"
#include "vaern/instrument/score.hpp"
#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {

std::string save(const Score& score);
Result<Score> open_score(std::string_view archive, const std::string& name = "archive");

/// A case must have been read from a document (`std::invalid_argument` otherwise).
std::string save(const CaseFile& file);
/// Warnings of reading the case are appended to `findings`.
Result<CaseFile> open_case(std::string_view archive, DiagnosticList& findings,
                           const std::string& name = "archive");

/// What a programme makes a result of; a result points into both.
struct CaseWork {
  ProgrammePtr programme;
  std::shared_ptr<const CaseFile> file;
  AsOf when;
};

/// `what`: assessment, timeline, plan or report (`std::invalid_argument` otherwise). A case that
/// the programme refuses is an error.
Result<std::string> save(const CaseWork& work, ArchiveKind what);
/// The same work, after its result was made again and held to the one saved: `timeline(*w.file,
/// *w.programme, w.when)` is that result.
Result<CaseWork> open_case_work(std::string_view archive, ArchiveKind what,
                                const std::string& name = "archive");

}  // namespace v1
}  // namespace vaern

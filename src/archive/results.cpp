// SPDX-License-Identifier: Apache-2.0
#include "vaern/archive/results.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "archive/sources.hpp"
#include "diagnostics/codes/archive.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/exchange/report.hpp"
#include "vaern/instrument/record.hpp"

namespace vaern {
inline namespace v1 {

using namespace archive::detail;

namespace {

/// The canonical JSON of what a programme makes of a case.
Result<std::string> result_of(const CaseWork& work, ArchiveKind what) {
  DiagnosticList findings;
  check_case(*work.file, *work.programme, findings);
  if (findings.has_errors()) {
    findings.sort();
    return failure(std::move(findings));
  }
  switch (what) {
    case ArchiveKind::timeline: {
      const auto made = timeline(*work.file, *work.programme, work.when);
      return made ? Result<std::string>(to_canonical_json(*made)) : failure(made.error());
    }
    case ArchiveKind::plan: {
      const auto made = plan(*work.file, *work.programme, work.when);
      return made ? Result<std::string>(plan_json(*made)) : failure(made.error());
    }
    case ArchiveKind::assessment:
    case ArchiveKind::report: {
      const auto made = report(*work.file, *work.programme, work.when);
      return made ? Result<std::string>(report_json(*made)) : failure(made.error());
    }
    default:
      break;
  }
  throw std::invalid_argument("vaern: '" + std::string(to_string(what)) +
                              "' is nothing that a programme makes of a case");
}

/// Everything that was saved stands in what is there now. A later version may say more: it has
/// keys that an earlier one had not, and so another digest over them.
bool is_within(const Node& saved, const Node& now) {
  if (saved.kind() != now.kind()) return false;
  if (saved.is_mapping()) {
    return std::all_of(saved.entries().begin(), saved.entries().end(), [&](const Entry& entry) {
      const Node* other = now.find(entry.key);
      return entry.key == "digest" || (other != nullptr && is_within(entry.value, *other));
    });
  }
  if (saved.is_sequence()) {
    return std::equal(saved.items().begin(), saved.items().end(), now.items().begin(),
                      now.items().end(), is_within);
  }
  return saved.text() == now.text() && saved.is_plain() == now.is_plain();
}

bool is_same_result(const std::string& saved, const std::string& now) {
  if (saved == now) return true;
  ReadOptions options;
  options.max_bytes = most_archive_bytes;
  DiagnosticList findings;
  const auto before = read_document("result.json", saved, findings, options);
  const auto after = read_document("result.json", now, findings, options);
  return before && after && findings.empty() && is_within(before->root, after->root);
}

Failure differs(const Content& content, const std::string& name) {
  return failure(codes::archive_result_differs, whole(name), {{"reference", content.reference}});
}

Result<CaseFile> case_of(const Content& content, DiagnosticList& findings,
                         const std::string& name) {
  DiagnosticList told;
  std::optional<CaseFile> file;
  if (content.cases.size() == 1) {
    const SavedText& text = content.cases.front();
    if (const auto document = read_document(text.name, text.text, told)) {
      file = load_case(*document, told);
    }
  }
  told.sort();
  if (file && !told.has_errors()) {
    findings.append(std::move(told));
    return *std::move(file);
  }
  DiagnosticList all;
  all.add(codes::archive_text_refused, whole(name),
          {{"file", content.cases.empty() ? "" : content.cases.front().name}});
  all.append(std::move(told));
  return failure(std::move(all));
}

/// A moment as it was saved; false where it is none.
bool read_moment(const std::string& text, std::optional<Instant>& moment) {
  if (text.empty()) return true;
  moment = Instant::parse(text);
  return moment.has_value();
}

std::string moment_text(const std::optional<Instant>& moment) {
  return moment ? moment->to_string() : std::string();
}

}  // namespace

std::string save(const Score& score) {
  Content content = content_of(*score.instrument);
  content.with_witnesses = score.with_witnesses;
  content.with_sides = score.with_sides;
  content.result = record_of(score);
  return write(ArchiveKind::score, std::move(content));
}

Result<Score> open_score(std::string_view archive, const std::string& name) {
  const auto content = read(archive, ArchiveKind::score, name);
  if (!content) return failure(content.error());
  const auto instrument = instrument_of(*content, name);
  if (!instrument) return failure(instrument.error());
  auto score =
      score_again(content->result, *instrument, content->with_witnesses, content->with_sides);
  if (!score || !is_same_result(content->result, record_of(*score))) return differs(*content, name);
  return *std::move(score);
}

std::string save(const CaseFile& file) {
  Content content;
  add_text(content.cases, file.span.file);
  return write(ArchiveKind::case_file, std::move(content));
}

Result<CaseFile> open_case(std::string_view archive, DiagnosticList& findings,
                           const std::string& name) {
  const auto content = read(archive, ArchiveKind::case_file, name);
  return content ? case_of(*content, findings, name) : failure(content.error());
}

Result<std::string> save(const CaseWork& work, ArchiveKind what) {
  auto result = result_of(work, what);
  if (!result) return failure(result.error());
  Content content = content_of(*work.programme);
  add_text(content.cases, work.file->span.file);
  content.as_of = moment_text(work.when.as_of);
  content.known_by = moment_text(work.when.known_by);
  content.result = *std::move(result);
  return write(what, std::move(content));
}

Result<CaseWork> open_case_work(std::string_view archive, ArchiveKind what,
                                const std::string& name) {
  const auto content = read(archive, what, name);
  if (!content) return failure(content.error());
  CaseWork work;
  if (!read_moment(content->as_of, work.when.as_of) ||
      !read_moment(content->known_by, work.when.known_by)) {
    return failure(codes::archive_payload_unreadable, whole(name), {});
  }
  auto programme = programme_of(*content, name);
  if (!programme) return failure(programme.error());
  DiagnosticList warnings;
  auto file = case_of(*content, warnings, name);
  if (!file) return failure(file.error());
  work.programme = *std::move(programme);
  work.file = std::make_shared<const CaseFile>(*std::move(file));
  const auto result = result_of(work, what);
  if (!result || !is_same_result(content->result, *result)) return differs(*content, name);
  return work;
}

}  // namespace v1
}  // namespace vaern

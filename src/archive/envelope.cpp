// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "archive/content.hpp"
#include "diagnostics/codes/archive.hpp"
#include "vaern/archive/archive.hpp"

namespace vaern {
inline namespace v1 {

using namespace archive::detail;

namespace {

constexpr std::string_view magic = "vaern-archive ";
constexpr std::size_t longest_head = 160;  ///< Longer than any first line of this format.

constexpr std::array<std::string_view, 13> kinds{
    "instrument", "calendar",   "policy",   "catalogue", "programme", "models",  "case",
    "score",      "assessment", "timeline", "plan",      "report",    "findings"};

/// Digits without a zero before them; nothing where they are none, or more than 12.
std::optional<std::size_t> number_of(std::string_view digits) {
  if (digits.empty() || digits.size() > 12 || (digits.size() > 1 && digits[0] == '0')) {
    return std::nullopt;
  }
  std::size_t number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<std::size_t>(digit - '0');
  }
  return number;
}

/// The next word of a line of words with one space between them.
std::string_view take_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

struct Envelope {
  ArchiveHead head;
  std::string_view payload;
};

Result<Envelope> read_envelope(std::string_view archive, const std::string& name) {
  const auto damaged = [&] { return failure(codes::not_an_archive, whole(name), {}); };
  const std::string_view begin = archive.substr(0, longest_head);
  if (!begin.starts_with(magic.substr(0, begin.size())) || begin.empty()) return damaged();
  const std::size_t end = begin.find('\n');
  if (end == std::string_view::npos) {
    if (archive.size() >= longest_head) return damaged();
    return failure(codes::archive_cut_in_head, whole(name), {});
  }
  std::string_view line = begin.substr(0, end);
  line.remove_prefix(std::min(magic.size(), line.size()));
  Envelope made;
  const auto format = number_of(take_word(line));
  if (!format || *format == 0) return damaged();
  if (*format > static_cast<std::size_t>(archive_format)) {
    return failure(
        codes::archive_newer, whole(name),
        {{"format", std::to_string(*format)}, {"known", std::to_string(archive_format)}});
  }
  made.head.format = static_cast<int>(*format);
  const auto* const kind = std::find(kinds.begin(), kinds.end(), take_word(line));
  const auto length = number_of(take_word(line));
  const auto hash = Fingerprint::parse(line);
  if (kind == kinds.end() || !length || !hash) return damaged();
  made.head.kind = static_cast<ArchiveKind>(kind - kinds.begin());
  made.head.length = *length;
  made.head.hash = *hash;
  made.payload = archive.substr(end + 1);
  return made;
}

}  // namespace

std::string_view to_string(ArchiveKind kind) noexcept {
  return kinds[static_cast<std::size_t>(kind)];
}

Result<ArchiveHead> read_archive_head(std::string_view archive, const std::string& name) {
  const auto envelope = read_envelope(archive, name);
  if (!envelope) return failure(envelope.error());
  return envelope->head;
}

Result<std::string> read_archive_file(const std::string& path) {
  const auto unreadable = [&] { return failure(codes::archive_not_read, whole(path), {}); };
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return unreadable();
  std::ifstream stream(path, std::ios::binary);
  std::string archive(longest_head, '\0');
  const auto take = [&](std::size_t at) {
    stream.read(archive.data() + at, static_cast<std::streamsize>(archive.size() - at));
    archive.resize(at + static_cast<std::size_t>(stream.gcount()));
  };
  if (!stream) return unreadable();
  take(0);
  if (stream.bad()) return unreadable();
  const auto envelope = read_envelope(archive, path);
  if (!envelope) return failure(envelope.error());
  const std::size_t head = archive.size() - envelope->payload.size();
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return unreadable();
  if (size > head + most_archive_bytes) {
    return failure(codes::archive_too_large, whole(path),
                   {{"most", std::to_string(most_archive_bytes)}});
  }
  const std::size_t read = archive.size();
  if (size > read) {
    archive.resize(static_cast<std::size_t>(size));
    take(read);
    if (stream.bad()) return unreadable();
  }
  return archive;
}

}  // namespace v1

namespace archive::detail {

SourceSpan whole(const std::string& name) {
  return {std::make_shared<const SourceFile>(name, std::string()), 0, 0, 1};
}

std::string write(ArchiveKind kind, Content content) {
  for (std::vector<SavedText>* texts : {&content.models, &content.cases, &content.texts}) {
    for (SavedText& text : *texts) text.hash = Fingerprint::of(text.text).to_string();
  }
  const std::string payload = write_payload(content);
  std::string archive(magic);
  archive += std::to_string(archive_format) + " " + std::string(to_string(kind)) + " " +
             std::to_string(payload.size()) + " " + Fingerprint::of(payload).to_string() + "\n";
  return archive + payload;
}

Result<Content> read(std::string_view archive, ArchiveKind kind, const std::string& name) {
  const auto envelope = read_envelope(archive, name);
  if (!envelope) return failure(envelope.error());
  const ArchiveHead& head = envelope->head;
  if (head.kind != kind) {
    return failure(
        codes::archive_of_another_kind, whole(name),
        {{"found", std::string(to_string(head.kind))}, {"expected", std::string(to_string(kind))}});
  }
  const Arguments lengths{{"length", std::to_string(head.length)},
                          {"found", std::to_string(envelope->payload.size())}};
  if (envelope->payload.size() < head.length) {
    return failure(codes::archive_cut, whole(name), lengths);
  }
  if (envelope->payload.size() > head.length) {
    return failure(codes::archive_too_long, whole(name), lengths);
  }
  if (head.length > most_archive_bytes) {
    return failure(codes::archive_too_large, whole(name),
                   {{"most", std::to_string(most_archive_bytes)}});
  }
  if (Fingerprint::of(envelope->payload) != head.hash) {
    return failure(codes::archive_altered, whole(name), {});
  }
  auto content = read_payload(envelope->payload);
  if (!content) return failure(codes::archive_payload_unreadable, whole(name), {});
  for (const std::vector<SavedText>* texts : {&content->models, &content->cases, &content->texts}) {
    for (const SavedText& text : *texts) {
      if (Fingerprint::of(text.text).to_string() == text.hash) continue;
      return failure(codes::archive_text_altered, whole(name), {{"file", text.name}});
    }
  }
  return *std::move(content);
}

}  // namespace archive::detail
}  // namespace vaern

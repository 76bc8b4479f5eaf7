// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/csv_stream.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <istream>
#include <system_error>

#include "diagnostics/codes/exchange.hpp"
#include "exchange/csv_bytes.hpp"
#include "vaern/exchange/csv.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using namespace exchange::detail;

class DescriptorSource final : public ByteSource {
 public:
  explicit DescriptorSource(int descriptor) : descriptor_(descriptor) {}
  std::size_t read(char* to, std::size_t most) override {
    for (;;) {
      const ssize_t count = ::read(descriptor_, to, most);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "read");
    }
  }

 private:
  int descriptor_;
};

class StreamSource final : public ByteSource {
 public:
  explicit StreamSource(std::istream& stream) : stream_(stream) {}
  std::size_t read(char* to, std::size_t most) override {
    stream_.read(to, static_cast<std::streamsize>(most));
    if (stream_.bad()) {
      throw std::system_error(std::make_error_code(std::errc::io_error), "read");
    }
    return static_cast<std::size_t>(stream_.gcount());
  }

 private:
  std::istream& stream_;
};

/// Where the first row that has cells begins.
std::size_t before_header(std::string_view bytes) {
  std::size_t begin = mark_size(bytes);
  while (bytes.substr(begin).starts_with("\n") || bytes.substr(begin).starts_with("\r\n")) {
    begin += bytes[begin] == '\r' ? 2 : 1;
  }
  return begin;
}

/// Behind it; nothing where these bytes do not show its end.
std::optional<std::size_t> after_header(std::string_view bytes, char separator, bool is_all) {
  const std::size_t begin = before_header(bytes);
  bool is_inside = false;
  for (std::size_t i = begin; i < bytes.size(); ++i) {
    if (bytes[i] == '"') {
      const bool begins_cell = i == begin || bytes[i - 1] == separator;
      if (!is_inside) {
        is_inside = begins_cell;
      } else if (i + 1 < bytes.size() && bytes[i + 1] == '"') {
        ++i;
      } else {
        is_inside = false;
      }
    } else if (bytes[i] == '\n' && !is_inside) {
      return i + 1;
    }
  }
  if (is_all) return bytes.size();
  return std::nullopt;
}

}  // namespace

std::unique_ptr<ByteSource> bytes_of(int descriptor) {
  return std::make_unique<DescriptorSource>(descriptor);
}

std::unique_ptr<ByteSource> bytes_of(std::istream& stream) {
  return std::make_unique<StreamSource>(stream);
}

void add_finding(const CsvFault& fault, const std::string& name, DiagnosticList& findings) {
  const SourceSpan span{std::make_shared<const SourceFile>(name, ""),
                        static_cast<std::uint32_t>(fault.line), fault.column, 1};
  switch (fault.kind) {
    case CsvFault::Kind::not_utf8:
      findings.add(codes::csv_not_utf8, span);
      return;
    case CsvFault::Kind::quote_open:
      findings.add(codes::csv_quote_open, span);
      return;
    case CsvFault::Kind::quote_inside:
      findings.add(codes::csv_quote_inside, span);
      return;
    case CsvFault::Kind::row_length:
      findings.add(
          codes::csv_row_length, span,
          {{"found", std::to_string(fault.found)}, {"expected", std::to_string(fault.expected)}});
      return;
    case CsvFault::Kind::too_long:
      findings.add(codes::csv_row_too_long, span);
  }
}

std::optional<CsvStream> CsvStream::open(const std::string& name,
                                         std::unique_ptr<ByteSource> source,
                                         DiagnosticList& findings, CsvStreamOptions options) {
  CsvStream stream(std::move(source), {}, options);
  if (!stream.read_header(name, findings)) return std::nullopt;
  return stream;
}

std::optional<CsvStream> CsvStream::open(const std::string& name, std::string_view memory,
                                         DiagnosticList& findings, CsvStreamOptions options) {
  CsvStream stream(nullptr, memory, options);
  stream.is_read_ = true;
  if (!stream.read_header(name, findings)) return std::nullopt;
  return stream;
}

std::optional<std::size_t> CsvStream::column(std::string_view name) const noexcept {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

bool CsvStream::read_header(const std::string& name, DiagnosticList& findings) {
  options_.chunk_bytes = std::max<std::size_t>(options_.chunk_bytes, 1);
  options_.longest_row =
      std::clamp<std::size_t>(options_.longest_row, options_.chunk_bytes, std::size_t{1} << 30);
  CsvChunk chunk;
  std::size_t want = std::min(options_.chunk_bytes, std::size_t{1} << 16);
  std::string_view bytes;
  std::optional<std::size_t> end;
  for (;; want *= 2) {
    bytes = fill(chunk, std::min(want, options_.longest_row));
    const bool is_last = is_all(bytes);
    const Separator separator = options_.separator ? Separator{*options_.separator, true}
                                                   : separator_of(bytes.substr(mark_size(bytes)));
    if (separator.is_certain || is_last) end = after_header(bytes, separator.byte, is_last);
    if (end || want >= options_.longest_row) break;
    keep(bytes, 0);
  }
  if (!end) {
    add_finding({.kind = CsvFault::Kind::too_long, .line = 1, .column = 1}, name, findings);
    return false;
  }
  const std::string text(bytes.substr(0, *end));
  const auto table = read_csv(name, text, findings, options_.separator);
  if (!table) return false;
  separator_ = table->separator;
  for (const CsvCell& cell : table->header) header_.push_back(cell.text);
  has_crlf_ = text.ends_with("\r\n");
  has_mark_ = mark_size(text) != 0;
  header_text_ = text.substr(before_header(text));
  if (header_text_.ends_with('\n')) header_text_.pop_back();
  if (has_crlf_) header_text_.pop_back();
  line_ = 1 + count_feeds(text);
  keep(bytes, *end);
  return true;
}

/// What is left, at least so many bytes of it where there are so many.
std::string_view CsvStream::fill(CsvChunk& chunk, std::size_t want) {
  if (source_ == nullptr) return memory_.substr(0, want);
  want = std::max(want, carried_.size());
  if (chunk.capacity < want) {
    chunk.storage = std::make_unique_for_overwrite<char[]>(want);
    chunk.capacity = want;
  }
  std::copy(carried_.begin(), carried_.end(), chunk.storage.get());
  std::size_t size = carried_.size();
  carried_.clear();
  while (size < want && !is_read_) {
    const std::size_t count = source_->read(chunk.storage.get() + size, want - size);
    is_read_ = count == 0;
    size += count;
  }
  return {chunk.storage.get(), size};
}

/// Whether nothing follows the bytes that were filled in.
bool CsvStream::is_all(std::string_view bytes) const {
  return is_read_ && (source_ != nullptr || bytes.size() == memory_.size());
}

/// What is not used of the bytes that were filled in is given again.
void CsvStream::keep(std::string_view bytes, std::size_t used) {
  if (source_ != nullptr) {
    carried_.assign(bytes.substr(used));
  } else {
    memory_.remove_prefix(used);
  }
}

bool CsvStream::next(CsvChunk& chunk) {
  chunk.bytes = {};
  chunk.is_cut = false;
  if (is_done_) return false;
  RowEnds ends(separator_);
  std::size_t end = 0;
  std::string_view bytes;
  for (std::size_t want = options_.chunk_bytes;; want *= 2) {
    want = std::min(want, options_.longest_row);
    bytes = fill(chunk, want);
    const bool is_last = is_all(bytes);
    ends.scan(bytes);
    end = is_last ? bytes.size() : ends.last();
    chunk.is_cut = end == 0 && !is_last && bytes.size() >= options_.longest_row;
    if (chunk.is_cut) end = bytes.size();
    is_done_ = is_last || chunk.is_cut;
    if (end != 0 || is_done_) break;
    keep(bytes, 0);
  }
  if (end == 0) return false;
  keep(bytes, end);
  chunk.bytes = bytes.substr(0, end);
  chunk.line = line_;
  chunk.number = number_++;
  line_ += count_feeds(chunk.bytes);
  return true;
}

}  // namespace v1
}  // namespace vaern

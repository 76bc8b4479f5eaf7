// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <ostream>
#include <system_error>

#include "cli/context.hpp"
#include "cli/part_file.hpp"
#include "vaern/exchange/csv_writer.hpp"
#include "vaern/service/table_file.hpp"

namespace vaern::cli {
namespace {

constexpr std::size_t most_shown = 20;
constexpr std::string_view engine = "vaern " VAERN_VERSION;

/// "ITEM=COLUMN" at its first or last sign; nothing where there is none, or nothing beside it.
std::optional<std::pair<std::string, std::string>> halves(const std::string& text, bool at_last) {
  const auto at = at_last ? text.rfind('=') : text.find('=');
  if (at == std::string::npos || at + 1 == text.size()) return std::nullopt;
  return std::pair(text.substr(0, at), text.substr(at + 1));
}

std::string reasons() {
  std::string text;
  for (const std::string_view word : missing_reason_words) {
    text += (text.empty() ? "" : ", ") + std::string(word);
  }
  return text;
}

/// Says what is wrong with the words; empty: nothing.
std::string read_words(const Options& options, TableFileOptions& to,
                       std::optional<char>& separator) {
  const TableWords& words = options.table;
  for (const std::string& each : words.missing) {
    const auto parts = halves(each, true);
    const auto reason = parts ? parse_missing_reason(parts->second) : std::nullopt;
    if (!reason) {
      return "--missing " + each +
             ": write what stands in the table and its reason, as -9=unknown; "
             "the reasons are " +
             reasons();
    }
    for (const MissingCode& before : to.missing) {
      if (before.written == parts->first) return "--missing names '" + parts->first + "' twice";
    }
    to.missing.push_back({parts->first, *reason});
  }
  for (const std::string& each : words.columns) {
    const auto parts = halves(each, false);
    if (!parts || parts->first.empty()) {
      return "--column " + each + ": write the item and its column, as gun=q7";
    }
    to.columns.push_back({parts->first, parts->second});
  }
  if (!words.keep.empty() && !words.keys.empty()) return "--keep all and --key exclude each other";
  if (!words.rejected.empty() && words.on_error != "collect") {
    return "--rejected needs --on-error collect";
  }
  to.keys = words.keys;
  to.keeps_all = !words.keep.empty();
  to.results = words.results;
  to.collects_faults = words.on_error == "collect";
  to.threads = words.threads;
  to.most_faults = most_shown;
  const std::string& byte = words.delimiter;
  if (byte.empty()) return {};
  separator = byte == "tab" || byte == "\\t" ? '\t' : byte.front();
  const bool is_one = byte == "tab" || byte == "\\t" || byte.size() == 1;
  const auto code = static_cast<unsigned char>(*separator);
  const bool is_letter = (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
                         (code >= 'a' && code <= 'z') || code >= 0x80;
  if (!is_one || is_letter || byte == "\"" || byte == "\n" || byte == "\r") {
    return "--delimiter " + byte + ": one sign stands between cells, as ';' or tab";
  }
  return {};
}

/// The open file or standard input, and how many bytes it has (0: nobody knows).
class Source {
 public:
  Source(const std::string& path, std::istream& in) : in_(in), is_in_(path == "-") {
    if (is_in_) return;
    file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat about{};
    if (file_ >= 0 && ::fstat(file_, &about) == 0 && S_ISREG(about.st_mode)) {
      size_ = static_cast<std::uint64_t>(about.st_size);
    }
  }
  ~Source() {
    if (file_ >= 0) ::close(file_);
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  bool is_open() const { return is_in_ || file_ >= 0; }
  std::uint64_t size() const { return size_; }
  std::unique_ptr<ByteSource> bytes() { return is_in_ ? bytes_of(in_) : bytes_of(file_); }

 private:
  std::istream& in_;
  bool is_in_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

class TableCommand {
 public:
  explicit TableCommand(const Context& context)
      : context_(context), options_(context.options()), da_(options_.language == Language::da) {}

  int run();

 private:
  std::string said(const std::string& en, const std::string& da) const { return da_ ? da : en; }
  Models open_models() const;
  int open_files();
  void take_fault(const TableFileFault& fault);
  bool goes_on(const TableFileDone& so_far, std::uint64_t size);
  void tell_columns(const TableFile& table) const;
  int finish(const TableFile& table, const TableFileDone& done);
  std::string summary(const TableFileDone& done) const;
  bool is_to_file() const { return !options_.output.empty() && options_.output != "-"; }
  std::string result_name() const {
    return is_to_file() ? std::filesystem::path(options_.output).filename().string() : "";
  }

  const Context& context_;
  const Options& options_;
  bool da_;
  InstrumentPtr instrument_;
  std::optional<PartFile> result_;
  std::optional<PartFile> rejected_;
  CsvWriter rejected_rows_;
  bool is_rejected_written_ = true;
  DiagnosticList shown_;
  std::uint64_t faults_ = 0;
  int percent_ = -1;
  bool has_begun_ = false;  // Something of the result is written.
};

/// A model in a file that extends no other needs none of them, and they take longer to load than a
/// small table to score.
Models TableCommand::open_models() const {
  DiagnosticList findings;  // They are told where the instrument is opened.
  const bool is_file = looks_like_file(options_.model);
  const auto document = is_file ? context_.read(options_.model, findings) : std::nullopt;
  const bool is_whole = document && document->root.find("extends") == nullptr;
  return is_whole ? Models::of({}, findings) : context_.open_models();
}

/// Nothing is opened that was not read before: what is there stays.
int TableCommand::open_files() {
  if (is_to_file()) {
    if (auto file = PartFile::open(options_.output)) result_.emplace(std::move(*file));
    if (!result_) return context_.cannot_write(options_.output);
  }
  const std::string& rejected = options_.table.rejected;
  if (rejected.empty()) return fine;
  if (auto file = PartFile::open(rejected)) rejected_.emplace(std::move(*file));
  if (!rejected_) return context_.cannot_write(rejected);
  for (const char* name : {"line", "row", "item", "value", "code", "message"}) {
    rejected_rows_.text(name);
  }
  rejected_rows_.end_row();
  return fine;
}

void TableCommand::take_fault(const TableFileFault& fault) {
  ++faults_;
  if (shown_.size() < most_shown) {
    shown_.add(*fault.finding.code, {}) = fault.finding;
  }
  if (!rejected_) return;
  constexpr std::size_t enough = std::size_t{1} << 16;
  rejected_rows_.whole(static_cast<std::int64_t>(fault.line));
  if (fault.row == 0) {
    rejected_rows_.empty();
  } else {
    rejected_rows_.whole(static_cast<std::int64_t>(fault.row));
  }
  rejected_rows_.text(fault.item);
  rejected_rows_.text(fault.value);
  rejected_rows_.text(fault.finding.code->id);
  rejected_rows_.text(fault.finding.message(options_.language));
  rejected_rows_.end_row();
  if (rejected_rows_.bytes().size() < enough) return;
  is_rejected_written_ = is_rejected_written_ && rejected_->write(rejected_rows_.bytes());
  rejected_rows_.clear();
}

bool TableCommand::goes_on(const TableFileDone& so_far, std::uint64_t size) {
  const Surroundings& around = context_.surroundings();
  if (options_.table.shows_progress && around.colour && size > 0) {
    constexpr int width = 40;
    const auto percent = static_cast<int>(std::min<std::uint64_t>(100, so_far.bytes * 100 / size));
    if (percent != percent_) {
      percent_ = percent;
      const int full = percent * width / 100;
      *around.err << '\r' << '[' << std::string(static_cast<std::size_t>(full), '#')
                  << std::string(static_cast<std::size_t>(width - full), ' ') << "] " << percent
                  << " %" << std::flush;
    }
  }
  return !PartGuard::is_interrupted();
}

void TableCommand::tell_columns(const TableFile& table) const {
  const auto list = [&](const std::string& what, const std::vector<std::string>& names) {
    if (names.empty()) return;
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    context_.tell(what + ": " + text);
  };
  list(said("not in the table, so not asked", "ikke i tabellen, så der er ikke spurgt om det"),
       table.absent());
  list(said("columns that are neither read nor kept", "kolonner, der hverken læses eller beholdes"),
       table.left_over());
}

std::string TableCommand::summary(const TableFileDone& done) const {
  const auto count = [](std::uint64_t number) { return std::to_string(number); };
  std::string text = instrument_->reference() + " (" +
                     instrument_->meaning().to_string().substr(0, 12) + "): " + count(done.rows) +
                     said(done.rows == 1 ? " row" : " rows", done.rows == 1 ? " række" : " rækker");
  if (done.rejected > 0) {
    text += said(", " + count(done.rejected) + " of them without a result",
                 ", heraf " + count(done.rejected) + " uden resultat");
  }
  if (done.left_out > 0) {
    text += said("; left out, because their cells cannot be told apart: ",
                 "; udeladt, fordi cellerne ikke kan skilles ad: ") +
            count(done.left_out);
  }
  return text;
}

int TableCommand::finish(const TableFile& table, const TableFileDone& done) {
  const Surroundings& around = context_.surroundings();
  if (percent_ >= 0) *around.err << '\n';
  context_.tell(shown_);
  if (PartGuard::is_interrupted()) return wrong_use;
  if (done.is_refused) {
    if (faults_ >= most_shown) {
      context_.tell(said("the first " + std::to_string(most_shown) + " findings are shown",
                         "de første " + std::to_string(most_shown) + " fejl er vist"));
    }
    context_.tell(
        has_begun_ && !is_to_file()
            ? said("the rows above are not a result", "rækkerne ovenfor er ikke et resultat")
            : said("nothing was written", "der er ikke skrevet noget"));
    return found;
  }
  if (faults_ > most_shown) {
    context_.tell(said("and " + std::to_string(faults_ - most_shown) + " further findings",
                       "og " + std::to_string(faults_ - most_shown) + " fejl mere"));
  }
  std::string about = options_.table.about;
  if (about.empty() && result_) about = options_.output + "-metadata.json";
  if (!about.empty()) {
    auto file = PartFile::open(about);
    if (!file || !file->write(table.metadata(done, result_name(), engine)) ||
        !file->finish(false)) {
      return context_.cannot_write(about);
    }
  }
  if (rejected_) {
    is_rejected_written_ = is_rejected_written_ && rejected_->write(rejected_rows_.bytes());
    if (!is_rejected_written_ || !rejected_->finish(false)) {
      return context_.cannot_write(options_.table.rejected);
    }
  }
  if (result_ && !result_->finish(false)) return context_.cannot_write(options_.output);
  tell_columns(table);
  context_.tell(summary(done));
  return fine;
}

int TableCommand::run() {
  TableFileOptions wanted;
  CsvStreamOptions layout;
  if (const std::string fault = read_words(options_, wanted, layout.separator); !fault.empty()) {
    context_.tell("vaern score: " + fault);
    return wrong_use;
  }
  Result<InstrumentPtr> instrument = context_.open_instrument(open_models(), options_.model);
  if (!instrument) return context_.fail(instrument.error());
  instrument_ = *instrument;
  const std::string& path = options_.paths.front();
  const std::string name = path == "-" ? "<stdin>" : path;
  const Surroundings& around = context_.surroundings();
  DiagnosticList findings;
  std::optional<TableFile> table;
  Source source(path, *around.in);
  try {
    if (!source.is_open()) throw std::system_error(errno, std::generic_category());
    if (auto stream = CsvStream::open(name, source.bytes(), findings, layout)) {
      table = TableFile::open(instrument_, name, *std::move(stream), std::move(wanted), findings);
    }
    if (!table) {
      findings.sort();
      return context_.fail(findings);
    }
    const PartGuard guard;
    if (const int code = open_files(); code != fine) return code;
    int fault = 0;
    const TableFileDone done = table->run({
        .write =
            [&](std::string_view bytes) {
              has_begun_ = true;
              if (result_
                      ? result_->write(bytes)
                      : around.out->write(bytes.data(), static_cast<std::streamsize>(bytes.size()))
                            .good()) {
                return true;
              }
              fault = errno;
              return false;
            },
        .fault = [&](const TableFileFault& each) { take_fault(each); },
        .goes_on = [&](const TableFileDone& so_far) { return goes_on(so_far, source.size()); },
    });
    if (fault != 0) {
      errno = fault;
      return context_.cannot_write(is_to_file() ? options_.output : std::string("standard output"));
    }
    return finish(*table, done);
  } catch (const std::system_error&) {
    add_unreadable(name, findings);
    return context_.fail(findings);
  }
}

}  // namespace

int score_table(const Context& context) { return TableCommand(context).run(); }

}  // namespace vaern::cli

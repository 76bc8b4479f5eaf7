// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every command does: open the models, read a file, say what is wrong, write the answer.

#include <optional>
#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "cli/run.hpp"
#include "vaern/service/models.hpp"

namespace vaern::cli {

inline constexpr int fine = 0;
inline constexpr int found = 1;
inline constexpr int wrong_use = 2;

class Context {
 public:
  Context(const Options& options, const Surroundings& surroundings)
      : options_(options), surroundings_(surroundings) {}

  const Options& options() const { return options_; }

  /// The shipped library and the folders of `--models`.
  std::vector<std::string> folders() const;

  /// The models of these folders, loaded. Models with errors are left out; their findings are
  /// shown unless the command is about findings.
  Models open_models(bool shows_findings = true) const;

  /// A file, or standard input for "-".
  std::optional<Document> read(const std::string& path, DiagnosticList& findings) const;
  /// The bytes of a file or of standard input.
  std::optional<std::string> read_bytes(const std::string& path, DiagnosticList& findings) const;

  /// An instrument by id@version, by id, or in a file.
  Result<InstrumentPtr> open_instrument(const Models& models, const std::string& name) const;

  /// Messages to the person.
  void tell(const DiagnosticList& findings) const;
  void tell(std::string_view text) const;

  /// Findings that are the answer: on standard error, or with `--json` as an answer that has an
  /// `error`. Gives the exit code.
  int fail(const DiagnosticList& findings, const Document* document = nullptr) const;

  /// Writes the answer to standard output, or to the file of `-o` as a whole or not at all.
  int answer(std::string_view text, int code = fine) const;
  /// Says that it cannot, and by `errno` why. Gives the exit code.
  int cannot_write(const std::string& path) const;

  const Surroundings& surroundings() const { return surroundings_; }

 private:
  const Options& options_;
  const Surroundings& surroundings_;
};

/// The finding of a file that cannot be read.
void add_unreadable(const std::string& path, DiagnosticList& findings);

/// It names a file and not a model: it has a slash or the ending of one.
bool looks_like_file(std::string_view name);

int check(const Context& context);
int doc(const Context& context);
int form(const Context& context);
int codebook(const Context& context);
int test(const Context& context);
int score(const Context& context);
int score_table(const Context& context);
int explain(const Context& context);
int verify(const Context& context);
int diff(const Context& context);
int recall(const Context& context);
int due(const Context& context);
int timeline(const Context& context);
int plan(const Context& context);
int plan_diff(const Context& context);
int report(const Context& context);
int calendar(const Context& context);
int schema(const Context& context);
int request(const Context& context);
int begin_new(const Context& context);
int translate(const Context& context);

}  // namespace vaern::cli

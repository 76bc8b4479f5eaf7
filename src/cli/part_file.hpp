// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files that are there as a whole or not at all: written beside their name, and put in its place
// at the end.

#include <optional>
#include <string>
#include <string_view>

namespace vaern::cli {

/// Without `finish` nothing of it is left. What is no regular file (a pipe, /dev/null) is written
/// to as it is.
class PartFile {
 public:
  /// Nothing where it cannot be opened; `errno` says why.
  /// `is_private`: nobody but its owner may read it.
  static std::optional<PartFile> open(const std::string& path, bool is_private = false);
  ~PartFile();
  PartFile(PartFile&& other) noexcept;
  PartFile& operator=(PartFile&& other) = delete;

  bool write(std::string_view bytes);
  /// Puts it in its place; `is_lasting`: also when the machine stops in the next moment.
  bool finish(bool is_lasting);

 private:
  PartFile(std::string path, std::string beside, int file, int slot)
      : path_(std::move(path)), beside_(std::move(beside)), file_(file), slot_(slot) {}
  void drop();

  std::string path_;
  std::string beside_;  // Empty: no regular file.
  int file_ = -1;
  int slot_ = -1;  // Among what an interrupt takes away.
};

/// While it lives, an interrupt (Ctrl-C, a closed terminal, the end of the session) takes the
/// parts away before it does what it did before.
class PartGuard {
 public:
  PartGuard();
  ~PartGuard();
  PartGuard(const PartGuard&) = delete;
  PartGuard& operator=(const PartGuard&) = delete;

  /// An interrupt came that did not end the program at once.
  static bool is_interrupted();
};

}  // namespace vaern::cli

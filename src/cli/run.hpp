// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The command `vaern` without its main(): src/cli/main.cpp calls it, and so does the Python
/// package, whose command `vaern` is this one and no second program.

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace vaern::cli {

/// What a command may touch beside the files it is told to read.
struct Surroundings {
  std::filesystem::path library;  ///< The folder of the models that ship; `--models` adds to it.
  std::istream* in = nullptr;
  std::ostream* out = nullptr;  ///< Answers.
  std::ostream* err = nullptr;  ///< Messages to the person at the terminal.
  bool colour = false;          ///< `err` is a terminal: findings may be coloured.
};

/// Runs one command; `arguments` are those after the program's name, in UTF-8. The answer is the
/// exit code: 0 fine (overdue included), 1 findings or a mismatch, 2 wrong use. Never throws.
int run(const std::vector<std::string>& arguments, const Surroundings& surroundings) noexcept;

}  // namespace vaern::cli

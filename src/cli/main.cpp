// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "cli/run.hpp"

namespace {

// Beside the installed program; a program still in its build folder uses the models it came from.
std::filesystem::path shipped_models() {
  std::error_code fault;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", fault);
  const auto installed = program.parent_path() / VAERN_MODELS_FROM_BIN;
  if (!fault && std::filesystem::is_directory(installed, fault)) {
    return installed.lexically_normal();
  }
  return VAERN_SOURCE_DIR "/instruments";
}

}  // namespace

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
  const vaern::cli::Surroundings surroundings{
      .library = shipped_models(),
      .in = &std::cin,
      .out = &std::cout,
      .err = &std::cerr,
      .colour = ::isatty(STDERR_FILENO) == 1,
  };
  const int code = vaern::cli::run(arguments, surroundings);
  std::cout.flush();
  return code;
}

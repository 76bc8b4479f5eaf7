// SPDX-License-Identifier: Apache-2.0
#include "cli/part_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace vaern::cli {
namespace {

// What a handler may touch: paths in memory that stays. A command has few parts at a time; one
// without a slot is merely left behind by an interrupt.
constexpr std::size_t longest_path = 4096;
struct Slot {
  std::atomic<int> state{0};  // 0 free, 1 being filled, 2 to be taken away.
  std::array<char, longest_path> path{};
};
std::array<Slot, 4> slots;
std::atomic<int> interrupts{0};

constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};
std::array<struct sigaction, signals.size()> before;

int take_slot(const std::string& path) {
  if (path.size() >= longest_path) return -1;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    int is_free = 0;
    if (!slots[i].state.compare_exchange_strong(is_free, 1)) continue;
    std::memcpy(slots[i].path.data(), path.c_str(), path.size() + 1);
    slots[i].state = 2;
    return static_cast<int>(i);
  }
  return -1;
}

void give_slot(int slot) {
  if (slot >= 0) slots[static_cast<std::size_t>(slot)].state = 0;
}

extern "C" void take_parts_away(int signal) {
  const int fault = errno;
  ++interrupts;
  for (const Slot& slot : slots) {
    if (slot.state == 2) ::unlink(slot.path.data());
  }
  for (std::size_t i = 0; i < signals.size(); ++i) {
    if (signals[i] == signal) ::sigaction(signal, &before[i], nullptr);
  }
  ::raise(signal);
  errno = fault;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::optional<PartFile> PartFile::open(const std::string& path, bool is_private) {
  std::error_code error;
  const bool is_special =
      std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error);
  if (is_special) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) return std::nullopt;
    return PartFile(path, "", file, -1);
  }
  const std::string beside = path + ".part-" + std::to_string(::getpid());
  const int slot = take_slot(beside);
  const mode_t mode = is_private ? 0600 : 0666;
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file >= 0) return PartFile(path, beside, file, slot);
  give_slot(slot);
  return std::nullopt;
}

PartFile::PartFile(PartFile&& other) noexcept
    : path_(std::move(other.path_)),
      beside_(std::move(other.beside_)),
      file_(other.file_),
      slot_(other.slot_) {
  other.file_ = -1;
  other.slot_ = -1;
}

PartFile::~PartFile() { drop(); }

void PartFile::drop() {
  if (file_ < 0) return;
  const int fault = errno;
  ::close(file_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
  give_slot(slot_);
  file_ = -1;
  errno = fault;
}

bool PartFile::write(std::string_view bytes) { return write_all(file_, bytes); }

bool PartFile::finish(bool is_lasting) {
  const bool is_special = beside_.empty();
  bool is_written = is_special || !is_lasting || ::fsync(file_) == 0;
  is_written = ::close(file_) == 0 && is_written;
  if (is_written && !is_special) is_written = std::rename(beside_.c_str(), path_.c_str()) == 0;
  const int fault = errno;
  if (!is_written && !is_special) ::unlink(beside_.c_str());
  give_slot(slot_);
  file_ = -1;
  errno = fault;
  return is_written;
}

PartGuard::PartGuard() {
  interrupts = 0;
  struct sigaction action{};
  action.sa_handler = take_parts_away;
  ::sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < signals.size(); ++i) {
    ::sigaction(signals[i], &action, &before[i]);
    // What was ignored stays ignored, as under nohup.
    if (before[i].sa_handler == SIG_IGN) ::sigaction(signals[i], &before[i], nullptr);
  }
}

PartGuard::~PartGuard() {
  for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before[i], nullptr);
}

bool PartGuard::is_interrupted() { return interrupts != 0; }

}  // namespace vaern::cli

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

#include "vaern/exchange/csv_stream.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// Workers that take chunks in turn and hand them in in the same order.
class ChunkWorkers {
 public:
  using Work = std::function<void(unsigned, const CsvChunk&)>;
  using Done = std::function<bool(unsigned, const CsvChunk&)>;
  ChunkWorkers(CsvStream& stream, const Work& work, const Done& done)
      : stream_(stream), work_(work), done_(done) {}

  void run(unsigned worker) noexcept {
    try {
      CsvChunk chunk;
      while (take(chunk)) {
        work_(worker, chunk);
        if (!hand_in(worker, chunk)) return;
      }
    } catch (...) {
      end(std::current_exception());
    }
  }

  void finish() const {
    if (fault_) std::rethrow_exception(fault_);
  }

 private:
  bool take(CsvChunk& chunk) {
    const std::scoped_lock lock(taking_);
    return !is_ended() && stream_.next(chunk);
  }

  bool hand_in(unsigned worker, const CsvChunk& chunk) {
    {
      std::unique_lock lock(turn_lock_);
      turn_changed_.wait(lock, [&] { return is_ended_ || turn_ == chunk.number; });
      if (is_ended_) return false;
    }
    // Nobody else has this turn until it is given on.
    const bool goes_on = done_(worker, chunk);
    {
      const std::scoped_lock lock(turn_lock_);
      ++turn_;
      is_ended_ = is_ended_ || !goes_on;
    }
    turn_changed_.notify_all();
    return goes_on;
  }

  bool is_ended() {
    const std::scoped_lock lock(turn_lock_);
    return is_ended_;
  }

  void end(std::exception_ptr fault) noexcept {
    {
      const std::scoped_lock lock(turn_lock_);
      is_ended_ = true;
      if (!fault_) fault_ = std::move(fault);
    }
    turn_changed_.notify_all();
  }

  CsvStream& stream_;
  const Work& work_;
  const Done& done_;
  std::mutex taking_;
  std::mutex turn_lock_;
  std::condition_variable turn_changed_;
  std::uint64_t turn_ = 0;
  bool is_ended_ = false;
  std::exception_ptr fault_;
};

/// False where the machine gives no further thread.
bool has_started(std::vector<std::thread>& others, ChunkWorkers& workers) {
  try {
    const auto worker = static_cast<unsigned>(others.size() + 1);
    others.emplace_back([&workers, worker] { workers.run(worker); });
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace

unsigned threads_of_machine() noexcept { return std::max(1U, std::thread::hardware_concurrency()); }

void for_each_chunk(CsvStream& stream, unsigned threads,
                    const std::function<void(unsigned worker, const CsvChunk& chunk)>& work,
                    const std::function<bool(unsigned worker, const CsvChunk& chunk)>& done) {
  if (threads == 0) threads = threads_of_machine();
  ChunkWorkers workers(stream, work, done);
  std::vector<std::thread> others;
  others.reserve(threads);
  // Fewer threads than wanted do the same work.
  while (others.size() + 1 < threads && has_started(others, workers)) {
  }
  workers.run(0);
  for (std::thread& other : others) other.join();
  workers.finish();
}

}  // namespace v1
}  // namespace vaern

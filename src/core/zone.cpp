// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/zone.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/civil.hpp"
#include "core/posix_zone.hpp"
#include "core/zone_data.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using detail::PosixZone;
using detail::ZoneChange;
using detail::ZoneOffset;

constexpr std::int32_t max_offset = 26 * 3600 - 1;
/// More than any offset from UTC.
constexpr std::int64_t window = 2 * detail::seconds_per_day;

/// Big-endian numbers and stretches of bytes; asking for more than is left fails, for good.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  bool failed() const { return failed_; }
  std::string_view rest() const { return rest_; }

  std::string_view take(std::uint64_t size) {
    if (failed_ || size > rest_.size()) {
      failed_ = true;
      return {};
    }
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return taken;
  }

  std::uint64_t number(std::size_t size) {
    std::uint64_t value = 0;
    for (const char c : take(size)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

struct Counts {
  std::uint64_t isut = 0;
  std::uint64_t isstd = 0;
  std::uint64_t leap = 0;
  std::uint64_t times = 0;
  std::uint64_t types = 0;
  std::uint64_t characters = 0;
};

/// The 44 bytes before each of the two blocks.
std::optional<Counts> read_header(Bytes& bytes) {
  if (bytes.take(4) != "TZif") return std::nullopt;
  const std::string_view version = bytes.take(1);
  if (version != "2" && version != "3" && version != "4") return std::nullopt;
  bytes.take(15);
  Counts counts;
  counts.isut = bytes.number(4);
  counts.isstd = bytes.number(4);
  counts.leap = bytes.number(4);
  counts.times = bytes.number(4);
  counts.types = bytes.number(4);
  counts.characters = bytes.number(4);
  if (bytes.failed()) return std::nullopt;
  return counts;
}

}  // namespace

struct Zone::Data {
  std::string name;
  std::vector<ZoneOffset> offsets;      ///< The first holds before all changes.
  std::vector<std::int64_t> changes;    ///< Ascending.
  std::vector<std::uint8_t> change_to;  ///< Index into `offsets`.
  std::optional<PosixZone> afterwards;  ///< Holds from the last change on.

  bool is_afterwards(std::int64_t instant) const {
    return afterwards && (changes.empty() || instant >= changes.back());
  }

  const ZoneOffset& at(std::int64_t instant) const {
    if (is_afterwards(instant)) return afterwards->at(instant);
    const auto next = std::upper_bound(changes.begin(), changes.end(), instant);
    if (next == changes.begin()) return offsets.front();
    return offsets[change_to[static_cast<std::size_t>(next - changes.begin()) - 1]];
  }

  /// All changes after `from` and up to `to`, in order.
  std::vector<ZoneChange> between(std::int64_t from, std::int64_t to) const {
    std::vector<ZoneChange> found;
    auto next = std::upper_bound(changes.begin(), changes.end(), from);
    for (; next != changes.end() && *next <= to; ++next) {
      found.push_back({*next, &at(*next)});
    }
    if (is_afterwards(to)) {
      for (const ZoneChange& change : afterwards->changes(from, to)) {
        const bool in_rule = changes.empty() || change.at > changes.back();
        if (in_rule && change.at > from && change.at <= to) found.push_back(change);
      }
    }
    return found;
  }

  bool read(Bytes& bytes);
  bool read_offsets(Bytes& bytes, const Counts& counts);
};

bool Zone::Data::read_offsets(Bytes& bytes, const Counts& counts) {
  struct Type {
    std::int32_t seconds_east;
    std::uint64_t abbreviation;
  };
  std::vector<Type> types;
  for (std::uint64_t i = 0; i < counts.types; ++i) {
    const auto seconds = static_cast<std::int32_t>(static_cast<std::uint32_t>(bytes.number(4)));
    const std::uint64_t is_daylight = bytes.number(1);
    const std::uint64_t abbreviation = bytes.number(1);
    if (bytes.failed() || is_daylight > 1 || abbreviation >= counts.characters ||
        seconds < -max_offset || seconds > max_offset) {
      return false;
    }
    types.push_back({seconds, abbreviation});
  }
  const std::string_view characters = bytes.take(counts.characters);
  if (bytes.failed()) return false;
  for (const Type& type : types) {
    const std::string_view tail = characters.substr(static_cast<std::size_t>(type.abbreviation));
    const auto end = tail.find('\0');
    if (end == std::string_view::npos) return false;
    offsets.push_back({type.seconds_east, std::string(tail.substr(0, end))});
  }
  return true;
}

bool Zone::Data::read(Bytes& bytes) {
  // The first block has 32-bit times for readers of version 1; the second has it all again.
  const auto old = read_header(bytes);
  if (!old) return false;
  bytes.take(old->times * 5 + old->types * 6 + old->characters + old->leap * 8 + old->isstd +
             old->isut);
  const auto counts = read_header(bytes);
  // Leap seconds would make another time scale of it.
  if (!counts || counts->types == 0 || counts->types > 256 || counts->leap != 0) return false;
  const std::string_view times = bytes.take(counts->times * 8);
  const std::string_view indexes = bytes.take(counts->times);
  if (bytes.failed()) return false;
  Bytes time_bytes(times);
  for (std::uint64_t i = 0; i < counts->times; ++i) {
    const auto time = static_cast<std::int64_t>(time_bytes.number(8));
    const auto index = static_cast<std::uint8_t>(indexes[static_cast<std::size_t>(i)]);
    if (index >= counts->types || (!changes.empty() && time <= changes.back())) return false;
    changes.push_back(time);
    change_to.push_back(index);
  }
  if (!read_offsets(bytes, *counts)) return false;
  bytes.take(counts->isstd + counts->isut);
  const std::string_view footer = bytes.rest();
  if (bytes.failed() || footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n') {
    return false;
  }
  if (footer.size() == 2) return true;
  afterwards = PosixZone::parse(footer.substr(1, footer.size() - 2));
  return afterwards.has_value();
}

std::string LocalTime::to_string() const {
  std::string text = date.to_string() + "T";
  detail::append_padded(text, second_of_day / 3600, 2);
  text += ':';
  detail::append_padded(text, second_of_day / 60 % 60, 2);
  text += ':';
  detail::append_padded(text, second_of_day % 60, 2);
  const std::int32_t size = utc_offset < 0 ? -utc_offset : utc_offset;
  text += utc_offset < 0 ? '-' : '+';
  detail::append_padded(text, size / 3600, 2);
  text += ':';
  detail::append_padded(text, size / 60 % 60, 2);
  if (size % 60 != 0) {  // Only before standard time; no form of RFC 3339 says it.
    text += ':';
    detail::append_padded(text, size % 60, 2);
  }
  return text;
}

Zone::Zone(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
Zone::~Zone() = default;

std::shared_ptr<const Zone> Zone::find(std::string_view name) {
  const auto bytes = detail::shipped_zone(name);
  return bytes ? read_tzif(std::string(name), *bytes) : nullptr;
}

std::vector<std::string> Zone::names() { return detail::shipped_zone_names(); }

std::shared_ptr<const Zone> Zone::read_tzif(std::string name, std::string_view bytes) {
  auto data = std::make_unique<Data>();
  data->name = std::move(name);
  Bytes reader(bytes);
  if (!data->read(reader)) return nullptr;
  return std::shared_ptr<const Zone>(new Zone(std::move(data)));
}

const std::string& Zone::name() const noexcept { return data_->name; }

LocalTime Zone::local(Instant instant) const {
  const ZoneOffset& offset = data_->at(instant.seconds);
  const std::int64_t local = instant.add_seconds(offset.seconds_east).seconds;
  const std::int64_t day = detail::floor_div(local, detail::seconds_per_day);
  LocalTime time;
  time.date = Date::from_day_number(day);
  time.second_of_day = static_cast<std::int32_t>(local - day * detail::seconds_per_day);
  time.utc_offset = offset.seconds_east;
  time.abbreviation = offset.abbreviation;
  return time;
}

Instant Zone::to_instant(Date date, std::int32_t second_of_day) const {
  if (second_of_day < 0 || second_of_day > detail::seconds_per_day) {
    throw std::out_of_range("a second of the day is 0 to 86400");
  }
  const std::int64_t local = date.day_number() * detail::seconds_per_day + second_of_day;
  // From one change to the next local time runs straight. The first stretch that has not passed
  // this time yet either shows it, or began by jumping over it.
  const std::int64_t begin = local - window;
  const ZoneOffset* offset = &data_->at(begin);
  for (const ZoneChange& change : data_->between(begin, local + window)) {
    if (local - offset->seconds_east < change.at) break;
    if (local - change.to->seconds_east < change.at) return {change.at, 0};
    offset = change.to;
  }
  return {local - offset->seconds_east, 0};
}

std::string_view tz_version() noexcept { return detail::shipped_zone_version(); }

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Values of the `cel` profile (S17): the types of the Common Expression Language that
/// `vaern::Expression` has. Conditions of models have no use for them.

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "vaern/core/instant.hpp"

namespace vaern {
inline namespace v1 {

/// An elapsed time with a sign, up to about 292 years.
struct CelDuration {
  std::int64_t nanoseconds = 0;

  friend auto operator<=>(const CelDuration&, const CelDuration&) noexcept = default;
};

enum class CelType : std::uint8_t {
  null_type,
  boolean,
  integer,
  floating,
  string,
  timestamp,
  duration,
  list,
  dynamic,  ///< Only of the checker: known when it runs.
};

/// "int", "list", as the language calls them.
std::string_view to_string(CelType type) noexcept;

/// A value; cheap to copy, immutable.
class CelValue {
 public:
  using List = std::vector<CelValue>;

  CelValue() noexcept = default;  ///< null
  static CelValue of(bool value) { return CelValue(Storage(value)); }
  static CelValue of(std::int64_t value) { return CelValue(Storage(value)); }
  static CelValue of(double value) { return CelValue(Storage(value)); }
  static CelValue of(std::string value) {
    return CelValue(Storage(std::make_shared<const std::string>(std::move(value))));
  }
  static CelValue of(const char* value) { return of(std::string(value)); }
  static CelValue of(Instant value) { return CelValue(Storage(value)); }
  static CelValue of(CelDuration value) { return CelValue(Storage(value)); }
  static CelValue of(List value) {
    return CelValue(Storage(std::make_shared<const List>(std::move(value))));
  }

  CelType type() const noexcept { return static_cast<CelType>(storage_.index()); }
  bool is(CelType asked) const noexcept { return type() == asked; }

  /// Asking for another type than `type()` throws `std::bad_variant_access`.
  bool boolean() const { return std::get<bool>(storage_); }
  std::int64_t integer() const { return std::get<std::int64_t>(storage_); }
  double floating() const { return std::get<double>(storage_); }
  const std::string& string() const { return *std::get<StringPtr>(storage_); }
  Instant timestamp() const { return std::get<Instant>(storage_); }
  CelDuration duration() const { return std::get<CelDuration>(storage_); }
  const List& list() const { return *std::get<ListPtr>(storage_); }

  /// As the language would write it: `[1, 2.5, "a", timestamp("...")]`.
  std::string to_string() const;

 private:
  using StringPtr = std::shared_ptr<const std::string>;
  using ListPtr = std::shared_ptr<const List>;
  using Storage = std::variant<std::monostate, bool, std::int64_t, double, StringPtr, Instant,
                               CelDuration, ListPtr>;
  explicit CelValue(Storage storage) : storage_(std::move(storage)) {}

  Storage storage_;
};

/// The language's `==`: int and double compare as numbers, NaN equals nothing, lists by element,
/// values of different types are not equal.
bool cel_equal(const CelValue& a, const CelValue& b);

}  // namespace v1
}  // namespace vaern

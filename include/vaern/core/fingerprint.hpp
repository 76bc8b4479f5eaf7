// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// SHA-256 of bytes and of fields (S22).

#include <array>
#include <compare>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace vaern {
inline namespace v1 {

struct Fingerprint {
  std::array<std::uint8_t, 32> bytes{};

  /// Of the bytes as they are: `sha256sum` gives the same.
  static Fingerprint of(std::string_view data);

  /// 64 lower-case hexadecimal digits, and nothing else, back.
  static std::optional<Fingerprint> parse(std::string_view hex) noexcept;

  std::string to_string() const;  ///< 64 lower-case hexadecimal digits.

  friend bool operator==(const Fingerprint&, const Fingerprint&) noexcept = default;
  friend std::strong_ordering operator<=>(const Fingerprint&,
                                          const Fingerprint&) noexcept = default;
};

/// Hashes a sequence of fields. Each is preceded by its kind and its length, so different
/// sequences never feed the same bytes: ("ab", "c") differs from ("a", "bc").
class FingerprintBuilder {
 public:
  FingerprintBuilder();
  ~FingerprintBuilder();
  FingerprintBuilder(FingerprintBuilder&&) noexcept;
  FingerprintBuilder& operator=(FingerprintBuilder&&) noexcept;

  FingerprintBuilder& add(std::string_view text);
  FingerprintBuilder& add(const char* text) { return add(std::string_view(text)); }
  /// Any integer that fits in 64 bits and a sign; its type does not matter.
  template <std::integral Integer>
  FingerprintBuilder& add(Integer number) {
    return add_number(static_cast<std::int64_t>(number));
  }
  FingerprintBuilder& add(const Fingerprint& fingerprint);

  /// A nested sequence: `begin("items")` ... `end()`.
  FingerprintBuilder& begin(std::string_view name);
  FingerprintBuilder& end();

  /// Ends the sequence; throws `std::logic_error` when a nested one is open or it was called
  /// before.
  Fingerprint finish();

 private:
  FingerprintBuilder& add_number(std::int64_t number);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/fingerprint.hpp"

#include <stdexcept>

#include <sodium/crypto_hash_sha256.h>

namespace vaern {
inline namespace v1 {
namespace {

static_assert(crypto_hash_sha256_BYTES == 32);

const unsigned char* bytes_of(std::string_view data) {
  return reinterpret_cast<const unsigned char*>(data.data());
}

std::optional<std::uint8_t> digit(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

}  // namespace

Fingerprint Fingerprint::of(std::string_view data) {
  Fingerprint result;
  crypto_hash_sha256(result.bytes.data(), bytes_of(data), data.size());
  return result;
}

std::optional<Fingerprint> Fingerprint::parse(std::string_view hex) noexcept {
  Fingerprint result;
  if (hex.size() != 2 * result.bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < result.bytes.size(); ++i) {
    const auto high = digit(hex[2 * i]);
    const auto low = digit(hex[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    result.bytes[i] = static_cast<std::uint8_t>(*high << 4 | *low);
  }
  return result;
}

std::string Fingerprint::to_string() const {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

struct FingerprintBuilder::State {
  crypto_hash_sha256_state hash{};
  int open = 0;
  bool finished = false;

  /// A field is one byte of kind, eight bytes of length (big-endian), then its bytes.
  void field(char kind, std::string_view data) {
    if (finished) throw std::logic_error("a fingerprint that is finished takes no more fields");
    std::array<unsigned char, 9> head{};
    head[0] = static_cast<unsigned char>(kind);
    for (std::size_t i = 0; i < 8; ++i) {
      head[8 - i] = static_cast<unsigned char>(static_cast<std::uint64_t>(data.size()) >> (8 * i));
    }
    crypto_hash_sha256_update(&hash, head.data(), head.size());
    crypto_hash_sha256_update(&hash, bytes_of(data), data.size());
  }
};

FingerprintBuilder::FingerprintBuilder() : state_(std::make_unique<State>()) {
  crypto_hash_sha256_init(&state_->hash);
}
FingerprintBuilder::~FingerprintBuilder() = default;
FingerprintBuilder::FingerprintBuilder(FingerprintBuilder&&) noexcept = default;
FingerprintBuilder& FingerprintBuilder::operator=(FingerprintBuilder&&) noexcept = default;

FingerprintBuilder& FingerprintBuilder::add(std::string_view text) {
  state_->field('t', text);
  return *this;
}

FingerprintBuilder& FingerprintBuilder::add_number(std::int64_t number) {
  state_->field('n', std::to_string(number));
  return *this;
}

FingerprintBuilder& FingerprintBuilder::add(const Fingerprint& fingerprint) {
  state_->field(
      'f', {reinterpret_cast<const char*>(fingerprint.bytes.data()), fingerprint.bytes.size()});
  return *this;
}

FingerprintBuilder& FingerprintBuilder::begin(std::string_view name) {
  state_->field('(', name);
  ++state_->open;
  return *this;
}

FingerprintBuilder& FingerprintBuilder::end() {
  if (state_->open == 0) throw std::logic_error("no nested sequence of fields is open");
  state_->field(')', {});
  --state_->open;
  return *this;
}

Fingerprint FingerprintBuilder::finish() {
  if (state_->open != 0) throw std::logic_error("a nested sequence of fields is still open");
  if (state_->finished) throw std::logic_error("a fingerprint is finished once");
  state_->finished = true;
  Fingerprint result;
  crypto_hash_sha256_final(&state_->hash, result.bytes.data());
  return result;
}

}  // namespace v1
}  // namespace vaern

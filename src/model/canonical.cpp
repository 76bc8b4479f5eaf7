// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/canonical.hpp"

#include <algorithm>
#include <stdexcept>

#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace {

[[noreturn]] void misuse(const char* what) { throw std::logic_error(what); }

}  // namespace

void CanonicalWriter::before_value() {
  if (complete_) misuse("canonical JSON: a second value at the top");
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (level.is_map) {
    if (!level.has_key) misuse("canonical JSON: a value in a map without a key");
    level.has_key = false;
  } else if (level.count++ > 0) {
    out_ += ',';
  }
}

void CanonicalWriter::write_string(std::string_view value) {
  if (find_invalid_utf8(value)) misuse("canonical JSON: a text that is not UTF-8");
  constexpr std::string_view hex = "0123456789abcdef";
  out_ += '"';
  for (const char c : value) {
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\b':
        out_ += "\\b";
        break;
      case '\f':
        out_ += "\\f";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\t':
        out_ += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out_ += "\\u00";
          out_ += hex[static_cast<unsigned char>(c) >> 4];
          out_ += hex[static_cast<unsigned char>(c) & 0x0F];
        } else {
          out_ += c;
        }
    }
  }
  out_ += '"';
}

CanonicalWriter& CanonicalWriter::begin_map() {
  before_value();
  levels_.push_back({true, false, {}, 0});
  out_ += '{';
  return *this;
}

CanonicalWriter& CanonicalWriter::end_map() {
  if (levels_.empty() || !levels_.back().is_map || levels_.back().has_key) {
    misuse("canonical JSON: the end of a map that is not open");
  }
  levels_.pop_back();
  complete_ = levels_.empty();
  out_ += '}';
  return *this;
}

CanonicalWriter& CanonicalWriter::begin_list() {
  before_value();
  levels_.push_back({false, false, {}, 0});
  out_ += '[';
  return *this;
}

CanonicalWriter& CanonicalWriter::end_list() {
  if (levels_.empty() || levels_.back().is_map) {
    misuse("canonical JSON: the end of a list that is not open");
  }
  levels_.pop_back();
  complete_ = levels_.empty();
  out_ += ']';
  return *this;
}

CanonicalWriter& CanonicalWriter::key(std::string_view key) {
  if (levels_.empty() || !levels_.back().is_map || levels_.back().has_key) {
    misuse("canonical JSON: a key outside a map");
  }
  Level& level = levels_.back();
  if (std::find(level.keys.begin(), level.keys.end(), key) != level.keys.end()) {
    misuse("canonical JSON: a key twice in a map");
  }
  if (!level.keys.empty()) out_ += ',';
  level.keys.emplace_back(key);
  level.has_key = true;
  write_string(key);
  out_ += ':';
  return *this;
}

CanonicalWriter& CanonicalWriter::text(std::string_view value) {
  before_value();
  write_string(value);
  complete_ = levels_.empty();
  return *this;
}

CanonicalWriter& CanonicalWriter::integer(std::int64_t value) {
  before_value();
  out_ += std::to_string(value);
  complete_ = levels_.empty();
  return *this;
}

CanonicalWriter& CanonicalWriter::number(const Rational& value) {
  const std::string digits = value.to_string();
  if (digits.find('/') != std::string::npos) return text(digits);
  before_value();
  out_ += digits;
  complete_ = levels_.empty();
  return *this;
}

CanonicalWriter& CanonicalWriter::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
  complete_ = levels_.empty();
  return *this;
}

CanonicalWriter& CanonicalWriter::yes_no(bool value) { return text(value ? "yes" : "no"); }

CanonicalWriter& CanonicalWriter::finished(std::string_view json) {
  if (json.empty() || find_invalid_utf8(json)) misuse("canonical JSON: no finished value");
  before_value();
  if (json.back() == '\n') json.remove_suffix(1);
  out_ += json;
  complete_ = levels_.empty();
  return *this;
}

CanonicalWriter& CanonicalWriter::null() {
  before_value();
  out_ += "null";
  complete_ = levels_.empty();
  return *this;
}

CanonicalWriter& CanonicalWriter::localized(const LocalizedText& value) {
  begin_map();
  for (const auto& [tag, words] : value) text(tag, words);
  return end_map();
}

std::string CanonicalWriter::finish() {
  if (!complete_) misuse("canonical JSON: finished before its value was");
  std::string result = std::move(out_);
  result += '\n';
  *this = CanonicalWriter();
  return result;
}

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Canonical JSON: one value, one sequence of bytes. Records and fingerprints are made of it (S22).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/localized_text.hpp"
#include "vaern/core/rational.hpp"

namespace vaern {
inline namespace v1 {

/// Writes JSON as it is called: keys in the order given, UTF-8, no spaces, no exponent, and one
/// final line feed. In strings only '"', '\\' and U+0000-U+001F are escaped (\b \f \n \r \t, else
/// \u00xx in lower case). Calls that do not make JSON, a key twice in a map, and text that is not
/// UTF-8 are misuse and throw `std::logic_error`.
class CanonicalWriter {
 public:
  CanonicalWriter& begin_map();
  CanonicalWriter& end_map();
  CanonicalWriter& begin_list();
  CanonicalWriter& end_list();
  CanonicalWriter& key(std::string_view key);

  CanonicalWriter& text(std::string_view value);
  CanonicalWriter& integer(std::int64_t value);
  CanonicalWriter& number(const Rational& value);  ///< A finite decimal, else the text "n/d".
  CanonicalWriter& boolean(bool value);
  CanonicalWriter& yes_no(bool value);  ///< The texts "yes" and "no".
  CanonicalWriter& null();
  CanonicalWriter& localized(const LocalizedText& value);  ///< A map, in the order written.

  /// A value that another writer finished, as it is; its final line feed is left out.
  CanonicalWriter& finished(std::string_view json);

  /// A key and its value at once.
  CanonicalWriter& text(std::string_view k, std::string_view v) { return key(k).text(v); }
  CanonicalWriter& integer(std::string_view k, std::int64_t v) { return key(k).integer(v); }
  CanonicalWriter& number(std::string_view k, const Rational& v) { return key(k).number(v); }
  CanonicalWriter& boolean(std::string_view k, bool v) { return key(k).boolean(v); }
  CanonicalWriter& yes_no(std::string_view k, bool v) { return key(k).yes_no(v); }
  CanonicalWriter& null(std::string_view k) { return key(k).null(); }
  CanonicalWriter& localized(std::string_view k, const LocalizedText& v) {
    return key(k).localized(v);
  }
  CanonicalWriter& begin_map(std::string_view k) { return key(k).begin_map(); }
  CanonicalWriter& begin_list(std::string_view k) { return key(k).begin_list(); }

  /// The bytes, with the final line feed. The writer is empty afterwards.
  std::string finish();

 private:
  void before_value();
  void write_string(std::string_view value);

  struct Level {
    bool is_map = false;
    bool has_key = false;
    std::vector<std::string> keys;
    std::size_t count = 0;
  };
  std::string out_;
  std::vector<Level> levels_;
  bool complete_ = false;
};

}  // namespace v1
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
// Linked into every test program: the tests run under the locale of the environment, as a host
// application may set it, and fail where tests/run.sh asks for a decimal comma and there is none.
#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <locale>
#include <stdexcept>
#include <string>

namespace {

class LocaleFromEnvironment : public testing::Environment {
 public:
  void SetUp() override {
    const char* wanted = std::getenv("VAERN_DECIMAL_COMMA");
    try {
      std::locale::global(std::locale(""));
    } catch (const std::runtime_error&) {
      ASSERT_EQ(wanted, nullptr) << "the locale of the environment is not there";
    }
    if (wanted != nullptr) {
      ASSERT_STREQ(std::localeconv()->decimal_point, ",");
      ASSERT_EQ(std::use_facet<std::numpunct<char>>(std::locale()).decimal_point(), ',');
    }
  }
};

const testing::Environment* const installed =
    testing::AddGlobalTestEnvironment(new LocaleFromEnvironment);

}  // namespace

// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/examples.hpp"

#include <filesystem>

#include "instrument/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

TEST(Examples, OfEveryShippedInstrumentHold) {
  std::size_t models = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(VAERN_SOURCE_DIR "/instruments/published")) {
    if (entry.path().extension() != ".yaml") continue;
    const InstrumentPtr model = load_shipped(entry.path().filename().string());
    if (model == nullptr) continue;
    ++models;
    EXPECT_FALSE(model->examples().empty()) << model->reference();
    for (const ExampleResult& result : run_examples(model)) {
      EXPECT_GT(result.compared + result.faults.size(), 0U) << result.name;
      EXPECT_FALSE(result.faults.has_errors()) << model->reference() << ": " << result.name << "\n"
                                               << render(result.faults);
      for (const ExampleMismatch& mismatch : result.mismatches) {
        ADD_FAILURE() << model->reference() << ": " << result.name << ": " << mismatch.what
                      << " is " << mismatch.found << ", expected " << mismatch.expected;
      }
    }
  }
  EXPECT_GE(models, 6U);
}

}  // namespace
}  // namespace vaern

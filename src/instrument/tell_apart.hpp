// SPDX-License-Identifier: Apache-2.0
#pragma once
// Are two instruments with the same items one function? A form on which they differ, or the proof.

#include <optional>
#include <set>
#include <vector>

#include "instrument/form_finder.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// One instrument, and the forms that are tried on everything it is compared with.
class Contrast {
 public:
  explicit Contrast(const InstrumentPtr& instrument);

  struct Verdict {
    enum class Answer : std::uint8_t { same, differs, not_decided } answer = Answer::not_decided;
    std::optional<ExampleForm> form;  ///< Where they differ.
  };
  Verdict compare(const InstrumentPtr& other);

  /// A form on which they differ, without the answers that it does not need.
  ExampleForm shortened(const ExampleForm& form, const InstrumentPtr& other) const;

  /// The other one says something else of this form.
  bool differs_on(const ExampleForm& form, const InstrumentPtr& other) const;

 private:
  struct Tried {
    ExampleForm form;
    Score score;
  };
  void fill_pool();
  void add(ExampleForm form);
  void add_left_out();
  void add_seconds();
  void add_courses();
  void add_random();
  bool differs_from(const Tried& tried, const InstrumentPtr& other) const;
  /// A complete form with another level or value, by both diagrams at once.
  std::optional<ExampleForm> on_complete_forms(const Instrument& other) const;
  /// Nothing but levels, values and classes differs, and these are shown to be the same.
  bool is_shown_the_same(const Instrument& other) const;
  bool agrees_on_all(const std::set<InputId>& inputs, const InstrumentPtr& other) const;
  bool has_same_gates(const Instrument& other) const;
  bool has_same_flags(const InstrumentPtr& other) const;

  FormFinder finder_;
  std::vector<Tried> pool_;
};

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern

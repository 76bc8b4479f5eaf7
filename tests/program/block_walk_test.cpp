// SPDX-License-Identifier: Apache-2.0
// Many rows reach in a diagram what each alone reaches (invariant 1), also where what was
// remembered of the rows before is forgotten again and again.
#include "program/block/walk.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "program/random_program.hpp"
#include "vaern/program/compiled.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
namespace {

using testing_support::Dice;
using testing_support::random_form;
using testing_support::random_program;

constexpr std::size_t rows = 300;

struct Forms {
  Forms(Dice& dice, const Program& program) : columns(program.inputs.size()) {
    for (std::size_t r = 0; r < rows; ++r) {
      list.push_back(random_form(dice, program, dice.below(5)));
      for (std::size_t i = 0; i < columns.size(); ++i) columns[i].push_back(list[r][i]);
    }
    for (const auto& column : columns) pointers.push_back(column.data());
    for (std::size_t r = 0; r < rows; ++r) {
      where_all.push_back(0xFF);
      where_few.push_back(dice.one_in(30) ? 0xFF : 0x00);
    }
  }

  std::vector<std::vector<Code>> list;
  std::vector<std::vector<Code>> columns;
  std::vector<const Code*> pointers;
  std::vector<Mask> where_all;
  std::vector<Mask> where_few;
};

void check_walks(const CompiledProgram& compiled, Target target, const Forms& forms,
                 std::size_t most_bytes) {
  const Program& program = compiled.program();
  const block::WalkShape shape = block::shape_of(program, *compiled.diagram(target),
                                                 std::vector<block::Reg>(program.inputs.size()));
  block::BlockWalk walk(shape, most_bytes);
  block::Space space;
  space.k = block::kernels_for(BlockKernels::widest);
  space.rows = rows;
  space.inputs = forms.pointers.data();
  for (const std::vector<Mask>* where : {&forms.where_all, &forms.where_few, &forms.where_all}) {
    std::vector<std::size_t> met;
    walk.walk(space, where->data(), [&](std::size_t r, const block::WalkEnd& end) {
      met.push_back(r);
      const LevelWalk alone(compiled, forms.list[r], target);
      EXPECT_EQ(end.set, alone.possible()) << "row " << r;
      EXPECT_EQ(end.has_completion, alone.possible() != 0) << "row " << r;
    });
    std::vector<std::size_t> expected;
    for (std::size_t r = 0; r < rows; ++r) {
      if ((*where)[r] != 0) expected.push_back(r);
    }
    EXPECT_EQ(met, expected);
  }
}

TEST(BlockWalk, ReachesWhatEachRowReachesAlone) {
  std::size_t walks = 0;
  for (std::uint64_t seed = 1; seed <= 200 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const CompiledProgram compiled(random_program(dice));
    const Forms forms(dice, compiled.program());
    std::vector<Target> targets{Target::outcome(0)};
    for (std::uint32_t i = 0; i < compiled.program().classes.size(); ++i) {
      targets.push_back(Target::classes(i));
    }
    for (const Target target : targets) {
      if (compiled.diagram(target) == nullptr) continue;
      ++walks;
      check_walks(compiled, target, forms, block::BlockWalk::usual_bytes);
      check_walks(compiled, target, forms, 0);
    }
  }
  EXPECT_GT(walks, 100U);
}

}  // namespace
}  // namespace vaern

// SPDX-License-Identifier: Apache-2.0
// Every format ever released opens. tests/archive/corpus/vN holds archives of format N as they
// were written then, each with what its value says; a folder is never changed once it is released.
//
// VAERN_CORPUS=FOLDER writes the archives of today's format there, for a new folder.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "archive/content.hpp"
#include "archive/support.hpp"

namespace vaern::archive_tests {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> archives_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".vaern") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(Corpus, OfEveryReleasedFormatOpensAsItWasSaved) {
  if (const char* folder = std::getenv("VAERN_CORPUS")) {
    for (const auto& [kind, archive] : small_archives()) {
      std::ofstream(fs::path(folder) / (kind + ".vaern"), std::ios::binary) << archive;
      std::ofstream(fs::path(folder) / (kind + ".txt"), std::ios::binary) << said(archive, kind);
    }
  }
  for (int format = 1; format <= archive_format; ++format) {
    const fs::path folder = VAERN_TEST_DATA "/archive/corpus/v" + std::to_string(format);
    ASSERT_TRUE(fs::is_directory(folder)) << "format " << format << " has no corpus";
    const auto files = archives_in(folder);
    EXPECT_EQ(files.size(), small_archives().size()) << folder;
    for (const fs::path& file : files) {
      const std::string archive = text_of_file(file.string());
      const auto head = read_archive_head(archive);
      ASSERT_TRUE(head.has_value()) << file;
      EXPECT_EQ(head->format, format) << file;
      EXPECT_EQ(file.stem(), to_string(head->kind));
      fs::path expected = file;
      expected.replace_extension(".txt");
      EXPECT_EQ(said(archive, to_string(head->kind)), text_of_file(expected.string())) << file;
    }
  }
}

TEST(Corpus, OfTheFormatThatIsWrittenIsWrittenAgainByteForByte) {
  const std::string folder = VAERN_TEST_DATA "/archive/corpus/v" + std::to_string(archive_format);
  for (const fs::path& file : archives_in(folder)) {
    const std::string archive = text_of_file(file.string());
    const ArchiveKind kind = read_archive_head(archive)->kind;
    const auto content = archive::detail::read(archive, kind, "archive");
    ASSERT_TRUE(content.has_value()) << file;
    EXPECT_EQ(archive::detail::write(kind, *content), archive)
        << file << ": what is written changed; give the format a new number";
  }
}

}  // namespace
}  // namespace vaern::archive_tests

// SPDX-License-Identifier: Apache-2.0
// Every settled document is met once, and a million of them take no memory that the system could
// not have back.
#include "core/state/known.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>

namespace galley::core::state {
namespace {

Content content(std::uint64_t number) {
    return {number * 0x9E3779B97F4A7C15U, number};
}

TEST(Known, MeetsEachDocumentOnce) {
    Known known;
    constexpr std::uint64_t kMany = 20000;
    for (std::uint64_t i = 0; i < kMany; ++i) {
        known.add(content(i), "inbox/" + std::to_string(i));
    }
    EXPECT_EQ(known.size(), kMany);
    for (std::uint64_t i = 0; i < kMany; ++i) {
        EXPECT_FALSE(known.take(content(i), "inbox/other"));
        EXPECT_FALSE(known.take(content(i + 1), "inbox/" + std::to_string(i)));
        EXPECT_TRUE(known.take(content(i), "inbox/" + std::to_string(i)));
        EXPECT_FALSE(known.take(content(i), "inbox/" + std::to_string(i)));
    }
}

TEST(Known, MeetsAFileGivenTwiceTwice) {
    Known known;
    known.add(content(1), "a");
    known.add(content(1), "a");
    EXPECT_TRUE(known.take(content(1), "a"));
    EXPECT_TRUE(known.take(content(1), "a"));
    EXPECT_FALSE(known.take(content(1), "a"));
}

TEST(Known, KnowsWhatWasPurgedByTheHashOfItsPath) {
    Known known;
    DocumentRecord document;
    document.content = content(1);
    document.path = "purged:e6c632b61e964e1f";  // XXH3 of "a"
    document.purged = true;
    known.add(document);
    EXPECT_TRUE(known.take(content(1), "a"));
}

TEST(Known, HoldsNothingWhenNothingWasAdded) {
    Known known;
    EXPECT_TRUE(known.empty());
    EXPECT_FALSE(known.take(content(1), "a"));
}

std::uint64_t own_memory_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("RssAnon:")) {
            return std::stoull(line.substr(8));
        }
    }
    return 0;
}

TEST(Known, TakesNoMemoryOfItsOwn) {
    auto name = (std::filesystem::temp_directory_path() / "galley-known-XXXXXX").string();
    const std::filesystem::path folder = mkdtemp(name.data());
    if (const int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR, 0600); fd < 0) {
        std::filesystem::remove_all(folder);
        GTEST_SKIP() << "this file system makes no files without a name";
    } else {
        ::close(fd);
    }
    {
        Known known;
        known.keep_in(folder);
        const auto before = own_memory_kib();
        constexpr std::uint64_t kMany = 1000000;
        for (std::uint64_t i = 0; i < kMany; ++i) {
            known.add(content(i), "inbox");
        }
        EXPECT_LT(own_memory_kib(), before + 8 * 1024);  // the table has 32 MiB
        EXPECT_TRUE(known.take(content(kMany - 1), "inbox"));
        EXPECT_TRUE(std::filesystem::is_empty(folder));
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace galley::core::state

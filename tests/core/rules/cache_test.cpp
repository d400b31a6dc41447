// SPDX-License-Identifier: Apache-2.0
// The cache of compiled sets: used when whole and private, ignored and rewritten otherwise.
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "core/rules/database_cache.hpp"
#include "core/rules/hyperscan_prefilter.hpp"
#include "tests/core/rules/testing.hpp"

namespace galley::core::rules {

namespace {

namespace fs = std::filesystem;

const std::string kKey(64, 'a');

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

mode_t mode_of(const fs::path& path) {
    struct stat status {};

    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 0777U;
}

class CacheFolder : public ::testing::Test {
  protected:
    testing::Folder outer_;
    fs::path folder_ = outer_.path() / "deep" / "galley";
    DatabaseCache cache_{folder_};
};

}  // namespace

TEST_F(CacheFolder, KeepsBytesInAFolderOfItsOwn) {
    EXPECT_EQ(cache_.load(kKey), std::nullopt);
    cache_.store(kKey, std::string_view("one\0two", 7));
    EXPECT_EQ(cache_.load(kKey), std::string("one\0two", 7));
    EXPECT_EQ(mode_of(folder_), 0700U);
    EXPECT_EQ(mode_of(cache_.file_of(kKey)), 0600U);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "no temporary file is left";
}

TEST_F(CacheFolder, IgnoresDamageAndWritesAnew) {
    cache_.store(kKey, "compiled");
    const auto file = cache_.file_of(kKey);
    const auto whole = read(file);
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        write(file, whole.substr(0, cut));
        EXPECT_EQ(cache_.load(kKey), std::nullopt) << "cut at " << cut;
        auto turned = whole;
        turned[cut] = static_cast<char>(turned[cut] ^ 1);
        write(file, turned);
        EXPECT_EQ(cache_.load(kKey), std::nullopt) << "a bit turned at " << cut;
    }
    write(file, whole + "x");
    EXPECT_EQ(cache_.load(kKey), std::nullopt);
    cache_.store(kKey, "compiled");
    EXPECT_EQ(cache_.load(kKey), "compiled");
}

TEST_F(CacheFolder, IgnoresAnEntryUnderAnothersName) {
    const std::string other(64, 'b');
    cache_.store(kKey, "compiled");
    fs::rename(cache_.file_of(kKey), cache_.file_of(other));
    EXPECT_EQ(cache_.load(other), std::nullopt);
}

TEST_F(CacheFolder, IgnoresWhatOthersMayWriteAndWritesItAnew) {
    for (const mode_t mode : {0620U, 0602U}) {
        cache_.store(kKey, "compiled");
        ASSERT_EQ(::chmod(cache_.file_of(kKey).c_str(), mode), 0);
        EXPECT_EQ(cache_.load(kKey), std::nullopt);
        cache_.store(kKey, "compiled");
        EXPECT_EQ(mode_of(cache_.file_of(kKey)), 0600U);
        EXPECT_EQ(cache_.load(kKey), "compiled");
    }
}

TEST_F(CacheFolder, IgnoresAFileOfAnotherUser) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "only root can give a file away";
    }
    cache_.store(kKey, "compiled");
    ASSERT_EQ(::chown(cache_.file_of(kKey).c_str(), 65534, 65534), 0);
    EXPECT_EQ(cache_.load(kKey), std::nullopt);
    cache_.store(kKey, "compiled");
    EXPECT_EQ(cache_.load(kKey), "compiled");
}

TEST_F(CacheFolder, FollowsNoLinkToAFile) {
    cache_.store(kKey, "compiled");
    fs::rename(cache_.file_of(kKey), outer_.path() / "elsewhere");
    fs::create_symlink(outer_.path() / "elsewhere", cache_.file_of(kKey));
    EXPECT_EQ(cache_.load(kKey), std::nullopt);
}

TEST_F(CacheFolder, LeavesAFolderAloneThatOthersMayWrite) {
    fs::create_directories(folder_);
    ASSERT_EQ(::chmod(folder_.c_str(), 0770), 0);
    cache_.store(kKey, "compiled");
    EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(CacheFolder, WithoutAFolderNothingIsKept) {
    const DatabaseCache none{fs::path()};
    none.store(kKey, "compiled");
    EXPECT_EQ(none.load(kKey), std::nullopt);
}

TEST_F(CacheFolder, KeepsWhatTheSelfCheckCompiles) {
    if (hyperscan_platform().empty()) {
        GTEST_SKIP() << "no Hyperscan, or not for this processor";
    }
    EXPECT_TRUE(hyperscan_is_sound(cache_));
    ASSERT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
    const auto entry = fs::directory_iterator(folder_)->path();
    const auto whole = read(entry);
    EXPECT_TRUE(hyperscan_is_sound(cache_));
    write(entry, "damaged");
    EXPECT_TRUE(hyperscan_is_sound(cache_));
    EXPECT_EQ(read(entry), whole);
    EXPECT_TRUE(hyperscan_is_sound(DatabaseCache({})));
}

TEST_F(CacheFolder, AStoreFindsItsSetsAgain) {
    const Pack pack{
        "a.rules",
        "id a\ncategory other\npattern 任.{2,4}务\n\nid b\ncategory other\nscope run\npattern "
        "x\\ny\n"};
    const auto scan = [&] {
        RuleStore store(StoreOptions{folder_, true, {}});
        const auto set = store.compile({&pack, 1});
        return set ? testing::hits(**set, "任何任务\nx\ny") : join_messages(set.error());
    };
    EXPECT_EQ(scan(), "a[任何任务] b[x\ny]");
    std::map<fs::path, fs::file_time_type> written;
    for (const auto& entry :
         fs::exists(folder_) ? fs::directory_iterator(folder_) : fs::directory_iterator()) {
        written[entry.path()] = entry.last_write_time();
    }
    EXPECT_EQ(scan(), "a[任何任务] b[x\ny]");
    for (const auto& [entry, time] : written) {
        EXPECT_EQ(fs::last_write_time(entry), time) << "the second start reads only";
        write(entry, "damaged");
    }
    EXPECT_EQ(scan(), "a[任何任务] b[x\ny]");
    for (const auto& [entry, time] : written) {
        EXPECT_NE(read(entry), "damaged");
    }
}

TEST_F(CacheFolder, AnUnusableFolderIsNoError) {
    const auto file = outer_.path() / "file";
    write(file, "");
    RuleStore store(StoreOptions{file / "galley", true, {}});
    const Pack pack{"a.rules", "id a\ncategory other\npattern x\n"};
    EXPECT_TRUE(store.compile({&pack, 1}));
}

TEST(RuleStore, CompilesTheSamePacksOnce) {
    RuleStore store(StoreOptions{{}, true, {}});
    const Pack one{"a.rules", "id a\ncategory other\npattern x\n"};
    const Pack two{"b.rules", one.text};
    EXPECT_EQ(*store.compile({&one, 1}), *store.compile({&one, 1}));
    EXPECT_NE(*store.compile({&one, 1}), *store.compile({&two, 1}))
        << "its messages name another file";
}

}  // namespace galley::core::rules

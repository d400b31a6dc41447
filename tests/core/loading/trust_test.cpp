// SPDX-License-Identifier: Apache-2.0
// Whose files and folders plugins may come from, and which files an allow-list lets through.
#include "core/loading/trust.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "core/loading/allow_list.hpp"
#include "core/loading/catalog.hpp"
#include "core/loading/loader.hpp"
#include "core/loading/sealed_copy.hpp"
#include "temporary_folder.hpp"

namespace galley::core::loading {
namespace {

namespace fs = std::filesystem;

/// "reason; remedy" of the only file of a folder, with FOLDER for its path; "" when it is used.
std::string refusal(const TemporaryFolder& folder, const Trust& trust = Trust()) {
    const auto catalog = Catalog::discover({folder.path()}, trust);
    auto text = catalog.refusal_of("cleanup.sample");
    const auto path = folder.path().string();
    for (auto at = text.find(path); at != std::string::npos; at = text.find(path)) {
        text.replace(at, path.size(), "FOLDER");
    }
    EXPECT_EQ(text.empty(), catalog.find("cleanup.sample") != nullptr);
    return text;
}

class TrustTest : public testing::Test {
  protected:
    void SetUp() override { file_ = folder_.add_sample("good", "cleanup/sample.so"); }

    static void mode(const fs::path& path, mode_t bits) {
        ASSERT_EQ(::chmod(path.c_str(), bits), 0);
    }

    TemporaryFolder folder_;
    fs::path file_;
};

TEST_F(TrustTest, TakesWhatOnlyTheUserMayChange) {
    EXPECT_EQ(refusal(folder_), "");
}

TEST_F(TrustTest, RefusesAFileThatEveryoneMayChange) {
    mode(file_, 0646);
    EXPECT_EQ(
        refusal(folder_),
        "FOLDER/cleanup/sample.so: everyone may change it (mode 0646); "
        "chmod go-w FOLDER/cleanup/sample.so, or trust it by name: "
        "plugins { trust \"FOLDER/cleanup/sample.so\" }");
}

TEST_F(TrustTest, RefusesAFolderThatEveryoneMayChange) {
    mode(folder_.path() / "cleanup", 0777);
    EXPECT_EQ(
        refusal(folder_),
        "FOLDER/cleanup/sample.so: its folder FOLDER/cleanup: everyone may change it (mode 0777); "
        "chmod go-w FOLDER/cleanup, or trust it by name: plugins { trust \"FOLDER/cleanup\" }");
}

TEST_F(TrustTest, RefusesAStickyFolderOfPlugins) {
    mode(folder_.path() / "cleanup", 01777);
    EXPECT_NE(refusal(folder_).find("everyone may change it (mode 1777)"), std::string::npos);
}

TEST_F(TrustTest, RefusesWhatLiesBelowAFolderThatEveryoneMayChange) {
    mode(folder_.path(), 0777);
    EXPECT_EQ(
        refusal(folder_),
        "FOLDER/cleanup/sample.so: its folder FOLDER/cleanup: it lies below FOLDER: everyone may "
        "change it (mode 0777); chmod go-w FOLDER, or trust it by name: plugins { trust "
        "\"FOLDER\" }");
}

TEST_F(TrustTest, RefusesWhatAGroupMayChange) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "needs root, to give a file to another group";
    }
    constexpr gid_t kOthers = 12345;
    ASSERT_EQ(::chown(file_.c_str(), 0, kOthers), 0);
    mode(file_, 0664);
    EXPECT_NE(refusal(folder_).find("its group may change it (mode 0664)"), std::string::npos);
}

TEST_F(TrustTest, RefusesWhatBelongsToAnotherUser) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "needs root, to give a file to another user";
    }
    constexpr uid_t kOther = 12345;
    ASSERT_EQ(::chown(file_.c_str(), kOther, 0), 0);
    EXPECT_EQ(
        refusal(folder_),
        "FOLDER/cleanup/sample.so: belongs to user 12345, neither to root nor to you; "
        "chown FOLDER/cleanup/sample.so, or trust it by name: plugins { trust "
        "\"FOLDER/cleanup/sample.so\" }");
}

TEST_F(TrustTest, TrustsByNameWhatTheRemedyNames) {
    mode(file_, 0666);
    EXPECT_EQ(refusal(folder_, Trust({file_})), "");
    EXPECT_NE(refusal(folder_, Trust({folder_.path() / "cleanup" / "other.so"})), "");
    mode(folder_.path() / "cleanup", 0777);
    EXPECT_NE(refusal(folder_, Trust({file_})), "") << "its folder is not named";
    EXPECT_EQ(refusal(folder_, Trust({folder_.path() / "cleanup"})), "");
    EXPECT_EQ(refusal(folder_, Trust({folder_.path().string() + "/"})), "");
    EXPECT_NE(refusal(folder_, Trust({folder_.path().string() + "-not"})), "");
}

TEST_F(TrustTest, LetsTheNextFolderStandIn) {
    mode(file_, 0666);
    TemporaryFolder installed;
    const auto sound = installed.add_sample("good", "cleanup/sample.so");
    const auto catalog = Catalog::discover({folder_.path(), installed.path()});
    ASSERT_NE(catalog.find("cleanup.sample"), nullptr);
    EXPECT_EQ(catalog.find("cleanup.sample")->file, sound);
}

std::string problems_of(const fs::path& file) {
    const auto list = AllowList::read(file);
    std::string text;
    if (!list.has_value()) {
        for (const auto& problem : list.error()) {
            text += std::to_string(problem.line) + ": " + problem.text + "\n";
        }
    }
    return text;
}

TEST(AllowList, ReadsWhatSha256sumWrites) {
    TemporaryFolder folder;
    const std::string digest(64, 'a');
    const auto file = folder.add(
        "list",
        "# ours\n\n" + digest + "  cleanup/sample.so\n" + std::string(64, 'B') + " *x.so\n");
    const auto list = AllowList::read(file);
    ASSERT_TRUE(list.has_value()) << problems_of(file);
    EXPECT_TRUE(list->allows(digest));
    EXPECT_TRUE(list->allows(std::string(64, 'b')));
    EXPECT_FALSE(list->allows(std::string(64, 'c')));
}

TEST(AllowList, SaysWhichLinesAreNone) {
    TemporaryFolder folder;
    const auto file = folder.add(
        "list", std::string(63, 'a') + "  x.so\n" + std::string(64, 'a') + "  y.so\nsample.so\n");
    EXPECT_EQ(
        problems_of(file),
        "1: expected a SHA-256 and a file name, as of sha256sum\n"
        "3: expected a SHA-256 and a file name, as of sha256sum\n");
    EXPECT_EQ(problems_of(folder.path() / "none"), "0: cannot be read\n");
    EXPECT_EQ(problems_of(folder.path()), "0: cannot be read\n");
}

TEST(Sha256Of, IsThatOfSha256sum) {
    TemporaryFolder folder;
    EXPECT_EQ(
        sha256_of(folder.add("abc", "abc")).value(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(
        sha256_of(folder.path() / "none").error().message,
        "cannot be opened: No such file or directory");
}

PluginInfo pinned_sample(const TemporaryFolder& folder) {
    const auto file = folder.path() / "cleanup/sample.so";
    auto catalog = Catalog::discover({folder.path()});
    catalog.pin("cleanup.sample", sha256_of(file).value());
    return *catalog.find("cleanup.sample");
}

TEST_F(TrustTest, LoadsAPinnedFileFromASealedCopy) {
    const auto info = pinned_sample(folder_);
    const auto loaded = load_plugin(info);
    ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
    EXPECT_EQ(loaded->data_folder, folder_.path() / "cleanup" / "sample");
    EXPECT_STREQ(loaded->table->id, "cleanup.sample");
    const auto copy = sealed_copy(file_, info.sha256);
    ASSERT_TRUE(copy.has_value()) << copy.error().message;

    struct stat status {};

    ASSERT_EQ(::stat(copy->c_str(), &status), 0);
    EXPECT_NE(fs::file_size(file_), 0U);
    EXPECT_EQ(static_cast<std::uintmax_t>(status.st_size), fs::file_size(file_));
    EXPECT_NE(::truncate(copy->c_str(), 0), 0) << "it is sealed";
}

TEST_F(TrustTest, LoadsNothingElseThanWhatWasPinned) {
    const auto info = pinned_sample(folder_);
    fs::remove(file_);
    folder_.add_sample("other_version", "cleanup/sample.so");  // swapped behind the check
    const auto loaded = load_plugin(info);
    ASSERT_FALSE(loaded.has_value());
    EXPECT_EQ(
        loaded.error().message,
        file_.string() + ": has the SHA-256 " + sha256_of(file_).value() + " now, expected " +
            info.sha256 + "; run galley again");
}

}  // namespace
}  // namespace galley::core::loading

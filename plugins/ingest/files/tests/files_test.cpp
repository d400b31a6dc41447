// SPDX-License-Identifier: Apache-2.0
// What ingest.files finds, in which order, and what it refuses to open.
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include <galley/testing/recording_host.hpp>

#include "names.hpp"
#include "walk.hpp"

namespace galley::files {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

/// A folder of its own per test, gone afterwards.
class FilesTest : public ::testing::Test {
  protected:
    FilesTest() {
        std::string name = (fs::temp_directory_path() / "galley-files-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
    }

    ~FilesTest() override { fs::remove_all(root_); }

    std::string at(const std::string& name) const { return root_ / name; }

    void write(const std::string& name, const std::string& bytes = "text\n") const {
        fs::create_directories(fs::path(at(name)).parent_path());
        std::ofstream(at(name), std::ios::binary) << bytes;
    }

    /// "name" of what can be read, "name: problem" of the rest, relative to the root.
    Strings walk(WalkOptions options) const {
        Strings out;
        for (auto& path : options.paths) {
            path = path.starts_with('/') || path == "-" ? path : at(path);
        }
        Walk walk(std::move(options));
        while (auto found = walk.next()) {
            const auto shown = shown_name(found->path);
            const auto name = shown.starts_with(root_.string() + '/')
                                  ? shown.substr(root_.string().size() + 1)
                                  : shown;
            out.push_back(found->problem.empty() ? name : name + ": " + found->problem);
            if (found->fd >= 0) {
                ::close(found->fd);
            }
        }
        return out;
    }

    Strings walk_one(const std::string& path) const { return walk(WalkOptions{{path}, {}, {}}); }

    std::string check(const std::string& path) const {
        return Walk(WalkOptions{{path}, {}, {}}).check();
    }

    fs::path root_;
};

TEST_F(FilesTest, FoldersComeInByteOrderArgumentsAsGiven) {
    write("inbox/b.txt");
    write("inbox/a/2.txt");
    write("inbox/a/10.txt");
    write("inbox/B.txt");
    write("inbox/\xE6\xB1\x9F.txt");
    write("first.txt");
    EXPECT_EQ(
        walk({{"inbox", "first.txt"}, {}, {}}),
        (Strings{
            "inbox/B.txt",
            "inbox/a/10.txt",
            "inbox/a/2.txt",
            "inbox/b.txt",
            "inbox/\xE6\xB1\x9F.txt",
            "first.txt"}));
}

TEST_F(FilesTest, HiddenFilesAndBackupsAreNotDocuments) {
    write("inbox/.hidden");
    write("inbox/.git/config");
    write("inbox/a.txt~");
    write("inbox/#a.txt#");
    write("inbox/a.txt");
    EXPECT_EQ(walk_one("inbox"), Strings{"inbox/a.txt"});
    EXPECT_EQ(walk_one("inbox/.hidden"), Strings{"inbox/.hidden"}) << "named by itself";
}

TEST_F(FilesTest, ExtensionsChooseInFoldersOnly) {
    write("inbox/a.txt");
    write("inbox/b.TXT");
    write("inbox/c.jsonl");
    write("inbox/txt");
    write("d.md");
    EXPECT_EQ(
        walk({{"inbox", "d.md"}, {"txt"}, {}}), (Strings{"inbox/a.txt", "inbox/b.TXT", "d.md"}));
    EXPECT_EQ(walk({{"inbox"}, {".jsonl"}, {}}), Strings{"inbox/c.jsonl"});
}

TEST_F(FilesTest, GlobsMatchNamesAndFolders) {
    write("in/1/a.txt");
    write("in/1/b.md");
    write("in/2/deep/c.txt");
    write("in/d.txt");
    EXPECT_EQ(walk_one("in/*/*.txt"), Strings{"in/1/a.txt"});
    EXPECT_EQ(walk_one("in/**/*.txt"), (Strings{"in/1/a.txt", "in/2/deep/c.txt", "in/d.txt"}));
    EXPECT_EQ(walk_one("in/?.txt"), Strings{"in/d.txt"});
    EXPECT_EQ(walk_one("in/2*"), Strings{"in/2/deep/c.txt"}) << "a folder that matches is walked";
    EXPECT_EQ(
        walk_one("in/**"), (Strings{"in/1/a.txt", "in/1/b.md", "in/2/deep/c.txt", "in/d.txt"}));
}

TEST_F(FilesTest, ANameWithWildcardsThatExistsIsThatFile) {
    write("what?.txt");
    write("whats.txt");
    EXPECT_EQ(walk_one("what?.txt"), Strings{"what?.txt"});
}

TEST_F(FilesTest, WhatIsNoRegularFileIsRefusedAndTheNextComes) {
    write("in/z.txt");
    ASSERT_EQ(::mkfifo(at("in/a.fifo").c_str(), 0600), 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    at("in/b.sock").copy(address.sun_path, sizeof address.sun_path - 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    fs::create_symlink("nowhere", at("in/c.txt"));
    fs::create_symlink("d.txt", at("in/d.txt"));
    fs::create_symlink("z.txt", at("in/e.txt"));
    fs::create_symlink("/dev/zero", at("in/f.txt"));
    EXPECT_EQ(
        walk_one("in"),
        (Strings{
            "in/a.fifo: not a regular file (FIFO)",
            "in/b.sock: not a regular file (socket)",
            "in/c.txt: dangling symbolic link",
            "in/d.txt: symbolic link loop",
            "in/e.txt: symbolic link (follow_links is false)",
            "in/f.txt: symbolic link (follow_links is false)",
            "in/z.txt"}));
    EXPECT_EQ(walk_one("in/a.fifo"), Strings{"in/a.fifo: not a regular file (FIFO)"});
    EXPECT_EQ(walk_one("/dev/null"), Strings{"/dev/null: not a regular file (character device)"});
    ::close(socket);
}

TEST_F(FilesTest, LinksAreFollowedOnlyWhenAsked) {
    write("in/z.txt");
    fs::create_symlink("z.txt", at("in/e.txt"));
    fs::create_symlink(".", at("in/loop"));
    fs::create_symlink("/dev/zero", at("in/f.txt"));
    EXPECT_EQ(
        walk({{"in"}, {}, {.follow_links = true}}),
        (Strings{
            "in/e.txt",
            "in/f.txt: not a regular file (character device)",
            "in/loop/: folder loop: the folder lies in itself",
            "in/z.txt"}));
}

TEST_F(FilesTest, AFileOverMaxSizeIsNotOpened) {
    write("big.txt", "12345");
    EXPECT_EQ(
        walk({{"big.txt"}, {}, {.max_size_bytes = 4}}),
        Strings{"big.txt: 5 bytes, over max_size (4)"});
    EXPECT_EQ(walk({{"big.txt"}, {}, {.max_size_bytes = 5}}), Strings{"big.txt"});
}

TEST_F(FilesTest, WhatIsNotThereIsSaidBeforeTheRun) {
    write("in/a.txt");
    EXPECT_EQ(check(at("none")), at("none") + ": no such file or folder");
    EXPECT_EQ(check(at("none/*.txt")), at("none/*.txt") + ": no such folder as " + at("none/"));
    EXPECT_EQ(check(at("in/*.md")), at("in/*.md") + ": matches no file");
    EXPECT_EQ(check(at("in/*.txt")), "");
    EXPECT_EQ(
        Walk(WalkOptions{{"-", "-"}, {}, {}}).check(), "-: standard input can be read only once");
}

TEST_F(FilesTest, FoldersNestedTooDeepAreRefused) {
    std::string deep = "in";
    for (std::size_t i = 1; i < Walk::kMaxDepth + 1; ++i) {
        deep += "/d";
    }
    write(deep + "/lost.txt");
    write("in/z.txt");
    const auto found = walk_one("in");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_NE(found[0].find("folders more than 200 deep"), std::string::npos) << found[0];
    EXPECT_EQ(found[1], "in/z.txt");
}

TEST_F(FilesTest, AFileThatVanishedIsRefusedAlone) {
    write("in/a.txt");
    write("in/b.txt");
    Walk walk(WalkOptions{{at("in")}, {}, {}});
    const auto first = walk.next();
    ASSERT_TRUE(first);
    ::close(first->fd);
    fs::remove(at("in/b.txt"));
    const auto second = walk.next();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->problem, "vanished before it was read");
    EXPECT_FALSE(walk.next());
}

/// In a child process, since the user of a process cannot be taken back.
TEST_F(FilesTest, WhatAPlainUserMayNotReadIsRefused) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "needs root, to become a plain user";
    }
    write("in/a.txt");
    write("in/b.txt");
    write("in/closed/c.txt");
    fs::permissions(root_, fs::perms(0755));
    fs::permissions(at("in/a.txt"), fs::perms::none);
    fs::permissions(at("in/closed"), fs::perms::none);
    const auto child = ::fork();
    if (child == 0) {
        const bool plain = ::setegid(65534) == 0 && ::seteuid(65534) == 0;
        const bool right =
            walk_one("in") ==
            Strings{"in/a.txt: permission denied", "in/b.txt", "in/closed/: permission denied"};
        ::_exit(plain && right ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

TEST_F(FilesTest, NamesThatAreNotUtf8OrActOnTerminalsAreEscaped) {
    write(std::string("in/\xB1\xA8.txt"));
    write("in/new\nline.txt");
    EXPECT_EQ(walk_one("in"), (Strings{"in/new\\x0aline.txt", "in/\\xb1\\xa8.txt"}));
    EXPECT_EQ(shown_name("a\\b"), "a\\x5cb");
    EXPECT_EQ(shown_name("\x1B[31m"), "\\x1b[31m");
    EXPECT_EQ(shown_name("\xE2\x80\xAEtxt"), "\\xe2\\x80\\xaetxt") << "right-to-left override";
    EXPECT_EQ(shown_name("\xED\xA0\x80"), "\\xed\\xa0\\x80") << "half a surrogate pair";
    EXPECT_EQ(shown_name("\xE6\xB1\x9F \xF0\x9F\x93\xB0"), "\xE6\xB1\x9F \xF0\x9F\x93\xB0");
    EXPECT_EQ(shown_name("\xE6\xB1"), "\\xe6\\xb1");
}

TEST_F(FilesTest, ThePluginHandsOutNamesTypesAndBytes) {
    write("in/a.txt", "one");
    write("in/b.jsonl", "{}");
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    ASSERT_EQ(host.configure({{"path", at("in")}}), GALLEY_OK) << host.error();
    const auto found = host.drain();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].name, at("in/a.txt"));
    EXPECT_EQ(found[0].media_type, "text/plain");
    EXPECT_EQ(found[0].bytes, "one");
    EXPECT_EQ(found[1].media_type, "application/jsonl");
}

TEST_F(FilesTest, ThePluginSaysWhatIsNotThere) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    ASSERT_EQ(host.configure({{"path", at("none")}}), GALLEY_OK) << host.error();
    try {
        host.drain();
        FAIL() << "opened";
    } catch (const std::runtime_error& e) {
        EXPECT_NE(std::string(e.what()).find("no such file or folder"), std::string::npos);
    }
}

TEST(Names, MediaTypeByExtension) {
    EXPECT_EQ(media_type_of("in/a.TXT"), "text/plain");
    EXPECT_EQ(media_type_of("a.ndjson"), "application/jsonl");
    EXPECT_EQ(media_type_of("a.html"), "");
    EXPECT_EQ(media_type_of("txt"), "");
}

TEST(Globs, MatchOneName) {
    EXPECT_TRUE(matches("*", "a.txt"));
    EXPECT_TRUE(matches("a*c*e", "abcde"));
    EXPECT_TRUE(matches("a*c", "abcbc"));
    EXPECT_TRUE(matches("?.txt", "\xE6\xB1\x9F.txt"));
    EXPECT_FALSE(matches("?.txt", "ab.txt"));
    EXPECT_FALSE(matches("*", ".hidden"));
    EXPECT_TRUE(matches(".*", ".hidden"));
    EXPECT_FALSE(matches("*.txt", "a.txt.bak"));
    EXPECT_TRUE(matches("a[1].txt", "a[1].txt"));
}

}  // namespace
}  // namespace galley::files

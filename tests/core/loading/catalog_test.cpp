// SPDX-License-Identifier: Apache-2.0
// What discovery makes of folders with sound and faulty files.
#include "core/loading/catalog.hpp"

#include <gtest/gtest.h>

#include "temporary_folder.hpp"

namespace galley::core::loading {

namespace fs = std::filesystem;

namespace {

std::string only_refusal(const Catalog& catalog) {
    return catalog.refused().size() == 1
               ? catalog.refused()[0].reason + " | " + catalog.refused()[0].remedy
               : std::to_string(catalog.refused().size()) + " refusals";
}

TEST(Catalog, FindsEachPluginOfAFile) {
    TemporaryFolder folder;
    const auto file = folder.add_sample("good", "cleanup/sample.so");
    const auto catalog = Catalog::discover({folder.path()});
    ASSERT_EQ(catalog.plugins().size(), 2U);
    EXPECT_EQ(catalog.plugins()[0].id, "cleanup.sample");
    EXPECT_EQ(catalog.plugins()[1].id, "tagging.sample");
    ASSERT_NE(catalog.find("tagging.sample"), nullptr);
    EXPECT_EQ(catalog.find("tagging.sample")->file, file);
    EXPECT_EQ(catalog.find("cleanup.other"), nullptr);
    EXPECT_TRUE(catalog.refused().empty());
}

TEST(Catalog, KeepsAllColumnsOfTheDescriptor) {
    TemporaryFolder folder;
    folder.add_sample("good", "sample.so");
    const auto catalog = Catalog::discover({folder.path()});
    const auto* plugin = catalog.find("cleanup.sample");
    ASSERT_NE(plugin, nullptr);
    EXPECT_EQ(plugin->summary, "Does nothing = well");
    EXPECT_EQ(plugin->thread_model, ThreadModel::kSerial);
    EXPECT_EQ(plugin->capabilities, kCapRewrites);
    EXPECT_EQ(plugin->reads, (std::vector<std::string>{"body", "headline"}));
    ASSERT_EQ(plugin->params.size(), 2U);
    EXPECT_EQ(plugin->params[0].help, "lines, with a \\ and\na line end");
    EXPECT_EQ(plugin->params[0].default_value, std::nullopt);
    EXPECT_EQ(plugin->params[0].flags, kParamRequired);
    EXPECT_EQ(plugin->params[0].max, "99");
    EXPECT_EQ(plugin->params[1].default_value, "");
    EXPECT_EQ(plugin->params[1].choices, "up|down");
}

TEST(Catalog, LetsTheFirstFolderWin) {
    TemporaryFolder first;
    TemporaryFolder second;
    const auto used = first.add_sample("good", "cleanup/sample.so");
    const auto hidden = second.add_sample("good", "cleanup/sample.so");
    const auto catalog = Catalog::discover({first.path(), second.path()});
    EXPECT_EQ(catalog.find("cleanup.sample")->file, used);
    ASSERT_EQ(catalog.shadowed().size(), 2U);
    EXPECT_EQ(catalog.shadowed()[0].file, hidden);
    EXPECT_EQ(catalog.shadowed()[0].by, used);
}

TEST(Catalog, SaysWhichAbiAFileIsBuiltFor) {
    TemporaryFolder folder;
    const auto file = folder.add_sample("abi2", "cleanup/sample.so");
    const auto catalog = Catalog::discover({folder.path()});
    EXPECT_EQ(
        catalog.refusal_of("cleanup.sample"),
        file.string() +
            ": is built for ABI 2, this host speaks 1; rebuild it against galley SDK 1.x");
    EXPECT_EQ(catalog.find("cleanup.sample"), nullptr);
}

TEST(Catalog, RefusesAPluginWithoutManifest) {
    TemporaryFolder folder;
    folder.add_sample("no_manifest", "cleanup/sample.so");
    EXPECT_EQ(
        only_refusal(Catalog::discover({folder.path()})),
        "has no section .galley.manifest | build it with galley_add_plugin()");
}

TEST(Catalog, RefusesWhatIsNoPluginFile) {
    struct Row {
        const char* content;
        const char* refusal;
    };

    for (const auto& row :
         {Row{"", "is empty | build or copy it again, or remove it"},
          Row{"just a text", "is not an ELF file | build or copy it again, or remove it"},
          Row{"GROUP ( libc.so.6 ) and enough bytes to be as long as the header of an ELF file",
              "is not an ELF file | build or copy it again, or remove it"}}) {
        TemporaryFolder folder;
        folder.add("cleanup/sample.so", row.content);
        EXPECT_EQ(only_refusal(Catalog::discover({folder.path()})), row.refusal);
    }
}

TEST(Catalog, RefusesACutFile) {
    TemporaryFolder folder;
    const auto file = folder.add_sample("good", "cleanup/sample.so");
    fs::resize_file(file, fs::file_size(file) / 2);
    EXPECT_EQ(
        only_refusal(Catalog::discover({folder.path()})),
        "is cut or damaged: its section table is out of bounds | build or copy it again, or remove "
        "it");
}

TEST(Catalog, RefusesFoldersAndSymbolicLinks) {
    TemporaryFolder folder;
    fs::create_directories(folder.path() / "cleanup" / "folder.so");
    EXPECT_EQ(
        only_refusal(Catalog::discover({folder.path()})),
        "is not a regular file | correct the file or remove it");
    fs::remove(folder.path() / "cleanup" / "folder.so");
    const auto file = folder.add_sample("good", "elsewhere/sample.so");
    fs::create_symlink(file, folder.path() / "cleanup" / "sample.so");
    EXPECT_EQ(
        only_refusal(Catalog::discover({folder.path()})),
        "is a symbolic link | put the file itself there");
}

TEST(Catalog, FindsNothingInAFolderThatIsNotThere) {
    const auto catalog = Catalog::discover({"/no/such/folder"});
    EXPECT_TRUE(catalog.plugins().empty());
    EXPECT_TRUE(catalog.refused().empty());
}

}  // namespace
}  // namespace galley::core::loading

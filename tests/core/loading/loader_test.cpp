// SPDX-License-Identifier: Apache-2.0
// Loading what the catalog found.
#include "core/loading/loader.hpp"

#include <gtest/gtest.h>

#include "core/loading/catalog.hpp"
#include "temporary_folder.hpp"

namespace galley::core::loading {
namespace {

/// The message of loading cleanup.sample from a sample file, behind the file's name.
std::string message_of(std::string_view sample) {
    TemporaryFolder folder;
    const auto file = folder.add_sample(sample, "cleanup/sample.so");
    const auto catalog = Catalog::discover({folder.path()});
    const auto* info = catalog.find("cleanup.sample");
    if (info == nullptr) {
        return "not found";
    }
    const auto loaded = load_plugin(*info);
    if (loaded) {
        return "loaded";
    }
    EXPECT_EQ(loaded.error().kind, ErrorKind::kConfig);
    EXPECT_TRUE(loaded.error().message.starts_with(file.string() + ": "));
    return loaded.error().message.substr(file.string().size() + 2);
}

TEST(LoadPlugin, GivesTheTableAndTheDataFolder) {
    TemporaryFolder folder;
    folder.add_sample("good", "cleanup/sample.so");
    const auto catalog = Catalog::discover({folder.path()});
    const auto loaded = load_plugin(*catalog.find("tagging.sample"));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_STREQ(loaded->table->id, "tagging.sample");
    EXPECT_EQ(loaded->info.version, "2.0.0");
    EXPECT_EQ(loaded->data_folder, folder.path() / "cleanup/sample");
}

TEST(LoadPlugin, GivesTheSameTableAgain) {
    TemporaryFolder folder;
    folder.add_sample("good", "cleanup/sample.so");
    const auto catalog = Catalog::discover({folder.path()});
    const auto once = load_plugin(*catalog.find("cleanup.sample"));
    const auto again = load_plugin(*catalog.find("cleanup.sample"));
    ASSERT_TRUE(once && again);
    EXPECT_EQ(once->table, again->table);
}

TEST(LoadPlugin, KeepsTheCodeWhenTheHandleIsGone) {
    TemporaryFolder folder;
    folder.add_sample("good", "cleanup/sample.so");
    const galley_plugin* table = nullptr;
    {
        const auto catalog = Catalog::discover({folder.path()});
        const auto loaded = load_plugin(*catalog.find("cleanup.sample"));
        ASSERT_TRUE(loaded);
        table = loaded->table;
    }
    EXPECT_STREQ(table->id, "cleanup.sample");
    void* self = nullptr;
    EXPECT_EQ(table->create(nullptr, &self), GALLEY_OK);
}

TEST(LoadPlugin, NamesTheMissingSymbol) {
    const auto message = message_of("missing_symbol");
    EXPECT_NE(message.find("a_symbol_that_nobody_has"), std::string::npos) << message;
    EXPECT_TRUE(message.ends_with("; install what it needs, or rebuild it")) << message;
}

TEST(LoadPlugin, SaysWhichAbiTheCodeSpeaks) {
    EXPECT_EQ(
        message_of("abi2_inside"),
        "is built for ABI 2, this host speaks 1; rebuild it against galley SDK 1.x");
}

TEST(LoadPlugin, RefusesAManifestThatTheCodeDoesNotKeep) {
    EXPECT_EQ(
        message_of("other_version"),
        "cleanup.sample: the manifest and the code differ in version; rebuild it against galley "
        "SDK 1.x");
}

TEST(LoadPlugin, RefusesTablesThatAreCut) {
    EXPECT_EQ(
        message_of("cut_module"),
        "the module table is cut: 8 bytes, expected 48; rebuild it against galley SDK 1.x");
}

TEST(LoadPlugin, RefusesFunctionsThatAreNull) {
    EXPECT_EQ(
        message_of("null_create"),
        "cleanup.sample: a function that its kind needs is NULL; rebuild it against galley SDK "
        "1.x");
}

}  // namespace
}  // namespace galley::core::loading

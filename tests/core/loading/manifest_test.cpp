// SPDX-License-Identifier: Apache-2.0
// The manifest's grammar, and what each fault is called.
#include "core/loading/manifest.hpp"

#include <gtest/gtest.h>

namespace galley::core::loading {
namespace {

std::string error_of(std::string_view text) {
    const auto manifest = parse_manifest(text);
    return manifest ? "none" : manifest.error().message;
}

constexpr std::string_view kSmall =
    "galley.manifest=1\nplugin=export.x\nkind=export\nversion=1\nabi=1.0\nend=1\n";

TEST(ParseManifest, ReadsTheSmallestOne) {
    const auto manifest = parse_manifest(kSmall);
    ASSERT_TRUE(manifest) << manifest.error().message;
    EXPECT_EQ(manifest->abi_major, 1U);
    EXPECT_EQ(manifest->plugins.size(), 1U);
    EXPECT_EQ(manifest->plugins[0].kind, PluginKind::kExport);
}

TEST(ParseManifest, LeavesKeysOfLaterVersionsAlone) {
    EXPECT_EQ(
        error_of("galley.manifest=1\nplugin=export.x\nkind=export\nversion=1\nabi=1.0\n"
                 "mood=good\nparam=p\nparam.colour=red\nend=1\n"),
        "none");
}

TEST(ParseManifest, ReadsIdsOfAnotherMajorOnly) {
    const auto manifest =
        parse_manifest("galley.manifest=1\nplugin=cleanup.x\nabi=2.7\nkind=unheard\nend=1\n");
    ASSERT_TRUE(manifest) << manifest.error().message;
    EXPECT_EQ(manifest->abi_major, 2U);
    EXPECT_EQ(manifest->abi_minor, 7U);
}

TEST(ParseManifest, NamesTheLineOfAFault) {
    EXPECT_EQ(error_of(""), "the manifest is cut");
    EXPECT_EQ(error_of("galley.manifest=1\nplugin=cle"), "the manifest is cut");
    EXPECT_EQ(error_of(kSmall.substr(0, kSmall.size() - 6)), "the manifest is cut");
    EXPECT_EQ(
        error_of("galley.manifest=9\n"),
        "manifest line 1: expected galley.manifest=1, got \"galley.manifest=9\"");
    EXPECT_EQ(
        error_of("galley.manifest=1\nversion=1\n"),
        "manifest line 2: expected plugin=ID first, got \"version=1\"");
    EXPECT_EQ(
        error_of("galley.manifest=1\nplugin=a.b\nkind=dance\n"),
        "manifest line 3: kind \"dance\" is not known to this host, got \"kind=dance\"");
    EXPECT_EQ(
        error_of("galley.manifest=1\nplugin=a.b\nsummary=a\\q\n"),
        "manifest line 3: expected key=value, got \"summary=a\\q\"");
    EXPECT_EQ(
        error_of("galley.manifest=1\nplugin=a.b\nend=2\n"),
        "manifest line 3: the count of plugins does not agree, got \"end=2\"");
    EXPECT_EQ(
        error_of("galley.manifest=1\nplugin=tagging.x\nkind=export\nversion=1\nabi=1.0\nend=1\n"),
        "plugin \"tagging.x\" of the manifest has no version or an id of another kind");
}

}  // namespace
}  // namespace galley::core::loading

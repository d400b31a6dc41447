// SPDX-License-Identifier: Apache-2.0
// What galley-manifest says about faulty descriptors.
#include "manifest_text.hpp"

#include <string_view>

#include <gtest/gtest.h>

#include <galley/needs.h>

namespace {

galley_status create(const galley_host*, void**) {
    return GALLEY_OK;
}

galley_status configure(void*, const galley_conf*) {
    return GALLEY_OK;
}

galley_status process(void*, galley_doc*) {
    return GALLEY_OK;
}

void destroy(void*) {}

struct Descriptor {
    galley_param param{};
    galley_plugin plugin{};
    const galley_plugin* plugins[1] = {&plugin};
    galley_module module{};

    Descriptor() {
        param.struct_size = sizeof param;
        param.type = GALLEY_PARAM_TEXT;
        param.name = "p";
        param.help = "h";
        plugin.struct_size = sizeof plugin;
        plugin.kind = GALLEY_KIND_CLEANUP;
        plugin.id = "cleanup.x";
        plugin.version = "1";
        plugin.summary = "s";
        plugin.license = "MIT";
        plugin.params = &param;
        plugin.param_count = 1;
        plugin.param_size = sizeof param;
        plugin.create = create;
        plugin.configure = configure;
        plugin.process = process;
        plugin.destroy = destroy;
        module.struct_size = sizeof module;
        module.abi_major = GALLEY_ABI_MAJOR;
        module.plugin_count = 1;
        module.plugin_size = sizeof plugin;
        module.plugins = plugins;
    }

    std::string problem(std::string_view id = "cleanup.x") const {
        return galley::tools::descriptor_problem(&module, id);
    }
};

TEST(ManifestText, EscapesWhatWouldBreakALine) {
    Descriptor d;
    d.plugin.summary = "a\\b\nc\rd=e";
    const auto text = galley::tools::manifest_text(d.module);
    EXPECT_NE(text.find("\nsummary=a\\\\b\\nc\\rd=e\n"), std::string::npos) << text;
    EXPECT_TRUE(text.starts_with("galley.manifest=1\nplugin=cleanup.x\nkind=cleanup\n"));
    EXPECT_TRUE(text.ends_with("\nend=1\n"));
}

TEST(ManifestText, SaysWhatAPluginOffersAndNeeds) {
    Descriptor d;
    d.plugin.extension = [](void*, const char* id) -> const void* {
        static constexpr const char* kFiles[] = {"data/dict", "/usr/share/fonts", nullptr};
        static constexpr galley_needs_v1 kNeeds{
            sizeof(galley_needs_v1), GALLEY_NEED_ISOLATION, kFiles};
        static constexpr galley_reader_v1 kReader{};
        const std::string_view wanted(id);
        return wanted == GALLEY_NEEDS_V1    ? static_cast<const void*>(&kNeeds)
               : wanted == GALLEY_READER_V1 ? &kReader
                                            : nullptr;
    };
    const auto text = galley::tools::manifest_text(d.module);
    const std::string_view lines =
        "\noffers=galley.reader/1\nreads_files=data/dict\nreads_files=/usr/share/fonts\n"
        "needs_isolation=1\n";
    EXPECT_NE(text.find(lines), std::string::npos) << text;
}

TEST(DescriptorProblem, FindsNoneInASoundOne) {
    EXPECT_EQ(Descriptor().problem(), "");
}

TEST(DescriptorProblem, NamesEachFault) {
    Descriptor d;
    EXPECT_EQ(d.problem("cleanup.y"), "no plugin with the id cleanup.y; the first is cleanup.x");
    d.param.help = "";
    EXPECT_EQ(d.problem(), "cleanup.x: parameter p has no help");
    d.param.help = "h";
    d.param.type = 99;
    EXPECT_EQ(d.problem(), "cleanup.x: parameter p has an unknown type, 99");
    d.param.type = GALLEY_PARAM_ENUM;
    EXPECT_EQ(d.problem(), "cleanup.x: parameter p has no choices");
    d.param.type = GALLEY_PARAM_TEXT;
    d.plugin.process = nullptr;
    EXPECT_EQ(d.problem(), "cleanup.x: a function that its kind needs is NULL");
    d.plugin.process = process;
    d.plugin.kind = GALLEY_KIND_EXPORT;
    EXPECT_EQ(d.problem(), "cleanup.x: the id does not begin with its kind");
    d.plugin.kind = GALLEY_KIND_CLEANUP;
    d.plugin.version = "";
    EXPECT_EQ(d.problem(), "cleanup.x: id, version, summary or license is empty");
    d.module.abi_major = 2;
    EXPECT_EQ(d.problem(), "abi_major is 2, expected 1");
}

}  // namespace

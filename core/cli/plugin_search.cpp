// SPDX-License-Identifier: Apache-2.0
// Search path, discovery and allow-list.
#include "core/cli/plugin_search.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "core/loading/allow_list.hpp"
#include "core/loading/sealed_copy.hpp"
#include "core/loading/search_path.hpp"

namespace galley::core::cli {
namespace {

std::vector<std::filesystem::path> absolute(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> out;
    std::ranges::transform(paths, std::back_inserter(out), [](const auto& path) {
        return std::filesystem::absolute(path);
    });
    return out;
}

}  // namespace

Result<loading::Catalog> find_plugins(
    const std::vector<std::filesystem::path>& configured,
    const std::vector<std::filesystem::path>& trusted) {
    const char* environment = std::getenv("GALLEY_PLUGIN_PATH");
    auto folders = loading::search_path(
        {absolute(configured),
         environment == nullptr ? "" : environment,
         loading::this_executable()});
    if (!folders.has_value()) {
        return unexpected(folders.error());
    }
    return loading::Catalog::discover(
        std::move(folders).value(), loading::Trust(absolute(trusted)));
}

config::PluginCatalog as_config_sees(const loading::Catalog& catalog) {
    config::PluginCatalog out;
    out.find = [&catalog](std::string_view id) { return catalog.find(id); };
    for (const auto& plugin : catalog.plugins()) {
        out.ids.push_back(plugin.id);
    }
    for (const auto& folder : catalog.folders()) {
        out.searched.push_back(folder.string());
    }
    out.installed = loading::installed_folder(loading::this_executable());
    out.refusal = [&catalog](std::string_view id) { return catalog.refusal_of(id); };
    return out;
}

config::Diagnostics bind_to_allow_list(
    const config::Config& config, const config::Chain& chain, loading::Catalog& catalog) {
    const auto& file = config.allowed_plugins;
    config::Diagnostics problems;
    if (file.empty()) {
        return problems;
    }
    const auto list = loading::AllowList::read(file);
    if (!list.has_value()) {
        for (const auto& problem : list.error()) {
            auto at = config.allowed_plugins_position;
            if (problem.line > 0) {
                at = {file.string(), problem.line, ""};
            }
            const auto whose = problem.line > 0 ? "" : file.string() + ": ";
            problems.push_back({at, whose + problem.text, {}});
        }
        return problems;
    }
    for (const auto& resolved : chain.stages) {
        const auto& plugin = *resolved.plugin;
        auto digest = loading::sha256_of(plugin.file);
        if (digest.has_value() && list->allows(digest.value())) {
            catalog.pin(plugin.id, std::move(digest).value());
            continue;
        }
        const auto why = digest.has_value() ? "has the SHA-256 " + digest.value() +
                                                  ", which is not in " + file.string()
                                            : digest.error().message;
        problems.push_back({resolved.stage.position, plugin.file.string() + ": " + why, {}});
    }
    return problems;
}

std::vector<std::string> stand_ins(const config::Chain& chain, const loading::Catalog& catalog) {
    std::vector<std::string> sentences;
    for (const auto& resolved : chain.stages) {
        auto refusal = catalog.refusal_of(resolved.plugin->id);
        if (!refusal.empty()) {
            refusal += "; " + resolved.plugin->file.string() + " is used";
            if (std::ranges::find(sentences, refusal) == sentences.end()) {
                sentences.push_back(std::move(refusal));
            }
        }
    }
    return sentences;
}

}  // namespace galley::core::cli

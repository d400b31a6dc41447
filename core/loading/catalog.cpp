// SPDX-License-Identifier: Apache-2.0
// Walks the folders in order and sorts what is found into used, shadowed and refused.
#include "catalog.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <galley/plugin.h>

#include "elf_section.hpp"
#include "manifest.hpp"

namespace galley::core::loading {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kKindFolders[] = {"ingest", "cleanup", "tagging", "export"};

std::vector<fs::path> plugin_files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (auto each = fs::directory_iterator(folder, failed);
         !failed && each != fs::directory_iterator();
         each.increment(failed)) {
        if (each->path().extension() == ".so") {
            files.push_back(each->path());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::string remedy_for(const Error& error) {
    if (error.message == "is a symbolic link") {
        return "put the file itself there";
    }
    if (error.message.starts_with("has no section")) {
        return "build it with galley_add_plugin()";
    }
    if (error.message.starts_with("is built for another")) {
        return "build it on this kind of machine";
    }
    return error.kind == ErrorKind::kIo ? "correct the file or remove it"
                                        : "build or copy it again, or remove it";
}

Refused other_abi(const fs::path& file, const Manifest& manifest) {
    if (manifest.abi_major != GALLEY_ABI_MAJOR) {
        return {
            file,
            fmt::format(
                "is built for ABI {}, this host speaks {}", manifest.abi_major, GALLEY_ABI_MAJOR),
            fmt::format("rebuild it against galley SDK {}.x", GALLEY_ABI_MAJOR)};
    }
    return {
        file,
        fmt::format(
            "needs ABI {}.{}, this host has {}.{}",
            manifest.abi_major,
            manifest.abi_minor,
            GALLEY_ABI_MAJOR,
            GALLEY_ABI_MINOR),
        "use a newer galley, or rebuild it with a smaller GALLEY_TARGET_MINOR"};
}

/// "cleanup.strip_notices" for .../cleanup/strip_notices.so
std::string id_by_place(const fs::path& file) {
    return file.parent_path().filename().string() + '.' + file.stem().string();
}

}  // namespace

std::string Refused::message() const {
    return fmt::format("{}: {}; {}", file.string(), reason, remedy);
}

Catalog Catalog::discover(std::vector<fs::path> folders, Trust trust) {
    Catalog catalog;
    catalog.trust_ = std::move(trust);
    catalog.folders_ = std::move(folders);
    for (const auto& folder : catalog.folders_) {
        catalog.read_folder(folder);
        for (const auto kind : kKindFolders) {
            catalog.read_folder(folder / kind);
        }
    }
    std::ranges::sort(
        catalog.plugins_, {}, [](const PluginInfo& each) { return std::tie(each.kind, each.id); });
    return catalog;
}

void Catalog::read_folder(const fs::path& folder) {
    const auto files = plugin_files_in(folder);
    if (files.empty()) {
        return;
    }
    std::error_code ignored;  // there are files in it
    const auto distrust = trust_.problem_of_folder(fs::weakly_canonical(folder, ignored));
    for (const auto& file : files) {
        if (distrust.has_value()) {
            refuse(file, *distrust, fmt::format("its folder {}: ", folder.string()));
        } else {
            read_file(file);
        }
    }
}

void Catalog::refuse(const fs::path& file, Distrust distrust, std::string_view whose) {
    distrust.reason.insert(0, whose);
    refused_.push_back({file, std::move(distrust.reason), std::move(distrust.remedy)});
}

void Catalog::read_file(const fs::path& file) {
    const auto text = read_section(file, kManifestSection);
    if (!text) {
        refused_.push_back({file, text.error().message, remedy_for(text.error())});
        return;
    }
    if (auto distrust = trust_.problem_of(file)) {
        refuse(file, *std::move(distrust), "");
        return;
    }
    auto manifest = parse_manifest(*text);
    if (!manifest) {
        refused_.push_back({file, manifest.error().message, "rebuild it with this galley's SDK"});
        return;
    }
    if (manifest->abi_major != GALLEY_ABI_MAJOR || manifest->abi_minor > GALLEY_ABI_MINOR) {
        refused_.push_back(other_abi(file, *manifest));
        return;
    }
    for (auto& plugin : manifest->plugins) {
        plugin.file = file;
        const auto data = fs::path(file).replace_extension();
        for (auto& path : plugin.reads_files) {
            path = (data / path).lexically_normal().string();  // an absolute one stays as it is
        }
        add(std::move(plugin));
    }
}

void Catalog::add(PluginInfo plugin) {
    if (const auto* first = find(plugin.id)) {
        shadowed_.push_back({plugin.id, plugin.file, first->file});
    } else {
        plugins_.push_back(std::move(plugin));
    }
}

const PluginInfo* Catalog::find(std::string_view id) const {
    const auto found = std::ranges::find(plugins_, id, &PluginInfo::id);
    return found == plugins_.end() ? nullptr : &*found;
}

void Catalog::pin(std::string_view id, std::string sha256) {
    const auto found = std::ranges::find(plugins_, id, &PluginInfo::id);
    if (found != plugins_.end()) {
        found->sha256 = std::move(sha256);
    }
}

std::string Catalog::refusal_of(std::string_view id) const {
    const auto found = std::ranges::find_if(
        refused_, [&](const Refused& each) { return id_by_place(each.file) == id; });
    return found == refused_.end() ? std::string() : found->message();
}

}  // namespace galley::core::loading

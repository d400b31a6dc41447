// SPDX-License-Identifier: Apache-2.0
// The invented plugins.
#include "catalog.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace galley::core::config {

namespace {

namespace fs = std::filesystem;

ParamInfo row(std::string name, ParamType type, std::optional<std::string> default_value) {
    ParamInfo param;
    param.help = "the " + name;
    param.name = std::move(name);
    param.type = type;
    param.default_value = std::move(default_value);
    return param;
}

ParamInfo ranged(ParamInfo param, std::string min, std::string max) {
    param.min = std::move(min);
    param.max = std::move(max);
    return param;
}

ParamInfo chosen(ParamInfo param, std::string choices) {
    param.choices = std::move(choices);
    return param;
}

ParamInfo required(ParamInfo param) {
    param.flags = kParamRequired;
    return param;
}

ParamInfo of_paths(ParamInfo param) {
    param.flags = kParamPaths;
    return param;
}

PluginInfo plugin(
    std::string id,
    std::vector<ParamInfo> params,
    std::vector<std::string> reads,
    std::vector<std::string> writes) {
    PluginInfo info;
    info.version = "1.0.0";
    info.summary = "Test plugin " + id;
    info.kind = id.starts_with("ingest")    ? PluginKind::kIngest
                : id.starts_with("cleanup") ? PluginKind::kCleanup
                : id.starts_with("tagging") ? PluginKind::kTagging
                                            : PluginKind::kExport;
    info.id = std::move(id);
    info.params = std::move(params);
    info.reads = std::move(reads);
    info.writes = std::move(writes);
    return info;
}

std::vector<ParamInfo> every_type() {
    using enum ParamType;
    return {
        row("flag", kBool, "true"),
        ranged(row("max_gap_lines", kInt, "3"), "0", "99"),
        ranged(row("confidence", kReal, "0.95"), "0", "1"),
        row("label", kText, ""),
        ranged(row("patience", kDuration, "2s"), "1ms", "60s"),
        ranged(row("room", kSize, "64KiB"), "1KiB", "1MiB"),
        row("pattern", kRegex, std::nullopt),
        row("dictionary", kPath, ""),
        chosen(row("mode", kEnum, "careful"), "careful|bold|off"),
        row("words", kList, "alpha|beta"),
        chosen(row("packs", kList, "zh"), "zh|en"),
        row("password", kSecret, std::nullopt),
        of_paths(row("inputs", kList, ""))};
}

std::vector<PluginInfo> make_plugins() {
    using enum ParamType;
    std::vector<PluginInfo> all = {
        plugin("ingest.files", {required(row("path", kPath, std::nullopt))}, {}, {}),
        plugin("ingest.jsonl", {row("text", kText, "text")}, {}, {}),
        plugin("cleanup.every_type", every_type(), {"body"}, {"body"}),
        plugin("cleanup.normalize_text", {}, {"body"}, {"body"}),
        plugin("cleanup.strip_furniture", {row("rules", kList, "zh|en")}, {"body"}, {"source"}),
        plugin("cleanup.strip_notices", {row("as_items", kBool, "true")}, {"body"}, {"body"}),
        plugin(
            "cleanup.join_wrapped_lines",
            {ranged(row("max_gap_lines", kInt, "3"), "0", "99"), row("rules", kList, "")},
            {"body"},
            {"body", "caption"}),
        plugin("tagging.tag_keywords", {}, {"body"}, {"keyword"}),
        plugin("tagging.tag_captions", {}, {"caption"}, {"captions"}),
        plugin("tagging.tag_topics", {}, {"keyword"}, {"topic"}),
        plugin("export.jsonl", {}, {}, {}),
        plugin("export.proof_sheet", {row("path", kPath, "proof.html")}, {}, {}),
        plugin("export.broker", {row("topic", kText, "")}, {}, {}),
        plugin("cleanup.number_lines", {}, {}, {})};
    all[12].capabilities = kCapNetwork;
    all[13].thread_model = ThreadModel::kOrdered;
    return all;
}

}  // namespace

const PluginCatalog& test_catalog() {
    static const std::vector<PluginInfo> plugins = make_plugins();
    static const PluginCatalog catalog = [] {
        PluginCatalog made;
        made.find = [](std::string_view id) -> const PluginInfo* {
            for (const PluginInfo& each : plugins) {
                if (each.id == id) {
                    return &each;
                }
            }
            return nullptr;
        };
        for (const PluginInfo& each : plugins) {
            made.ids.push_back(each.id);
        }
        made.searched = {"/opt/plugins", "/srv/plugins"};
        made.refusal = [](std::string_view id) {
            return std::string(id == "cleanup.torn" ? "torn.so is cut off; build it again" : "");
        };
        return made;
    }();
    return catalog;
}

TempFolder::TempFolder() {
    std::string name = (fs::temp_directory_path() / "galley-config-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder " + name);
    }
    path_ = fs::canonical(name);
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path TempFolder::write(std::string_view name, std::string_view text) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

std::string messages(const fs::path& file, std::span<const std::string> overrides) {
    const Result<Config, Diagnostics> config = read_config(file, overrides);
    std::string text;
    if (!config) {
        text = to_text(config.error());
    } else if (const auto chain = validate(*config, test_catalog()); !chain) {
        text = to_text(chain.error());
    }
    const std::string folder = file.parent_path().string() + "/";
    for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;) {
        text.erase(at, folder.size());
    }
    return text;
}

std::string messages_of(std::string_view info) {
    const TempFolder folder;
    return messages(folder.write("x.info", info));
}

std::string pipeline_with(std::string_view stages) {
    return "galley 1\npipeline main\n{\n    ingest files { path in }\n" + std::string(stages) +
           "\n    export jsonl\n}\n";
}

}  // namespace galley::core::config

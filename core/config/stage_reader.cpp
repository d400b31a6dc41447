// SPDX-License-Identifier: Apache-2.0
// A stage is a keyword, the name of a plugin and options.
#include "stage_reader.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "option_reader.hpp"
#include "settings.hpp"

namespace galley::core::config {

namespace {

/// A stage as it stands in the tree.
struct Entry {
    PluginKind kind;
    const Node* named;  ///< its key is the keyword, its value the plugin
    std::vector<const Node*> options;

    std::string given_id() const {
        for (const Node* each : options) {
            if (each->key == "id" && is_name(each->value)) {
                return each->value;
            }
        }
        return {};
    }
};

class StageReader {
  public:
    explicit StageReader(Config& config) : config_(config) {}

    void run(const Node& list) {
        for (const Node& child : list.children) {
            child.key.empty() ? find_json(child) : find_info(child);
        }
        for (const Entry& entry : entries_) {
            read(entry);
        }
    }

  private:
    void problem(const Node& at, std::string key_path, std::string text, std::string meant = {}) {
        config_.problems.push_back(
            {at.position(std::move(key_path)), std::move(text), std::move(meant)});
    }

    void find_info(const Node& node) {
        if (const std::optional<PluginKind> kind = kind_of(node.key)) {
            return add({*kind, &node, children_of(node)});
        }
        const std::vector<std::string> keywords = {
            "ingest", "cleanup", "tagging", "export", "include"};
        problem(
            node,
            "pipeline." + node.key,
            "expected ingest, cleanup, tagging or export",
            closest(node.key, keywords));
    }

    void find_json(const Node& item) {
        std::vector<const Node*> options = children_of(item);
        const auto plugin = std::ranges::find_if(
            options, [](const Node* each) { return kind_of(each->key).has_value(); });
        if (plugin == options.end()) {
            return problem(
                item, "pipeline", "expected a stage such as {\"cleanup\": \"strip_notices\"}");
        }
        const Node* named = *plugin;
        options.erase(plugin);
        add({*kind_of(named->key), named, std::move(options)});
    }

    void add(Entry entry) {
        if (is_name(entry.named->value)) {
            entries_.push_back(std::move(entry));
        } else {
            refuse_plugin_name(entry.kind, *entry.named);
        }
    }

    /// The plugin's name; where plugins of two kinds share it, as jsonl does, ingest_jsonl and
    /// export_jsonl.
    std::string id_of(const Entry& entry) const {
        const std::string given = entry.given_id();
        const std::string& name = entry.named->value;
        const bool shared = std::ranges::any_of(entries_, [&](const Entry& other) {
            return other.kind != entry.kind && other.named->value == name &&
                   other.given_id().empty();
        });
        const std::string own = shared ? fmt::format("{}_{}", keyword(entry.kind), name) : name;
        return given.empty() ? own : given;
    }

    void read(const Entry& entry) {
        const Node& node = *entry.named;
        Stage stage;
        stage.kind = entry.kind;
        if (stage.kind == PluginKind::kExport) {
            stage.kinds = {"article", "notice"};
        }
        stage.plugin = fmt::format("{}.{}", keyword(stage.kind), node.value);
        stage.id = id_of(entry);
        stage.position = node.position("pipeline." + stage.id);
        for (Option& option :
             read_options(entry.options, stage.position.key_path, config_.problems)) {
            if (!set_stage_key(config_, stage, option)) {
                stage.options.push_back(std::move(option));
            }
        }
        refuse_twin(stage);
        config_.stages.push_back(std::move(stage));
    }

    void refuse_twin(const Stage& stage) {
        const auto twin = std::ranges::find(config_.stages, stage.id, &Stage::id);
        if (twin != config_.stages.end()) {
            config_.problems.push_back(
                {stage.position,
                 fmt::format(
                     "a second stage of this name, first at {}; give one an id",
                     twin->position.where()),
                 {}});
        }
    }

    void refuse_plugin_name(PluginKind kind, const Node& node) {
        const std::string prefix = fmt::format("{}.", keyword(kind));
        const bool whole_id = node.value.starts_with(prefix);
        problem(
            node,
            fmt::format("pipeline.{}", keyword(kind)),
            node.value.empty() ? "expected the name of a plugin"
                               : fmt::format(
                                     "a plugin is named by a-z, 0-9 and _, never by path, got {}",
                                     in_quotes(node.value)),
            whole_id ? node.value.substr(prefix.size()) : "");
    }

    Config& config_;
    std::vector<Entry> entries_;
};

}  // namespace

void read_stages(const Node& list, Config& config) {
    StageReader(config).run(list);
}

}  // namespace galley::core::config

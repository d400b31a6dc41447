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

class StageReader {
  public:
    explicit StageReader(Config& config) : config_(config) {}

    void read_info(const Node& node) {
        const std::optional<PluginKind> kind = kind_of(node.key);
        if (kind) {
            return read(*kind, node, children_of(node));
        }
        const std::vector<std::string> keywords = {
            "ingest", "cleanup", "tagging", "export", "include"};
        problem(
            node,
            "pipeline." + node.key,
            "expected ingest, cleanup, tagging or export",
            closest(node.key, keywords));
    }

    void read_json(const Node& item) {
        std::vector<const Node*> options = children_of(item);
        const auto plugin = std::ranges::find_if(
            options, [](const Node* each) { return kind_of(each->key).has_value(); });
        if (plugin == options.end()) {
            return problem(
                item, "pipeline", "expected a stage such as {\"cleanup\": \"strip_notices\"}");
        }
        const Node& named = **plugin;
        options.erase(plugin);
        read(*kind_of(named.key), named, options);
    }

  private:
    void problem(const Node& at, std::string key_path, std::string text, std::string meant = {}) {
        config_.problems.push_back(
            {at.position(std::move(key_path)), std::move(text), std::move(meant)});
    }

    void read(PluginKind kind, const Node& node, const std::vector<const Node*>& options) {
        if (!is_name(node.value)) {
            return refuse_plugin_name(kind, node);
        }
        Stage stage;
        stage.kind = kind;
        if (kind == PluginKind::kExport) {
            stage.kinds = {"article", "notice"};
        }
        stage.plugin = fmt::format("{}.{}", keyword(kind), node.value);
        stage.id = node.value;
        for (const Node* each : options) {
            stage.id = each->key == "id" && is_name(each->value) ? each->value : stage.id;
        }
        stage.position = node.position("pipeline." + stage.id);
        for (Option& option : read_options(options, stage.position.key_path, config_.problems)) {
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
};

}  // namespace

void read_stages(const Node& list, Config& config) {
    StageReader reader(config);
    for (const Node& child : list.children) {
        child.key.empty() ? reader.read_json(child) : reader.read_info(child);
    }
}

}  // namespace galley::core::config

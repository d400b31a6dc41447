// SPDX-License-Identifier: Apache-2.0
// Turns the tree of a config file into the normal form, collecting every problem on the way.
#include "config.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "includes.hpp"
#include "settings.hpp"
#include "unicode.hpp"
#include "vocabulary.hpp"

namespace galley::core::config {

namespace {

constexpr PluginKind kKinds[] = {
    PluginKind::kIngest, PluginKind::kCleanup, PluginKind::kTagging, PluginKind::kExport};

std::vector<std::string> keywords() {
    std::vector<std::string> all;
    std::ranges::transform(kKinds, std::back_inserter(all), [](PluginKind kind) {
        return std::string(keyword(kind));
    });
    return all;
}

std::optional<PluginKind> kind_of(std::string_view word) {
    const auto found = std::ranges::find(kKinds, word, keyword);
    return found == std::end(kKinds) ? std::nullopt : std::optional(*found);
}

bool has_invisible(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        if (!point.valid || is_control(point.value) || is_invisible(point.value)) {
            return true;
        }
        at += point.bytes;
    }
    return false;
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return is_control(static_cast<unsigned char>(c)) && c != '\n' && c != '\t' &&
               static_cast<unsigned char>(c) < 0x80;
    });
}

class ConfigReader {
  public:
    explicit ConfigReader(const std::filesystem::path& file) { config_.file = file; }

    Config run(const Node& root, std::span<const std::string> overrides) {
        if (root.form != Form::kObject) {
            problem(root, "", "expected an object { ... }");
            return std::move(config_);
        }
        refuse_duplicates(root, "");
        for (const Node& child : root.children) {
            top_level(child);
        }
        if (config_.version == 0 && !saw_version_) {
            config_.problems.push_back(
                {whole_file("galley"), "missing; a config begins with: galley 1", {}});
        }
        if (!saw_pipeline_) {
            config_.problems.push_back({whole_file("pipeline"), "no pipeline", {}});
        }
        for (const std::string& each : overrides) {
            apply_override(config_, each);
        }
        return std::move(config_);
    }

  private:
    Position whole_file(std::string_view key) const {
        return {config_.file.string(), 1, std::string(key)};
    }

    void problem(const Node& at, std::string key_path, std::string text, std::string meant = {}) {
        config_.problems.push_back(
            {at.position(std::move(key_path)), std::move(text), std::move(meant)});
    }

    /// Keys with the same name, and keys that are not what they look like.
    void refuse_duplicates(
        const Node& parent, const std::string& path, std::string_view repeatable = {}) {
        std::map<std::string_view, const Node*> seen;
        for (const Node& child : parent.children) {
            if (child.key.empty() || child.key == repeatable) {
                continue;
            }
            const auto [first, is_new] = seen.emplace(child.key, &child);
            if (!is_new) {
                problem(
                    child,
                    joined(path, child.key),
                    fmt::format("given twice, first at {}", first->second->position("").where()));
            }
        }
    }

    static std::string joined(const std::string& path, const std::string& key) {
        return path.empty() ? key : path + "." + key;
    }

    void top_level(const Node& node) {
        if (has_invisible(node.key)) {
            problem(node, node.key, "the key has an invisible character");
        } else if (node.key == "galley") {
            version(node);
        } else if (node.key == "pipeline") {
            pipeline(node);
        } else if (node.key == "stages") {
            stages(node);
        } else if (node.key == "limits") {
            section(node, &set_limit);
        } else if (node.key == "brake") {
            section(node, &set_brake);
        } else if (node.key == "plugins") {
            plugins(node);
        } else if (kind_of(node.key)) {
            problem(node, node.key, "a stage stands inside pipeline NAME { ... }");
        } else {
            problem(node, node.key, "unknown key", closest(node.key, top_level_keys()));
        }
    }

    void version(const Node& node) {
        saw_version_ = true;
        if (node.value != "1" || !node.children.empty()) {
            return problem(
                node,
                "galley",
                fmt::format(
                    "expected 1, the version of this format, got {}", in_quotes(node.value)));
        }
        config_.version = 1;
    }

    void pipeline(const Node& node) {
        saw_pipeline_ = true;
        config_.pipeline = node.value;
        config_.pipeline_position = node.position("pipeline");
        if (node.value.empty() || has_invisible(node.value)) {
            problem(node, "pipeline", "expected a name after pipeline");
        }
        stages(node);
    }

    void stages(const Node& list) {
        for (const Node& child : list.children) {
            if (child.key.empty()) {
                json_stage(child);
            } else {
                info_stage(child);
            }
        }
    }

    void info_stage(const Node& node) {
        const std::optional<PluginKind> kind = kind_of(node.key);
        if (!kind) {
            return problem(
                node,
                joined("pipeline", node.key),
                "expected ingest, cleanup, tagging or export",
                closest(node.key, keywords()));
        }
        std::vector<const Node*> options;
        for (const Node& child : node.children) {
            options.push_back(&child);
        }
        stage(*kind, node, options);
    }

    void json_stage(const Node& item) {
        const Node* plugin = nullptr;
        std::vector<const Node*> options;
        for (const Node& child : item.children) {
            if (plugin == nullptr && kind_of(child.key)) {
                plugin = &child;
            } else {
                options.push_back(&child);
            }
        }
        if (plugin == nullptr) {
            return problem(
                item, "pipeline", "expected a stage such as {\"cleanup\": \"strip_notices\"}");
        }
        stage(*kind_of(plugin->key), *plugin, options);
    }

    void stage(PluginKind kind, const Node& node, const std::vector<const Node*>& options) {
        Stage stage;
        stage.kind = kind;
        if (!is_name(node.value)) {
            return refuse_plugin_name(kind, node);
        }
        stage.plugin = fmt::format("{}.{}", keyword(kind), node.value);
        stage.id = node.value;
        for (const Node* each : options) {
            stage.id = each->key == "id" && is_name(each->value) ? each->value : stage.id;
        }
        stage.position = node.position("pipeline." + stage.id);
        read_options(stage, options);
        const auto twin = std::ranges::find(config_.stages, stage.id, &Stage::id);
        if (twin != config_.stages.end()) {
            problem(
                node,
                stage.position.key_path,
                fmt::format(
                    "a second stage of this name, first at {}; give one an id",
                    twin->position.where()));
        }
        config_.stages.push_back(std::move(stage));
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

    void read_options(Stage& stage, const std::vector<const Node*>& nodes) {
        std::map<std::string_view, const Node*> seen;
        const Node* before = nullptr;
        for (const Node* node : nodes) {
            std::optional<Option> option = read_option(*node, stage.position.key_path);
            const auto [first, is_new] = seen.emplace(node->key, node);
            if (option && !is_new) {
                config_.problems.push_back(
                    {option->position,
                     fmt::format("given twice, first at {}", first->second->position("").where()),
                     {}});
            } else if (option) {
                const bool same_line = before != nullptr && before->line == node->line;
                option->run_on = same_line && before->form == Form::kText ? before->key : "";
                if (!set_stage_key(config_, stage, *option)) {
                    stage.options.push_back(*std::move(option));
                }
            }
            before = node;
        }
    }

    std::optional<Option> read_option(const Node& node, const std::string& path) {
        Option option{
            node.key, {}, node.form == Form::kArray, {}, node.position(joined(path, node.key))};
        if (node.key.empty() || has_invisible(node.key)) {
            problem(node, joined(path, node.key), "the key has an invisible character");
            return std::nullopt;
        }
        const bool has_value = node.form == Form::kText || node.form == Form::kLiteral;
        if (node.form == Form::kObject || node.form == Form::kNull ||
            (has_value && !node.children.empty())) {
            problem(
                node,
                option.position.key_path,
                node.form == Form::kNull ? "expected a value, got null"
                                         : "expected a value, got { ... }");
            return std::nullopt;
        }
        if (has_value) {
            option.values.push_back(node.value);
        }
        for (const Node& item : node.children) {
            if (item.form != Form::kText && item.form != Form::kLiteral) {
                problem(item, option.position.key_path, "expected a list of texts or numbers");
                return std::nullopt;
            }
            option.values.push_back(item.value);
        }
        return values_are_plain(option) ? std::optional(std::move(option)) : std::nullopt;
    }

    bool values_are_plain(const Option& option) {
        for (const std::string& value : option.values) {
            if (has_control(value)) {
                config_.problems.push_back(
                    {option.position, "the value holds a control character", {}});
                return false;
            }
        }
        return true;
    }

    void section(const Node& node, void (*set)(Config&, const Option&)) {
        if (node.form != Form::kObject) {
            return problem(node, node.key, "expected { ... }");
        }
        refuse_duplicates(node, node.key);
        for (const Node& child : node.children) {
            if (const std::optional<Option> option = read_option(child, node.key)) {
                set(config_, *option);
            }
        }
    }

    void plugins(const Node& node) {
        for (const Node& child : node.children) {
            const std::optional<Option> option = read_option(child, "plugins");
            if (option && child.key != "path") {
                config_.problems.push_back(unknown_key(*option, std::vector<std::string>{"path"}));
            } else if (option) {
                for (const std::string& path : option->values) {
                    plugin_path(child, path);
                }
            }
        }
    }

    void plugin_path(const Node& node, const std::string& path) {
        if (path.empty()) {
            return problem(node, "plugins.path", "expected a folder, got \"\"");
        }
        const auto folder = std::filesystem::path(node.file).parent_path();
        config_.plugin_paths.push_back((folder / path).lexically_normal());
    }

    Config config_;
    bool saw_version_ = false;
    bool saw_pipeline_ = false;
};

}  // namespace

double Brake::share_of(std::string_view category) const {
    for (const auto& [name, own] : shares) {
        if (name == category) {
            return own;
        }
    }
    return share;
}

Result<Config, Diagnostics> read_config(
    const std::filesystem::path& file, std::span<const std::string> overrides) {
    Result<Node, Diagnostics> root = load_tree(file);
    if (!root) {
        Diagnostics problems = std::move(root).error();
        sort(problems);
        return unexpected(std::move(problems));
    }
    return ConfigReader(file).run(*root, overrides);
}

std::string_view keyword(PluginKind kind) {
    switch (kind) {
        case PluginKind::kIngest:
            return "ingest";
        case PluginKind::kCleanup:
            return "cleanup";
        case PluginKind::kTagging:
            return "tagging";
        case PluginKind::kExport:
            return "export";
    }
    return "plugin";
}

std::string_view name_of(std::string_view plugin_id) {
    return plugin_id.substr(plugin_id.find('.') + 1);
}

std::string title(const Stage& stage) {
    const std::string_view name = name_of(stage.plugin);
    return stage.id == name ? fmt::format("{} {}", keyword(stage.kind), name)
                            : fmt::format("{} {} ({})", keyword(stage.kind), name, stage.id);
}

}  // namespace galley::core::config

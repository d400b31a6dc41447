// SPDX-License-Identifier: Apache-2.0
// Turns the tree of a config file into the normal form, collecting every problem on the way.
#include "config.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "includes.hpp"
#include "option_reader.hpp"
#include "settings.hpp"
#include "stage_reader.hpp"
#include "vocabulary.hpp"

namespace galley::core::config {

namespace {

class ConfigReader {
  public:
    explicit ConfigReader(const std::filesystem::path& file) { config_.file = file; }

    Config run(const Node& root, std::span<const std::string> overrides) {
        if (root.form != Form::kObject) {
            problem(root, "expected an object { ... }");
            return std::move(config_);
        }
        for (const Node& child : root.children) {
            top_level(child);
        }
        require("galley", "missing; a config begins with: galley 1");
        require("pipeline", "no pipeline");
        for (const std::string& each : overrides) {
            apply_override(config_, each);
        }
        return std::move(config_);
    }

  private:
    void problem(const Node& at, std::string text, std::string meant = {}) {
        config_.problems.push_back({at.position(at.key), std::move(text), std::move(meant)});
    }

    void require(const std::string& key, std::string what) {
        if (!seen_.contains(key)) {
            const Position start{config_.file.string(), 1, key};
            config_.problems.push_back({start, std::move(what), {}});
        }
    }

    void top_level(const Node& node) {
        const auto [first, is_new] = seen_.emplace(node.key, &node);
        if (!is_new) {
            config_.problems.push_back(given_twice(node.position(node.key), *first->second));
        } else if (has_invisible(node.key)) {
            problem(node, "the key has an invisible character");
        } else if (node.key == "galley") {
            version(node);
        } else if (node.key == "pipeline") {
            pipeline(node);
        } else if (node.key == "stages") {
            stages(node);
        } else if (
            node.key == "limits" || node.key == "commit" || node.key == "brake" ||
            node.key == "isolation" || node.key == "plugins") {
            section(node);
        } else if (kind_of(node.key)) {
            problem(node, "a stage stands inside pipeline NAME { ... }");
        } else {
            problem(node, "unknown key", closest(node.key, top_level_keys()));
        }
    }

    void version(const Node& node) {
        if (node.value != "1" || !node.children.empty()) {
            return problem(
                node,
                fmt::format(
                    "expected 1, the version of this format, got {}", in_quotes(node.value)));
        }
        config_.version = 1;
    }

    void pipeline(const Node& node) {
        config_.pipeline = node.value;
        config_.pipeline_position = node.position("pipeline");
        if (node.value.empty() || has_invisible(node.value)) {
            problem(node, "expected a name after pipeline");
        }
        read_stages(node, config_);
    }

    void stages(const Node& node) {
        if (node.form != Form::kArray) {
            return problem(node, "expected a list [ ... ] of stages");
        }
        read_stages(node, config_);
    }

    void section(const Node& node) {
        if (node.form != Form::kObject) {
            return problem(node, "expected { ... }");
        }
        constexpr std::string_view kPluginPaths[] = {"path", "trust"};
        const std::span<const std::string_view> repeatable =
            node.key == "plugins" ? kPluginPaths : std::span<const std::string_view>();
        std::vector<const Node*> keys = children_of(node);
        if (node.key == "brake") {
            brake_sources(keys);
        }
        const std::vector<Option> options =
            read_options(keys, node.key, config_.problems, repeatable);
        for (const Option& option : options) {
            if (option.refused) {
                continue;
            }
            if (node.key == "limits") {
                set_limit(config_, option);
            } else if (node.key == "commit") {
                set_commit(config_, option);
            } else if (node.key == "brake") {
                set_brake(config_, option);
            } else if (node.key == "isolation") {
                set_isolation(config_, option);
            } else {
                set_plugins(config_, option);
            }
        }
    }

    /// brake { sources { "Ferry Post" { share 0.5 } } }: reads it, and takes it out of the keys.
    void brake_sources(std::vector<const Node*>& keys) {
        const auto is_sources = [](const Node* each) { return each->key == "sources"; };
        const auto found = std::ranges::find_if(keys, is_sources);
        if (found == keys.end()) {
            return;
        }
        const Node& sources = **found;
        keys.erase(found);
        for (const Node* each : keys) {
            if (is_sources(each)) {
                config_.problems.push_back(given_twice(each->position("brake.sources"), sources));
            }
        }
        std::erase_if(keys, is_sources);
        if (sources.form != Form::kObject) {
            config_.problems.push_back(
                {sources.position("brake.sources"),
                 "expected { SOURCE { ... } }, such as { \"Ferry Post\" { share 0.5 } }",
                 {}});
            return;
        }
        std::map<std::string_view, const Node*> seen;
        for (const Node& source : sources.children) {
            brake_source(source, seen);
        }
    }

    void brake_source(const Node& source, std::map<std::string_view, const Node*>& seen) {
        const std::string path = "brake.sources." + source.key;
        const auto [first, is_new] = seen.emplace(source.key, &source);
        if (!is_new) {
            config_.problems.push_back(given_twice(source.position(path), *first->second));
        } else if (source.key.empty() || has_invisible(source.key)) {
            config_.problems.push_back(
                {source.position("brake.sources"),
                 "expected the name of a source or a folder",
                 {}});
        } else if (source.form != Form::kObject) {
            config_.problems.push_back({source.position(path), "expected { ... }", {}});
        } else {
            for (const Option& option : read_options(children_of(source), path, config_.problems)) {
                if (!option.refused) {
                    set_brake_source(config_, source.key, option);
                }
            }
        }
    }

    Config config_;
    std::map<std::string, const Node*> seen_;
};

}  // namespace

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

std::optional<PluginKind> kind_of(std::string_view word) {
    using enum PluginKind;
    for (const PluginKind kind : {kIngest, kCleanup, kTagging, kExport}) {
        if (word == keyword(kind)) {
            return kind;
        }
    }
    return std::nullopt;
}

std::string_view name_of(std::string_view plugin_id) {
    return plugin_id.substr(plugin_id.find('.') + 1);
}

std::string title(const Stage& stage) {
    const std::string_view name = name_of(stage.plugin);
    const std::string plain = fmt::format("{} {}", keyword(stage.kind), name);
    const bool says_it =
        stage.id == name || stage.id == fmt::format("{}_{}", keyword(stage.kind), name);
    return says_it ? plain : fmt::format("{} ({})", plain, stage.id);
}

}  // namespace galley::core::config

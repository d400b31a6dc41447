// SPDX-License-Identifier: Apache-2.0
// Checks each stage against the descriptor of its plugin and resolves its options.
#include "chain.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "order.hpp"
#include "plain_name.hpp"
#include "settings.hpp"
#include "vocabulary.hpp"

namespace galley::core::config {

namespace {

namespace fs = std::filesystem;

/// Why the plugin cannot run in a process of its own; "": it can.
std::string why_in_galley(const PluginInfo& plugin) {
    if (plugin.kind == PluginKind::kExport) {
        return "export stages write the outputs, so they run in galley itself";
    }
    if (plugin.kind != PluginKind::kIngest) {
        return {};
    }
    if (plugin.offers_extension(kSourceExtension)) {
        return plugin.id + " opens the inputs, so it runs in galley itself";
    }
    return plugin.offers_extension(kReaderExtension)
               ? std::string()
               : fmt::format(
                     "the manifest of {} does not say that it is one; build it again", plugin.id);
}

bool is_foreign(const PluginInfo& plugin, const fs::path& installed) {
    return !installed.empty() &&
           *plugin.file.lexically_relative(installed).begin() == fs::path("..");
}

class StageResolver {
  public:
    /// @param is_foreign  the plugin did not come with galley.
    StageResolver(
        const Stage& stage, const PluginInfo& plugin, bool is_foreign, Diagnostics& problems)
        : plugin_(plugin), problems_(problems) {
        resolved_.stage = stage;
        resolved_.plugin = &plugin;
        resolved_.is_usually_isolated =
            why_in_galley(plugin).empty() && (is_foreign || plugin.needs_isolation);
        const auto usual = resolved_.is_usually_isolated ? Isolation::kProcess : Isolation::kNone;
        resolved_.is_isolated = stage.isolate.value_or(usual) == Isolation::kProcess;
    }

    ResolvedStage run() {
        refuse_what_cannot_run();
        refuse_unknown_keys();
        for (const ParamInfo& param : plugin_.params) {
            resolve(param);
        }
        return std::move(resolved_);
    }

  private:
    const Stage& stage() const { return resolved_.stage; }

    void problem(const Position& at, std::string text, std::string meant = {}) {
        problems_.push_back({at, std::move(text), std::move(meant)});
    }

    void refuse_what_cannot_run() {
        const std::string why_not = why_in_galley(plugin_);
        if (stage().isolate == Isolation::kProcess && !why_not.empty()) {
            problem(
                stage().isolate_position,
                fmt::format("expected a cleanup or tagging stage or a reader; {}", why_not));
        }
        const ThreadModel model = plugin_.thread_model;
        if (model == ThreadModel::kShared || model == ThreadModel::kOrdered) {
            problem(
                stage().position,
                fmt::format(
                    "{} has the thread model {}, which this version does not run",
                    plugin_.id,
                    model == ThreadModel::kShared ? "SHARED" : "ORDERED"));
        }
    }

    void refuse_unknown_keys() {
        std::vector<std::string> known = names(plugin_.params);
        std::ranges::copy(names(stage_params()), std::back_inserter(known));
        bool in_unquoted_value = false;
        for (const Option& option : stage().options) {
            if (plugin_.param(option.key) != nullptr || option.refused) {
                in_unquoted_value = false;
                continue;
            }
            Diagnostic unknown = unknown_key(option, known);
            const bool run_on = unknown.meant.empty() && !option.run_on.empty();
            if (run_on) {
                unknown.problem +=
                    "; a value with blanks stands in quotes: " + run_on_without_secret(option);
            }
            if (!run_on || !in_unquoted_value) {
                problems_.push_back(std::move(unknown));
            }
            in_unquoted_value = run_on;
        }
    }

    /// `password "one two"` is as good as `password "..."` to show what is meant.
    std::string run_on_without_secret(const Option& option) const {
        const std::string key = option.run_on.substr(0, option.run_on.find(' '));
        const ParamInfo* before = plugin_.param(key);
        const bool is_secret = before != nullptr && before->type == ParamType::kSecret;
        return is_secret ? key + " \"...\"" : option.run_on;
    }

    void resolve(const ParamInfo& param) {
        const auto option = std::ranges::find(stage().options, param.name, &Option::key);
        const bool given = option != stage().options.end();
        if (given && option->refused) {
            return;
        }
        const Position inner = stage().position.at(param.name);
        if (!given && (param.flags & kParamRequired) != 0) {
            return problem(inner, fmt::format("missing; {} needs it", plugin_.id));
        }
        Result<Value, Diagnostic> value =
            given ? convert(param, *option) : convert_default(param, inner);
        if (!value) {
            problems_.push_back(std::move(value).error());
            return;
        }
        if (given) {
            finish(param, *value, *option);
        }
        resolved_.values.push_back(*std::move(value));
    }

    void finish(const ParamInfo& param, Value& value, const Option& option) {
        if (value.type == ParamType::kSecret) {
            return read_secret(value, option);
        }
        if (option.position.file == kCommandLine) {
            return;  // what the shell gave is meant as it is
        }
        const bool is_path = value.type == ParamType::kPath || (param.flags & kParamPaths) != 0;
        for (std::string& text : value.texts) {
            if (text.find("${") != std::string::npos) {
                problem(
                    option.position,
                    fmt::format(
                        "the environment is read for secrets only, got {}", in_quotes(text)));
            } else if (is_path) {
                finish_path(text, option);
            }
        }
    }

    void finish_path(std::string& text, const Option& option) {
        const fs::path path = text;
        if (stage().kind == PluginKind::kExport) {
            return check_output(path, option);
        }
        const fs::path folder = fs::path(option.position.file).parent_path();
        const bool left_alone = text.empty() || text == "-" || option.position.line == 0;
        if (!left_alone && !folder.empty()) {
            text = (folder / path).lexically_normal().string();
        }
    }

    /// The rule that the output folder has too, told before a document is read.
    void check_output(const fs::path& path, const Option& option) {
        const auto& text = path.native();
        if (path.is_absolute() || std::ranges::find(path, fs::path("..")) != path.end()) {
            problem(option.position, fmt::format("{} leaves the output folder", in_quotes(text)));
        } else if (!text.empty() && !is_plain_name(text)) {
            problem(
                option.position,
                fmt::format(
                    "expected a plain name such as proof.html or proof/page-001.html, got {}",
                    in_quotes(text)));
        }
    }

    void read_secret(Value& value, const Option& option) {
        std::string& text = value.texts[0];
        if (!text.starts_with("${") || !text.ends_with('}')) {
            return;
        }
        const std::string name = text.substr(2, text.size() - 3);
        const char* found = std::getenv(name.c_str());
        if (found == nullptr) {
            return problem(
                option.position,
                fmt::format("the environment variable {} is not set", in_quotes(name)));
        }
        text = found;
    }

    const PluginInfo& plugin_;
    Diagnostics& problems_;
    ResolvedStage resolved_;
};

/// "strip_notices", or "tagging tag_language" when only another kind has it.
std::string meant_plugin(const Stage& stage, const std::vector<std::string>& ids) {
    const std::string prefix = fmt::format("{}.", keyword(stage.kind));
    std::vector<std::string> same_kind;
    for (const std::string& id : ids) {
        if (id.starts_with(prefix)) {
            same_kind.emplace_back(name_of(id));
        } else if (name_of(id) == name_of(stage.plugin)) {
            return fmt::format("{} {}", id.substr(0, id.find('.')), name_of(id));
        }
    }
    return closest(name_of(stage.plugin), same_kind);
}

Diagnostic missing_plugin(const Stage& stage, const PluginCatalog& catalog) {
    const std::string refusal = catalog.refusal ? catalog.refusal(stage.plugin) : "";
    if (!refusal.empty()) {
        return {
            stage.position, fmt::format("plugin {} was refused: {}", stage.plugin, refusal), {}};
    }
    const std::string folders = catalog.searched.empty()
                                    ? std::string("the plugin folders")
                                    : fmt::format("{}", fmt::join(catalog.searched, ", "));
    return {
        stage.position,
        fmt::format("no plugin {} in {}", stage.plugin, folders),
        meant_plugin(stage, catalog.ids)};
}

/// The outputs of an export stage as one text; two stages with the same write over each other.
std::string outputs(const ResolvedStage& stage) {
    std::string paths;
    for (const Value& value : stage.values) {
        if (value.type == ParamType::kPath && !value.texts.empty() && !value.texts[0].empty()) {
            paths += fs::path(value.texts[0]).lexically_normal().string() + '\n';
        }
    }
    return paths.empty() ? stage.plugin->id : paths;
}

void check_outputs(const Chain& chain, Diagnostics& problems) {
    std::vector<std::pair<std::string, const Stage*>> seen;
    for (const ResolvedStage& each : chain.stages) {
        const bool writes_files = (each.plugin->capabilities & kCapNetwork) == 0;
        if (each.stage.kind != PluginKind::kExport || !writes_files) {
            continue;
        }
        const std::string out = outputs(each);
        const auto twin =
            std::ranges::find(seen, out, &std::pair<std::string, const Stage*>::first);
        if (twin != seen.end()) {
            problems.push_back(
                {each.stage.position,
                 fmt::format(
                     "writes the same output as {} ({})",
                     twin->second->id,
                     twin->second->position.where()),
                 {}});
        }
        seen.emplace_back(out, &each.stage);
    }
}

}  // namespace

const Value* ResolvedStage::find(std::string_view name) const {
    const auto found = std::ranges::find(values, name, &Value::name);
    return found == values.end() ? nullptr : &*found;
}

std::vector<std::string> secrets_of(const Chain& chain) {
    std::vector<std::string> secrets;
    for (const ResolvedStage& stage : chain.stages) {
        for (const Value& value : stage.values) {
            if (value.type == ParamType::kSecret) {
                secrets.insert(secrets.end(), value.texts.begin(), value.texts.end());
            }
        }
    }
    return secrets;
}

std::vector<std::string> without_secrets(std::vector<std::string> overrides, const Chain& chain) {
    for (const ResolvedStage& stage : chain.stages) {
        for (const Value& value : stage.values) {
            const std::string key = fmt::format("pipeline.{}.{}=", stage.stage.id, value.name);
            for (std::string& each : overrides) {
                if (value.type == ParamType::kSecret && each.starts_with(key)) {
                    each = key + "***";
                }
            }
        }
    }
    return overrides;
}

Result<Chain, Diagnostics> validate(const Config& config, const PluginCatalog& catalog) {
    Diagnostics problems = config.problems;
    Chain chain;
    std::vector<const PluginInfo*> plugins;
    for (const Stage& stage : config.stages) {
        const PluginInfo* plugin = catalog.find(stage.plugin);
        plugins.push_back(plugin);
        if (plugin == nullptr) {
            problems.push_back(missing_plugin(stage, catalog));
        } else {
            chain.stages.push_back(
                StageResolver(stage, *plugin, is_foreign(*plugin, catalog.installed), problems)
                    .run());
        }
    }
    check_order(config, plugins, problems);
    check_outputs(chain, problems);
    if (!problems.empty()) {
        sort(problems);
        return unexpected(std::move(problems));
    }
    return chain;
}

}  // namespace galley::core::config

// SPDX-License-Identifier: Apache-2.0
// Limits, stage keys and overrides, all converted by the same tables as plugin parameters.
#include "settings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "value.hpp"
#include "vocabulary.hpp"

namespace galley::core::config {

namespace {

std::optional<Value> checked(Config& config, const ParamInfo& param, const Option& option) {
    Result<Value, Diagnostic> value = convert(param, option);
    if (!value) {
        config.problems.push_back(std::move(value).error());
        return std::nullopt;
    }
    return *std::move(value);
}

void set_when(Config& config, Stage& stage, const Value& value, const Option& option) {
    Result<Condition, ConditionError> condition = Condition::parse(value.texts[0]);
    if (!condition) {
        const ConditionError& error = condition.error();
        config.problems.push_back(
            {option.position,
             fmt::format(
                 "at character {} of {}: {}",
                 error.character,
                 in_quotes(value.texts[0]),
                 error.problem),
             error.meant});
        return;
    }
    stage.when = *std::move(condition);
}

Stage* find_stage(Config& config, std::string_view id) {
    const auto found = std::ranges::find(config.stages, id, &Stage::id);
    return found == config.stages.end() ? nullptr : &*found;
}

void override_stage(Config& config, std::string_view path, Option option) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    Stage* stage = find_stage(config, path.substr(0, dot));
    if (stage == nullptr || dot == path.size()) {
        std::vector<std::string> ids;
        std::ranges::transform(config.stages, std::back_inserter(ids), &Stage::id);
        config.problems.push_back(
            {option.position,
             stage == nullptr ? fmt::format("no stage {}", in_quotes(path.substr(0, dot)))
                              : std::string("expected pipeline.STAGE.KEY=VALUE"),
             stage == nullptr ? closest(path.substr(0, dot), ids) : ""});
        return;
    }
    option.key = path.substr(dot + 1);
    if (option.key == "id") {
        config.problems.push_back(
            {option.position, "the id of a stage cannot be set from outside", {}});
    } else if (!set_stage_key(config, *stage, option)) {
        std::erase_if(stage->options, [&](const Option& each) { return each.key == option.key; });
        stage->options.push_back(std::move(option));
    }
}

void set_error_limit(Config& config, const std::string& text, const Option& option) {
    config.limits.errors = parse_error_limit(text);
    if (!config.limits.errors && text != "none") {
        config.problems.push_back(
            {option.position,
             fmt::format(
                 "expected a count such as 12, 3/1000 or 0.3%, or none, got {}", in_quotes(text)),
             {}});
    }
}

}  // namespace

void set_limit(Config& config, const Option& option) {
    const ParamInfo* param = find_param(limit_params(), option.key);
    if (param == nullptr) {
        config.problems.push_back(unknown_key(option, names(limit_params())));
        return;
    }
    const std::optional<Value> value = checked(config, *param, option);
    if (!value) {
        return;
    }
    Limits& limits = config.limits;
    const std::pair<std::string_view, std::uint64_t*> numbers[] = {
        {"document_size", &limits.document_size_bytes},
        {"line_size", &limits.line_size_bytes},
        {"metadata_size", &limits.metadata_size_bytes},
        {"fields", &limits.fields},
        {"tags", &limits.tags},
        {"spans", &limits.spans},
        {"children", &limits.children},
        {"disk_space", &limits.disk_space_bytes}};
    const auto number =
        std::ranges::find(numbers, option.key, [](const auto& each) { return each.first; });
    if (number != std::ranges::end(numbers)) {
        *number->second = static_cast<std::uint64_t>(value->integer);
    } else if (option.key == "document_time") {
        limits.document_time = std::chrono::nanoseconds(value->integer);
    } else if (option.key == "stage_time") {
        limits.stage_time = std::chrono::nanoseconds(value->integer);
    } else {
        set_error_limit(config, value->texts[0], option);
    }
}

void set_commit(Config& config, const Option& option) {
    const ParamInfo* param = find_param(commit_params(), option.key);
    if (param == nullptr) {
        config.problems.push_back(unknown_key(option, names(commit_params())));
        return;
    }
    const std::optional<Value> value = checked(config, *param, option);
    if (!value) {
        return;
    }
    if (option.key == "documents") {
        config.commits.documents = value->integer;
    } else if (option.key == "time") {
        config.commits.time = std::chrono::nanoseconds(value->integer);
    } else {
        config.commits.seal_bytes = static_cast<std::uint64_t>(value->integer);
    }
}

void set_isolation(Config& config, const Option& option) {
    const ParamInfo* param = find_param(isolation_params(), option.key);
    if (param == nullptr) {
        config.problems.push_back(unknown_key(option, names(isolation_params())));
        return;
    }
    const std::optional<Value> value = checked(config, *param, option);
    if (!value) {
        return;
    }
    if (option.key == "memory") {
        config.isolation.memory_bytes = static_cast<std::uint64_t>(value->integer);
    } else if (option.key == "worker_documents") {
        config.isolation.worker_documents = static_cast<std::uint64_t>(value->integer);
    } else if (option.key == "worker_deaths") {
        config.isolation.worker_deaths = static_cast<std::uint64_t>(value->integer);
    } else {
        const std::string& text = value->texts[0];
        config.isolation.sandbox = text == "auto"       ? Sandbox::kAuto
                                   : text == "required" ? Sandbox::kRequired
                                                        : Sandbox::kOff;
    }
}

void set_plugins(Config& config, const Option& option) {
    static const std::vector<std::string> kKeys = {"path", "trust", "allow"};
    if (std::ranges::find(kKeys, option.key) == kKeys.end()) {
        config.problems.push_back(unknown_key(option, kKeys));
        return;
    }
    const bool is_file = option.key == "allow";
    if (option.values.empty() || std::ranges::count(option.values, "") > 0 ||
        (is_file && option.values.size() != 1)) {
        config.problems.push_back(
            {option.position, is_file ? "expected a file" : "expected a folder", {}});
        return;
    }
    const auto folder = std::filesystem::path(option.position.file).parent_path();
    for (const std::string& path : option.values) {
        auto joined = (folder / path).lexically_normal();
        if (is_file) {
            config.allowed_plugins = std::move(joined);
            config.allowed_plugins_position = option.position;
        } else {
            auto& paths = option.key == "path" ? config.plugin_paths : config.trusted_plugins;
            paths.push_back(std::move(joined));
        }
    }
}

bool set_stage_key(Config& config, Stage& stage, const Option& option) {
    const ParamInfo* param = find_param(stage_params(), option.key);
    if (param == nullptr) {
        return false;
    }
    const std::optional<Value> value =
        option.refused ? std::nullopt : checked(config, *param, option);
    if (!value) {
        return true;
    }
    if (option.key == "when") {
        set_when(config, stage, *value, option);
    } else if (option.key == "kinds") {
        stage.kinds = value->texts;
        if (stage.kinds.empty()) {
            config.problems.push_back(
                {option.position, "expected at least one of article, notice, page", {}});
        }
    } else if (option.key == "on_error") {
        const std::string& text = value->texts[0];
        stage.on_error = text == "fail"   ? OnError::kFail
                         : text == "skip" ? OnError::kSkip
                                          : OnError::kHold;
    } else if (option.key == "isolate") {
        stage.isolate = value->texts[0] == "none" ? Isolation::kNone : Isolation::kProcess;
        stage.isolate_position = option.position;
    } else if (!is_name(value->texts[0])) {
        config.problems.push_back(
            {option.position,
             fmt::format("expected a name of a-z, 0-9 and _, got {}", in_quotes(value->texts[0])),
             {}});
    }
    return true;
}

void apply_override(Config& config, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    Option option;
    option.position = {"--set", 0, std::string(assignment.substr(0, equals))};
    if (equals == std::string_view::npos) {
        option.position.key_path.clear();
        config.problems.push_back(
            {option.position,
             fmt::format("expected KEY=VALUE, got {}", in_quotes(assignment)),
             {}});
        return;
    }
    option.values = {std::string(assignment.substr(equals + 1))};
    const std::string_view path = assignment.substr(0, equals);
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string_view head = path.substr(0, dot);
    const std::string_view rest = path.substr(std::min(dot + 1, path.size()));
    option.key = rest;
    if (head == "limits" && !rest.empty()) {
        set_limit(config, option);
    } else if (head == "commit" && !rest.empty()) {
        set_commit(config, option);
    } else if (head == "brake" && !rest.empty()) {
        set_brake(config, option);
    } else if (head == "isolation" && !rest.empty()) {
        set_isolation(config, option);
    } else if (head == "plugins" && !rest.empty()) {
        set_plugins(config, option);
    } else if (head == "pipeline" && !rest.empty()) {
        override_stage(config, rest, std::move(option));
    } else {
        config.problems.push_back(
            {option.position,
             "expected pipeline.STAGE.KEY, limits.KEY, commit.KEY, brake.KEY, isolation.KEY or "
             "plugins.KEY",
             {}});
    }
}

Diagnostic unknown_key(const Option& option, std::span<const std::string> known) {
    return {option.position, "unknown key", closest(option.key, known)};
}

bool is_name(std::string_view text) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto inner = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; };
    constexpr std::size_t kLongest = 64;
    return !text.empty() && text.size() <= kLongest && small(text[0]) &&
           std::ranges::all_of(text, inner);
}

}  // namespace galley::core::config

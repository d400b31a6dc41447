// SPDX-License-Identifier: Apache-2.0
// Markdown tables of parameters.
#include "reference.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "config.hpp"
#include "value.hpp"
#include "vocabulary.hpp"

namespace galley::core::config {

namespace {

std::string_view type_name(ParamType type) {
    switch (type) {
        case ParamType::kBool:
            return "true or false";
        case ParamType::kInt:
            return "whole number";
        case ParamType::kReal:
            return "number";
        case ParamType::kText:
            return "text";
        case ParamType::kDuration:
            return "duration";
        case ParamType::kSize:
            return "size";
        case ParamType::kRegex:
            return "pattern";
        case ParamType::kPath:
            return "path";
        case ParamType::kEnum:
            return "choice";
        case ParamType::kList:
            return "list";
        case ParamType::kSecret:
            return "secret";
    }
    return "text";
}

/// A `|` would end the cell.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c == '|' ? "\\|" : c == '\n' ? " " : std::string(1, c);
    }
    return out;
}

std::string range(const ParamInfo& param) {
    if (!param.choices.empty()) {
        return fmt::format("{}", fmt::join(split_choices(param.choices), ", "));
    }
    if (param.min.empty() && param.max.empty()) {
        return "";
    }
    return fmt::format("{}..{}", param.min, param.max);
}

std::string default_text(const ParamInfo& param) {
    if ((param.flags & kParamRequired) != 0) {
        return "required";
    }
    std::string text = param.default_value.value_or("");
    if (param.type == ParamType::kSecret && !text.empty()) {
        text = "***";
    }
    if (param.type == ParamType::kList) {
        text = fmt::format("{}", fmt::join(split_choices(text), " "));
    }
    return text.empty() ? "" : fmt::format("`{}`", text);
}

std::string table(std::span<const ParamInfo> params) {
    std::string text = "| Key | Type | Default | Range | Meaning |\n|---|---|---|---|---|\n";
    for (const ParamInfo& each : params) {
        const std::string unit = each.unit.empty() ? "" : fmt::format(", {}", each.unit);
        text += fmt::format(
            "| `{}` | {}{} | {} | {} | {} |\n",
            each.name,
            type_name(each.type),
            cell(unit),
            cell(default_text(each)),
            cell(range(each)),
            cell(each.help));
    }
    return text;
}

std::string names_line(std::string_view verb, const std::vector<std::string>& names) {
    return names.empty() ? "" : fmt::format("\n{}: `{}`.\n", verb, fmt::join(names, "`, `"));
}

constexpr std::string_view kIntroduction =
    R"(# Config reference

Made by galley from the tables that configs are checked against. A config is INFO (`newsroom.info`) or JSON
(`newsroom.json`); both say the same:

```
galley 1
pipeline newsroom
{
    ingest  files           { path inbox }
    cleanup strip_furniture { rules "zh en" }
    export  jsonl
}
```

```
{"galley": 1, "pipeline": "newsroom", "stages": [
    {"ingest": "files", "path": "inbox"},
    {"cleanup": "strip_furniture", "rules": ["zh", "en"]},
    {"export": "jsonl"}]}
```

A comment in INFO begins with `;`. Lists and conditions stand in quotes. `include "more.info"`, at the top or among the
stages, reads another file of the same folder or below. `plugins { path "folder" }` adds a folder to search for plugins,
`trust "path"` takes a folder or file whoever may change it, `allow "list"` loads only files whose SHA-256 is in a list made
by sha256sum.
Durations: `500ms`, `5s`, `2min`, `1h`. Sizes: `512KiB`, `64MiB`, `10MB`. Any value can be given on the command line:
`--set pipeline.strip_furniture.rules="zh en"`.
)";

constexpr std::string_view kConditions =
    R"(
### Conditions

`when "language == en"`, `!=`, `media_type ^= text/` (begins with), `language in (zh-Hans zh-Hant)`, joined by `and`, `or`,
`not` and parentheses. Subjects: `language`, `media_type`, `status`, `kind`, and any metadata field as `field.source`. Of
several values one must satisfy the test; `!=` means that none is equal. A value with blanks stands in 'single quotes'.
)";

}  // namespace

std::string to_reference_markdown(const PluginInfo& plugin) {
    std::string text = fmt::format(
        "### {} {}\n\n{}.\n\n",
        keyword(plugin.kind),
        name_of(plugin.id),
        plugin.summary.substr(0, plugin.summary.find_last_not_of('.') + 1));
    text += plugin.params.empty() ? "No parameters.\n" : table(plugin.params);
    text += names_line("Reads", plugin.reads);
    text += names_line("Writes", plugin.writes);
    return text;
}

std::string to_reference_markdown(std::span<const PluginInfo* const> plugins) {
    std::vector<const PluginInfo*> sorted(plugins.begin(), plugins.end());
    std::ranges::sort(sorted, {}, [](const PluginInfo* each) {
        return std::pair(each->kind, std::string_view(each->id));
    });
    std::string text(kIntroduction);
    text += "\n## Every stage\n\n" + table(stage_params());
    text += kConditions;
    text += "\n## limits\n\n" + table(limit_params());
    text += "\n## commit\n\n" + table(commit_params());
    text += "\n## brake\n\n" + table(brake_params());
    text += "\n## isolation\n\n" + table(isolation_params());
    text += "\n## Plugins\n";
    for (const PluginInfo* each : sorted) {
        text += '\n' + to_reference_markdown(*each);
    }
    return text;
}

}  // namespace galley::core::config

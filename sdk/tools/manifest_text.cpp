// SPDX-License-Identifier: Apache-2.0
// Walks a descriptor by the sizes it declares.
#include "manifest_text.hpp"

#include <array>
#include <cstddef>
#include <iterator>
#include <set>

#include <galley/needs.h>
#include <galley/words.hpp>

namespace galley::tools {

namespace {

template <std::size_t N>
std::string word(const std::array<std::string_view, N>& words, std::uint32_t number) {
    const auto known = word_of(words, number);
    return known.empty() ? std::to_string(number) : std::string(known);
}

class Lines {
  public:
    void put(std::string_view key, const char* value) {
        if (value == nullptr) {
            return;
        }
        text_.append(key).push_back('=');
        for (; *value != '\0'; ++value) {
            put_char(*value);
        }
        text_.push_back('\n');
    }

    void put(std::string_view key, const std::string& value) { put(key, value.c_str()); }

    void put_all(std::string_view key, const char* const* values) {
        for (; values != nullptr && *values != nullptr; ++values) {
            put(key, *values);
        }
    }

    std::string take() { return std::move(text_); }

  private:
    void put_char(char c) {
        switch (c) {
            case '\\':
                text_ += "\\\\";
                break;
            case '\n':
                text_ += "\\n";
                break;
            case '\r':
                text_ += "\\r";
                break;
            default:
                text_ += c;
        }
    }

    std::string text_;
};

const galley_param& param_at(const galley_plugin& plugin, std::uint32_t index) {
    const auto* bytes = reinterpret_cast<const char*>(plugin.params);
    return *reinterpret_cast<const galley_param*>(
        bytes + std::size_t{index} * std::size_t{plugin.param_size});
}

void put_param(Lines& lines, const galley_param& param) {
    lines.put("param", param.name);
    lines.put("param.type", word(param_type_words, param.type));
    lines.put("param.flags", std::to_string(param.flags));
    lines.put("param.default", param.default_value);
    lines.put("param.help", param.help);
    lines.put("param.unit", param.unit);
    lines.put("param.choices", param.choices);
    lines.put("param.min", param.min);
    lines.put("param.max", param.max);
}

/// What hosts ask about before they load a plugin.
void put_extensions(Lines& lines, const galley_plugin& plugin) {
    if (plugin.extension == nullptr) {
        return;
    }
    for (const char* id :
         {GALLEY_SOURCE_V1, GALLEY_READER_V1, GALLEY_EXPORT_V1, GALLEY_EXPLAIN_V1}) {
        if (plugin.extension(nullptr, id) != nullptr) {
            lines.put("offers", id);
        }
    }
    const auto* needs =
        static_cast<const galley_needs_v1*>(plugin.extension(nullptr, GALLEY_NEEDS_V1));
    if (needs != nullptr && needs->struct_size >= sizeof(galley_needs_v1)) {
        lines.put_all("reads_files", needs->reads_files);
        if ((needs->flags & GALLEY_NEED_ISOLATION) != 0) {
            lines.put("needs_isolation", "1");
        }
    }
}

void put_plugin(Lines& lines, const galley_module& module, const galley_plugin& plugin) {
    lines.put("plugin", plugin.id);
    lines.put("kind", word(kind_words, plugin.kind));
    lines.put("version", plugin.version);
    lines.put(
        "abi", std::to_string(module.abi_major) + "." + std::to_string(module.abi_minor_needed));
    lines.put("summary", plugin.summary);
    lines.put("license", plugin.license);
    lines.put("thread_model", word(thread_model_words, plugin.thread_model));
    lines.put("capabilities", std::to_string(plugin.capabilities));
    lines.put_all("reads", plugin.reads);
    lines.put_all("writes", plugin.writes);
    put_extensions(lines, plugin);
    for (std::uint32_t i = 0; i < plugin.param_count; ++i) {
        put_param(lines, param_at(plugin, i));
    }
}

bool blank(const char* text) {
    return text == nullptr || *text == '\0';
}

std::string param_problem(const galley_plugin& plugin) {
    if (plugin.param_count > 0 &&
        (plugin.params == nullptr || plugin.param_size < sizeof(galley_param))) {
        return "the parameter table is cut: param_size " + std::to_string(plugin.param_size);
    }
    std::set<std::string> names;
    for (std::uint32_t i = 0; i < plugin.param_count; ++i) {
        const auto& param = param_at(plugin, i);
        if (blank(param.name)) {
            return "parameter " + std::to_string(i) + " has no name";
        }
        const std::string named = std::string("parameter ") + param.name;
        if (!names.insert(param.name).second) {
            return named + " is there twice";
        }
        if (blank(param.help)) {
            return named + " has no help";
        }
        if (param.type == 0 || param.type >= param_type_words.size()) {
            return named + " has an unknown type, " + std::to_string(param.type);
        }
        if (param.type == GALLEY_PARAM_ENUM && blank(param.choices)) {
            return named + " has no choices";
        }
    }
    return {};
}

std::string plugin_problem(const galley_plugin* plugin) {
    if (plugin == nullptr || plugin->struct_size < sizeof(galley_plugin)) {
        return "a plugin table is missing or cut";
    }
    if (blank(plugin->id) || blank(plugin->version) || blank(plugin->summary) ||
        blank(plugin->license)) {
        return std::string(plugin->id == nullptr ? "a plugin" : plugin->id) +
               ": id, version, summary or license is empty";
    }
    if (plugin->kind == 0 || plugin->kind >= kind_words.size() ||
        !std::string_view(plugin->id).starts_with(std::string(kind_words[plugin->kind]) + ".")) {
        return std::string(plugin->id) + ": the id does not begin with its kind";
    }
    if (plugin->thread_model >= thread_model_words.size()) {
        return std::string(plugin->id) + ": unknown thread model";
    }
    const bool processes =
        plugin->kind == GALLEY_KIND_CLEANUP || plugin->kind == GALLEY_KIND_TAGGING;
    if (plugin->create == nullptr || plugin->destroy == nullptr || plugin->configure == nullptr ||
        (processes && plugin->process == nullptr) || (!processes && plugin->extension == nullptr)) {
        return std::string(plugin->id) + ": a function that its kind needs is NULL";
    }
    const auto problem = param_problem(*plugin);
    return problem.empty() ? "" : std::string(plugin->id) + ": " + problem;
}

}  // namespace

std::string manifest_text(const galley_module& module) {
    Lines lines;
    lines.put("galley.manifest", "1");
    for (std::uint32_t i = 0; i < module.plugin_count; ++i) {
        put_plugin(lines, module, *module.plugins[i]);
    }
    lines.put("end", std::to_string(module.plugin_count));
    return lines.take();
}

std::string descriptor_problem(const galley_module* module, std::string_view id) {
    if (module == nullptr || module->struct_size < sizeof(galley_module) ||
        module->plugins == nullptr || module->plugin_count == 0) {
        return "the module table is missing, cut or empty";
    }
    if (module->abi_major != GALLEY_ABI_MAJOR) {
        return "abi_major is " + std::to_string(module->abi_major) + ", expected " +
               std::to_string(GALLEY_ABI_MAJOR);
    }
    bool found = id.empty();
    for (std::uint32_t i = 0; i < module->plugin_count; ++i) {
        if (auto problem = plugin_problem(module->plugins[i]); !problem.empty()) {
            return problem;
        }
        found = found || module->plugins[i]->id == id;
    }
    return found ? ""
                 : "no plugin with the id " + std::string(id) + "; the first is " +
                       module->plugins[0]->id;
}

}  // namespace galley::tools

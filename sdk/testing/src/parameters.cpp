// SPDX-License-Identifier: Apache-2.0
// Converts what a config would say, by the types of the parameter table.
#include "parameters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

struct Unit {
    std::string_view name;
    double factor;
};

constexpr auto kDurations = std::to_array<Unit>(
    {{"ns", 1},
     {"us", 1e3},
     {"ms", 1e6},
     {"s", 1e9},
     {"min", 6e10},
     {"h", 3.6e12},
     {"d", 8.64e13}});
constexpr auto kSizes = std::to_array<Unit>(
    {{"", 1},
     {"B", 1},
     {"KB", 1e3},
     {"MB", 1e6},
     {"GB", 1e9},
     {"KiB", 1024.0},
     {"MiB", 1048576.0},
     {"GiB", 1073741824.0}});

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty()
               ? std::optional(value)
               : std::nullopt;
}

template <std::size_t N>
std::optional<double> measure(std::string_view text, const std::array<Unit, N>& units) {
    const auto digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto unit = std::ranges::find(units, text.substr(digits), &Unit::name);
    const auto value = number<double>(text.substr(0, digits));
    if (!value || (unit == units.end() && text != "0")) {
        return std::nullopt;
    }
    return unit == units.end() ? 0 : *value * unit->factor;
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> items;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(separators, at), text.size());
        if (end > at) {
            items.emplace_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return items;
}

std::string_view view_of(const char* text) {
    return text == nullptr ? std::string_view{} : std::string_view(text);
}

bool is_choice(const galley_param& row, const std::string& text) {
    const auto choices = split(view_of(row.choices), "|");
    return std::ranges::find(choices, text) != choices.end();
}

std::optional<double> as_number(const galley_param& row, std::string_view text) {
    switch (row.type) {
        case GALLEY_PARAM_INT: {
            const auto whole = number<std::int64_t>(text);
            return whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
        }
        case GALLEY_PARAM_REAL: {
            const auto real = number<double>(text);
            return real && std::isfinite(*real) ? real : std::nullopt;
        }
        case GALLEY_PARAM_DURATION:
            return measure(text, kDurations);
        case GALLEY_PARAM_SIZE:
            return measure(text, kSizes);
        default:
            return std::nullopt;
    }
}

bool convert_number(const galley_param& row, const std::string& text, Value& value) {
    const auto found = as_number(row, text);
    const auto least = as_number(row, view_of(row.min));
    const auto most = as_number(row, view_of(row.max));
    if (!found || (least && *found < *least) || (most && *found > *most)) {
        return false;
    }
    value.real = *found;
    value.integer = row.type == GALLEY_PARAM_INT ? *number<std::int64_t>(text)
                                                 : static_cast<std::int64_t>(*found);
    return true;
}

bool convert(const galley_param& row, Value& value) {
    const auto& text = value.texts.front();
    switch (row.type) {
        case GALLEY_PARAM_BOOL:
            value.integer = text == "true" ? 1 : 0;
            return text == "true" || text == "false";
        case GALLEY_PARAM_ENUM:
            return is_choice(row, text);
        case GALLEY_PARAM_INT:
        case GALLEY_PARAM_REAL:
        case GALLEY_PARAM_DURATION:
        case GALLEY_PARAM_SIZE:
            return convert_number(row, text, value);
        case GALLEY_PARAM_LIST:
            return std::ranges::all_of(value.texts, [&](const std::string& item) {
                return view_of(row.choices).empty() || is_choice(row, item);
            });
        default:
            return true;
    }
}

std::string expected(const galley_param& row) {
    if (!view_of(row.choices).empty()) {
        return "one of " + std::string(row.choices);
    }
    if (row.type == GALLEY_PARAM_BOOL) {
        return "true or false";
    }
    return std::string(view_of(row.min)) + ".." + std::string(view_of(row.max));
}

/// What the config gives, or else the default; the items of a list apart.
Value raw_value(const galley_param& row, const Parameters& given) {
    Value value;
    for (const auto& [key, text] : given) {
        if (key == row.name) {
            value.texts.push_back(text);
            value.where = "test";
        }
    }
    const bool is_list = row.type == GALLEY_PARAM_LIST;
    if (value.where == "test") {
        if (is_list && value.texts.size() == 1) {
            value.texts = split(std::string(value.texts.front()), " \t\n,");
        }
        return value;
    }
    if (is_list) {
        value.texts = split(view_of(row.default_value), "|");
        return value;
    }
    const bool textual = row.type == GALLEY_PARAM_TEXT || row.type == GALLEY_PARAM_PATH;
    if (row.default_value != nullptr && (textual || *row.default_value != '\0')) {
        value.texts.emplace_back(row.default_value);
    }
    return value;
}

const galley_param& row_at(const galley_plugin& plugin, std::uint32_t index) {
    const auto* bytes = reinterpret_cast<const char*>(plugin.params);
    return *reinterpret_cast<const galley_param*>(
        bytes + std::size_t{index} * std::size_t{plugin.param_size});
}

const Value* find(const galley_conf* raw, const char* name) {
    const auto& values = *reinterpret_cast<const Values*>(raw);
    const auto found = values.find(std::string_view(name));
    return found == values.end() ? nullptr : &found->second;
}

galley_status get_text(const galley_conf* raw, const char* name, size_t index, galley_str* out) {
    const auto* value = find(raw, name);
    if (value == nullptr || (index > 0 && index >= value->texts.size())) {
        return GALLEY_E_ARGUMENT;
    }
    *out = value->texts.empty() ? galley_str{} : to_abi(value->texts[index]);
    return GALLEY_OK;
}

galley_status get_int(const galley_conf* raw, const char* name, size_t, std::int64_t* out) {
    const auto* value = find(raw, name);
    if (value == nullptr) {
        return GALLEY_E_ARGUMENT;
    }
    *out = value->integer;
    return GALLEY_OK;
}

galley_status get_real(const galley_conf* raw, const char* name, size_t, double* out) {
    const auto* value = find(raw, name);
    if (value == nullptr) {
        return GALLEY_E_ARGUMENT;
    }
    *out = value->real;
    return GALLEY_OK;
}

size_t count(const galley_conf* raw, const char* name) {
    const auto* value = find(raw, name);
    return value == nullptr ? 0 : value->texts.size();
}

galley_str where(const galley_conf* raw, const char* name) {
    const auto* value = find(raw, name);
    return value == nullptr ? galley_str{} : to_abi(value->where);
}

}  // namespace

std::string check_parameters(const galley_plugin& plugin, const Parameters& given, Values& values) {
    for (std::uint32_t i = 0; i < plugin.param_count; ++i) {
        const auto& row = row_at(plugin, i);
        auto value = raw_value(row, given);
        const bool needed = (row.flags & static_cast<std::uint32_t>(GALLEY_PARAM_REQUIRED)) != 0;
        if (value.texts.empty() && needed) {
            return std::string(row.name) + ": is required";
        }
        if (!value.texts.empty() && !convert(row, value)) {
            return std::string(row.name) + ": expected " + expected(row) + ", got \"" +
                   value.texts.front() + "\"";
        }
        values.insert_or_assign(row.name, std::move(value));
    }
    for (const auto& [key, text] : given) {
        if (!values.contains(key)) {
            return key + ": no such parameter of " + plugin.id;
        }
    }
    return {};
}

const galley_conf_api& parameter_calls() {
    static constexpr galley_conf_api table{
        sizeof(galley_conf_api), 0, get_text, get_int, get_real, count, where};
    return table;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN

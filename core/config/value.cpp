// SPDX-License-Identifier: Apache-2.0
// Conversions by std::from_chars: the same in every locale, and junk after a number is an error.
#include "value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>

#include <fmt/format.h>

namespace galley::core::config {

namespace {

constexpr double kLargestInteger = 9.2e18;

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
        return std::nullopt;
    }
    return number;
}

std::optional<double> parse_real(std::string_view text) {
    const std::optional<double> number = parse_number<double>(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

struct Unit {
    std::string_view name;
    std::int64_t factor;
};

std::optional<std::int64_t> parse_measure(std::string_view text, std::span<const Unit> units) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string_view name = text.substr(digits);
    const auto unit = std::ranges::find(units, name, &Unit::name);
    if (unit == units.end()) {
        return text == "0" ? std::optional<std::int64_t>(0) : std::nullopt;
    }
    const std::string_view number = text.substr(0, digits);
    if (const std::optional<std::int64_t> whole = parse_number<std::int64_t>(number)) {
        const bool fits = *whole <= std::numeric_limits<std::int64_t>::max() / unit->factor;
        return fits ? std::optional(*whole * unit->factor) : std::nullopt;
    }
    const std::optional<double> real = parse_real(number);
    if (!real || *real * static_cast<double>(unit->factor) > kLargestInteger) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(std::llround(*real * static_cast<double>(unit->factor)));
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> items;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        if (end > at) {
            items.emplace_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return items;
}

/// The number behind a text of this type: integers for all but kReal.
std::optional<double> bound(ParamType type, const std::string& text) {
    const auto real = [](std::optional<std::int64_t> whole) {
        return whole ? std::optional<double>(static_cast<double>(*whole)) : std::nullopt;
    };
    switch (type) {
        case ParamType::kInt:
            return real(parse_number<std::int64_t>(text));
        case ParamType::kReal:
            return parse_real(text);
        case ParamType::kDuration:
            return real(parse_duration_ns(text));
        case ParamType::kSize:
            return real(parse_size_bytes(text));
        default:
            return std::nullopt;
    }
}

std::string expected_range(const ParamInfo& param, std::string_view unbounded) {
    if (!param.min.empty() && !param.max.empty()) {
        return fmt::format("{}..{}", param.min, param.max);
    }
    if (!param.min.empty()) {
        return fmt::format("{} or more", param.min);
    }
    return param.max.empty() ? std::string(unbounded) : fmt::format("at most {}", param.max);
}

std::string expected(const ParamInfo& param) {
    switch (param.type) {
        case ParamType::kBool:
            return "true or false";
        case ParamType::kInt:
            return expected_range(param, "a whole number");
        case ParamType::kReal:
            return expected_range(param, "a number");
        case ParamType::kDuration:
            return fmt::format(
                "a duration such as 500ms or 5s, {}", expected_range(param, "0 or more"));
        case ParamType::kSize:
            return fmt::format(
                "a size such as 512KiB or 64MiB, {}", expected_range(param, "0 or more"));
        case ParamType::kRegex:
            return "a pattern";
        case ParamType::kEnum:
            return fmt::format("one of {}", fmt::join(split_choices(param.choices), ", "));
        default:
            return "a text";
    }
}

bool convert_number(const ParamInfo& param, const std::string& text, Value& value) {
    const std::optional<double> number = bound(param.type, text);
    const std::optional<double> least = bound(param.type, param.min);
    const std::optional<double> most = bound(param.type, param.max);
    if (!number || (least && *number < *least) || (most && *number > *most)) {
        return false;
    }
    value.real = *number;
    switch (param.type) {
        case ParamType::kInt:
            value.integer = *parse_number<std::int64_t>(text);
            break;
        case ParamType::kDuration:
            value.integer = *parse_duration_ns(text);
            break;
        case ParamType::kSize:
            value.integer = *parse_size_bytes(text);
            break;
        default:
            break;
    }
    return true;
}

bool is_choice(const ParamInfo& param, const std::string& text) {
    const std::vector<std::string> choices = split_choices(param.choices);
    return std::ranges::find(choices, text) != choices.end();
}

bool convert_text(const ParamInfo& param, const std::string& text, Value& value) {
    switch (param.type) {
        case ParamType::kBool:
            value.integer = text == "true" ? 1 : 0;
            return text == "true" || text == "false";
        case ParamType::kRegex:
            return !text.empty();
        case ParamType::kEnum:
            return is_choice(param, text);
        case ParamType::kInt:
        case ParamType::kReal:
        case ParamType::kDuration:
        case ParamType::kSize:
            return convert_number(param, text, value);
        default:
            return true;
    }
}

Diagnostic wrong(const ParamInfo& param, const Position& position, const std::string& got) {
    const std::string meant =
        param.choices.empty() ? "" : closest(got, split_choices(param.choices));
    return {position, fmt::format("expected {}, got {}", expected(param), in_quotes(got)), meant};
}

Result<Value, Diagnostic> convert_list(const ParamInfo& param, const Option& option, Value value) {
    value.texts.clear();
    for (const std::string& text : option.values) {
        const std::vector<std::string> items =
            option.is_array ? std::vector<std::string>{text} : split_list(text);
        value.texts.insert(value.texts.end(), items.begin(), items.end());
    }
    for (const std::string& item : value.texts) {
        if (!param.choices.empty() && !is_choice(param, item)) {
            ParamInfo item_param = param;
            item_param.type = ParamType::kEnum;
            return unexpected(wrong(item_param, option.position, item));
        }
    }
    return value;
}

}  // namespace

Result<Value, Diagnostic> convert(const ParamInfo& param, const Option& option) {
    Value value{param.name, param.type, option.values, 0, 0, option.position.where()};
    if (option.values.empty() && !option.is_array) {
        const std::string what =
            param.type == ParamType::kList ? "a list in quotes" : expected(param);
        return unexpected(
            Diagnostic{option.position, fmt::format("expected {}, got nothing", what), {}});
    }
    if (param.type == ParamType::kList) {
        return convert_list(param, option, std::move(value));
    }
    if (option.values.size() != 1) {
        return unexpected(Diagnostic{
            option.position,
            fmt::format("expected {}, got a list of {}", expected(param), option.values.size()),
            {}});
    }
    if (!convert_text(param, option.values[0], value)) {
        return unexpected(wrong(param, option.position, option.values[0]));
    }
    return value;
}

Result<Value, Diagnostic> convert_default(const ParamInfo& param, const Position& at) {
    const bool textual = param.type == ParamType::kText || param.type == ParamType::kPath;
    const std::string text = param.default_value.value_or("");
    if (!param.default_value || (text.empty() && !textual)) {
        return Value{param.name, param.type, {}, 0, 0, "default"};
    }
    Option option;
    option.key = param.name;
    option.values = {text};
    option.position = {at.file, 0, at.key_path};
    if (param.type == ParamType::kList) {
        option.values = split_choices(text);
        option.is_array = true;
    }
    Result<Value, Diagnostic> value = convert(param, option);
    if (!value) {
        const std::string problem = "the plugin's own default is wrong: " + value.error().problem;
        return unexpected(Diagnostic{at, problem, {}});
    }
    value->where = "default";
    return value;
}

std::optional<std::int64_t> parse_duration_ns(std::string_view text) {
    static constexpr Unit kUnits[] = {
        {"ns", 1},
        {"us", 1'000},
        {"ms", 1'000'000},
        {"s", 1'000'000'000},
        {"min", 60'000'000'000},
        {"h", 3'600'000'000'000},
        {"d", 86'400'000'000'000}};
    return parse_measure(text, kUnits);
}

std::optional<std::int64_t> parse_size_bytes(std::string_view text) {
    static constexpr Unit kUnits[] = {
        {"", 1},
        {"B", 1},
        {"KB", 1'000},
        {"MB", 1'000'000},
        {"GB", 1'000'000'000},
        {"TB", 1'000'000'000'000},
        {"KiB", std::int64_t{1} << 10},
        {"MiB", std::int64_t{1} << 20},
        {"GiB", std::int64_t{1} << 30},
        {"TiB", std::int64_t{1} << 40}};
    return parse_measure(text, kUnits);
}

std::optional<ErrorLimit> parse_error_limit(std::string_view text) {
    if (text.ends_with('%')) {
        const std::string_view percent = text.substr(0, text.size() - 1);
        const std::size_t dot = std::min(percent.find('.'), percent.size());
        std::string digits(percent.substr(0, dot));
        const std::string_view decimals = percent.substr(std::min(dot + 1, percent.size()));
        digits += decimals;
        const std::optional<std::uint64_t> errors = parse_number<std::uint64_t>(digits);
        constexpr std::size_t kMostDecimals = 6;
        if (!errors || dot == 0 || decimals.size() > kMostDecimals) {
            return std::nullopt;
        }
        std::uint64_t per = 100;
        for (std::size_t i = 0; i < decimals.size(); ++i) {
            per *= 10;
        }
        return *errors <= per ? std::optional(ErrorLimit{*errors, per}) : std::nullopt;
    }
    const std::size_t slash = text.find('/');
    const std::optional<std::uint64_t> errors = parse_number<std::uint64_t>(text.substr(0, slash));
    if (!errors || slash == std::string_view::npos) {
        return errors ? std::optional(ErrorLimit{*errors, 0}) : std::nullopt;
    }
    const std::optional<std::uint64_t> per = parse_number<std::uint64_t>(text.substr(slash + 1));
    return per && *per > 0 && *errors <= *per ? std::optional(ErrorLimit{*errors, *per})
                                              : std::nullopt;
}

std::vector<std::string> split_list(std::string_view text) {
    return split(text, " \t\n,");
}

std::vector<std::string> split_choices(std::string_view text) {
    return split(text, "|");
}

}  // namespace galley::core::config

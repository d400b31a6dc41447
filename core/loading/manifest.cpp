// SPDX-License-Identifier: Apache-2.0
// Lines of key=value; unknown keys are left for later versions, unknown values are refused.
#include "manifest.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <galley/plugin.h>
#include <galley/words.hpp>

namespace galley::core::loading {

namespace {

template <std::size_t N>
std::optional<std::uint32_t> number_of(
    const std::array<std::string_view, N>& words, std::string_view word) {
    for (std::uint32_t i = 0; i < N; ++i) {
        if (!word.empty() && words[i] == word) {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<std::uint32_t> number(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
    return whole ? std::optional(value) : std::nullopt;
}

std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        const char next = ++i < text.size() ? text[i] : '\0';
        if (next != '\\' && next != 'n' && next != 'r') {
            return std::nullopt;
        }
        out += next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
    }
    return out;
}

class Parser {
  public:
    /// @returns "" or what is wrong with the line.
    std::string take(std::string_view line) {
        const auto at = line.find('=');
        const auto value =
            at == std::string_view::npos ? std::nullopt : unescaped(line.substr(at + 1));
        if (!value) {
            return "expected key=value";
        }
        const auto key = line.substr(0, at);
        if (!begun_) {
            begun_ = key == "galley.manifest";
            return begun_ && *value == "1" ? "" : "expected galley.manifest=1";
        }
        if (key == "plugin") {
            out_.plugins.emplace_back().id = *value;
            return {};
        }
        if (key == "end") {
            ended_ = number(*value) == out_.plugins.size() && !out_.plugins.empty();
            return ended_ ? "" : "the count of plugins does not agree";
        }
        if (out_.plugins.empty()) {
            return "expected plugin=ID first";
        }
        if (key == "abi") {
            return take_abi(*value);
        }
        if (out_.abi_major > GALLEY_ABI_MAJOR) {
            return {};  // another major may say other things
        }
        return key.starts_with("param") ? take_param(key, *value) : take_plugin(key, *value);
    }

    bool ended() const { return ended_; }

    Manifest finish() && { return std::move(out_); }

  private:
    std::string take_abi(std::string_view value) {
        const auto dot = value.find('.');
        const auto major = number(value.substr(0, dot));
        const auto minor =
            dot == std::string_view::npos ? std::nullopt : number(value.substr(dot + 1));
        if (!major || !minor) {
            return "abi: expected MAJOR.MINOR";
        }
        out_.abi_major = *major;
        out_.abi_minor = *minor;
        return {};
    }

    std::string take_plugin(std::string_view key, const std::string& value) {
        auto& plugin = out_.plugins.back();
        if (key == "kind") {
            return set(plugin.kind, number_of(kind_words, value), key, value);
        }
        if (key == "thread_model") {
            return set(plugin.thread_model, number_of(thread_model_words, value), key, value);
        }
        if (key == "capabilities") {
            return set(plugin.capabilities, number(value), key, value);
        }
        if (key == "version") {
            plugin.version = value;
        } else if (key == "summary") {
            plugin.summary = value;
        } else if (key == "license") {
            plugin.license = value;
        } else if (key == "reads") {
            plugin.reads.push_back(value);
        } else if (key == "writes") {
            plugin.writes.push_back(value);
        } else if (key == "offers") {
            plugin.offers.push_back(value);
        } else if (key == "reads_files") {
            plugin.reads_files.push_back(value);
        } else if (key == "needs_isolation") {
            plugin.needs_isolation = value == "1";
        }
        return {};
    }

    std::string take_param(std::string_view key, const std::string& value) {
        auto& params = out_.plugins.back().params;
        if (key == "param") {
            params.emplace_back().name = value;
            return {};
        }
        if (params.empty()) {
            return "expected param=NAME first";
        }
        auto& param = params.back();
        if (key == "param.type") {
            return set(param.type, number_of(param_type_words, value), key, value);
        }
        if (key == "param.flags") {
            return set(param.flags, number(value), key, value);
        }
        if (key == "param.default") {
            param.default_value = value;
        } else if (key == "param.help") {
            param.help = value;
        } else if (key == "param.unit") {
            param.unit = value;
        } else if (key == "param.choices") {
            param.choices = value;
        } else if (key == "param.min") {
            param.min = value;
        } else if (key == "param.max") {
            param.max = value;
        }
        return {};
    }

    template <class Number>
    static std::string set(
        Number& to,
        std::optional<std::uint32_t> from,
        std::string_view key,
        const std::string& value) {
        if (!from) {
            return fmt::format("{} \"{}\" is not known to this host", key, value);
        }
        to = static_cast<Number>(*from);
        return {};
    }

    Manifest out_;
    bool begun_ = false;
    bool ended_ = false;
};

std::string line_text(std::string_view line) {
    constexpr std::size_t kShown = 60;
    return std::string(line.substr(0, kShown));
}

/// What a plugin that this host could run must say.
std::string gap_in(const Manifest& manifest) {
    for (const auto& plugin : manifest.plugins) {
        const auto kind = static_cast<std::uint32_t>(plugin.kind);
        if (plugin.version.empty() || !plugin.id.starts_with(fmt::format("{}.", kind_words[kind]))) {
            return fmt::format(
                "plugin \"{}\" of the manifest has no version or an id of another kind", plugin.id);
        }
    }
    return {};
}

}  // namespace

Result<Manifest> parse_manifest(std::string_view text) {
    const auto wrong = [](std::string message) {
        return unexpected(Error{std::move(message), ErrorKind::kInvalidInput});
    };
    Parser parser;
    for (std::size_t begin = 0, line = 1; begin < text.size() && !parser.ended(); ++line) {
        const auto end = text.find('\n', begin);
        if (end == std::string_view::npos) {
            return wrong("the manifest is cut");
        }
        const auto content = text.substr(begin, end - begin);
        if (const auto problem = parser.take(content); !problem.empty()) {
            return wrong(
                fmt::format("manifest line {}: {}, got \"{}\"", line, problem, line_text(content)));
        }
        begin = end + 1;
    }
    if (!parser.ended()) {
        return wrong("the manifest is cut");
    }
    auto manifest = std::move(parser).finish();
    if (manifest.abi_major == GALLEY_ABI_MAJOR) {
        if (auto problem = gap_in(manifest); !problem.empty()) {
            return wrong(std::move(problem));
        }
    }
    return manifest;
}

}  // namespace galley::core::loading

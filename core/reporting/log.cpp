// SPDX-License-Identifier: Apache-2.0
// Logging through spdlog.
#include "core/reporting/log.hpp"

#include <map>
#include <mutex>

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>

#include <galley/text.hpp>

namespace galley::core::reporting {
namespace {

constexpr std::uint64_t kMostRepeats = 100;

bool is_unsafe(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
           c == 0x200F;
}

std::string json_string(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
        }
        out.push_back(c);
    }
    return out;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto c = galley::decode_at(text, at);
        const auto bytes = text.substr(at, c.size_bytes);
        if (c.value == 0xFFFD && c.size_bytes == 1) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes.front()));
        } else if (!is_unsafe(c.value)) {
            out += bytes;
        } else if (c.value < 0x100) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(c.value));
        } else {
            out += fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(c.value));
        }
        at += c.size_bytes;
    }
    return out;
}

struct Log::State {
    LogOptions options;
    std::shared_ptr<spdlog::sinks::ansicolor_stderr_sink_mt> sink;
    std::unique_ptr<spdlog::logger> logger;
    std::mutex mutex;
    std::map<std::string, std::uint64_t, std::less<>> repeats;
};

Log::Log(const LogOptions& options) : state_(std::make_unique<State>()) {
    state_->options = options;
    const auto mode = options.colour ? spdlog::color_mode::always : spdlog::color_mode::never;
    state_->sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(mode);
    state_->logger = std::make_unique<spdlog::logger>("galley", state_->sink);
    state_->logger->set_level(static_cast<spdlog::level::level_enum>(options.level));
    const bool json = options.format == LogFormat::kJson;
    state_->logger->set_pattern(
        json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})" : "%^%l%$: %v",
        spdlog::pattern_time_type::utc);
}

Log::~Log() {
    const bool json = state_->options.format == LogFormat::kJson;
    for (const auto& [line, count] : state_->repeats) {
        if (count > kMostRepeats) {
            const auto more = count - kMostRepeats;
            state_->logger->warn(
                "{}",
                json ? fmt::format(R"({},"more":{})", line, more)
                     : fmt::format("{} more like: {}", more, line));
        }
    }
}

int Log::level() const {
    return state_->options.level;
}

void Log::write(int level, std::string_view stage, std::string_view text) {
    const auto spd_level = static_cast<spdlog::level::level_enum>(level);
    if (!state_->logger->should_log(spd_level)) {
        return;
    }
    auto line =
        state_->options.format == LogFormat::kJson
            ? fmt::format(R"("stage":"{}","message":"{}")", json_string(stage), json_string(text))
            : (stage.empty() ? printable(text) : fmt::format("{}: {}", stage, printable(text)));
    {
        const std::lock_guard lock(state_->mutex);
        constexpr std::size_t kMostKinds = 10'000;
        if (state_->repeats.size() < kMostKinds || state_->repeats.contains(line)) {
            if (++state_->repeats[line] > kMostRepeats) {
                return;
            }
        }
    }
    state_->logger->log(spd_level, "{}", line);
}

}  // namespace galley::core::reporting

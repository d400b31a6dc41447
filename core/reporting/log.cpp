// SPDX-License-Identifier: Apache-2.0
// Logging through spdlog, and what of it is told once.
#include "core/reporting/log.hpp"

#include <atomic>
#include <mutex>

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>

#include "core/reporting/log_file.hpp"
#include "core/reporting/printable.hpp"
#include "core/reporting/repeats.hpp"

namespace galley::core::reporting {
namespace {

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

struct Log::State {
    LogOptions options;
    std::shared_ptr<LogFile> file;  ///< null: stderr
    std::unique_ptr<spdlog::logger> logger;
    std::mutex mutex;
    Repeats repeats;
    std::atomic<bool> reopen{false};

    bool is_json() const { return options.format == LogFormat::kJson; }

    void put(int level, std::string_view line) {
        logger->log(static_cast<spdlog::level::level_enum>(level), "{}", line);
    }

    void tell_ended(Repeats::Time now) {
        for (const auto& [level, line, times] : repeats.take_ended(now)) {
            put(level,
                is_json() ? fmt::format(R"({},"repeated":{})", line, times)
                          : fmt::format("{} ... repeated {} times", line, times));
        }
    }

    void reopen_when_asked() {
        if (!reopen.exchange(false) || file == nullptr) {
            return;
        }
        if (auto opened = file->open(); !opened.has_value()) {
            put(spdlog::level::err, format("log", opened.error().message));
        }
    }

    std::string format(std::string_view stage, std::string_view text) const {
        if (is_json()) {
            return fmt::format(
                R"("stage":"{}","message":"{}")", json_string(stage), json_string(text));
        }
        return stage.empty() ? printable(text) : fmt::format("{}: {}", stage, printable(text));
    }
};

Log::Log(const LogOptions& options) : state_(std::make_unique<State>()) {
    state_->options = options;
}

Log::~Log() {
    if (state_ != nullptr && state_->logger != nullptr) {
        const std::lock_guard lock(state_->mutex);
        state_->tell_ended(Repeats::Time::max());
    }
}

Result<std::unique_ptr<Log>> Log::open(const LogOptions& options) {
    std::unique_ptr<Log> log(new Log(options));
    auto& state = *log->state_;
    std::shared_ptr<spdlog::sinks::sink> sink;
    if (options.file.empty()) {
        const auto mode = options.colour ? spdlog::color_mode::always : spdlog::color_mode::never;
        sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(mode);
    } else {
        state.file = std::make_shared<LogFile>(options.file);
        if (auto opened = state.file->open(); !opened.has_value()) {
            return unexpected(opened.error());
        }
        sink = state.file;
    }
    state.logger = std::make_unique<spdlog::logger>("galley", std::move(sink));
    state.logger->set_level(static_cast<spdlog::level::level_enum>(options.level));
    const auto* pattern = state.is_json() ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"
                          : options.file.empty() ? "%^%l%$: %v"
                                                 : "%Y-%m-%dT%H:%M:%S.%eZ %l: %v";
    state.logger->set_pattern(pattern, spdlog::pattern_time_type::utc);
    return log;
}

int Log::level() const {
    return state_->options.level;
}

bool Log::is_file() const {
    return state_->file != nullptr;
}

void Log::reopen() {
    state_->reopen = true;
}

void Log::write(int level, std::string_view stage, std::string_view text) {
    if (!state_->logger->should_log(static_cast<spdlog::level::level_enum>(level))) {
        return;
    }
    const auto line = state_->format(stage, text);
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(state_->mutex);
    state_->reopen_when_asked();
    state_->tell_ended(now);
    if (state_->repeats.lets_through(level, line, now)) {
        state_->put(level, line);
    }
}

}  // namespace galley::core::reporting

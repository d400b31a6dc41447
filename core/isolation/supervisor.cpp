// SPDX-License-Identifier: Apache-2.0
// Starting of workers, and the count of those that died.
#include "core/isolation/supervisor.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

#include "core/failpoint.hpp"
#include "core/isolation/wire.hpp"
#include "core/rules/database_cache.hpp"

namespace galley::core::isolation {
namespace {

namespace fs = std::filesystem;

/// Rule packs that are in no cache take some ten seconds to compile, on a busy machine minutes.
constexpr std::chrono::seconds kStartTime{300};
constexpr std::chrono::seconds kDeathWindow{10};

/// What workers may write before the first document; no host reads it.
std::string cache_of_workers() {
    const auto cache = rules::default_cache_folder();
    if (cache.empty()) {
        return {};
    }
    std::error_code code;
    const auto folder = cache / "isolated";
    fs::create_directories(folder, code);
    fs::permissions(folder, fs::perms::owner_all, code);
    return code ? std::string() : folder.string();
}

/// Files of a stage: its plugin, the data beside it, and what its parameters name.
void add_readable(const config::ResolvedStage& stage, std::vector<std::string>& out) {
    auto data = stage.plugin->file;
    out.push_back(data.string());
    out.push_back(data.replace_extension().string());
    out.insert(out.end(), stage.plugin->reads_files.begin(), stage.plugin->reads_files.end());
    for (const auto& value : stage.values) {
        const auto* param = stage.plugin->param(value.name);
        const bool is_path = value.type == ParamType::kPath ||
                             (param != nullptr && (param->flags & kParamPaths) != 0);
        if (is_path) {
            out.insert(out.end(), value.texts.begin(), value.texts.end());
        }
    }
}

}  // namespace

Supervisor::Supervisor(fs::path program, const config::IsolationSettings& settings)
    : settings_(settings), spawner_(std::move(program)) {}

std::uint32_t Supervisor::add_stage(const config::ResolvedStage& stage) {
    stages_.push_back(&stage);
    return static_cast<std::uint32_t>(stages_.size() - 1);
}

Setup Supervisor::setup_for(int log_level) const {
    Setup setup;
    setup.sandbox.enabled = settings_.sandbox != config::Sandbox::kOff;
    setup.sandbox.memory_bytes = settings_.memory_bytes;
    setup.sandbox.cache = cache_of_workers();
    setup.log_level = log_level;
    return setup;
}

void Supervisor::add_stages(Crew crew, Setup& setup) const {
    auto& sandbox = setup.sandbox;
    for (const auto* stage : stages_) {
        const bool is_reader = stage->stage.kind == PluginKind::kIngest;
        const bool streams = (stage->plugin->capabilities & kCapStreams) != 0;
        const bool is_left_out =
            (crew == Crew::kFeed && !is_reader) || (crew == Crew::kLane && is_reader && streams);
        setup.stages.push_back(is_left_out ? nullptr : stage);
        if (!is_left_out) {
            add_readable(*stage, sandbox.readable);
            const auto& files = stage->plugin->reads_files;
            sandbox.kept.insert(sandbox.kept.end(), files.begin(), files.end());
        }
    }
}

Result<SandboxState> Supervisor::begin(int log_level) {
    Started said;
    First first{nullptr, Crew::kLane, log_level};
    auto setup = setup_for(log_level);
    add_stages(first.crew, setup);
    if (std::ranges::all_of(setup.stages, [](const auto* stage) { return stage == nullptr; })) {
        first.crew = Crew::kFeed;
        setup = setup_for(log_level);
        add_stages(first.crew, setup);
    }
    auto started = start_with(setup, said);
    if (!started.has_value()) {
        return unexpected(started.error());
    }
    first.process = std::move(started).value();
    const std::lock_guard lock(mutex_);
    first_ = std::move(first);
    return said.state;
}

Result<std::unique_ptr<Process>> Supervisor::start(int log_level, Crew crew) {
    {
        const std::lock_guard lock(mutex_);
        if (first_.process != nullptr && first_.crew == crew && first_.log_level == log_level) {
            return std::move(first_.process);
        }
    }
    Started said;
    auto setup = setup_for(log_level);
    add_stages(crew, setup);
    return start_with(setup, said);
}

Result<SandboxState> Supervisor::probe() {
    Started said;
    auto started = start_with(setup_for(GALLEY_LOG_ERROR), said);
    if (!started.has_value()) {
        return unexpected(started.error());
    }
    return said.state;
}

Result<std::vector<GivenPack>> Supervisor::packs() {
    Started said;
    auto setup = setup_for(GALLEY_LOG_ERROR);
    add_stages(Crew::kAll, setup);
    setup.wants_packs = true;
    auto started = start_with(setup, said);
    if (!started.has_value()) {
        return unexpected(started.error());
    }
    return std::move(said.packs);
}

/// What kills a worker from outside while it starts is nobody's fault, but must not go on for ever.
Result<std::unique_ptr<Process>> Supervisor::start_with(const Setup& setup, Started& said) {
    constexpr int kMostTries = 20;
    const auto message = write_setup(setup);
    for (int tries = 1;; ++tries) {
        auto started = start_once(message, said);
        if (!started.has_value() || *started != nullptr) {
            return started;
        }
        note_outside_kill();
        if (tries == kMostTries) {
            return unexpected(Error{
                fmt::format("galley-worker: killed from outside {} times as it started", tries),
                ErrorKind::kIo});
        }
    }
}

/// @returns  null: killed from outside.
Result<std::unique_ptr<Process>> Supervisor::start_once(const std::string& setup, Started& said) {
    auto spawned = spawner_.spawn();
    if (!spawned.has_value()) {
        return unexpected(spawned.error());
    }
    {
        const std::lock_guard lock(mutex_);
        ++counts_.started;
    }
    auto process = std::make_unique<Process>(std::move(spawned).value());
    failpoint("supervisor.started");
    const auto until = Clock::now() + kStartTime;
    std::uint32_t loading = UINT32_MAX;
    auto event = Process::Event::kGone;
    const bool sent = process->send(setup) == Sent::kSent;
    while (sent && (event = process->receive(until)) == Process::Event::kPacket) {
        Reader in(process->packet());
        const auto type = static_cast<Message>(in.get<std::uint8_t>());
        if (type == Message::kLoading) {
            loading = in.get<std::uint32_t>();
        } else if (type == Message::kRefused) {
            const auto why = in.get_text();
            return unexpected(Error{
                why.empty() ? "galley-worker: refused to start without saying why"
                            : std::string(why),
                ErrorKind::kConfig});
        } else if (type == Message::kPacks && !read_packs(in, said.packs)) {
            break;
        } else if (type == Message::kReady && read_state(in, said.state)) {
            const auto& state = said.state;
            if (settings_.sandbox == config::Sandbox::kRequired && !state.is_whole()) {
                return unexpected(Error{
                    "isolation.sandbox: required, and this is what the system gives: " +
                        state.text() + "; isolation.sandbox=auto runs with less",
                    ErrorKind::kConfig});
            }
            return process;
        }
    }
    auto error = refused_start(*process, loading, event != Process::Event::kTime);
    if (error.message.empty()) {
        return std::unique_ptr<Process>();
    }
    return unexpected(std::move(error));
}

/// No message: a kill from outside.
Error Supervisor::refused_start(Process& process, std::uint32_t loading, bool in_time) const {
    const auto ending = process.end();
    if (ending.signal == SIGKILL && !ending.was_killed) {
        return {};
    }
    const auto where = loading < stages_.size() ? fmt::format(
                                                      "{}: pipeline.{}: ",
                                                      stages_[loading]->stage.position.where(),
                                                      stages_[loading]->stage.id)
                                                : std::string();
    const auto how = !in_time ? fmt::format("was not ready in {} s", kStartTime.count())
                     : ending.signal != 0
                         ? "died as it started: " + signal_name(ending.signal)
                         : fmt::format("ended as it started, with status {}", ending.exit_status);
    return {
        fmt::format(
            "{}galley-worker {}{}{}",
            where,
            how,
            ending.stderr_tail.empty() ? "" : ": ",
            ending.stderr_tail),
        ErrorKind::kConfig};
}

void Supervisor::note_death(std::uint32_t stage, std::string_view how) {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    ++counts_.deaths;
    deaths_.push_back(now);
    while (now - deaths_.front() > kDeathWindow) {
        deaths_.pop_front();
    }
    if (settings_.worker_deaths > 0 && deaths_.size() >= settings_.worker_deaths &&
        broken_.empty()) {
        broken_ = fmt::format(
            "{}: {} documents cost a worker within {} s, the last: {} (isolation.worker_deaths)",
            stages_[stage]->plugin->id,
            deaths_.size(),
            kDeathWindow.count(),
            how);
        is_broken_ = true;
    }
}

void Supervisor::note_outside_kill() {
    const std::lock_guard lock(mutex_);
    ++counts_.outside_kills;
}

void Supervisor::note_recovery(std::chrono::nanoseconds took) {
    constexpr std::size_t kMostKept = 100'000;
    const std::lock_guard lock(mutex_);
    if (counts_.recoveries.size() < kMostKept) {
        counts_.recoveries.push_back(took);
    }
}

void Supervisor::note_recycling() {
    const std::lock_guard lock(mutex_);
    ++counts_.recycled;
}

std::optional<std::string> Supervisor::broken() const {
    const std::lock_guard lock(mutex_);
    return broken_.empty() ? std::nullopt : std::optional(broken_);
}

WorkerCounts Supervisor::counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
}

fs::path worker_beside(const fs::path& program) {
    return (program.parent_path() / ".." / "lib" / "galley" / "galley-worker").lexically_normal();
}

galley_plugin stand_in(const PluginInfo& plugin) {
    galley_plugin table{};
    table.struct_size = sizeof table;
    table.kind = static_cast<std::uint32_t>(plugin.kind);
    table.thread_model = static_cast<std::uint32_t>(plugin.thread_model);
    table.capabilities = plugin.capabilities;
    table.id = plugin.id.c_str();
    table.version = plugin.version.c_str();
    table.summary = plugin.summary.c_str();
    table.license = plugin.license.c_str();
    table.param_size = sizeof(galley_param);
    return table;
}

std::string signal_name(int signal) {
    const char* name = ::sigabbrev_np(signal);
    return name == nullptr ? fmt::format("signal {}", signal) : fmt::format("SIG{}", name);
}

}  // namespace galley::core::isolation

// SPDX-License-Identifier: Apache-2.0
// What the workers of a run share: how they are started and set up, and when a plugin is given up.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <galley/plugin.h>

#include "core/config/chain.hpp"
#include "core/isolation/messages.hpp"
#include "core/isolation/process.hpp"
#include "core/isolation/spawner.hpp"
#include "core/result.hpp"

namespace galley::core::isolation {

/// Why a document was given up: its worker died, or was killed, twice.
struct Death {
    std::string status;  ///< document status: crash or timeout
    std::string code;    ///< crash, time-limit, memory-limit, output-limit, sandbox or lie
    std::string reason;  ///< "SIGSEGV, in 2 attempts"
    std::string signal;  ///< "SIGSEGV"; empty: none
    int attempts = 0;
    std::string stderr_tail;
};

/// For figures: what happened to workers so far.
struct WorkerCounts {
    std::uint64_t started = 0, recycled = 0, deaths = 0, outside_kills = 0;
    std::vector<std::chrono::nanoseconds> recoveries;  ///< from a death to the next first reply
};

/// Whose worker it is: what its stages are.
enum class Crew {
    kLane,  ///< all but readers of several documents
    kFeed,  ///< all readers
    kAll
};

/// One a run; its stages are numbered from 0. @thread any, but for add_stage.
class Supervisor {
  public:
    /// @param program  the galley-worker to run.
    Supervisor(std::filesystem::path program, const config::IsolationSettings& settings);

    /// Before the first worker. @returns the number of the stage. @param stage  outlives this.
    std::uint32_t add_stage(const config::ResolvedStage& stage);

    const std::vector<const config::ResolvedStage*>& stages() const { return stages_; }

    const config::IsolationSettings& settings() const { return settings_; }

    /// Starts the first worker before it is needed, to see what its sandbox is.
    /// @errors  as start().
    Result<SandboxState> begin(int log_level);

    /// A worker that has loaded and configured the plugins of its crew's stages.
    /// @errors  kConfig, kIo: what a plugin, the sandbox or the system refused.
    Result<std::unique_ptr<Process>> start(int log_level, Crew crew = Crew::kAll);

    /// The rule packs that the stages compile, by a worker that ends then. All its texts come from
    /// plugins.
    Result<std::vector<GivenPack>> packs();

    /// Starts a worker without any plugin to see what its sandbox is.
    Result<SandboxState> probe();

    /// The first document that cost a worker in a call: too many in too short a time stop the run.
    void note_death(std::uint32_t stage, std::string_view how);
    void note_outside_kill();
    void note_recovery(std::chrono::nanoseconds took);
    void note_recycling();

    /// The sentence that says which plugin is given up; nothing while all go on.
    std::optional<std::string> broken() const;

    bool is_broken() const { return is_broken_.load(std::memory_order_relaxed); }

    WorkerCounts counts() const;

  private:
    /// The worker of begin(), until somebody wants one like it.
    struct First {
        std::unique_ptr<Process> process;
        Crew crew = Crew::kAll;
        int log_level = 0;
    };

    struct Started {
        SandboxState state;
        std::vector<GivenPack> packs;
    };

    Result<std::unique_ptr<Process>> start_once(const std::string& setup, Started& said);
    Result<std::unique_ptr<Process>> start_with(const Setup& setup, Started& said);
    Error refused_start(Process& process, std::uint32_t loading, bool in_time) const;
    Setup setup_for(int log_level) const;
    void add_stages(Crew crew, Setup& setup) const;

    config::IsolationSettings settings_;
    std::vector<const config::ResolvedStage*> stages_;
    mutable std::mutex mutex_;
    std::deque<Clock::time_point> deaths_;
    std::string broken_;
    std::atomic<bool> is_broken_{false};
    WorkerCounts counts_;
    Spawner spawner_;
    First first_;
};

/// Where the worker of a program lies: ../lib/galley/galley-worker beside it.
std::filesystem::path worker_beside(const std::filesystem::path& program);

/// What stands for the table of a plugin that only workers load.
galley_plugin stand_in(const PluginInfo& plugin);

/// "SIGSEGV"; "signal 64" for one without a name.
std::string signal_name(int signal);

}  // namespace galley::core::isolation

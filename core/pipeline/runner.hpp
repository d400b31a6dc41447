// SPDX-License-Identifier: Apache-2.0
// A run at work: what it is made of, and its steps; run() of run.hpp is its only caller.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <oneapi/tbb/parallel_pipeline.h>
#include <optional>
#include <stop_token>
#include <string>

#include "core/pipeline/checkpoints.hpp"
#include "core/pipeline/lane.hpp"
#include "core/pipeline/letters.hpp"
#include "core/pipeline/pool.hpp"

namespace galley::core::pipeline {

/// One run from open to close.
class Runner {
  public:
    Runner(const PreparedChain& chain, Services& services, const RunOptions& options);

    Result<RunReport> run();

  private:
    Result<RunReport> run_to_end();
    Result<bool> open();
    Result<bool> open_state();
    Result<bool> open_chain();
    state::RunInfo run_info() const;
    Result<bool> close();
    unexpected<Error> failed(const Error& error);
    void flow();
    Batch* feed(oneapi::tbb::flow_control& control);
    void process(Batch& batch);
    void settle(Batch& batch);
    void settle_items(Batch& batch);
    void commit_in_time(const std::stop_token& stop);
    void commit_if_due();
    template <class Step>
    void or_stop(Step&& step);
    Error how_on(Error error) const;
    bool is_begun_in_vain(const Error& error) const;
    Result<bool> settle(Item& item);
    Result<bool> open_letters();
    Result<bool> settle_letter(Item& item);
    Result<bool> open_earlier();
    Result<bool> resume_earlier();
    void compare(Item& item);
    Result<bool> cancel_vanished();
    bool is_over_limit(const state::Vanished& vanished);
    bool is_disk_low();
    void note_outcome(Item& item);
    void stop(Error error);
    void give_totals(galley_run_totals& out);
    void give_held(void* ctx, galley_listed each) const;

    const PreparedChain& chain_;
    Services& services_;
    const RunOptions& options_;
    std::chrono::system_clock::time_point started_;
    std::string started_text_, config_name_;
    RunReport report_;
    std::unique_ptr<state::Earlier> earlier_;  ///< null: a first version
    std::unique_ptr<state::RunState> state_;
    std::optional<Outputs> outputs_;
    std::vector<Letter> letters_;  ///< that run again, in place of the input
    std::unique_ptr<Feed> feed_;
    std::unique_ptr<Sinks> sinks_;
    std::unique_ptr<Accounting> accounting_;
    std::unique_ptr<Checkpoints> checkpoints_;
    Pool<Batch> batches_;
    Pool<Lane> lanes_;
    std::uint64_t left_ = 0;
    std::optional<Error> error_;
    Counters counters_;
    std::mutex settling_;  ///< of the export stage and the clock
    std::condition_variable_any clock_;
    bool stopping_ = false;  ///< under settling_
    std::atomic<bool> stop_feed_{false};
};

}  // namespace galley::core::pipeline

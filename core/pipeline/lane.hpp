// SPDX-License-Identifier: Apache-2.0
// A lane: one instance of every stage between input and export, through which documents go one
// after the other, or, where stages run in a worker, side by side.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/config/config.hpp"
#include "core/isolation/worker.hpp"
#include "core/pipeline/feed.hpp"
#include "core/pipeline/item.hpp"
#include "core/pipeline/route.hpp"
#include "core/pipeline/stage.hpp"
#include "core/state/known.hpp"

namespace galley::core::pipeline {

/// Called before (applied = false) and after each stage's call on a document.
using Observer = std::function<void(Instance& stage, document::Document& document, bool applied)>;

/// Called with what a stage sees in a document, in bytes of its text, before what it decides is
/// applied.
using Listener = std::function<void(
    const Stage& stage,
    const document::Document& document,
    const std::vector<isolation::Finding>& findings)>;

/// One caller at a time; move between threads freely between calls.
class Lane {
  public:
    /// @param supervisor  needed when a stage is isolated.
    static Result<std::unique_ptr<Lane>> create(
        const std::vector<Stage>& stages,
        const config::Config& config,
        Services& services,
        isolation::Supervisor* supervisor = nullptr);

    /// Reads (when the feed has not), cleans and tags. The items' status tells how it went. While
    /// one waits for a worker, others go on; once a plugin is given up, what is not through is
    /// dropped.
    void process(std::span<const std::unique_ptr<Item>> items);
    void process(Item& item);

    /// Tells every stage that the last document is through.
    /// @errors  kIo with the stage and its reason.
    Result<bool> flush();

    /// Adds what its stages did since the last call.
    void give_work(std::vector<StageWork>& to);

    void observe(Observer observer) { observer_ = std::move(observer); }

    /// From now on, gives what rules and plugins see in a document before its stage is called.
    void listen(Listener listener) { listener_ = std::move(listener); }

    const std::vector<std::unique_ptr<Instance>>& instances() const { return instances_; }

  private:
    /// An item under way.
    struct Journey {
        Item* item = nullptr;
        Route route;
        Route::Stop stop;  ///< where it is now
        HostContext::Clock::time_point deadline, posted;
        HostContext::Clock::time_point call_deadline;  ///< of the running call; deadline or before
    };

    explicit Lane(const config::Config& config) : config_(config) {}

    void set_out(std::size_t number, Item& item);
    bool read(Journey& journey);
    void advance(std::size_t number);
    void finish_cleanup(Item& item);
    bool begin_call(const Journey& journey);
    void set_deadline(Journey& journey, HostContext::Clock::time_point now) const;
    HostContext::Clock::time_point call(
        Journey& journey, HostContext::Clock::time_point begin);
    void post(std::size_t number);
    void take_reply();
    void hear(const isolation::Verdict& verdict);
    template <class Step>
    void or_fail(std::size_t number, Step&& step);
    void await_replies();
    HostContext::Clock::time_point end_call(
        Journey& journey, galley_status status, const isolation::Death* death = nullptr);
    void settle_failure(Journey& journey, galley_status status, const isolation::Death* death);

    /// The name of what bounds the time of the running call.
    static std::string_view limit_of(const Journey& journey);

    Instance& instance_at(const Journey& journey) { return *instances_[journey.stop.stage]; }

    const config::Config& config_;
    std::unique_ptr<isolation::Worker> worker_;  ///< null: no stage is isolated
    std::vector<std::unique_ptr<Instance>>
        readers_;  ///< by stage index; null where the stage is none
    std::vector<std::unique_ptr<Instance>> instances_;  ///< cleanup, then tagging, in chain order
    std::size_t first_tagging_ = 0;
    isolation::Supervisor* supervisor_ = nullptr;  ///< null: no stage is isolated
    std::vector<Journey> journeys_;                ///< one for each item of the running call
    Observer observer_;
    Listener listener_;
    state::Known* known_ = nullptr;  ///< of a resumed run
};

/// Whether a stage's `when` holds for a document.
bool wants(const Stage& stage, const document::Document& document);

/// Copies masthead fields to the articles of a page that lack them, numbers the articles, collapses
/// line ends.
/// @returns  why the document is held, or nothing: no text left, or text that belongs to no article
/// of a page.
std::string close_cleanup(document::Family& family);

}  // namespace galley::core::pipeline

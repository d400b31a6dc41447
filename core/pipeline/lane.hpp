// SPDX-License-Identifier: Apache-2.0
// A lane: one instance of every stage between input and export, through which one document goes at
// a time.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/config/config.hpp"
#include "core/pipeline/feed.hpp"
#include "core/pipeline/item.hpp"
#include "core/pipeline/stage.hpp"
#include "core/state/known.hpp"

namespace galley::core::pipeline {

/// Called before (applied = false) and after each stage's call on a document.
using Observer = std::function<void(Instance& stage, document::Document& document, bool applied)>;

/// One document at a time; move between threads freely between documents.
class Lane {
  public:
    /// @param supervisor  needed when a stage is isolated.
    static Result<std::unique_ptr<Lane>> create(
        const std::vector<Stage>& stages,
        const config::Config& config,
        Services& services,
        isolation::Supervisor* supervisor = nullptr);

    /// Reads (when the feed has not), cleans and tags. The item's status tells how it went.
    void process(Item& item);

    /// Tells every stage that the last document is through.
    /// @errors  kIo with the stage and its reason.
    Result<bool> flush();

    /// Adds what its stages did since the last call.
    void give_work(std::vector<StageWork>& to);

    void observe(Observer observer) { observer_ = std::move(observer); }

    const std::vector<std::unique_ptr<Instance>>& instances() const { return instances_; }

  private:
    explicit Lane(const config::Config& config) : config_(config) {}

    void clean(Item& item);
    void tag(Item& item);
    void finish_cleanup(Item& item);
    void run_cleanup(Item& item, document::Document& document, std::size_t from);
    bool call(Item& item, Instance& instance, document::Document& document);
    void settle_failure(
        Item& item, Instance& instance, document::Document& document, galley_status status);

    const config::Config& config_;
    std::unique_ptr<isolation::Worker> worker_;  ///< null: no stage is isolated
    std::vector<std::unique_ptr<Instance>>
        readers_;  ///< by stage index; null where the stage is none
    std::vector<std::unique_ptr<Instance>> instances_;  ///< cleanup, then tagging, in chain order
    std::size_t first_tagging_ = 0;
    HostContext::Clock::time_point deadline_;
    Observer observer_;
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

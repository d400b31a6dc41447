// SPDX-License-Identifier: Apache-2.0
// The exporters of a chain, fed in input order, committed together.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/pipeline/item.hpp"
#include "core/pipeline/stage.hpp"
#include "core/state/records.hpp"

namespace galley::core::pipeline {

/// One caller at a time.
class Sinks {
  public:
    /// Creates the exporters; none of them writes before begin().
    static Result<std::unique_ptr<Sinks>> open(
        const std::vector<Stage>& stages, Services& services, const std::string& chain_hash);
    ~Sinks();

    /// Whether all exporters can go on behind a commit.
    /// @errors  kUsage: one gave no position.
    Result<bool> can_resume(const state::Commit& last) const;

    /// Begins at the last commit of a run, or anew: then its number is 0.
    Result<bool> begin(const std::string& run, const state::Commit& last);

    bool begun() const { return begun_; }

    /// Gives every exporter the articles and notices of a document, held ones to those that review.
    /// @errors  kIo: an exporter is broken. A single document's failure is its status
    /// failed_export.
    /// @param only  "uri|stage": nothing else; null: everything.
    Result<bool> write(Item& item, const std::vector<std::string>* only = nullptr);

    /// Tells every exporter that wants to know what is no more of what earlier versions exported.
    /// @errors  kIo: an exporter is broken.
    Result<bool> cancel(const state::CanceledRecord& gone);

    /// Makes durable what was written since the last commit.
    /// @param positions  where each exporter stands then.
    Result<bool> commit(std::vector<state::PositionRecord>& positions);

    const std::vector<std::unique_ptr<Instance>>& instances() const { return instances_; }

  private:
    struct Sink {
        Instance* instance;
        const galley_export_v1* table;
        bool review;
        std::unordered_set<std::string> held_beyond;  ///< keys it has beyond its position
    };

    Result<bool> recover(Sink& sink);

    Result<bool> write_to_all(
        Item& item, document::Document& document, const std::vector<std::string>* only);
    Result<bool> write_to(
        Sink& sink, Item& item, document::Document& document, const std::vector<std::string>* only);
    static Error failure(Sink& sink, std::string_view call, galley_status status);

    std::vector<std::unique_ptr<Instance>> instances_;
    std::vector<Sink> sinks_;
    std::string chain_hash_;
    std::string key_;

    /// Why an export refused the document that is being written.
    struct Refusal {
        const Stage* stage;
        std::string reason;
    };

    std::optional<Refusal> refusal_;
    bool begun_ = false;
    bool committed_ = true;
};

}  // namespace galley::core::pipeline

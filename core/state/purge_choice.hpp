// SPDX-License-Identifier: Apache-2.0
// Which documents of a run a purge is meant for.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "core/state/gone.hpp"
#include "core/state/purge.hpp"
#include "core/state/records.hpp"

namespace galley::core::state {

/// What is given is borrowed.
class PurgeChoice {
  public:
    PurgeChoice(const RunInfo& info, const PurgeRequest& request)
        : info_(info), request_(request) {}

    /// Chooses, and takes paths and reasons out of what the commits say of the chosen.
    void choose(std::vector<Commit>& commits);

    const Gone& gone() const { return gone_; }

    /// In input order.
    std::vector<PurgedDocument> documents() const;

  private:
    bool is_meant(const Commit& commit, const DocumentRecord& document) const;
    bool is_gone(const DocumentRecord& document) const;
    void note(std::uint64_t number, const DocumentRecord& document);

    const RunInfo& info_;
    const PurgeRequest& request_;
    Gone gone_;
    std::map<std::uint64_t, PurgedDocument> noted_;
};

}  // namespace galley::core::state

// SPDX-License-Identifier: Apache-2.0
// Stages whose plugins are plain tables of a test: a source of texts, readers of lines, a cleanup.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include <galley/values.hpp>

#include "core/config/chain.hpp"
#include "core/pipeline/stage.hpp"

namespace galley::core::pipeline {

/// What the tables below work on: an instance is found by its stage's plugin.
struct Script {
    std::deque<std::string> blobs;               ///< what the source delivers; "!" cannot be read
    std::vector<std::string> told;               ///< outcome() calls: token and status
    galley_status bad_line = GALLEY_E_REJECTED;  ///< of the streaming reader at a line "bad"
    galley_status cleanup = GALLEY_OK;
    int opened = 0, closed = 0;
};

/// Makes a stage of a table; both live as long as this.
class FakeStages {
  public:
    explicit FakeStages(Script& script);

    void add_source();
    void add_reader(bool streams);
    void add_cleanup(config::OnError on_error);

    std::vector<Stage> stages;

  private:
    void add(galley_plugin plugin, const char* id, config::OnError on_error);

    std::deque<galley_plugin> plugins_;
    std::deque<config::ResolvedStage> configs_;
};

}  // namespace galley::core::pipeline

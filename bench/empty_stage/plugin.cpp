// SPDX-License-Identifier: Apache-2.0
// A stage that does nothing: what is left is what the host spends on calling any stage.
#include <galley/plugin.hpp>

struct EmptyStage {
    static constexpr const char* id = "cleanup.empty_stage";
    static constexpr const char* version = "0.1.0";
    static constexpr const char* summary = "Does nothing; for measuring the host";
    static constexpr auto kind = GALLEY_KIND_CLEANUP;

    void process(galley::doc&, galley::host&) const {}
};

GALLEY_PLUGIN(EmptyStage)

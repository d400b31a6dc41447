// SPDX-License-Identifier: Apache-2.0
// Why each line of a document went where it went: decisions, and what rules and plugins saw in it.
#pragma once
#include <string>
#include <vector>

#include "core/pipeline/run.hpp"

namespace galley::core::pipeline {

/// What a rule or a plugin saw in a line.
struct Evidence {
    std::string stage, rule, category, met, missing;
    bool matched = false;  ///< false: a near miss
    double score = 0;

    friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// What was decided about a line, or about a part of it.
struct Verdict {
    std::string op, stage, rule, category, status;
    double confidence = 0;
};

struct ExplainedLine {
    std::size_t number = 0;  ///< 1-based in the decoded source
    std::string text;
    bool stands = false;  ///< some of it is in an exported article
    std::vector<Verdict> verdicts;
    std::vector<Evidence> evidence;
};

struct Explanation {
    std::string path, status, reason;
    std::vector<ExplainedLine> lines;
};

/// Runs the chain without its exporters over what its source delivers; one explanation a document.
/// @errors  as run().
Result<std::vector<Explanation>> explain(const PreparedChain& chain, Services& services);

}  // namespace galley::core::pipeline

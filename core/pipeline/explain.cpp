// SPDX-License-Identifier: Apache-2.0
// Watching a lane at work.
#include "core/pipeline/explain.hpp"

#include <algorithm>

#include <galley/text.hpp>
#include <galley/words.hpp>

#include "core/pipeline/feed.hpp"
#include "core/pipeline/lane.hpp"

namespace galley::core::pipeline {
namespace {

using document::Document;

/// What was seen, by source range, while the document went through the stages.
struct Seen {
    galley::span at;
    Evidence evidence;
};

/// Findings are in bytes of a text that the call is about to change.
void note(
    const Stage& stage,
    const Document& document,
    const std::vector<isolation::Finding>& findings,
    std::vector<Seen>& seen) {
    for (const auto& f : findings) {
        seen.push_back(
            {document.to_source(f.at),
             {stage.id(), f.rule, f.category, f.met, f.missing, f.matched, f.score}});
    }
}

bool touches(const document::Row& row, galley::span line) {
    if (row.action == document::kCollapse) {
        return false;  // line ends between paragraphs: every line has one
    }
    return row.range.overlaps(line);
}

void add_verdicts(ExplainedLine& line, galley::span whole, galley::span at, const Document& d) {
    for (const auto& row : d.rows()) {
        if (touches(row, whole)) {
            line.verdicts.push_back(
                {std::string(galley::word_of(galley::action_words, row.action)),
                 std::string(row.author->stage),
                 std::string(row.rule),
                 std::string(row.category),
                 std::string(document::to_string(row.status)),
                 row.confidence});
        }
    }
    line.stands = line.stands || (d.kind() == document::Kind::kArticle && !d.to_text(at).empty());
}

Explanation explain_item(Item& item, const std::vector<Seen>& seen) {
    Explanation out{item.family.path, item.family.status, item.family.reason, {}};
    const auto source = item.family.source();
    std::size_t number = 0;
    for (const auto& each : galley::split_lines(source)) {
        auto& line = out.lines.emplace_back();
        line.number = ++number;
        line.text = each.text;
        const auto at = each.blank() ? each.at : galley::trimmed(source, each.at);
        // Its line end too: joins are decisions on line ends.
        item.family.each([&](const Document& d) { add_verdicts(line, each.at, at, d); });
        for (const auto& one : seen) {
            if (one.at.overlaps(at) &&
                std::ranges::find(line.evidence, one.evidence) == line.evidence.end()) {
                line.evidence.push_back(one.evidence);
            }
        }
    }
    return out;
}

}  // namespace

Result<std::vector<Explanation>> explain(const PreparedChain& chain, Services& services) {
    auto lane = Lane::create(chain.stages, *chain.config, services, chain.supervisor.get());
    if (!lane.has_value()) {
        return unexpected(lane.error());
    }
    auto feed = Feed::open(chain.stages, services, {chain.supervisor.get()});
    if (!feed.has_value()) {
        return unexpected(feed.error());
    }
    std::vector<Explanation> out;
    Batch batch;
    std::uint64_t left = UINT64_MAX;
    while (feed.value()->fill(batch, left)) {
        for (std::size_t i = 0; i < batch.count; ++i) {
            std::vector<Seen> seen;
            lane.value()->listen(
                [&](const Stage& stage, const Document& document, const auto& findings) {
                    note(stage, document, findings, seen);
                });
            lane.value()->process(*batch.items[i]);
            out.push_back(explain_item(*batch.items[i], seen));
        }
        batch.clear();
    }
    return out;
}

}  // namespace galley::core::pipeline

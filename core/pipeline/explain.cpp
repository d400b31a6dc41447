// SPDX-License-Identifier: Apache-2.0
// Watching a lane at work.
#include "core/pipeline/explain.hpp"

#include <algorithm>
#include <map>

#include <fmt/ranges.h>

#include <galley/text.hpp>

#include "core/pipeline/feed.hpp"
#include "core/pipeline/lane.hpp"
#include "core/rules/rules_extension.hpp"

namespace galley::core::pipeline {
namespace {

using document::Document;

/// What was seen, by source range, while the document went through the stages.
struct Seen {
    galley::span at;
    Evidence evidence;
};

/// The words that matched, and the guards that held.
std::string evidence_of(const rules::Finding& finding, std::string_view text) {
    constexpr std::size_t kMostBytes = 90;
    auto match = text.substr(finding.match.begin, finding.match.end - finding.match.begin);
    if (match.size() > kMostBytes) {
        auto end = kMostBytes;
        while (end > 0 && (static_cast<unsigned char>(match[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        return fmt::format(
            "\"{}...\"{}{}",
            match.substr(0, end),
            finding.met.empty() ? "" : "; ",
            fmt::join(finding.met, "; "));
    }
    return fmt::format(
        "\"{}\"{}{}", match, finding.met.empty() ? "" : "; ", fmt::join(finding.met, "; "));
}

/// Asks the rule sets and the plugin of a stage before it runs.
class Watcher {
  public:
    std::vector<Seen> seen;

    void watch(Instance& instance, const Document& document) {
        for (const auto* handle : instance.context().rule_sets) {
            ask_rules(instance, document, rules::rule_set_of(handle));
        }
        if (const auto* table = instance.extension<galley_explain_v1>(GALLEY_EXPLAIN_V1)) {
            ask_plugin(instance, document, *table);
        }
    }

  private:
    void ask_rules(const Instance& instance, const Document& document, const rules::RuleSet& set) {
        set.explain(document.text(), [&](const rules::Finding& finding) {
            const galley::span at{finding.line.begin, finding.line.end};
            seen.push_back(
                {document.to_source(at),
                 {instance.stage().id(),
                  std::string(finding.rule.id),
                  std::string(finding.rule.category),
                  evidence_of(finding, document.text()),
                  fmt::format("{}", fmt::join(finding.missing, "; ")),
                  finding.hit,
                  finding.rule.confidence}});
        });
    }

    void ask_plugin(Instance& instance, const Document& document, const galley_explain_v1& table) {
        struct Context {
            Watcher* watcher;
            const Instance* instance;
            const Document* document;
        } context{this, &instance, &document};

        const auto found = [](void* ctx, const galley_finding* f) {
            auto& c = *static_cast<Context*>(ctx);
            c.watcher->seen.push_back(
                {c.document->to_source(galley::to_span(f->range)),
                 {c.instance->stage().id(),
                  std::string(galley::view(f->rule)),
                  std::string(galley::view(f->category)),
                  std::string(galley::view(f->evidence)),
                  std::string(galley::view(f->missing)),
                  f->matched != 0,
                  f->score}});
        };
        table.explain(instance.self(), &document, {0, document.text().size()}, &context, found);
    }
};

std::string_view op_name(std::uint32_t action) {
    switch (action) {
        case GALLEY_STRIP:
            return "strip";
        case GALLEY_REPLACE:
            return "replace";
        case GALLEY_MOVE:
            return "move";
        case GALLEY_SPLIT:
            return "split";
        case GALLEY_KEEP:
            return "keep";
        default:
            return "collapse";
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
                {std::string(op_name(row.action)),
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
    auto feed = Feed::open(chain.stages, services);
    if (!feed.has_value()) {
        return unexpected(feed.error());
    }
    std::vector<Explanation> out;
    Batch batch;
    std::uint64_t left = UINT64_MAX;
    while (feed.value()->fill(batch, left)) {
        for (std::size_t i = 0; i < batch.count; ++i) {
            Watcher watcher;
            lane.value()->observe([&](Instance& instance, Document& document, bool applied) {
                if (!applied) {
                    watcher.watch(instance, document);
                }
            });
            lane.value()->process(*batch.items[i]);
            out.push_back(explain_item(*batch.items[i], watcher.seen));
        }
        batch.clear();
    }
    return out;
}

}  // namespace galley::core::pipeline

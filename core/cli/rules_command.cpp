// SPDX-License-Identifier: Apache-2.0
// galley rules list and lint.
#include <algorithm>
#include <nlohmann/json.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/cli/rule_corpus.hpp"
#include "core/cli/rule_packs.hpp"
#include "core/reporting/log.hpp"
#include "core/rules/lint_corpus.hpp"
#include "core/rules/lint_cost.hpp"
#include "core/rules/lint_examples.hpp"
#include "core/rules/lint_shadows.hpp"
#include "core/rules/pattern.hpp"

namespace galley::core::cli {
namespace {

using nlohmann::ordered_json;
using rules::Remark;
using rules::Rule;
using rules::Severity;

std::string_view action_of(const Rule& rule) {
    switch (rule.action) {
        case rules::RuleAction::kStrip:
            return "strip";
        case rules::RuleAction::kField:
            return "field";
        case rules::RuleAction::kItem:
            break;
    }
    return "item";
}

std::string_view scope_of(const Rule& rule) {
    static constexpr std::array<std::string_view, 4> kScopes = {"line", "run", "head", "tail"};
    return kScopes[static_cast<std::size_t>(rule.scope)];
}

/// The captures of a rule: most name the fields that a plugin makes of them.
std::vector<std::string> captures_of(const Rule& rule) {
    const rules::Pattern pattern(rule.pattern);
    std::vector<std::string> names;
    for (const auto& group : pattern.named_groups()) {
        names.push_back(group.name);
    }
    return names;
}

/// "strip", "strip: source, published", "field byline".
std::string destination(const Rule& rule) {
    const auto names = captures_of(rule);
    return fmt::format(
        "{}{}{}{}{}",
        action_of(rule),
        rule.field.empty() ? "" : " ",
        rule.field,
        names.empty() ? "" : ": ",
        fmt::join(names, ", "));
}

void list_rule(const Common& common, const PackSet& packs, const Rule& rule) {
    const auto path = packs.path_of(rule.file);
    if (common.json) {
        const ordered_json line = {
            {"schema_version", 1},
            {"owner", packs.owner},
            {"file", path},
            {"line", rule.line},
            {"id", rule.id},
            {"category", rule.category},
            {"scope", scope_of(rule)},
            {"action", action_of(rule)},
            {"field", rule.field},
            {"captures", captures_of(rule)},
            {"confidence", rule.confidence},
            {"final", rule.final},
            {"guards", rule.guards.size()},
            {"examples", rule.examples},
            {"counters", rule.counters}};
        print_json(line);
        return;
    }
    auto example = rule.examples.empty() ? std::string("(no example)") : rule.examples.front();
    for (auto at = example.find('\n'); at != std::string::npos; at = example.find('\n', at)) {
        example.replace(at, 1, "\\n");
    }
    print(fmt::format(
        "{}:{}: {:<18} {:<14} {:<4} {:.2f} {:<24} {}\n",
        reporting::printable(path),
        rule.line,
        rule.id,
        rule.category,
        scope_of(rule),
        rule.confidence,
        destination(rule),
        reporting::printable(example)));
}

/// What a set and its texts say about its rules.
Result<std::vector<Remark>> lint_set(const rules::RuleSet& set, const LintOptions& options) {
    auto remarks = rules::lint_examples(set);
    std::ranges::move(rules::lint_shadows(set), std::back_inserter(remarks));
    std::ranges::move(rules::lint_cost(set), std::back_inserter(remarks));
    rules::CorpusLint corpus(set);
    for (const bool story : {false, true}) {
        const auto& paths = story ? options.story : options.corpus;
        const auto read =
            read_corpus(paths, story, [&](const rules::CorpusText& text) { corpus.add(text); });
        if (!read.has_value()) {
            return unexpected(read.error());
        }
    }
    std::ranges::move(corpus.remarks(), std::back_inserter(remarks));
    rules::sort_remarks(remarks, set.rules());
    return remarks;
}

void show_remark(const Common& common, const PackSet& packs, Remark remark) {
    remark.problem.file = packs.path_of(remark.problem.file);
    if (common.json) {
        const ordered_json line = {
            {"schema_version", 1},
            {"owner", packs.owner},
            {"file", remark.problem.file},
            {"line", remark.problem.line},
            {"rule", remark.problem.rule},
            {"severity", to_string(remark.severity)},
            {"check", remark.check},
            {"problem", remark.problem.text},
            {"hint", remark.hint}};
        print_json(line);
    } else {
        print(reporting::printable(remark.message()) + "\n");
    }
}

std::string counted(std::size_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

int list_rules_command(const Common& common, const RulesOptions& options) {
    const auto packs = load_packs(options.names, options.set);
    if (!packs.has_value()) {
        return fail(packs.error());
    }
    for (const auto& set : packs.value().sets) {
        for (const auto& rule : set.set->rules()) {
            list_rule(common, set, rule);
        }
    }
    return kOk;
}

int lint_rules_command(const Common& common, const LintOptions& options) {
    const auto packs = load_packs(options.names, options.set);
    if (!packs.has_value()) {
        return fail(packs.error());
    }
    std::size_t rule_count = 0;
    std::size_t findings = 0;
    std::size_t notes = 0;
    for (const auto& set : packs.value().sets) {
        const auto remarks = lint_set(*set.set, options);
        if (!remarks.has_value()) {
            return fail(remarks.error());
        }
        rule_count += set.set->rules().size();
        for (const auto& remark : remarks.value()) {
            ++(remark.severity == Severity::kNote ? notes : findings);
            show_remark(common, set, remark);
        }
    }
    if (!common.quiet) {
        say(fmt::format(
            "galley: {}: {}, {}\n",
            counted(rule_count, "rule", "rules"),
            counted(findings, "finding", "findings"),
            counted(notes, "note", "notes")));
    }
    return findings == 0 ? kOk : kCheckFailed;
}

}  // namespace galley::core::cli

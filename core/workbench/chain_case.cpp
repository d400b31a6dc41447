// SPDX-License-Identifier: Apache-2.0
// Puts texts through a lane.
#include "core/workbench/chain_case.hpp"

#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include <galley/testing/why_lines.hpp>
#include <galley/words.hpp>

#include "core/workbench/difference.hpp"
#include "core/workbench/page_check.hpp"

namespace galley::core::workbench {
namespace {

using document::Document;
using document::Kind;

std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(in), {});
}

void add_rows(const Document& d, std::string& out) {
    for (const auto& row : d.rows()) {
        if (row.action == document::kCollapse) {
            continue;
        }
        out += fmt::format(
            "{} {} {} {} {}",
            row.author->stage,
            galley::word_of(galley::action_words, row.action),
            row.category,
            row.rule,
            galley::testing::quoted(row.text));
        if (row.action == GALLEY_REPLACE) {
            out += " -> " + galley::testing::quoted(row.replacement);
        }
        out += row.status == document::RowStatus::kApplied
                   ? "\n"
                   : fmt::format(" {}\n", document::to_string(row.status));
    }
}

void add_item(const Document& d, const std::string& title, std::string& text, std::string& why) {
    text += fmt::format("==== {}\n{}\n", title, d.text());
    why += title + '\n';
    for (const auto& field : d.fields) {
        why += fmt::format("  field {} = {}", field.key, field.value);
        why += field.group == 0 ? "\n" : fmt::format(" (group {})\n", field.group);
    }
    for (const auto& tag : d.tags) {
        why += fmt::format("  tag {} {}\n", tag.scheme, tag.code);
    }
}

void compare(
    const std::filesystem::path& file,
    const std::string& name,
    const std::string& got,
    Outcome& out) {
    const auto expected = read_file(file).value_or("");
    if (expected != got) {
        const auto line = first_different_line(expected, got);
        out.differences.push_back(
            {name, fmt::format("{}:{}", file.string(), line), expected, got, {}});
    }
}

}  // namespace

Result<std::unique_ptr<ChainBench>> ChainBench::open(
    const pipeline::PreparedChain& chain, pipeline::Services& services) {
    auto lane =
        pipeline::Lane::create(chain.stages, *chain.config, services, chain.supervisor.get());
    if (!lane.has_value()) {
        return unexpected(lane.error());
    }
    return std::unique_ptr<ChainBench>(new ChainBench(std::move(lane).value()));
}

pipeline::Item& ChainBench::process(std::string_view text, std::string path) {
    item_ = std::make_unique<pipeline::Item>();
    item_->family.path = std::move(path);
    item_->family.set_source(text);
    lane_->process(*item_);
    return *item_;
}

void ChainBench::run(const TestsFile& file, const PageCase& one, Outcome& outcome) {
    auto& item = process(one.text(), one.name);
    outcome.differences = compare_page(item.family, one, file.file.string());
}

void ChainBench::run(const std::filesystem::path& folder, Outcome& outcome) {
    const auto input = read_file(folder / "in.txt");
    if (!input.has_value()) {
        outcome.verdict = Verdict::kBroken;
        outcome.reason = folder.string() + ": no in.txt";
        return;
    }
    auto& item = process(*input, (folder / "in.txt").string());
    std::string text;
    std::string why = "status " + item.family.status +
                      (item.family.reason.empty() ? "" : ": " + item.family.reason) + '\n';
    item.family.each([&](const Document& d) { add_rows(d, why); });
    std::size_t number = 0;
    for (const auto* d : items_of(item.family, Kind::kArticle)) {
        add_item(*d, fmt::format("article {}", ++number), text, why);
    }
    number = 0;
    for (const auto* d : items_of(item.family, Kind::kNotice)) {
        add_item(*d, fmt::format("notice {}", ++number), text, why);
    }
    compare(folder / "out.txt", "out.txt", text, outcome);
    if (std::filesystem::exists(folder / "why.txt")) {
        compare(folder / "why.txt", "why.txt", why, outcome);
    }
    outcome.accepted = {{"out.txt", text}, {"why.txt", why}};
}

}  // namespace galley::core::workbench

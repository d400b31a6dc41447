// SPDX-License-Identifier: Apache-2.0
// From the test kit's documents to the host's and back.
#include "core/workbench/plugin_case_host.hpp"

#include <algorithm>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>

#include <galley/values.hpp>

#include "core/pipeline/feed.hpp"

namespace galley::core::workbench {
namespace {

namespace kit = galley::testing;
using document::Document;
using document::Family;

const document::Author kHost{"host", "galley", "1", GALLEY_KIND_CLEANUP, 0};

config::Stage stage_of(
    const PluginInfo& plugin,
    const kit::Parameters& parameters,
    const std::filesystem::path& folder) {
    const auto file = (folder / "params.txt").string();
    config::Stage stage;
    stage.kind = plugin.kind;
    stage.plugin = plugin.id;
    stage.id = config::name_of(plugin.id);
    stage.position = {file, 1, "pipeline." + stage.id};
    for (const auto& [key, value] : parameters) {
        const auto known = std::ranges::find(stage.options, key, &config::Option::key);
        if (known != stage.options.end()) {
            known->values.push_back(value);
            known->is_array = true;
            continue;
        }
        auto& option = stage.options.emplace_back();
        option.key = key;
        option.values = {value};
        option.position = stage.position.at(key);
    }
    return stage;
}

void give(const kit::Document& from, Family& family) {
    auto& to = family.root();
    auto& arena = family.arena();
    family.set_source(from.text);
    for (const auto& each : from.spans) {
        to.spans.push_back(
            {each.range, arena.copy(each.layer), arena.copy(each.value), each.confidence});
    }
    for (const auto& each : from.fields) {
        to.fields.push_back(
            {arena.copy(each.key), arena.copy(each.value), each.evidence, each.group});
    }
    for (const auto& each : from.tags) {
        to.tags.push_back(
            {arena.copy(each.scheme),
             arena.copy(each.code),
             arena.copy(each.label),
             each.evidence,
             each.confidence});
    }
}

/// What an article or notice took over from its page still is the page's very string.
template <class T, class Name>
bool is_inherited(const std::vector<T>& of_page, const T& one, Name name) {
    return std::ranges::any_of(
        of_page, [&](const T& each) { return (each.*name).data() == (one.*name).data(); });
}

void take_said(const Document& from, const Document* page, kit::Document& to) {
    for (const auto& each : from.spans) {
        if (page == nullptr || !is_inherited(page->spans, each, &document::Span::layer)) {
            to.spans.push_back(
                {each.range, std::string(each.layer), std::string(each.value), each.confidence});
        }
    }
    for (const auto& each : from.fields) {
        if (page == nullptr || !is_inherited(page->fields, each, &document::Field::key)) {
            to.fields.push_back(
                {std::string(each.key), std::string(each.value), each.evidence, each.group});
        }
    }
    for (const auto& each : from.tags) {
        to.tags.push_back(
            {std::string(each.scheme),
             std::string(each.code),
             std::string(each.label),
             each.evidence,
             each.confidence});
    }
}

kit::Decision decision_of(const document::Row& row) {
    kit::Decision out;
    out.action = static_cast<galley_action>(row.action);
    out.range = row.range;
    out.destination = row.destination;
    out.category = row.category;
    out.rule = row.rule;
    out.replacement = row.replacement;
    out.confidence = row.confidence;
    out.final = (row.flags & GALLEY_FINAL) != 0;
    return out;
}

void take_decisions(const Document& from, kit::Document& to) {
    for (const auto& row : from.rows()) {
        const bool overruled = row.status != document::RowStatus::kApplied;
        (overruled ? to.overruled : to.decisions).push_back(decision_of(row));
    }
    std::ranges::stable_sort(
        to.decisions, {}, [](const kit::Decision& each) { return each.range.begin; });
}

void take_children(const Document& from, kit::Document& to) {
    for (const auto& child : from.children()) {
        auto& out = *to.children.emplace_back(std::make_unique<kit::Document>());
        out.child_kind =
            child->kind() == document::Kind::kNotice ? GALLEY_CHILD_NOTICE : GALLEY_CHILD_ARTICLE;
        out.range = child->range();
        out.text = child->text();
        take_said(*child, &from, out);
        for (auto& each : out.spans) {
            each.range = {each.range.begin - out.range.begin, each.range.end - out.range.begin};
        }
    }
}

}  // namespace

PluginCaseHost::PluginCaseHost(loading::LoadedPlugin plugin, pipeline::Services& services)
    : plugin_(std::move(plugin)), services_(services) {}

PluginCaseHost::~PluginCaseHost() = default;

galley_status PluginCaseHost::configure(const kit::Parameters& parameters) {
    instance_.reset();
    config_.stages = {stage_of(plugin_.info, parameters, folder_)};
    config::PluginCatalog catalog;
    catalog.find = [this](std::string_view) { return &plugin_.info; };
    auto chain = config::validate(config_, catalog);
    if (!chain.has_value()) {
        error_ = config::to_text(chain.error());
        error_.erase(error_.find_last_not_of('\n') + 1);
        return GALLEY_E_CONFIG;
    }
    chain_ = std::move(chain).value();
    const auto& resolved = chain_.stages.front();
    stage_ = std::make_unique<pipeline::Stage>();
    stage_->config = &resolved;
    stage_->plugin = plugin_.table;
    stage_->data_folder = plugin_.data_folder;
    stage_->author = {
        resolved.stage.id,
        plugin_.info.id,
        plugin_.info.version,
        plugin_.table->kind,
        plugin_.table->capabilities};
    auto made = pipeline::Instance::create(*stage_, services_);
    if (!made.has_value()) {
        error_ = made.error().message;
        return GALLEY_E_CONFIG;
    }
    instance_ = std::move(made).value();
    return GALLEY_OK;
}

galley_status PluginCaseHost::process(kit::Document& document) {
    Family family;
    give(document, family);
    auto& root = family.root();
    root.begin_call(stage_->author);
    const auto status = plugin_.table->process(instance_->self(), &root);
    instance_->context().scratch_memory.reset();
    document.status = status;
    if (status < 0) {
        auto said = instance_->context().take_error();
        root.drop_call();
        if (!family.refusal.empty()) {
            said += (said.empty() ? "" : ": ") + family.refusal;
        }
        document.error = std::move(said);
        return status;
    }
    status == GALLEY_SKIPPED ? root.drop_call() : root.apply_call();
    document.spans.clear();
    document.fields.clear();
    document.tags.clear();
    take_said(root, nullptr, document);
    take_decisions(root, document);
    take_children(root, document);
    root.collapse_line_ends(kHost);
    text_ = root.text();
    return status;
}

std::string PluginCaseHost::text_after(const kit::Document&) {
    return text_;
}

std::vector<kit::Document> PluginCaseHost::read_all(const std::filesystem::path& file) {
    const auto name = file.filename().string();
    galley_blob delivered{};
    delivered.struct_size = sizeof delivered;
    delivered.name = galley::to_abi(name);
    delivered.fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);

    struct stat about {};

    if (delivered.fd < 0 || ::fstat(delivered.fd, &about) != 0) {
        throw std::runtime_error(file.string() + ": cannot be read");
    }
    delivered.size = static_cast<std::uint64_t>(about.st_size);
    auto blob = std::make_shared<pipeline::Blob>();
    blob->take(delivered, nullptr, nullptr);
    const pipeline::ReaderCalls reader{
        instance_->extension<galley_reader_v1>(GALLEY_READER_V1), instance_.get()};
    if (reader.table == nullptr) {
        throw std::runtime_error(plugin_.info.id + ": a source, not a reader: it has no cases");
    }
    std::vector<kit::Document> out;
    if (reader.table->open(instance_->self(), blob->raw()) < 0) {
        throw std::runtime_error(instance_->context().take_error());
    }
    for (;;) {
        pipeline::Item item;
        const auto outcome = pipeline::read_next(reader, item);
        if (outcome == pipeline::ReadOutcome::kEnd) {
            break;
        }
        auto& document = out.emplace_back(item.family.source());
        document.original_encoding = item.family.encoding;
        document.status = item.is_ok() ? GALLEY_OK : GALLEY_E_REJECTED;
        document.error = item.family.reason;
        take_said(item.family.root(), nullptr, document);
        std::erase_if(document.fields, [](const auto& each) { return each.key == "media_type"; });
        if (outcome == pipeline::ReadOutcome::kBroken) {
            break;
        }
    }
    reader.table->close(instance_->self());
    return out;
}

}  // namespace galley::core::workbench

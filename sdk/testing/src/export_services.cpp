// SPDX-License-Identifier: Apache-2.0
// galley.record/1 over Document, and galley.output/1 over a temporary folder.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "services.hpp"

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

template <class Struct>
void fill(Struct* out, Struct value) {
    value.struct_size = out->struct_size;
    std::memcpy(out, &value, std::min<std::size_t>(out->struct_size, sizeof value));
}

galley_status get(const galley_doc* raw, galley_record* out) {
    const auto& document = document_of(raw);
    const auto& record = document.record;
    galley_record value{};
    value.ordinal = record.ordinal;
    value.row_count = static_cast<std::uint32_t>(record.rows.size());
    value.child_count = static_cast<std::uint32_t>(document.children.size());
    value.parent = document.page == nullptr ? nullptr : handle_of(*document.page);
    value.range = to_abi(record.range);
    value.uri = to_abi(record.uri);
    value.path = to_abi(record.path);
    value.kind = to_abi(record.kind);
    value.status = to_abi(record.status);
    value.reason = to_abi(record.reason);
    value.source_sha256 = to_abi(record.source_sha256);
    value.unchanged = record.unchanged ? 1 : 0;
    value.unchanged_count = record.unchanged_count;
    fill(out, value);
    return GALLEY_OK;
}

galley_status row_at(const galley_doc* raw, size_t index, galley_row* out) {
    const auto& rows = document_of(raw).record.rows;
    if (index >= rows.size()) {
        return GALLEY_E_ARGUMENT;
    }
    const auto& row = rows[index];
    galley_row value{};
    value.seq = static_cast<std::uint32_t>(index + 1);
    value.action = static_cast<std::uint32_t>(row.action);
    value.flags = row.final ? static_cast<std::uint32_t>(GALLEY_FINAL) : 0U;
    value.range = to_abi(row.range);
    value.destination = row.destination;
    value.confidence = row.confidence;
    value.stage = to_abi(row.stage);
    value.plugin = to_abi(row.plugin);
    value.plugin_version = to_abi(row.plugin_version);
    value.category = to_abi(row.category);
    value.rule = to_abi(row.rule);
    value.text = to_abi(row.text);
    value.replacement = to_abi(row.replacement);
    value.status = to_abi(row.status);
    value.gaps = row.gaps.data();
    value.gap_count = row.gaps.size();
    fill(out, value);
    return GALLEY_OK;
}

galley_status child_at(const galley_doc* raw, size_t index, const galley_doc** out) {
    const auto& children = document_of(raw).children;
    if (index >= children.size()) {
        return GALLEY_E_ARGUMENT;
    }
    *out = handle_of(std::as_const(*children[index]));
    return GALLEY_OK;
}

bool is_plain(std::string_view name) {
    constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
    return !name.empty() && name.find_first_not_of(kPlain) == std::string_view::npos &&
           std::ranges::count(name, '/') <= 1 && name.front() != '.' && name.front() != '/' &&
           name.back() != '/' && name.find("/.") == std::string_view::npos;
}

std::filesystem::path make_folder() {
    auto name = (std::filesystem::temp_directory_path() / "galley-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder: " + name);
    }
    return name;
}

}  // namespace

const galley_record_v1& record_calls() {
    static const galley_record_v1 table{
        sizeof(galley_record_v1), 0, &source_calls(), get, row_at, child_at};
    return table;
}

OutputFolder::~OutputFolder() {
    std::error_code ignored;  // a folder left in /tmp is no reason to end a test
    if (!root_.empty()) {
        std::filesystem::remove_all(root_, ignored);
    }
}

galley_status OutputFolder::path(std::string_view name, galley_str* out) {
    if (!is_plain(name)) {
        return GALLEY_E_ARGUMENT;
    }
    if (root_.empty()) {
        root_ = make_folder();
    }
    const auto full = root_ / name;
    std::filesystem::create_directories(full.parent_path());
    *out = to_abi(paths_.try_emplace(std::string(name), full.string()).first->second);
    return GALLEY_OK;
}

std::map<std::string, std::string> OutputFolder::contents() const {
    std::map<std::string, std::string> found;
    for (const auto& [name, path] : paths_) {
        std::ifstream in(path, std::ios::binary);
        if (in) {
            found[name] = {std::istreambuf_iterator<char>(in), {}};
        }
    }
    return found;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN

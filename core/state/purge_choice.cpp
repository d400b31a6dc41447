// SPDX-License-Identifier: Apache-2.0
// A document is chosen by what was asked for; then everything that has its text is.
#include "core/state/purge_choice.hpp"

#include <xxhash.h>

#include <fmt/format.h>

namespace galley::core::state {
namespace {

/// "galley:<sha256>#0-9", "<sha256>" and the 32 digits of it that the state keeps and a purge
/// prints, as these; else empty.
std::string source_of(std::string_view id) {
    constexpr std::string_view kScheme = "galley:";
    constexpr std::size_t kDigits = 64;
    if (id.starts_with(kScheme)) {
        id.remove_prefix(kScheme.size());
        id = id.substr(0, id.find('#'));
    }
    const bool is_sha256 = (id.size() == kDigits || id.size() == Gone::kSourceDigits) &&
                           id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return is_sha256 ? std::string(id.substr(0, Gone::kSourceDigits)) : std::string();
}

/// The text of what could not be read is empty, and so the same for all of those.
bool has_text(const DocumentRecord& document) {
    return document.status != "failed_read";
}

/// Calls f(commit, number, document) for all that the commits say of documents.
template <class F>
void each_document(std::vector<Commit>& commits, F&& f) {
    for (auto& commit : commits) {
        auto number = commit.totals.read - commit.documents.size();
        for (auto& document : commit.documents) {
            f(commit, ++number, document);
        }
        for (auto& redriven : commit.redriven) {
            f(commit, redriven.number, redriven.document);
        }
    }
}

void scrub(DocumentRecord& document) {
    document.purged = true;
    document.path =
        fmt::format("purged:{:016x}", XXH3_64bits(document.path.data(), document.path.size()));
    document.reason.clear();
}

}  // namespace

bool PurgeChoice::is_meant(const Commit& commit, const DocumentRecord& document) const {
    if (document.purged) {
        return false;
    }
    if (!request_.before.empty()) {
        return (commit.time.empty() ? info_.started : commit.time) < request_.before;
    }
    const auto source = source_of(request_.id);
    return document.path == request_.id ||
           (!source.empty() && has_text(document) && hex_of(document.content) == source);
}

bool PurgeChoice::is_gone(const DocumentRecord& document) const {
    return !document.purged && (has_text(document) ? gone_.holds_source(hex_of(document.content))
                                                   : gone_.paths.contains(document.path));
}

void PurgeChoice::note(std::uint64_t number, const DocumentRecord& document) {
    gone_.paths.insert(document.path);
    noted_[number] = {
        number,
        document.path,
        document.status,
        has_text(document) ? hex_of(document.content) : std::string()};
}

/// First what is meant; then what has the same text, under whatever path.
void PurgeChoice::choose(std::vector<Commit>& commits) {
    each_document(
        commits, [this](const Commit& commit, std::uint64_t, const DocumentRecord& document) {
            if (is_meant(commit, document)) {
                (has_text(document) ? gone_.sources : gone_.paths)
                    .insert(has_text(document) ? hex_of(document.content) : document.path);
            }
        });
    for (int pass = 0; pass < 2; ++pass) {  // paths of the first are looked for in the second
        each_document(
            commits, [this](const Commit&, std::uint64_t number, const DocumentRecord& document) {
                if (is_gone(document)) {
                    note(number, document);
                }
            });
    }
    each_document(commits, [this](const Commit&, std::uint64_t, DocumentRecord& document) {
        if (is_gone(document)) {
            scrub(document);
        }
    });
}

std::vector<PurgedDocument> PurgeChoice::documents() const {
    std::vector<PurgedDocument> out;
    for (const auto& [number, document] : noted_) {
        out.push_back(document);
    }
    return out;
}

}  // namespace galley::core::state

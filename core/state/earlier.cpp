// SPDX-License-Identifier: Apache-2.0
// The journals are read again for what vanished: that a uri is known by a hash is enough until
// then.
#include "core/state/earlier.hpp"

#include <xxhash.h>

#include <boost/unordered/unordered_flat_set.hpp>

#include "core/state/commits.hpp"
#include "core/state/run_state.hpp"
#include "core/state/sections.hpp"
#include "core/state/versions.hpp"

namespace galley::core::state {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMet = 1;
constexpr Content kNoText = {0x141cfc9842c4b0e3, 0x24b96f99c8f4fb9a};  // SHA-256 of nothing

Error not_complete(const fs::path& folder, const RunInfo& info) {
    const auto* instead =
        version_at(folder).number == 1 ? "begin anew with --fresh" : "delete that folder";
    return {
        folder.string() +
            ": its run is not complete; go on with it first, with its inputs: galley run " +
            info.config + " --out " + folder.string() + "; or " + instead,
        ErrorKind::kUsage};
}

std::uint64_t hash_of(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

/// "feed.jsonl" of "feed.jsonl#12".
std::string_view file_of(std::string_view path) {
    const auto mark = path.rfind('#');
    const bool numbered = mark != std::string_view::npos && mark + 1 < path.size() &&
                          path.find_first_not_of("0123456789", mark + 1) == std::string_view::npos;
    return numbered ? path.substr(0, mark) : path;
}

using Hashes = boost::unordered_flat_set<std::uint64_t>;

/// Whether a document is among those that failed: by its text, its path, its file, or a folder that
/// it lies in.
bool may_be_of(const Hashes& failing, const DocumentRecord& document) {
    std::string_view path = document.path;
    if (failing.contains(document.content[0]) || failing.contains(hash_of(path))) {
        return true;
    }
    path = file_of(path);
    while (!path.empty() && !failing.contains(hash_of(path))) {
        const auto slash = path.rfind('/');
        path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    }
    return !path.empty();
}

/// Calls f(document, outcome) for all that a commit says came out of documents.
template <class F>
void each_outcome(const Commit& commit, F&& f) {
    std::size_t at = 0;
    each_document(commit, [&](const DocumentRecord& document) {
        for (std::uint32_t i = 0; i < document.outcomes; ++i) {
            f(document, commit.outcomes[at++]);
        }
    });
}

}  // namespace

Earlier::Key Earlier::key_of(
    const Content& content, const Content& rest, const OutcomeRecord& outcome) {
    const std::array<std::uint64_t, 7> name = {
        content[0],
        content[1],
        rest[0],
        rest[1],
        outcome.begin,
        outcome.end,
        outcome.is_notice ? 1U : 0U};
    const auto hash = XXH3_128bits(name.data(), sizeof name);
    return {hash.low64, hash.high64};
}

Result<std::unique_ptr<Earlier>> Earlier::open(
    const std::vector<fs::path>& versions, std::string_view now) {
    auto earlier = std::make_unique<Earlier>();
    earlier->versions_ = versions;
    for (const auto& version : versions) {
        if (auto read = earlier->read(version, now); !read.has_value()) {
            return unexpected(read.error());
        }
    }
    return earlier;
}

/// A whole run, mended if it must be, and at rest.
Result<void> Earlier::read(const fs::path& version, std::string_view now) {
    auto state = RunState::reopen(version, now);
    if (!state.has_value()) {
        return unexpected(state.error());
    }
    if (auto forgotten = state.value()->forget_session(); !forgotten.has_value()) {
        return forgotten;
    }
    const auto& last = state.value()->last();
    if (!state.value()->past().complete || !last.ended) {
        return unexpected(not_complete(version, state.value()->info()));
    }
    digests_.reserve(last.totals.articles + last.totals.notices);
    locks_.push_back(RunState::give_up(std::move(state).value()));
    return each_commit(version, [&](const Commit& commit) { return add(version, commit); });
}

Result<void> Earlier::add(const fs::path& version, const Commit& commit) {
    bool is_told = true;
    each_document(commit, [&](const DocumentRecord& document) {
        is_told = is_told && (commit.has_outcomes || !document.written());
        if (document.purged) {
            purged_.push_back(document);
            purged_contents_.insert(document.content);
        }
    });
    if (!is_told) {
        return unexpected(Error{
            version.string() +
                ": its run was made by a galley that did not note what it exported, so that what "
                "has changed cannot be told; name another --out",
            ErrorKind::kUsage});
    }
    for (const auto& canceled : commit.canceled) {
        digests_.erase(key_of(canceled.content, canceled.rest, canceled.outcome));
    }
    each_outcome(commit, [&](const DocumentRecord& document, const OutcomeRecord& outcome) {
        digests_[key_of(document.content, document.rest, outcome)] = outcome.digest & ~kMet;
    });
    return {};
}

Result<void> Earlier::resume(const fs::path& out) {
    return each_commit(out, [this](const Commit& commit) {
        auto number = commit.totals.read - commit.documents.size();
        for (const auto& document : commit.documents) {
            note(++number, document);
        }
        for (const auto& redriven : commit.redriven) {
            note(redriven.number, redriven.document);
        }
        meet_all(commit);
        return Result<void>();
    });
}

void Earlier::meet_all(const Commit& commit) {
    each_outcome(commit, [&](const DocumentRecord& document, const OutcomeRecord& outcome) {
        const auto found = digests_.find(key_of(document.content, document.rest, outcome));
        if (found != digests_.end()) {
            found->second |= kMet;
        }
    });
    for (const auto& canceled : commit.canceled) {
        digests_.erase(key_of(canceled.content, canceled.rest, canceled.outcome));
    }
}

Change Earlier::meet(const std::array<unsigned char, 32>& sha256, const OutcomeRecord& outcome) {
    const auto found = digests_.find(key_of(content_of(sha256), rest_of(sha256), outcome));
    if (found == digests_.end()) {
        return Change::kAdded;
    }
    const auto was = found->second & ~kMet;
    found->second |= kMet;
    const bool same = was == (outcome.digest & ~kMet) && outcome.digest != OutcomeRecord::kUnknown;
    return same ? Change::kUnchanged : Change::kChanged;
}

/// What could not be read may have been anything of its file.
Earlier::Places Earlier::places_of(const DocumentRecord& document) {
    if (document.purged) {
        return {document.content[0], 0, 0};
    }
    const bool is_read = document.status != "failed_read" && document.content != kNoText;
    const auto path = hash_of(document.path);
    return is_read ? Places{document.content[0], path, 0}
                   : Places{0, path, hash_of(file_of(document.path))};
}

void Earlier::note(std::uint64_t number, const DocumentRecord& document) {
    if (document.failed_or_held()) {
        failing_.insert_or_assign(number, places_of(document));
    } else {
        failing_.erase(number);
    }
}

/// Calls f for what was met nowhere, as each version says it, and its entry.
template <class F>
Result<bool> Earlier::each_unmet(F&& f) {
    for (const auto& version : versions_) {
        Result<bool> told = true;
        auto done = each_commit(version, [&](const Commit& commit) {
            each_outcome(commit, [&](const auto& document, const auto& outcome) {
                const auto found = digests_.find(key_of(document.content, document.rest, outcome));
                if (told.has_value() && found != digests_.end() && (found->second & kMet) == 0) {
                    told = f(document, outcome, found);
                }
            });
            return told.has_value() ? Result<void>() : Result<void>(unexpected(told.error()));
        });
        if (!done.has_value()) {
            return unexpected(done.error());
        }
    }
    return true;
}

/// What is kept or purged is no more looked for.
Result<Vanished> Earlier::look_for_vanished() {
    Hashes failing;
    for (const auto& [number, places] : failing_) {
        failing.insert(places.begin(), places.end());
    }
    failing.erase(0);
    Vanished vanished;
    auto looked = each_unmet([&](const DocumentRecord& document, const OutcomeRecord&, auto entry) {
        const bool is_purged = purged_contents_.contains(document.content);
        const bool is_kept = !is_purged && may_be_of(failing, document);
        vanished.kept += is_kept ? 1U : 0U;
        if (is_purged || is_kept) {
            digests_.erase(entry);
        }
        return Result<bool>(true);
    });
    if (!looked.has_value()) {
        return unexpected(looked.error());
    }
    vanished.known = digests_.size() + vanished.kept;
    for (const auto& [key, digest] : digests_) {
        vanished.gone += (digest & kMet) == 0 ? 1U : 0U;
    }
    return vanished;
}

Result<bool> Earlier::each_vanished(const std::function<Result<bool>(const CanceledRecord&)>& f) {
    return each_unmet(
        [&](const DocumentRecord& document, const OutcomeRecord& outcome, auto entry) {
            entry->second |= kMet;
            return f({document.content, document.rest, outcome});
        });
}

}  // namespace galley::core::state

// SPDX-License-Identifier: Apache-2.0
// One input document after the other: its rows from the ledger, its texts by their places.
#include "core/ledger/verify.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "core/ledger/conservation.hpp"
#include "core/ledger/earlier_texts.hpp"
#include "core/ledger/ledger_lines.hpp"
#include "core/ledger/stored_family.hpp"
#include "core/ledger/text_index.hpp"

namespace galley::core::ledger {
namespace {

namespace fs = std::filesystem;

class Verification {
  public:
    Verification(const fs::path& out, std::vector<fs::path> earlier)
        : ledger_path_((out / "ledger.jsonl").string()), out_(out), earlier_(std::move(earlier)) {}

    Result<VerifyReport> run();

  private:
    Result<void> open();
    Result<void> read_ledger();
    Result<void> check_family(StoredFamily& family);
    Result<void> check_families_without_rows();
    Result<void> load_texts(StoredFamily& family, std::span<const TextPlace> places);
    Result<void> check_law(StoredFamily& family);
    void explain(const StoredFamily& family, const Breach& breach);
    bool must_be_exported(const StoredFamily& family, galley::span document) const;
    void list_held();

    void problem(std::string text) { report_.problems.push_back(std::move(text)); }

    std::string at_ledger(std::uint64_t line) const {
        return ledger_path_ + ":" + std::to_string(line) + ": ";
    }

    std::string ledger_path_;
    fs::path out_;
    LineFile ledger_;
    TextIndex texts_;
    EarlierTexts earlier_;
    LineParser parser_;  ///< of the ledger: its line is in use while texts are read
    LineParser text_parser_;
    std::unordered_set<std::uint64_t> seen_;
    VerifyReport report_;
};

Result<VerifyReport> Verification::run() {
    if (auto done = open(); !done) {
        return unexpected(done.error());
    }
    if (auto done = read_ledger(); !done) {
        return unexpected(done.error());
    }
    if (auto done = check_families_without_rows(); !done) {
        return unexpected(done.error());
    }
    list_held();
    return std::move(report_);
}

Result<void> Verification::open() {
    std::error_code ignored;
    if (!fs::exists(ledger_path_, ignored)) {
        return unexpected(Error{
            ledger_path_ + ": no such file: without the ledger there is nothing to verify",
            ErrorKind::kUsage});
    }
    if (auto done = ledger_.open(ledger_path_); !done) {
        return done;
    }
    const auto notices = out_ / "notices.jsonl";
    auto built = texts_.build(
        (out_ / "articles.jsonl").string(),
        fs::exists(notices, ignored) ? notices.string() : std::string());
    if (!built) {
        return built;
    }
    report_.articles = texts_.count(false);
    report_.notices = texts_.count(true);
    report_.problems = texts_.problems();
    report_.purged = texts_.purged();
    return {};
}

Result<void> Verification::read_ledger() {
    StoredFamily family;
    for (;;) {
        const auto more = ledger_.next();
        if (!more) {
            return unexpected(more.error());
        }
        if (!*more) {
            break;
        }
        const auto line = parser_.ledger_line(ledger_.line());
        if (!line) {
            problem(at_ledger(ledger_.line_number()) + line.error().message);
            continue;
        }
        ++report_.decisions;
        const auto name = parse_uri(line->row.uri);
        if (!name || (name->sha256 != line->source_sha256 && !line->purged)) {
            problem(at_ledger(ledger_.line_number()) + "source_sha256 is not that of the uri");
            continue;
        }
        if (line->purged) {
            report_.purged.emplace(name->sha256);
            continue;
        }
        if (line->source_sha256 != family.sha256) {
            if (auto done = check_family(family); !done) {
                return done;
            }
            family = {};
            family.sha256 = line->source_sha256;
            family.source_bytes = line->source_bytes;
        }
        if (line->source_bytes != family.source_bytes) {
            problem(
                at_ledger(ledger_.line_number()) + "source_bytes: expected " +
                std::to_string(family.source_bytes) + " as in the rows before");
        }
        family.add(*line, ledger_.line_number());
    }
    return check_family(family);
}

Result<void> Verification::load_texts(StoredFamily& family, std::span<const TextPlace> places) {
    std::string buffer;
    for (const auto& place : places) {
        const auto line = texts_.read(place, buffer);
        if (!line) {
            return unexpected(line.error());
        }
        const auto text = text_parser_.text_line(*line);
        if (text) {
            family.add({&texts_, place}, *text);
        }
    }
    return {};
}

Result<void> Verification::check_family(StoredFamily& family) {
    if (family.rows.empty()) {
        return {};
    }
    ++report_.families;
    if (!seen_.insert(TextIndex::key_of(family.sha256)).second) {
        problem(
            at_ledger(family.row_lines.front()) +
            "rows of this source stand further up too; they must stand together");
        return {};
    }
    if (auto done = load_texts(family, texts_.of(family.sha256)); !done) {
        return done;
    }
    return check_law(family);
}

/// What a version did not export again has its text in an earlier one, and must fit in as well.
Result<void> Verification::check_law(StoredFamily& family) {
    for (;;) {
        const auto kept =
            check_conservation({family.sha256, family.source_bytes, family.rows, family.texts});
        if (kept) {
            return {};
        }
        if (kept.error().at == Breach::At::kUnexported) {
            const auto found = earlier_.find(family.sha256, kept.error().document);
            if (!found) {
                return unexpected(found.error());
            }
            if (found->in != nullptr) {
                family.add(*found, earlier_.text());
                continue;
            }
            if (found->is_purged) {
                report_.purged.emplace(family.sha256);
                return {};
            }
        }
        explain(family, kept.error());
        return {};
    }
}

/// Whether a document that has text left should be among the exports: its rows are in the ledger,
/// so it was written, and if it is a notice then notices were.
bool Verification::must_be_exported(const StoredFamily& family, galley::span document) const {
    for (std::size_t i = 0; i < family.rows.size(); ++i) {
        const auto name = parse_uri(family.rows[i].uri);
        if (name && name->range == document &&
            (family.row_articles[i] > 0 || texts_.has_notices())) {
            return true;
        }
    }
    return std::ranges::any_of(family.texts, [&](const ExportedText& text) {
        const auto name = parse_uri(text.uri);
        return name && name->range == document;
    });
}

void Verification::explain(const StoredFamily& family, const Breach& breach) {
    const bool in_text = breach.at == Breach::At::kText;
    const auto line = family.row_lines.empty()        ? 0
                      : breach.at == Breach::At::kRow ? family.row_lines[breach.index]
                                                      : family.row_lines.front();
    const auto where = in_text                    ? family.where(breach.index)
                       : family.row_lines.empty() ? family.where(0)
                                                  : at_ledger(line);
    if (breach.at == Breach::At::kUnexported && !must_be_exported(family, breach.document)) {
        report_.not_checked.push_back(where + breach.message);
    } else {
        problem(where + breach.message);
    }
}

/// A text on which nothing was decided is its whole source.
Result<void> Verification::check_families_without_rows() {
    const auto& all = texts_.all();
    for (std::size_t begin = 0; begin < all.size();) {
        auto end = begin + 1;
        while (end < all.size() && all[end].source == all[begin].source) {
            ++end;
        }
        if (!seen_.contains(all[begin].source)) {
            ++report_.families;
            StoredFamily family;
            if (auto done = load_texts(
                    family,
                    {all.begin() + static_cast<std::ptrdiff_t>(begin),
                     all.begin() + static_cast<std::ptrdiff_t>(end)});
                !done) {
                return done;
            }
            const auto name = parse_uri(family.texts.front().uri);
            family.sha256 = name->sha256;
            family.source_bytes = name->range.end;
            if (auto done = check_law(family); !done) {
                return done;
            }
        }
        begin = end;
    }
    return {};
}

void Verification::list_held() {
    std::ifstream in(out_ / "run.json");
    const auto run = nlohmann::json::parse(in, nullptr, false);
    if (!run.is_object() || !run.contains("held") || !run["held"].is_array()) {
        return;
    }
    for (const auto& held : run["held"]) {
        if (held.is_object()) {
            report_.not_checked.push_back(
                held.value("path", std::string()) +
                ": held: " + held.value("reason", std::string()));
        }
    }
}

}  // namespace

Result<VerifyReport> verify_output(const fs::path& out, std::vector<fs::path> earlier) {
    return Verification(out, std::move(earlier)).run();
}

}  // namespace galley::core::ledger

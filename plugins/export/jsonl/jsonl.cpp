// SPDX-License-Identifier: Apache-2.0
// A position is three lengths: a resumed run cuts each file to its own.
#include "jsonl.hpp"

#include <charconv>

namespace galley::jsonl {
namespace {

std::uint64_t take_length(std::string_view& text, std::string_view name) {
    std::uint64_t value = 0;
    if (text.starts_with(name)) {
        text.remove_prefix(name.size());
        const auto* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (error == std::errc{}) {
            text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
            return value;
        }
    }
    throw failure(GALLEY_E_ARGUMENT, "a position that export.jsonl did not make");
}

}  // namespace

Position Position::parse(std::string_view text) {
    Position out;
    if (text.empty()) {
        return out;
    }
    out.articles = take_length(text, "articles:");
    out.notices = take_length(text, ",notices:");
    out.ledger = take_length(text, ",ledger:");
    return out;
}

void Position::append_to(std::string& text) const {
    text += "articles:" + std::to_string(articles);
    text += ",notices:" + std::to_string(notices);
    text += ",ledger:" + std::to_string(ledger);
}

template <class F>
void JsonlFiles::each_file(F&& f) {
    for (auto* file : {&articles_, &notices_, &ledger_}) {
        if (file->is_open()) {
            f(*file);
        }
    }
}

void JsonlFiles::begin(const Paths& paths, std::string_view position) {
    const auto at = Position::parse(position);
    open(articles_, kArticles, paths.articles, at.articles, paths);
    open(notices_, kNotices, paths.notices, at.notices, paths);
    open(ledger_, kLedger, paths.ledger, at.ledger, paths);
}

void JsonlFiles::open(
    output_file& file,
    std::string_view name,
    const std::string& path,
    std::uint64_t keep_bytes,
    const Paths& paths) {
    if (path.empty()) {
        return;
    }
    file.open(path, keep_bytes);
    if (paths.passing) {
        file.on_flush(
            [passing = paths.passing, name](std::string_view bytes) { passing(name, bytes); });
    }
}

void JsonlFiles::write(const record& finished) {
    if (finished.is_article()) {
        lines_.article(finished, articles_);
    } else if (finished.is_notice() && notices_.is_open()) {
        lines_.notice(finished, notices_);
    }
    if (ledger_.is_open()) {
        finished.each_unwritten([&](const record& other) {
            lines_.decisions(other, other.is_article() ? other.ordinal() : 0, ledger_);
        });
        lines_.decisions(finished, finished.ordinal(), ledger_);
    }
}

void JsonlFiles::cancel(const canceled& gone) {
    if (gone.kind == "article") {
        lines_.canceled_line(gone, articles_);
    } else if (notices_.is_open()) {
        lines_.canceled_line(gone, notices_);
    }
}

std::string_view JsonlFiles::prepare() {
    each_file([](output_file& file) { file.flush(); });
    prepared_ = {articles_.size_bytes(), notices_.size_bytes(), ledger_.size_bytes()};
    position_.clear();
    prepared_.append_to(position_);
    return position_;
}

void JsonlFiles::commit() {
    each_file([](output_file& file) { file.sync(); });
}

}  // namespace galley::jsonl

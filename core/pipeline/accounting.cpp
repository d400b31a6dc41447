// SPDX-License-Identifier: Apache-2.0
// Booking of documents.
#include "core/pipeline/accounting.hpp"

namespace galley::core::pipeline {
namespace {

constexpr std::size_t kMostListed = 50;

}  // namespace

bool is_over(const config::ErrorLimit& limit, std::uint64_t count, std::uint64_t all) {
    if (count == 0 || all < limit.least_read) {
        return false;
    }
    return limit.per == 0 ? count > limit.errors
                          : count * limit.per > limit.errors * std::max(all, limit.per);
}

Accounting::Accounting(const config::Config& config, RunReport& report, std::filesystem::path out)
    : config_(config), report_(report), out_(std::move(out)), dead_letters_(out_, report.run) {}

void Accounting::resume(const state::Commit& last, const state::Past& past) {
    report_.balance = last.totals;
    report_.settled_before = last.totals.read;
    report_.stripped_by_category = last.stripped;
    seen_.insert(past.texts.begin(), past.texts.end());
    for (const auto& [number, document] : past.unexported) {
        if (report_.casualties.size() < kMostListed) {
            report_.casualties.push_back({document.path, document.status, document.reason});
        }
    }
}

void Accounting::find_duplicate(Item& item) {
    if (!item.is_ok() && item.family.status != "held") {
        return;
    }
    if (!seen_.insert(state::content_of(item.family.source_digest())).second) {
        item.fail("duplicate", "", "", "the same text came before in this run");
    }
}

void Accounting::count_passages(const Item& item) {
    auto& family = const_cast<document::Family&>(item.family);
    family.each([&](const document::Document& d) {
        report_.balance.articles += d.kind() == document::Kind::kArticle;
        report_.balance.notices += d.kind() == document::Kind::kNotice;
        for (const auto& row : d.rows()) {
            if (row.action == GALLEY_STRIP && row.status == document::RowStatus::kApplied &&
                row.category != "whitespace") {
                ++report_.balance.stripped;
                auto known = report_.stripped_by_category.find(std::string(row.category));
                if (known == report_.stripped_by_category.end()) {
                    known = report_.stripped_by_category.emplace(row.category, 0).first;
                }
                ++known->second;
            }
        }
    });
}

std::uint64_t& Accounting::bucket(std::string_view status) {
    auto& b = report_.balance;
    return status == "ok" || status == "ok_with_warnings" ? b.exported
           : status == "duplicate"                        ? b.duplicate
           : status == "filtered"                         ? b.filtered
           : status == "held"                             ? b.held
                                                          : b.failed;
}

Result<bool> Accounting::count(Item& item) {
    auto& b = report_.balance;
    const auto& status = item.family.status;
    ++b.read;
    b.bytes += item.family.source().size();
    ++bucket(status);
    if (item.is_ok()) {
        count_passages(item);
        return true;
    }
    if (report_.casualties.size() < kMostListed) {
        report_.casualties.push_back({item.family.path, status, item.family.reason});
    }
    if (status == "duplicate" || status == "filtered" || out_.empty()) {
        return true;
    }
    return dead_letters_.write(item, b.read, config_.limits.document_size_bytes);
}

Result<bool> Accounting::count_again(Item& item, const Letter& letter) {
    const auto& status = item.family.status;
    --bucket(letter.status);
    ++bucket(status);
    if (letter.status == "failed_read") {
        report_.balance.bytes += item.family.source().size();
    }
    if (item.is_ok()) {
        count_passages(item);
    }
    if (item.is_ok() || status == "duplicate" || status == "filtered") {
        came_through_.push_back(letter.number);
        return true;
    }
    return dead_letters_.rewrite(item, letter.number);
}

Result<bool> Accounting::put_letters_aside() {
    auto moved = dead_letters_.put_aside(came_through_);
    came_through_.clear();
    return moved;
}

bool Accounting::over_error_limit() const {
    const auto& limit = config_.limits.errors;
    return limit.has_value() && is_over(*limit, report_.balance.failed, report_.balance.read);
}

}  // namespace galley::core::pipeline

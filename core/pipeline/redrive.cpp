// SPDX-License-Identifier: Apache-2.0
// Dead letters that run again: which, and how they are booked. A letter that fails as before stays
// as it is; one that comes through is booked anew and put aside when that is durable.
#include <algorithm>

#include "core/failpoint.hpp"
#include "core/pipeline/runner.hpp"

namespace galley::core::pipeline {
namespace {

constexpr std::string_view kHost = "host";  ///< as in the ledger: at no stage

Result<bool> check_stage(const std::string& wanted, const std::vector<Stage>& stages) {
    std::string names{kHost};
    for (const auto& stage : stages) {
        if (stage.id() == wanted) {
            return true;
        }
        names += ", " + stage.id();
    }
    if (wanted.empty() || wanted == kHost) {
        return true;
    }
    return unexpected(Error{
        "--stage " + wanted + ": the chain has no such stage; expected one of " + names,
        ErrorKind::kUsage});
}

bool failed_at(const state::Unexported& document, const std::string& wanted) {
    return wanted.empty() || document.stage == wanted ||
           (wanted == kHost && document.stage.empty());
}

bool has_letter(const state::Unexported& document) {
    return document.status != "duplicate" && document.status != "filtered";
}

}  // namespace

Result<bool> Runner::open_letters() {
    const auto& wanted = options_.redrive_stage;
    if (auto known = check_stage(wanted, chain_.stages); !known.has_value()) {
        return known;
    }
    if (!state_->past().complete) {
        return unexpected(Error{
            options_.out.string() +
                ": its run is not complete; go on with it first, with its inputs: galley run " +
                state_->info().config + " --out " + options_.out.string(),
            ErrorKind::kUsage});
    }
    auto documents = state_->unexported();
    if (!documents.has_value()) {
        return unexpected(documents.error());
    }
    std::erase_if(documents.value(), [](const auto& each) { return !has_letter(each); });
    DeadLetters places(options_.out, report_.run);
    if (auto moved = places.put_aside(state_->past().redriven); !moved.has_value()) {
        return moved;
    }
    if (auto moved = places.take_back(documents.value()); !moved.has_value()) {
        return moved;
    }
    for (const auto& document : documents.value()) {
        if (!failed_at(document, wanted)) {
            continue;
        }
        auto letter =
            read_letter(letter_folder(options_.out, report_.run, document.number), document);
        auto& told = report_.redriven[document.number];
        told = {document.path, document.status, document.reason};
        if (letter.has_value()) {
            letters_.push_back(std::move(letter).value());
        } else {
            told.reason += " (did not run again: " + letter.error().message + ")";
        }
    }
    return true;
}

Result<bool> Runner::settle_letter(Item& item) {
    const auto& letter = *item.letter;
    if (letter.status != "held") {  // what was held is known by its text, and is no copy of itself
        accounting_->find_duplicate(item);
    }
    const bool was_refused = letter.status == "failed_export";
    if (!was_refused) {
        compare(item);
    }
    const bool held_again = item.family.status == "held" && letter.status == "held";
    if (!held_again) {
        if (auto begun = checkpoints_->begin_exports(); !begun.has_value()) {
            return begun;
        }
        auto written = sinks_->write(item, was_refused ? &letter.refused : nullptr);
        if (!written.has_value()) {
            return written;
        }
    }
    report_.redriven[letter.number] = {letter.path, item.family.status, item.family.reason};
    const bool as_before = item.family.status == letter.status && item.stage == letter.stage &&
                           item.refused == letter.refused;
    if (as_before) {
        return true;
    }
    failpoint("redrive.exported");
    if (auto counted = accounting_->count_again(item, letter); !counted.has_value()) {
        return counted;
    }
    failpoint("redrive.counted");
    checkpoints_->note_again(item);
    return true;
}

}  // namespace galley::core::pipeline

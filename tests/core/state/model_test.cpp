// SPDX-License-Identifier: Apache-2.0
// Random sequences of commits, crashes, and damage, beside a model that keeps everything in memory.
#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/core/state/state_folder.hpp"

namespace galley::core::state {
namespace {

namespace fs = std::filesystem;

class Model : public StateFolderTest {
  protected:
    void play(std::uint32_t seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        fs::remove_all(state_folder(out_));
        fs::create_directories(file("parts"));
        wanted_.clear();
        sealed_ = 0;
        random_.seed(seed);
        reopen();
        for (int step = 0; step < 30 && !HasFatalFailure(); ++step) {
            act();
        }
        reopen();
    }

  private:
    int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

    void act() {
        switch (pick(8)) {
            case 0:
                return reopen();
            case 1:
                return crash_with([&] { append(part("articles.jsonl"), "half a li"); });
            case 2:
                return crash_with([&] { append(file("journal"), std::string(40, 'j')); });
            case 3:
                return crash_with([&] { damage_journal(); });
            case 4:
                return crash_with([&] {
                    fs::remove(file("state.db"));
                    fs::remove(file("state.db-wal"));
                });
            case 5:
                return crash_with([&] { damage_output(); });
            default:
                return commit();
        }
    }

    void commit() {
        const auto line = std::to_string(wanted_.size()) + std::string(1U + random_() % 30U, 'x');
        auto commit = commit_of(*state_, line, line + "\n");
        commit.sealed = pick(5) == 0;
        sealed_ = commit.sealed ? wanted_.size() + 1 : sealed_;
        ASSERT_TRUE(state_->commit(std::move(commit)).has_value());
        wanted_.push_back(line);
    }

    template <class F>
    void crash_with(F&& damage) {
        state_.reset();
        damage();
        reopen();
    }

    void damage_journal() {
        const auto size = fs::file_size(file("journal"));
        if (pick(2) == 0) {
            fs::resize_file(file("journal"), random_() % size);
        } else {
            flip(file("journal"), random_() % size);
        }
    }

    /// Behind the last seal: the model forgets what the state must forget.
    void damage_output() {
        std::uint64_t kept = 0;
        for (std::size_t i = 0; i < sealed_; ++i) {
            kept += wanted_[i].size() + 1;
        }
        if (sealed_ == wanted_.size()) {
            return;
        }
        const auto hit =
            sealed_ + static_cast<std::size_t>(pick(static_cast<int>(wanted_.size() - sealed_)));
        for (auto i = sealed_; i < hit; ++i) {
            kept += wanted_[i].size() + 1;
        }
        flip(part("articles.jsonl"), kept + random_() % wanted_[hit].size());
        wanted_.resize(hit);
    }

    void reopen() {
        state_.reset();
        auto opened = open();
        ASSERT_TRUE(opened.has_value()) << opened.error().message;
        state_ = std::move(opened).value();
        std::string text;
        for (const auto& line : wanted_) {
            text += line + "\n";
            EXPECT_TRUE(state_->past().known.take(content(), line));
        }
        ASSERT_EQ(state_->last().number, wanted_.size());
        ASSERT_EQ(state_->last().totals.read, wanted_.size());
        ASSERT_EQ(state_->past().known.size(), wanted_.size());
        // What an exporter does with its position.
        if (fs::exists(part("articles.jsonl"))) {
            fs::resize_file(part("articles.jsonl"), text.size());
            ASSERT_EQ(read(part("articles.jsonl")), text);
        }
    }

    std::mt19937 random_;
    std::unique_ptr<RunState> state_;
    std::vector<std::string> wanted_;
    std::size_t sealed_ = 0;
};

TEST_F(Model, AgreesWithTheStateWhateverHappens) {
    const auto seed = std::random_device()();
    const char* wanted = std::getenv("GALLEY_MODEL_SEQUENCES");
    const std::uint32_t sequences =
        wanted == nullptr ? 12U : static_cast<std::uint32_t>(std::atoi(wanted));
    std::cout << "seeds from " << seed << ", " << sequences << " sequences of 30 steps\n";
    for (std::uint32_t i = 0; i < sequences && !HasFailure(); ++i) {
        play(seed + i);
    }
}

}  // namespace
}  // namespace galley::core::state

// SPDX-License-Identifier: Apache-2.0
// An output folder for tests of the run state, and what is put into it.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "core/state/run_state.hpp"

namespace galley::core::state {

/// OUT of a test; goes with it.
class StateFolderTest : public testing::Test {
  protected:
    StateFolderTest() {
        auto name = (std::filesystem::temp_directory_path() / "galley-state-XXXXXX").string();
        out_ = mkdtemp(name.data());
        std::filesystem::create_directories(state_folder(out_) / "parts");
    }

    ~StateFolderTest() override { std::filesystem::remove_all(out_); }

    static RunInfo info(std::string chain = "c0ffee") {
        return {
            "run-1",
            "2026-01-01T00:00:00Z",
            "0.1.0",
            "/desk/newsroom.info",
            "newsroom",
            {},
            std::move(chain),
            {{"pipeline.jsonl", "export.jsonl 1.0.0"}}};
    }

    Result<std::unique_ptr<RunState>> open(const std::string& chain = "c0ffee") const {
        return RunState::open(out_, info(chain), "2026-01-01T00:00:01Z");
    }

    std::filesystem::path file(const std::string& name) const { return state_folder(out_) / name; }

    std::filesystem::path part(const std::string& name) const { return file("parts") / name; }

    static void append(const std::filesystem::path& path, const std::string& text) {
        std::ofstream(path, std::ios::app | std::ios::binary) << text;
    }

    static std::string read(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    static void flip(const std::filesystem::path& path, std::uint64_t at) {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(static_cast<std::streamoff>(at));
        const char byte = static_cast<char>(file.get() ^ 4);
        file.seekp(static_cast<std::streamoff>(at));
        file.put(byte);
    }

    /// What every document of these tests holds.
    static Content content() { return {1, 2}; }

    /// The commit of one document whose line is added to articles.jsonl.
    Commit commit_of(const RunState& state, const std::string& path, const std::string& line) {
        append(part("articles.jsonl"), line);
        Commit commit;
        commit.documents.push_back({content(), path, "ok", "", "", "", ""});
        commit.totals = state.last().totals;
        ++commit.totals.read;
        ++commit.totals.exported;
        const auto size = std::filesystem::file_size(part("articles.jsonl"));
        commit.positions.push_back({"jsonl", std::to_string(size)});
        commit.outputs.push_back({"jsonl", "articles.jsonl", size, 0});
        return commit;
    }

    std::filesystem::path out_;
};

}  // namespace galley::core::state

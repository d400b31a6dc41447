// SPDX-License-Identifier: Apache-2.0
// The three files of the export and where they stand: opened, cut, written, made durable together.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include <galley/export.hpp>
#include <galley/output_file.hpp>

#include "lines.hpp"

namespace galley::jsonl {

inline constexpr std::string_view kArticles = "articles.jsonl";
inline constexpr std::string_view kNotices = "notices.jsonl";
inline constexpr std::string_view kLedger = "ledger.jsonl";

/// How far each file is written: "articles:120,notices:40,ledger:700", in bytes.
struct Position {
    std::uint64_t articles = 0, notices = 0, ledger = 0;

    /// @errors  failure GALLEY_E_ARGUMENT for text that no to_text() made.
    static Position parse(std::string_view text);
    void append_to(std::string& text) const;
};

/// articles.jsonl, and if wanted notices.jsonl and ledger.jsonl.
class JsonlFiles {
  public:
    struct Paths {
        std::string articles, notices, ledger;  ///< an empty path: not wanted
        /// Told what is appended to OUT/<name>.
        std::function<void(std::string_view name, std::string_view bytes)> passing = {};
    };

    /// Opens the files and cuts them to the position; an empty one is a new run.
    /// @errors  failure with path and reason, as for all calls below.
    void begin(const Paths& paths, std::string_view position);

    /// One line for the document, one for each decision on it, and those on what is not written of
    /// its file: pages, and what is unchanged in a new version of a run.
    void write(const record& finished);

    /// A line with uri and status.
    void cancel(const canceled& gone);

    /// Hands everything to the system and says where the files stand; the view lives until the
    /// next call.
    std::string_view prepare();

    /// Where each file stood when it was prepared.
    const Position& prepared() const { return prepared_; }

    /// Makes what was prepared durable.
    void commit();

  private:
    template <class F>
    void each_file(F&& f);
    static void open(
        output_file& file,
        std::string_view name,
        const std::string& path,
        std::uint64_t keep_bytes,
        const Paths& paths);

    Lines lines_;
    output_file articles_, notices_, ledger_;
    Position prepared_;
    std::string position_;
};

}  // namespace galley::jsonl

// SPDX-License-Identifier: Apache-2.0
// Glob patterns matched one folder at a time, so that a walk needs no list of all names.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace galley::files {

/// Whether the path is a pattern: it holds * or ?. Brackets and braces are plain letters.
bool has_wildcards(std::string_view path);

/// Matches one name: * is any run of bytes, ? is one character. A hidden name needs a pattern that
/// begins with a dot.
bool matches(std::string_view pattern, std::string_view name);

/// A path pattern such as "inbox/**/*.txt"; ** stands for any number of folders, none too.
class Glob {
  public:
    /// Where in the pattern a folder may stand: several places after **.
    using Places = std::vector<std::size_t>;

    explicit Glob(std::string_view pattern);

    /// The folder before the first wildcard, with its slash: "inbox/", "/", or empty.
    const std::string& base() const { return base_; }

    /// The places of the base folder.
    Places begin() const { return with_skipped({0}); }

    struct Step {
        bool matched = false;  ///< the whole pattern
        Places inside;         ///< where its content would stand; empty: it need not be entered
    };

    /// What an entry of a folder that stands at `places` is to the pattern.
    Step step(const Places& places, std::string_view name) const;

  private:
    Places with_skipped(Places places) const;

    std::string base_;
    std::vector<std::string> parts_;
};

}  // namespace galley::files

// SPDX-License-Identifier: Apache-2.0
// The `when` of a stage: a small condition on a document's language, type, status, kind and fields.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace galley::core::config {

struct ConditionError {
    std::size_t character = 0;  ///< 1-based, in code points
    std::string problem;
    std::string meant;
};

/// Grammar: `or` of `and` of `not`, parentheses; tests are `language == en`, `!=`, `media_type ^=
/// text/` (begins with), `language in (zh-Hans zh-Hant)`; 'single quotes' around a value with
/// blanks. Subjects: language, media_type, status, kind, and any metadata field as field.NAME.
class Condition {
  public:
    /// All values of a subject; none when the document has no such field.
    using Lookup = std::function<std::vector<std::string_view>(std::string_view subject)>;

    [[nodiscard]] static Result<Condition, ConditionError> parse(std::string_view text);

    /// Of several values one must satisfy a test; `!=` is `not ==`, so it holds when there is none.
    /// @thread any.
    bool holds(const Lookup& lookup) const;

    const std::string& text() const { return text_; }

  private:
    friend class ConditionParser;
    enum class Op { kEqual, kPrefix, kNot, kAnd, kOr };

    struct Step {
        Op op;
        std::string subject;
        std::vector<std::string> values;
    };

    std::string text_;
    std::vector<Step> steps_;  // postfix: evaluation needs no recursion
};

}  // namespace galley::core::config

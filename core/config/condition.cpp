// SPDX-License-Identifier: Apache-2.0
// Recursive-descent parser of conditions into postfix steps, and their evaluation.
#include "condition.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "condition_token.hpp"
#include "diagnostic.hpp"
#include "unicode.hpp"

namespace galley::core::config {

namespace {

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += decode(text, at).bytes) {
        ++count;
    }
    return count;
}

std::span<const std::string> allowed_values(std::string_view subject) {
    static const std::array<std::string, 10> kStatuses = {
        "ok",
        "ok_with_warnings",
        "held",
        "filtered",
        "duplicate",
        "failed_read",
        "failed_plugin",
        "timeout",
        "crash",
        "failed_export"};
    static const std::array<std::string, 3> kKinds = {"article", "notice", "page"};
    if (subject == "status") {
        return kStatuses;
    }
    return subject == "kind" ? std::span<const std::string>(kKinds)
                             : std::span<const std::string>();
}

}  // namespace

class ConditionParser {
  public:
    explicit ConditionParser(std::string_view text) : text_(text) { advance(); }

    Result<Condition, ConditionError> run() {
        any_of();
        if (!error_ && token_.kind != TokenKind::kEnd) {
            fail("expected \"and\", \"or\" or the end");
        }
        if (error_) {
            return unexpected(*std::move(error_));
        }
        condition_.text_ = text_;
        return std::move(condition_);
    }

  private:
    using Op = Condition::Op;

    void fail(std::string_view expected) {
        const std::string got = token_.kind == TokenKind::kEnd ? "the end" : in_quotes(token_.text);
        fail_at(token_.begin, fmt::format("{}, got {}", expected, got), {});
    }

    void fail_at(std::size_t byte, std::string problem, std::string meant) {
        if (!error_) {
            const std::size_t character = characters(text_.substr(0, byte)) + 1;
            error_ = ConditionError{character, std::move(problem), std::move(meant)};
        }
        token_ = next_token(text_, text_.size());
    }

    void advance() {
        token_ = next_token(text_, token_.end);
        if (token_.kind == TokenKind::kBad) {
            fail_at(token_.begin, token_.text, token_.meant);
        }
    }

    bool take_word(std::string_view word) {
        if (token_.kind != TokenKind::kWord || token_.text != word) {
            return false;
        }
        advance();
        return true;
    }

    void push(Op op) { condition_.steps_.push_back({op, {}, {}}); }

    void any_of() {
        all_of();
        while (take_word("or")) {
            all_of();
            push(Op::kOr);
        }
    }

    void all_of() {
        negation();
        while (take_word("and")) {
            negation();
            push(Op::kAnd);
        }
    }

    void negation() {
        bool negated = false;
        while (take_word("not")) {
            negated = !negated;
        }
        group();
        if (negated) {
            push(Op::kNot);
        }
    }

    void group() {
        if (token_.kind != TokenKind::kOpen) {
            return test();
        }
        constexpr int kDeepest = 32;
        if (++depth_ > kDeepest) {
            return fail_at(token_.begin, fmt::format("nested deeper than {}", kDeepest), {});
        }
        advance();
        any_of();
        --depth_;
        if (token_.kind != TokenKind::kClose) {
            return fail("expected \")\"");
        }
        advance();
    }

    void test() {
        const std::string subject = read_subject();
        if (error_) {
            return;
        }
        const Token op = token_;
        if (op.kind == TokenKind::kWord && op.text == "in") {
            advance();
            condition_.steps_.push_back({Op::kEqual, subject, set(subject)});
        } else if (op.kind == TokenKind::kOperator) {
            advance();
            const bool prefix = op.text == "^=";
            condition_.steps_.push_back(
                {prefix ? Op::kPrefix : Op::kEqual, subject, {value(subject, !prefix)}});
            if (op.text == "!=") {
                push(Op::kNot);
            }
        } else {
            fail("expected ==, !=, ^= or in");
        }
    }

    std::string read_subject() {
        static const std::array<std::string, 5> kSubjects = {
            "language", "media_type", "status", "kind", "field.NAME"};
        if (token_.kind != TokenKind::kWord) {
            fail("expected a subject such as language or field.source");
            return {};
        }
        const std::string subject = token_.text;
        const bool is_field = subject.starts_with("field.") && subject.size() > 6;
        if (!is_field && std::ranges::find(kSubjects, subject) == std::end(kSubjects)) {
            fail_at(
                token_.begin,
                fmt::format("no subject {}", in_quotes(subject)),
                closest(subject, kSubjects));
            return {};
        }
        advance();
        return subject;
    }

    std::vector<std::string> set(std::string_view subject) {
        if (token_.kind != TokenKind::kOpen) {
            fail("expected \"(\" after in");
            return {};
        }
        advance();
        std::vector<std::string> values;
        do {
            values.push_back(value(subject, true));
            if (token_.kind == TokenKind::kComma) {
                advance();
            }
        } while (!error_ && token_.kind != TokenKind::kClose);
        if (!error_) {
            advance();
        }
        return values;
    }

    std::string value(std::string_view subject, bool whole) {
        if (token_.kind != TokenKind::kWord && token_.kind != TokenKind::kQuoted) {
            fail("expected a value");
            return {};
        }
        const std::string value = token_.text;
        const std::span<const std::string> allowed = allowed_values(subject);
        if (whole && !allowed.empty() && std::ranges::find(allowed, value) == allowed.end()) {
            fail_at(
                token_.begin,
                fmt::format("no {} {}", subject, in_quotes(value)),
                closest(value, allowed));
            return {};
        }
        advance();
        return value;
    }

    std::string_view text_;
    Token token_;
    int depth_ = 0;
    Condition condition_;
    std::optional<ConditionError> error_;
};

Result<Condition, ConditionError> Condition::parse(std::string_view text) {
    return ConditionParser(text).run();
}

bool Condition::holds(const Lookup& lookup) const {
    std::vector<bool> stack;
    const auto pop = [&stack] {
        const bool top = stack.back();
        stack.pop_back();
        return top;
    };
    const auto satisfies = [&lookup](const Step& step) {
        const auto fits = [&step](std::string_view got) {
            return std::ranges::any_of(step.values, [&](const std::string& wanted) {
                return step.op == Op::kPrefix ? got.starts_with(wanted) : got == wanted;
            });
        };
        return std::ranges::any_of(lookup(step.subject), fits);
    };
    for (const Step& step : steps_) {
        switch (step.op) {
            case Op::kEqual:
            case Op::kPrefix:
                stack.push_back(satisfies(step));
                break;
            case Op::kNot:
                stack.back() = !stack.back();
                break;
            case Op::kAnd: {
                const bool right = pop();
                stack.back() = stack.back() && right;
                break;
            }
            case Op::kOr: {
                const bool right = pop();
                stack.back() = stack.back() || right;
                break;
            }
        }
    }
    return stack.empty() || stack.back();
}

}  // namespace galley::core::config

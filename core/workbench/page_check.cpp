// SPDX-License-Identifier: Apache-2.0
// Line by line, then the articles and notices, then the document as a whole.
#include "core/workbench/page_check.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <galley/text.hpp>

#include "core/workbench/page_fate.hpp"

namespace galley::core::workbench {
namespace {

using document::Document;
using document::Family;
using document::Kind;

/// A line and its fate as the tests file would say it.
std::string said(std::string_view label, std::string_view text, std::string_view more) {
    return text.empty() ? std::string(label)
                        : fmt::format("{} \"{}\"{}", label, text, more.empty() ? "" : more);
}

std::string braces(const std::vector<std::string>& inside) {
    return inside.empty() ? std::string() : fmt::format(" {{ {} }}", fmt::join(inside, " "));
}

class PageCheck {
  public:
    PageCheck(Family& family, const PageCase& expected, const std::string& file)
        : family_(family), expected_(expected), file_(file) {}

    std::vector<Difference> run() {
        check_status();
        check_lines();
        check_count("articles", Kind::kArticle, expected_.articles);
        check_count("notices", Kind::kNotice, expected_.notices);
        for (const auto& item : expected_.items) {
            check_item(item);
        }
        return std::move(differences_);
    }

  private:
    std::string where(std::uint32_t line) const { return fmt::format("{}:{}", file_, line); }

    void differ(Difference difference) { differences_.push_back(std::move(difference)); }

    void check_status() {
        if (family_.status != expected_.status) {
            differ(
                {"status",
                 where(expected_.line),
                 expected_.status,
                 family_.status + (family_.reason.empty() ? "" : ": " + family_.reason),
                 {}});
        } else if (
            expected_.reason.has_value() &&
            family_.reason.find(*expected_.reason) == std::string::npos) {
            differ({"reason", where(expected_.line), *expected_.reason, family_.reason, {}});
        }
    }

    void check_lines() {
        const auto fates = fates_of(family_);
        for (std::size_t i = 0; i < expected_.page.size() && i < fates.size(); ++i) {
            const auto& line = expected_.page[i];
            const auto wanted = expectation(line);
            const auto came = outcome(fates[i], line);
            if (wanted != came) {
                differ({"line", where(line.line), wanted, came, who(fates[i])});
            }
        }
    }

    static std::string expectation(const ExpectedLine& line) {
        std::vector<std::string> inside;
        if (!line.rule.empty()) {
            inside.push_back("rule " + line.rule);
        }
        for (const auto& part : line.parts) {
            inside.push_back(said(part.label, part.text, {}));
        }
        return said(line.label, line.text, braces(inside));
    }

    std::string outcome(const LineFate& fate, const ExpectedLine& expected) const {
        const auto* main = main_part(fate);
        if (main == nullptr) {
            return expected.text.empty() ? "blank" : said("blank", expected.text, {});
        }
        std::vector<std::string> inside;
        if (!expected.rule.empty()) {
            inside.push_back("rule " + rule_of(fate, main->label, expected.rule));
        }
        for (const auto& part : fate.parts) {
            if (part.label != main->label) {
                const auto text = galley::trim(galley::slice(family_.source(), part.at));
                inside.push_back(said(part.label, text, {}));
            }
        }
        const bool joined = fate.is_wrapped && main->label == "story";
        return said(joined ? "wrapped" : main->label, expected.text, braces(inside));
    }

    /// The wanted rule where it is one of several, else the first.
    static std::string rule_of(
        const LineFate& fate, std::string_view label, const std::string& wanted) {
        std::string first;
        for (const auto& part : fate.parts) {
            if (part.label == label && part.rule == wanted) {
                return wanted;
            }
            first = first.empty() && part.label == label ? part.rule : first;
        }
        return first.empty() ? "none" : first;
    }

    static std::string who(const LineFate& fate) {
        std::string out;
        for (const auto& part : fate.parts) {
            const auto one = part.stage.empty()
                                 ? std::string()
                                 : fmt::format("{} by {}: {}", part.label, part.stage, part.rule);
            if (!one.empty() && out.find(one) == std::string::npos) {
                out += (out.empty() ? "" : "; ") + one;
            }
        }
        return out;
    }

    void check_count(const char* what, Kind kind, std::size_t wanted) {
        const auto came = items_of(family_, kind).size();
        if (came != wanted) {
            differ({what, where(expected_.line), std::to_string(wanted), std::to_string(came), {}});
        }
    }

    void check_item(const ExpectedItem& item) {
        const auto all = items_of(family_, item.is_notice ? Kind::kNotice : Kind::kArticle);
        if (item.number > all.size()) {
            return;  // the count says so already
        }
        for (std::size_t i = 0; i < item.values.size(); ++i) {
            check_value(item, i, *all[item.number - 1]);
        }
    }

    void check_value(const ExpectedItem& item, std::size_t i, const Document& d) {
        const auto& [key, wanted] = item.values[i];
        const auto came = values_of(d, key);
        const bool none_wanted = wanted.size() == 1 && wanted[0].empty();
        const auto expected = none_wanted ? std::vector<std::string>() : wanted;
        if (key == "tag"
                ? !std::ranges::all_of(
                      expected,
                      [&](const auto& each) { return std::ranges::find(came, each) != came.end(); })
                : came != expected) {
            const auto name = item.is_notice ? "notice" : "article";
            differ(
                {fmt::format("{} {}: {}", name, item.number, key),
                 where(item.lines[i]),
                 fmt::format("{}", fmt::join(expected, "\n")),
                 fmt::format("{}", fmt::join(came, "\n")),
                 {}});
        }
    }

    static std::vector<std::string> values_of(const Document& d, const std::string& key) {
        std::vector<std::string> out;
        if (key == "text") {
            for (const auto& line : galley::split_lines(d.text())) {
                out.emplace_back(line.text);
            }
        } else if (key == "tag") {
            for (const auto& tag : d.tags) {
                out.push_back(fmt::format("{} {}", tag.scheme, tag.code));
            }
        } else {
            for (const auto& field : d.fields) {
                if (field.key == key) {
                    out.emplace_back(field.value);
                }
            }
        }
        return out;
    }

    Family& family_;
    const PageCase& expected_;
    const std::string& file_;
    std::vector<Difference> differences_;
};

}  // namespace

std::vector<const Document*> items_of(Family& family, Kind kind) {
    std::vector<const Document*> out;
    family.each([&](const Document& d) {
        if (d.kind() == kind) {
            out.push_back(&d);
        }
    });
    if (kind == Kind::kNotice) {
        std::ranges::stable_sort(out, {}, [](const Document* d) { return d->range().begin; });
    }
    return out;
}

std::vector<Difference> compare_page(
    Family& family, const PageCase& expected, const std::string& file) {
    return PageCheck(family, expected, file).run();
}

}  // namespace galley::core::workbench

// SPDX-License-Identifier: Apache-2.0
// Fields and tags as sets with counts.
#include "core/workbench/compare_sayings.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <galley/text.hpp>

namespace galley::core::workbench {
namespace {

using document::Document;
using document::Family;
using document::Kind;

/// Where it is said: in an article or a notice; the key or scheme, the value or code.
using Saying = std::tuple<Kind, std::string_view, std::string_view>;

struct Said {
    std::size_t times = 0;
    galley::span evidence;  ///< of the last one
};

using Sayings = std::map<Saying, Said>;

struct Both {
    Sayings fields, tags;
};

Both sayings_of(Family& family) {
    Both out;
    const auto note = [](Sayings& to, const Saying& saying, galley::span evidence) {
        auto& known = to[saying];
        ++known.times;
        known.evidence = evidence;
    };
    family.each([&](const Document& d) {
        if (d.kind() == Kind::kPage) {
            return;
        }
        for (const auto& field : d.fields) {
            note(out.fields, {d.kind(), field.key, field.value}, field.evidence);
        }
        for (const auto& tag : d.tags) {
            note(out.tags, {d.kind(), tag.scheme, tag.code}, tag.evidence);
        }
    });
    return out;
}

class Missing {
  public:
    explicit Missing(const Family& family) : family_(family) {}

    std::vector<std::pair<EffectKey, Example>> found;

    void look(const Sayings& these, const Sayings& others, Effect effect) {
        for (const auto& [saying, said] : these) {
            const auto other = others.find(saying);
            const auto there = other == others.end() ? 0 : other->second.times;
            for (auto n = there; n < said.times; ++n) {
                add(saying, said.evidence, effect);
            }
        }
    }

  private:
    void add(const Saying& saying, galley::span evidence, Effect effect) {
        const auto& [kind, key, value] = saying;
        const auto line = evidence.empty() ? 0 : line_number(family_.source(), evidence.begin);
        found.push_back(
            {{effect, "", std::string(key), std::string(document::to_string(kind))},
             {family_.path, line, shortened(value), "", ""}});
    }

    const Family& family_;
};

}  // namespace

std::vector<std::pair<EffectKey, Example>> compare_sayings(Family& before, Family& after) {
    const auto was = sayings_of(before);
    const auto is = sayings_of(after);
    Missing missing(after);
    missing.look(is.fields, was.fields, Effect::kRecorded);
    missing.look(was.fields, is.fields, Effect::kNotRecorded);
    missing.look(is.tags, was.tags, Effect::kTagged);
    missing.look(was.tags, is.tags, Effect::kNotTagged);
    return std::move(missing.found);
}

std::size_t line_number(std::string_view source, ByteOffset at) {
    return static_cast<std::size_t>(std::ranges::count(source.substr(0, at), '\n')) + 1;
}

std::string shortened(std::string_view text) {
    constexpr std::size_t kLongestExampleChars = 300;
    std::size_t at = 0;
    for (std::size_t n = 0; n < kLongestExampleChars && at < text.size(); ++n) {
        at += galley::decode_at(text, at).size_bytes;
    }
    std::string out;
    for (const char c : text.substr(0, at)) {
        const bool repeated = c == '\n' && out.ends_with("\u23CE");
        repeated ? void() : void(c == '\n' ? out += "\u23CE" : out += c);
    }
    return out + (at < text.size() ? "\u2026" : "");
}

}  // namespace galley::core::workbench

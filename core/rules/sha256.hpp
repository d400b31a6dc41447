// SPDX-License-Identifier: Apache-2.0
// SHA-256 over a sequence of strings, each with its length, so that no two sequences are alike.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace galley::core::rules {

class Sha256 {
  public:
    Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256();

    Sha256& add(std::string_view field);

    /// 64 hexadecimal digits. Call it once, last.
    [[nodiscard]] std::string hex();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace galley::core::rules

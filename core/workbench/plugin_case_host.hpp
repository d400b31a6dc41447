// SPDX-License-Identifier: Apache-2.0
// Runs golden cases of one plugin on the real host: its documents, its rule service, its readers.
#pragma once
#include <memory>
#include <string>

#include <galley/testing/case_host.hpp>

#include "core/config/chain.hpp"
#include "core/loading/loader.hpp"
#include "core/pipeline/stage.hpp"

namespace galley::core::workbench {

/// One thread at a time; several may share services.
class PluginCaseHost : public galley::testing::CaseHost {
  public:
    /// @param folder  what paths among the parameters are relative to; set before configure().
    PluginCaseHost(loading::LoadedPlugin plugin, pipeline::Services& services);
    ~PluginCaseHost() override;

    void set_folder(std::filesystem::path folder) { folder_ = std::move(folder); }

    const galley_plugin& plugin() const override { return *plugin_.table; }

    galley_status configure(const galley::testing::Parameters& parameters) override;

    const std::string& error() const override { return error_; }

    galley_status process(galley::testing::Document& document) override;
    std::string text_after(const galley::testing::Document& document) override;
    std::vector<galley::testing::Document> read_all(const std::filesystem::path& file) override;

  private:
    loading::LoadedPlugin plugin_;
    pipeline::Services& services_;
    std::filesystem::path folder_;
    config::Config config_;
    config::Chain chain_;
    std::unique_ptr<pipeline::Stage> stage_;
    std::unique_ptr<pipeline::Instance> instance_;
    std::string error_, text_;
};

}  // namespace galley::core::workbench

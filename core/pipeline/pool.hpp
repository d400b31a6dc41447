// SPDX-License-Identifier: Apache-2.0
// Things that are made when first needed and used again.
#pragma once
#include <memory>
#include <mutex>
#include <oneapi/tbb/concurrent_queue.h>
#include <vector>

namespace galley::core::pipeline {

/// Batches and lanes. @thread any.
template <class T>
class Pool {
  public:
    T* take() {
        T* found = nullptr;
        return free_.try_pop(found) ? found : nullptr;
    }

    void give_back(T* used) { free_.push(used); }

    T* adopt(std::unique_ptr<T> made) {
        const std::lock_guard lock(mutex_);
        all_.push_back(std::move(made));
        return all_.back().get();
    }

    const std::vector<std::unique_ptr<T>>& all() const { return all_; }

  private:
    oneapi::tbb::concurrent_queue<T*> free_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> all_;
};

}  // namespace galley::core::pipeline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "model.h"

using gapsharp::Model;

std::unique_ptr<Model> Model::read(const std::string &path, bool compression, std::string &error) {
  const Library *library = Library::open(error);
  if (!library) return nullptr;
  gapsharp_options options;
  options.struct_size = sizeof(options);
  options.compression = compression ? 1 : 0;
  gapsharp_model *handle = nullptr;
  if (library->create_with(path.c_str(), &options, &handle) != GAPSHARP_OK) {
    error = library->error_text();
    return nullptr;
  }
  std::unique_ptr<Model> model(new Model(library, handle, compression));
  if (model->query()) return model;
  error = library->error_text();
  return nullptr;
}

Model::~Model() { library_->destroy(handle_); }

bool Model::query() {
  if (library_->cutoff(handle_, &cutoff_) != GAPSHARP_OK) return false;
  int32_t count = 0;
  if (library_->species(handle_, nullptr, 0, &count) != GAPSHARP_OK) return false;
  species_.resize(count);
  return count == 0 || library_->species(handle_, species_.data(), count, &count) == GAPSHARP_OK;
}

std::string Model::set_threads(int threads) {
  return library_->set_num_threads(handle_, threads) == GAPSHARP_OK ? std::string() : library_->error_text();
}

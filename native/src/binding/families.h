// One register function per kernel family; each is defined in the file of its name.
#pragma once

#include <napi.h>

namespace pe::binding {

void register_threads(Napi::Env env, Napi::Object exports);
void register_islands(Napi::Env env, Napi::Object exports);
void register_stereo(Napi::Env env, Napi::Object exports);
void register_toy_images(Napi::Env env, Napi::Object exports);
void register_hdf5(Napi::Env env, Napi::Object exports);
void register_calibration(Napi::Env env, Napi::Object exports);
void register_extraction(Napi::Env env, Napi::Object exports);
void register_eventio(Napi::Env env, Napi::Object exports);
void register_cleaning(Napi::Env env, Napi::Object exports);
void register_image_parameters(Napi::Env env, Napi::Object exports);
void register_muon(Napi::Env env, Napi::Object exports);
void register_pixel_sums(Napi::Env env, Napi::Object exports);
void register_kept_light(Napi::Env env, Napi::Object exports);
void register_forest(Napi::Env env, Napi::Object exports);

}  // namespace pe::binding

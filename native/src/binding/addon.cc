// The addon's table of contents: one register function per kernel family.
#include <napi.h>

#include "binding/families.h"

namespace {

Napi::Object init(Napi::Env env, Napi::Object exports) {
  pe::binding::register_threads(env, exports);
  pe::binding::register_islands(env, exports);
  pe::binding::register_stereo(env, exports);
  pe::binding::register_toy_images(env, exports);
  pe::binding::register_hdf5(env, exports);
  pe::binding::register_calibration(env, exports);
  pe::binding::register_extraction(env, exports);
  pe::binding::register_eventio(env, exports);
  pe::binding::register_cleaning(env, exports);
  pe::binding::register_image_parameters(env, exports);
  pe::binding::register_muon(env, exports);
  pe::binding::register_pixel_sums(env, exports);
  pe::binding::register_kept_light(env, exports);
  pe::binding::register_forest(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(photoelectron, init)

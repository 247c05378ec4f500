#include <memory>
#include <string>
#include <vector>

#include "binding/families.h"
#include "binding/raw_stack.h"
#include "binding/task.h"
#include "extraction/extract_event.h"
#include "extraction/extractors.h"

namespace pe::binding {

namespace {

std::int64_t whole(const Arguments& arguments, const char* name) {
  return static_cast<std::int64_t>(arguments.number(name));
}

IntegrationWindow read_window(const Arguments& arguments) {
  return {whole(arguments, "windowWidth"), whole(arguments, "windowShift")};
}

DeconvolutionOptions read_deconvolution(const Arguments& arguments) {
  return {arguments.size("upsampling"),
          whole(arguments, "windowWidth"),
          whole(arguments, "windowShift"),
          arguments.boolean("leadingEdgeTiming"),
          arguments.number("leadingEdgeRelDescendLimit"),
          arguments.number("effectiveTimeProfileStd")};
}

// Synchronous: a camera's pulse is analysed once. Fills `parameters` and returns whether it could.
Napi::Value find_deconvolution(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto pulse = arguments.array<const double>("pulse");
  const auto result = arguments.array<double>("parameters");
  const auto found =
      deconvolution_parameters(pulse, arguments.number("pulseWidth"),
                               arguments.number("sampleWidth"), read_deconvolution(arguments));
  if (found) {
    result[0] = found->pole_zero;
    result[1] = found->gain;
    result[2] = found->time_shift;
    result[3] = found->leading_edge_shift;
  }
  return Napi::Boolean::New(info.Env(), found.has_value());
}

std::shared_ptr<const Extractor> read_extractor(Arguments& arguments,
                                                const ExtractorSetting& setting) {
  const std::string type = arguments.string("type");
  if (type == "FullWaveformSum") return full_waveform_sum(setting);
  if (type == "FixedWindowSum")
    return fixed_window_sum(setting, static_cast<std::int32_t>(whole(arguments, "peakIndex")),
                            read_window(arguments));
  if (type == "GlobalPeakWindowSum")
    return global_peak_window_sum(setting, read_window(arguments),
                                  arguments.number("pixelFraction"));
  if (type == "LocalPeakWindowSum") return local_peak_window_sum(setting, read_window(arguments));
  if (type == "SlidingWindowMaxSum")
    return sliding_window_max_sum(setting, whole(arguments, "windowWidth"));
  if (type == "NeighborPeakWindowSum")
    return neighbor_peak_window_sum(setting, read_window(arguments),
                                    static_cast<std::int32_t>(whole(arguments, "localWeight")));
  if (type == "BaselineSubtractedNeighborPeakWindowSum")
    return baseline_subtracted_neighbor_peak_window_sum(
        setting, read_window(arguments), static_cast<std::int32_t>(whole(arguments, "localWeight")),
        arguments.size("baselineStart"), arguments.size("baselineEnd"));
  if (type == "FlashCamExtractor")
    return flashcam_extractor(
        setting, read_deconvolution(arguments),
        {arguments.number("poleZero"), arguments.number("deconvolutionGain"),
         arguments.number("deconvolutionTimeShift"), arguments.number("leadingEdgeShift")},
        static_cast<std::int32_t>(whole(arguments, "localWeight")),
        arguments.number("neighbourSumClipping"));
  if (type == "TwoPassWindowSum")
    return two_pass_window_sum(
        setting, {arguments.number("coreThreshold"), arguments.boolean("disableSecondPass"),
                  arguments.boolean("averageInvalidPixelsInFirstPass"),
                  arguments.optional_array<const double>("correctionBefore"),
                  arguments.optional_array<const double>("correctionAfter")});
  if (type == "VarianceExtractor") return variance_extractor();
  throw Napi::TypeError::New(arguments.env(), "no extractor is called " + type);
}

// Tables of per-pixel corrections, one (n_gains, n_pixels) for each slot or empty.
struct CorrectionTables {
  std::span<const std::uint16_t> slots;
  std::vector<std::span<const float>> pedestal_offset;
  std::vector<std::span<const float>> time_shift;
  std::vector<std::span<const float>> factor;
  std::vector<std::span<const std::uint8_t>> outliers;
  bool shift_waveforms;
  bool shift_peak_times;
  bool average_outliers;

  EventCorrections of_row(std::size_t row) const {
    EventCorrections corrections{
        {}, {}, {}, {}, shift_waveforms, shift_peak_times, average_outliers};
    if (slots.empty()) return corrections;
    const std::size_t slot = slots[row];
    corrections.pedestal_offset = pedestal_offset[slot];
    corrections.time_shift = time_shift[slot];
    corrections.factor = factor[slot];
    corrections.outliers = outliers[slot];
    return corrections;
  }
};

CorrectionTables read_corrections(Arguments& arguments) {
  return {arguments.optional_array<const std::uint16_t>("correctionSlots"),
          arguments.array_list<const float>("pedestalOffset"),
          arguments.array_list<const float>("timeShift"),
          arguments.array_list<const float>("factor"),
          arguments.array_list<const std::uint8_t>("outliers"),
          arguments.boolean("applyWaveformTimeShift"),
          arguments.boolean("applyPeakTimeShift"),
          arguments.boolean("averageInvalidPixels")};
}

Napi::Value extract_charge(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Neighbors neighbors{arguments.array<const std::int32_t>("indptr"),
                            arguments.array<const std::int32_t>("indices")};
  const double sampling_rate = arguments.number("samplingRate");
  const auto extractor = read_extractor(
      arguments,
      {sampling_rate, neighbors, arguments.optional_array<const double>("integrationCorrection"),
       arguments.array<const double>("pixelX"), arguments.array<const double>("pixelY")});
  const CorrectionTables corrections = read_corrections(arguments);
  // Either raw waveforms, calibrated row by row into scratch memory, or calibrated ones.
  const bool from_raw = !arguments.has("waveforms");
  const RawStack raw = from_raw ? read_raw_stack(arguments) : RawStack{};
  const auto waveforms = arguments.optional_array<const float>("waveforms");
  const auto selected = arguments.optional_array<std::uint8_t>("selected");
  WaveformShape shape = read_shape(arguments);
  if (from_raw) shape.n_channels = raw.n_channels_out();
  const auto image = arguments.array<float>("image");
  const auto peak_time = arguments.array<float>("peakTime");
  const auto is_valid = arguments.array<std::uint8_t>("isValid");
  // Of one telescope event only, for which they are shown.
  const WindowOutput windows{arguments.optional_array<std::int32_t>("summedFrom"),
                             arguments.optional_array<std::int32_t>("summedSamples"),
                             arguments.optional_array<double>("summedFactor"),
                             arguments.optional_array<float>("summedWaveforms")};

  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t per_image = shape.n_channels * shape.n_pixels;
    context.pool.parallel_for(
        is_valid.size(), 1,
        [&](std::size_t begin, std::size_t end) {
          static thread_local EventScratch scratch;
          for (std::size_t row = begin; row < end; ++row) {
            const float* calibrated = nullptr;
            if (from_raw) {
              float* room = scratch.calibrated(shape.size());
              raw.calibrate_row(row, room);
              calibrated = room;
            } else {
              calibrated = waveforms.data() + row * shape.size();
            }
            const EventCorrections correction = corrections.of_row(row);
            const std::span<const std::uint8_t> gains =
                selected.empty() ? selected
                                 : selected.subspan(row * shape.n_pixels, shape.n_pixels);
            const bool valid =
                extract_event(*extractor, neighbors, sampling_rate,
                              {calibrated, shape, gains, correction.outliers}, correction, scratch,
                              {image.subspan(row * per_image, per_image),
                               peak_time.subspan(row * per_image, per_image), windows});
            is_valid[row] = valid ? 1 : 0;
          }
        },
        context.cancel);
  });
}

}  // namespace

void register_extraction(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "extractCharge", extract_charge);
  export_function(env, exports, "findDeconvolution", find_deconvolution);
}

}  // namespace pe::binding

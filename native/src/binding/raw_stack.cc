#include "binding/raw_stack.h"

namespace pe::binding {

namespace {

template <typename Sample>
void select_and_calibrate(const RawStack& stack, const Sample* raw, std::size_t row,
                          float* calibrated) {
  const std::size_t slot = stack.slots[row];
  const RawCalibration calibration{stack.pedestal[slot], stack.dc_to_pe[slot], stack.scale,
                                   stack.shift};
  const auto selected = stack.selected.empty() ? stack.selected
                                               : stack.selected.subspan(row * stack.shape.n_pixels,
                                                                        stack.shape.n_pixels);
  calibrate_raw(raw, stack.shape, calibration, stack.selector, selected, calibrated);
}

}  // namespace

void RawStack::calibrate_row(std::size_t row, float* calibrated) const {
  const std::size_t first = row * shape.size();
  if (!samples.empty())
    select_and_calibrate(*this, samples.data() + first, row, calibrated);
  else
    select_and_calibrate(*this, sums.data() + first, row, calibrated);
}

WaveformShape read_shape(const Arguments& arguments) {
  return {arguments.size("nChannels"), arguments.size("nPixels"), arguments.size("nSamples")};
}

RawStack read_raw_stack(Arguments& arguments) {
  RawStack stack;
  stack.samples = arguments.optional_array<const std::uint16_t>("samples");
  stack.sums = arguments.optional_array<const std::uint32_t>("sums");
  stack.shape = read_shape(arguments);
  stack.slots = arguments.array<const std::uint16_t>("slots");
  stack.pedestal = arguments.array_list<const float>("pedestal");
  stack.dc_to_pe = arguments.array_list<const float>("dcToPe");
  stack.scale = static_cast<float>(arguments.number("calibScale"));
  stack.shift = static_cast<float>(arguments.number("calibShift"));
  stack.selected = arguments.optional_array<std::uint8_t>("selected");
  if (arguments.has("threshold")) {
    stack.selector.kind = GainSelection::kThreshold;
    stack.selector.threshold = arguments.array<const double>("threshold");
  } else if (arguments.has("channel")) {
    stack.selector.kind = GainSelection::kManual;
    stack.selector.channel = static_cast<std::uint8_t>(arguments.size("channel"));
  }
  return stack;
}

}  // namespace pe::binding

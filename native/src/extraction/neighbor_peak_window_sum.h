// The step that NeighborPeakWindowSum and its baseline-subtracting variant share.
#pragma once

#include <cstdint>

#include "extraction/extractors.h"

namespace pe {

// Charge and time in a window around the peak of each pixel's neighbours, with the integration
// correction, from `waveforms` in place of those of the input. Uses scratch.peaks,
// scratch.neighbor_peaks and scratch.broken. Instantiated for float and double.
template <typename Sample>
void sum_around_neighbor_peaks(const ExtractorSetting& setting, const IntegrationWindow& window,
                               std::int32_t local_weight, const ExtractionInput& input,
                               const Sample* waveforms, ExtractionScratch& scratch,
                               const ExtractionOutput& output);

}  // namespace pe

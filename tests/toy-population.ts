import { loadConfiguration } from '../core/config/load-configuration.ts';
import { EventType } from '../core/datamodel/event-type.ts';
import { CustomSteps } from '../core/processing/custom/custom-steps.ts';
import { planAnalysis } from '../core/processing/plan/analysis-plan.ts';
import type { ImageChunk, Population } from '../core/processing/population/population.ts';
import { toyImages } from '../core/simulation/toy-images.ts';
import type { ToyModel } from '../core/simulation/toy-model.ts';
import { openSource } from '../core/sources/open-source.ts';
import { sampleFile } from './simtel-sample.ts';

/** Telescopes of the toy population. */
export const toyType = 'LST_LST_LSTCam';

/** Images of a chunk. */
const CHUNK = 1000;

/** Whole numbers without a pattern that matters here: a fraction of 1 for each image and purpose. */
function fraction(image: number, purpose: number): number {
  const value = Math.sin(image * 12.9898 + purpose * 78.233) * 43758.5453;
  return value - Math.floor(value);
}

function shower(i: number): ToyModel {
  return {
    kind: 'shower',
    x: 3 * fraction(i, 1) - 1.5,
    y: 3 * fraction(i, 2) - 1.5,
    length: 0.1 + 0.2 * fraction(i, 3),
    width: 0.04 + 0.06 * fraction(i, 4),
    psi: 360 * fraction(i, 5),
    intensity: 50 * 60 ** fraction(i, 6),
    timeGradient: 10 * fraction(i, 7) - 5,
  };
}

/** Light too faint to be there. */
const nothing: ToyModel = { ...shower(0), intensity: 0 };

/**
 * Toy images in a camera of 1855 pixels, over a night sky of 2 p.e. in each pixel: showers, then
 * pedestals, with the truth of both.
 */
export async function toyPopulation(nShowers: number, nPedestals = 0): Promise<Population> {
  const { document } = await loadConfiguration('ctapipe-defaults');
  const source = await openSource(sampleFile);
  const analysis = planAnalysis(source.subarray, document, 'EFFECTIVE');
  await source.close();
  const index = source.subarray.telescopes.findIndex(({ type }) => type === toyType);
  const plan =
    analysis.telescopes[analysis.telescopeIndex.get(source.subarray.telescopes[index].telId)!];
  const chunks: ImageChunk[] = [];
  const nImages = nShowers + nPedestals;
  for (let begin = 0; begin < nImages; begin += CHUNK) {
    const ids = Array.from({ length: Math.min(CHUNK, nImages - begin) }, (_, i) => begin + i);
    const { image, peakTime, signal } = await toyImages(
      plan.parameterGeometry,
      ids.map((i) => (i < nShowers ? shower(i) : nothing)),
      { nsbLevel: 2, ids: ids.map((eventId) => ({ eventId, telId: 1 })) },
    );
    const n = image.length / ids.length;
    chunks.push({
      nImages: ids.length,
      image,
      peakTime,
      trueImage: signal,
      trueCharge: Float64Array.from(ids, (_, i) =>
        signal.subarray(i * n, (i + 1) * n).reduce((sum, value) => sum + value, 0),
      ),
      obsId: new Float64Array(ids.length).fill(1),
      eventId: Float64Array.from(ids),
      telId: new Uint16Array(ids.length).fill(plan.telIds[0]),
      eventType: Uint8Array.from(ids, (i) =>
        i < nShowers ? EventType.SUBARRAY : EventType.SKY_PEDESTAL,
      ),
    });
  }
  return {
    sources: ['toys'],
    isSimulation: true,
    isComplete: true,
    warnings: [],
    document,
    custom: await CustomSteps.load([]),
    types: [
      {
        type: toyType,
        nImages,
        nSeen: nImages,
        nPedestals,
        nWithTruth: nImages,
        stacks: [{ source: 0, plan, chunks }],
      },
    ],
    bytes: chunks.reduce((sum, { image }) => sum + 3 * image.byteLength, 0),
    fractionRead: 1,
  };
}

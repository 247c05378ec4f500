import { type CleanerDocument, parseCleaner } from '../../config/parse-cleaner.ts';
import type { CheckedParams, RequestResult } from '../../contract/contract.ts';
import { columnUnit } from '../../datamodel/column-unit.ts';
import { productTable } from '../../datamodel/product-tables.ts';
import { Gate } from '../../foundation/gate.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import {
  type CleanedPopulation,
  needsTimes,
  ofType,
  populationColumns,
} from '../../processing/population/clean-population.ts';
import { columnRange } from '../../processing/population/column-range.ts';
import { loadPopulation } from '../../processing/population/load-population.ts';
import type { Population, PopulationOfType } from '../../processing/population/population.ts';
import { selectImages } from '../../processing/population/select-images.ts';
import { suggestThresholds } from '../../processing/population/suggest-thresholds.ts';
import { summariseCleaning } from '../../processing/population/summarise-cleaning.ts';
import type { Handlers } from '../handler.ts';
import type { Populations } from '../populations/populations.ts';
import type { Services } from '../services.ts';

/** Longest document of a cleaner, with rules for telescopes [characters]. */
const MAX_CLEANER = 1 << 16;

/** Warnings that are told. */
const MAX_WARNINGS = 100;

/** Handlers of requests about images that are kept in memory. */
export function populationHandlers(
  {
    access,
    configurations,
    cores,
  }: Pick<Services, 'access' | 'cores'> & {
    readonly configurations: Pick<Services['configurations'], 'resolve'>;
  },
  populations: Populations,
): Pick<Handlers, Extract<keyof Handlers, `population.${string}`>> {
  // Each reads files and holds batches of their events.
  const gate = new Gate(cores);
  return {
    'population.load': async (params, { signal, connection, onProgress }) => {
      const { paths, config, maxImages, telescopeTypes, eventTypes, focalLengthChoice } = params;
      const inputs = await Promise.all(paths.map((asked) => access.checkRead(asked)));
      const configuration = await configurations.resolve(config);
      const { id, population } = await gate.pass(signal, () =>
        populations.load(connection, (maxBytes) =>
          loadPopulation({
            inputs,
            configuration,
            maxImages,
            maxBytes,
            signal,
            onProgress,
            ...(telescopeTypes === undefined ? {} : { telescopeTypes }),
            ...(eventTypes === undefined ? {} : { eventTypes }),
            ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
          }),
        ),
      );
      return { id, ...description(population) };
    },

    'population.clean': async (params, { signal, connection }) => {
      const loaded = populations.get(connection, params.id);
      const { telescopeType, histograms } = params;
      const images = ofType(loaded.population, telescopeType);
      const [a, b] = [params.a, params.b].map(givenCleaner);
      const times = histograms.some(({ column }) => needsTimes(column));
      return loaded.useNewest(signal, async (own) => {
        const summaryOf = async (cleaner: CleanerDocument | undefined) =>
          summary(images, await loaded.cleaned(telescopeType, cleaner, times, own), params);
        return { a: await summaryOf(a), b: b === undefined ? null : await summaryOf(b) };
      });
    },

    'population.ranges': async (params, { signal, connection }) => {
      const loaded = populations.get(connection, params.id);
      const { telescopeType, columns } = params;
      ofType(loaded.population, telescopeType);
      const cleaner = givenCleaner(params.cleaner);
      const times = columns.some(needsTimes);
      return loaded.use(signal, async (own) => {
        const cleaned = await loaded.cleaned(telescopeType, cleaner, times, own);
        return columns.map((column) => ({ column, ...columnRange(cleaned, column) }));
      });
    },

    'population.select': async (params, { signal, connection }) => {
      const loaded = populations.get(connection, params.id);
      const { telescopeType, column } = params;
      const images = ofType(loaded.population, telescopeType);
      const cleaner = givenCleaner(params.cleaner);
      const { total, images: selected } = await loaded.use(signal, async (own) =>
        selectImages(
          images,
          await loaded.cleaned(telescopeType, cleaner, needsTimes(column), own),
          params,
        ),
      );
      const { sources } = loaded.population;
      const rows = selected.map(({ source, ...image }) => ({ path: sources[source], ...image }));
      return { total, rows };
    },

    'population.suggest': async (params, { signal, connection }) => {
      const loaded = populations.get(connection, params.id);
      const { telescopeType, targetPedestalSurvival, boundaryRatio } = params;
      const cleaner =
        givenCleaner(params.cleaner) ?? loaded.population.document.cleaning.image_cleaner;
      const found = await loaded.use(signal, (own) =>
        suggestThresholds(loaded.population, telescopeType, {
          targetPedestalSurvival,
          boundaryRatio,
          cleaner,
          signal: own,
        }),
      );
      return found;
    },

    'population.release': async ({ id }, { connection }) => {
      await populations.release(connection, id);
      return {};
    },
  };
}

function givenCleaner(document: unknown): CleanerDocument | undefined {
  if (document === undefined) return undefined;
  if (JSON.stringify(document).length <= MAX_CLEANER) return parseCleaner(document);
  throw new PhotoelectronError(
    'argument-invalid',
    `The document of a cleaner may have ${MAX_CLEANER} characters at most.`,
    { item: 'cleaner' },
  );
}

function description(population: Population): Omit<RequestResult<'population.load'>, 'id'> {
  const { isSimulation, isComplete, warnings, types, bytes, fractionRead } = population;
  return {
    isSimulation,
    isComplete,
    warnings: warnings.slice(0, MAX_WARNINGS).map((warning) => ({ ...warning })),
    types: types.map(({ stacks, type, nImages, nSeen, nPedestals, nWithTruth }) => ({
      telIds: telIdsOf(stacks),
      ...{ type, nImages, nSeen, nPedestals, nWithTruth },
    })),
    bytes,
    fractionRead,
    columns: populationColumns(population).map(columnRecord),
  };
}

/** Telescopes of images, in ascending order. */
function telIdsOf(stacks: PopulationOfType['stacks']): number[] {
  const telIds = new Set<number>();
  for (const chunk of stacks.flatMap(({ chunks }) => chunks)) {
    for (const telId of chunk.telId) telIds.add(telId);
  }
  return [...telIds].sort((a, b) => a - b);
}

const { columns: parameterColumns } = productTable('/dl1/event/telescope/parameters/tel_001');

function columnRecord(name: string): RequestResult<'population.load'>['columns'][number] {
  const column = parameterColumns.find((candidate) => candidate.name === name);
  return { name, unit: columnUnit(column ?? { name }), description: column?.description ?? '' };
}

function summary(
  images: PopulationOfType,
  cleaned: CleanedPopulation,
  params: CheckedParams<'population.clean'>,
): RequestResult<'population.clean'>['a'] {
  const { counts, histograms, pedestals, truth } = summariseCleaning(images, cleaned, params);
  return {
    ...counts,
    histograms: histograms.map((made, i) => ({ column: params.histograms[i].column, ...made })),
    pedestals: pedestals ?? null,
    truth:
      truth === undefined
        ? null
        : {
            ...truth.whole,
            efficiency: orNull(truth.whole.efficiency),
            noiseFraction: orNull(truth.whole.noiseFraction),
            byCharge: truth.byCharge,
          },
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

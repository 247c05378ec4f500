import type { JsonValue } from '../diff-configurations.ts';
import type { DraftPath } from './draft.ts';
import { type ForeignGroup, type ForeignSetting, isSetting } from './foreign-settings.ts';
import { type ImportContext, transfer } from './import-context.ts';
import { parsePythonLiteral } from './python-literal.ts';

/** Names of the sections of a component: those of its base classes first. */
export type SectionNames = readonly string[];

/** A component with the components around it, the tool first. */
export type ComponentChain = readonly SectionNames[];

const component = (...names: readonly string[]): SectionNames => ['Component', ...names];
const telescopeComponent = (...names: readonly string[]): SectionNames =>
  component('TelescopeComponent', ...names);

const tool: SectionNames = ['Tool', 'ProcessorTool'];

/** Sections of the components of `ctapipe-process`. */
export const chains = {
  tool: [tool],
  source: [tool, component('EventSource', 'SimTelEventSource')],
  hdf5Source: [tool, component('EventSource', 'HDF5EventSource')],
  eventTypeFilter: [tool, component('EventTypeFilter')],
  softwareTrigger: [tool, telescopeComponent('SoftwareTrigger')],
  calibrator: [tool, telescopeComponent('CameraCalibrator')],
  imageProcessor: [tool, telescopeComponent('ImageProcessor')],
  muonProcessor: [tool, telescopeComponent('MuonProcessor')],
  showerProcessor: [tool, component('ShowerProcessor')],
  writer: [tool, component('DataWriter')],
} as const satisfies Readonly<Record<string, ComponentChain>>;

/** Sections of a charge extractor inside of the component that uses it. */
export function extractorChain(around: ComponentChain, type: string): ComponentChain {
  const bases = type === 'BaselineSubtractedNeighborPeakWindowSum' ? ['NeighborPeakWindowSum'] : [];
  return [...around, telescopeComponent('ImageExtractor', ...bases, type)];
}

/** Sections of an image cleaner inside of the component that uses it. */
export function cleanerChain(around: ComponentChain, type: string): ComponentChain {
  const bases = type === 'TailcutsImageCleaner' ? [] : ['TailcutsImageCleaner'];
  return [...around, telescopeComponent('ImageCleaner', ...bases, type)];
}

/** Sections of a gain selector. */
export function gainSelectorChain(type: string): ComponentChain {
  return [...chains.source, component('GainSelector', type)];
}

/** Sections of a data volume reducer. */
export function reducerChain(type: string): ComponentChain {
  return [...chains.calibrator, telescopeComponent('DataVolumeReducer', type)];
}

/** Sections of a geometrical reconstruction. */
export function reconstructorChain(type: string): ComponentChain {
  return [
    ...chains.showerProcessor,
    telescopeComponent('Reconstructor', 'HillasGeometryReconstructor', type),
  ];
}

/** Sections of a quality query. */
export function queryChain(around: ComponentChain, type: string): ComponentChain {
  return [...around, component('QualityQuery', type)];
}

/** Sections of a component without special base classes. */
export function partChain(around: ComponentChain, ...names: readonly string[]): ComponentChain {
  return [...around, component(...names)];
}

/**
 * Settings that hold for a component. A section stands at the top of the file or inside those of the
 * components around; the inner one wins, and of base classes the derived one (traitlets).
 *
 * @param onOverridden told of a setting that another overrides
 */
export function effectiveSettings(
  root: ForeignGroup,
  chain: ComponentChain,
  onOverridden?: (setting: ForeignSetting, by: ForeignSetting) => void,
): ForeignGroup {
  const names = chain.at(-1);
  if (names === undefined) return new Map();
  const sources = [root, effectiveSettings(root, chain.slice(0, -1))];
  let result: ForeignGroup = new Map();
  for (const source of sources) {
    for (const name of names) {
      const section = source.get(name);
      if (section !== undefined && !isSetting(section))
        result = merged(result, section, onOverridden);
    }
  }
  return result;
}

function merged(
  under: ForeignGroup,
  over: ForeignGroup,
  onOverridden?: (setting: ForeignSetting, by: ForeignSetting) => void,
): ForeignGroup {
  const result = new Map(under);
  for (const [name, entry] of over) {
    const former = result.get(name);
    if (isSetting(former) && isSetting(entry) && former !== entry) onOverridden?.(former, entry);
    const isGroupOverGroup = former !== undefined && !isSetting(former) && !isSetting(entry);
    result.set(name, isGroupOverGroup ? merged(former, entry, onOverridden) : entry);
  }
  return result;
}

/** How the parameters of a component are taken over. */
export interface ParameterRules {
  /** Our name for a parameter that is called otherwise. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Why a parameter has no counterpart; empty for one that is dealt with elsewhere. */
  readonly without?: Readonly<Record<string, string>>;
  /** Turns a value into ours where it is not written alike. */
  readonly convert?: Readonly<Record<string, (value: JsonValue) => JsonValue>>;
}

/** Takes the parameters of a component over that bear the same names in both. */
export function transferParameters(
  context: ImportContext,
  chain: ComponentChain,
  path: DraftPath,
  { renamed = {}, without = {}, convert = {} }: ParameterRules = {},
): void {
  const { settings, outcomes } = context;
  const parameters = effectiveSettings(settings, chain, (setting, by) => {
    outcomes.left(setting, `without effect: overridden by ${by.key}`);
  });
  for (const [name, setting] of parameters) {
    if (!isSetting(setting)) continue;
    const reason = Object.hasOwn(without, name) ? without[name] : undefined;
    if (reason !== undefined) {
      // Without a reason, the parameter is dealt with elsewhere.
      if (reason !== '') outcomes.left(setting, reason);
      continue;
    }
    const ours = Object.hasOwn(renamed, name) ? renamed[name] : name;
    const converter = Object.hasOwn(convert, name) ? convert[name] : telescopeValue;
    transfer(context, setting, [...path, ours], { convert: converter });
  }
}

/**
 * A value that may differ per telescope: ctapipe's triples `[type, pattern, value]` and `[id, n,
 * value]`, also as a Python literal in a text, become our rules; anything else stays as it is.
 */
export function telescopeValue(value: JsonValue): JsonValue {
  if (typeof value === 'string' && /^\s*[[(]/.test(value)) {
    const literal = parsePythonLiteral(value);
    return literal === undefined ? value : telescopeValue(literal);
  }
  if (!Array.isArray(value) || value.length === 0) return value;
  if (!value.every(isTriple)) return value;
  return value.map(([kind, which, inner]) =>
    kind === 'id' ? { id: which, value: inner } : { type: which, value: inner },
  );
}

function isTriple(value: JsonValue): value is [string, JsonValue, JsonValue] {
  return Array.isArray(value) && value.length === 3 && (value[0] === 'type' || value[0] === 'id');
}

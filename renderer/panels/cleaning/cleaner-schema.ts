import { roundUp } from './round-up.ts';

/** A value of a cleaner's parameter as the sliders can have it. */
export type ParameterValue = number | boolean | null;

/** A cleaner for the telescopes of one type: `type`, and one value for each parameter. */
export type Cleaner = Readonly<Record<string, unknown>> & { readonly type: string };

/** A parameter of a cleaner, as the schema of configurations describes it. */
export interface CleanerParameter {
  /** Such as `picture_threshold_pe`. */
  readonly key: string;
  /** Such as `Picture threshold`. */
  readonly label: string;
  readonly unit: string | undefined;
  readonly description: string;
  readonly kind: 'number' | 'integer' | 'boolean';
  /** Whether null, which switches it off, is a value. */
  readonly isNullable: boolean;
  readonly default: ParameterValue;
  /** Range of the slider. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A kind of cleaner. */
export interface CleanerKind {
  /** Such as `TailcutsImageCleaner`. */
  readonly type: string;
  /** Such as `Tailcuts`. */
  readonly label: string;
  readonly parameters: readonly CleanerParameter[];
  /** Whether it is written in TypeScript, with options that nobody knows here. */
  readonly isCustom: boolean;
}

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly unit?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema | undefined>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Sliders go to this many times the default. */
const REACH = 5;
/** Pixels have up to eight neighbours; sliders of counts go at least so far. */
const LEAST_COUNT = 8;
const N_STEPS = 1000;

/**
 * The cleaners and their parameters, in the order of the schema.
 *
 * @param schema JSON Schema of the configuration document
 */
export function cleanerKinds(schema: object): readonly CleanerKind[] {
  const cleaning = (schema as JsonSchema).properties?.cleaning;
  const cleaner = cleaning?.properties?.image_cleaner;
  const alternatives = (cleaner?.anyOf ?? []).flatMap((part) => part.oneOf ?? part.anyOf ?? []);
  return alternatives.flatMap((part): CleanerKind[] => {
    const type = part.properties?.type?.const;
    if (typeof type !== 'string') return [];
    const isCustom = type === 'CustomImageCleaner';
    return [
      {
        type,
        label: isCustom ? 'Own step' : type.replace(/ImageCleaner$/, ''),
        isCustom,
        parameters: isCustom ? [] : parametersOf(part),
      },
    ];
  });
}

function parametersOf({ properties = {} }: JsonSchema): CleanerParameter[] {
  return Object.entries(properties).flatMap(([key, schema]) =>
    key === 'type' || schema === undefined ? [] : [parameter(key, schema)],
  );
}

function parameter(key: string, schema: JsonSchema): CleanerParameter {
  const values = plainValues(schema);
  const value = values.find(({ type }) => type !== 'null') ?? {};
  const { minimum, maximum, type } = value;
  const kind = type === 'boolean' || type === 'integer' ? type : 'number';
  const initial = (schema.default ?? 0) as ParameterValue;
  const size = typeof initial === 'number' && initial !== 0 ? Math.abs(initial) : 1;
  const reach = REACH * size;
  const max = Math.min(
    kind === 'integer' ? Math.max(LEAST_COUNT, reach) : reach,
    maximum ?? Infinity,
  );
  return {
    key,
    label: labelOf(key, schema.unit),
    unit: schema.unit,
    description: schema.description ?? '',
    kind,
    isNullable: values.some((each) => each.type === 'null'),
    default: initial,
    min: Math.max(minimum ?? 0, Number.MIN_SAFE_INTEGER),
    max: roundUp(max),
    step: kind === 'integer' ? 1 : roundStep(max / N_STEPS),
  };
}

/** Alternatives that are plain values, not lists of rules. */
function plainValues(schema: JsonSchema): readonly JsonSchema[] {
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return parts.flatMap(plainValues);
  return schema.type === 'array' ? [] : [schema];
}

/** `time_limit_core_ns` in ns is `Time limit core`. */
function labelOf(key: string, unit: string | undefined): string {
  const suffix = unit === undefined ? '' : `_${unit.replace(/[^a-z]/g, '')}`;
  const name = suffix !== '' && key.endsWith(suffix) ? key.slice(0, -suffix.length) : key;
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** 1, 2 or 5 times a power of ten, not above a value. */
function roundStep(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const factor = [5, 2, 1].find((each) => each * unit <= value * (1 + 1e-9)) ?? 1;
  return Number((factor * unit).toPrecision(1));
}

/** A cleaner of another kind with the values of a former one where it has them too, else its defaults. */
export function withKind(kind: CleanerKind, former: Cleaner): Cleaner {
  const values = kind.parameters.map(({ key, default: initial }) => [
    key,
    Object.hasOwn(former, key) ? former[key] : initial,
  ]);
  return { type: kind.type, ...(Object.fromEntries(values) as Record<string, unknown>) };
}

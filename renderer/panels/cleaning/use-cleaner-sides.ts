import { computed, shallowReactive, shallowRef, toRaw, watch } from 'vue';
import type { RequestResult } from '../../../core/contract/contract.ts';
import { EngineError } from '../../../core/contract/engine-error.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { useHistory } from '../../history/history-store.ts';
import { type Cleaner, type CleanerKind, cleanerKinds, withKind } from './cleaner-schema.ts';
import type { CleaningState, Side } from './cleaning-session.ts';
import type { PopulationRecord } from './use-population.ts';

/** The two cleanings. */
export type SideName = 'a' | 'b';

/** What a side cleans the images of the chosen telescope type with. */
export interface SideCleaner {
  readonly cleaner: Cleaner;
  /** What is handed to the engine: with all rules of the configuration as long as nothing was changed. */
  readonly document: unknown;
  readonly isChanged: boolean;
  /** Name of the configuration that it was taken from. */
  readonly base: string;
  /** Telescopes for which the configuration has another cleaner; once it is changed, it is for all. */
  readonly differing: readonly number[];
}

type Bases = RequestResult<'configurations.cleaners'>;

/** The cleaners A and B: where they come from, what was changed, and the changes with undo. */
export function useCleanerSides(state: CleaningState, record: () => PopulationRecord | undefined) {
  const engine = useEngine();
  const history = useHistory();
  const kinds = shallowRef<readonly CleanerKind[]>([]);
  /** Cleaners of configurations for the telescope types of the population, by name. */
  const bases = shallowReactive(new Map<string, Bases>());
  const errors = shallowReactive(new Map<string, EngineError>());

  const baseOf = (side: Side) => (side.base === '' ? state.config : side.base);

  async function loadBase(name: string): Promise<void> {
    const population = record();
    if (population === undefined) return;
    try {
      const found = await engine.request('configurations.cleaners', {
        configuration: { name },
        telescopes: population.types.map(({ type, telIds }) => ({ type, telIds })),
      });
      if (record() !== population) return;
      bases.set(name, found);
      errors.delete(name);
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      errors.set(name, thrown);
    }
  }
  watch(record, async (population) => {
    bases.clear();
    errors.clear();
    if (population === undefined) return;
    if (kinds.value.length === 0) {
      kinds.value = cleanerKinds(await engine.request('configurations.schema', {}));
    }
  });
  watch(
    () => [record(), baseOf(state.a), baseOf(state.b)] as const,
    ([population, ...names]) => {
      if (population === undefined) return;
      for (const name of new Set(names)) if (!bases.has(name)) void loadBase(name);
    },
  );

  function cleanerOf(name: SideName): SideCleaner | undefined {
    const side = state[name];
    const base = baseOf(side);
    const found = bases.get(base);
    const ofType = found?.telescopes.find(({ type }) => type === state.telescopeType);
    if (found === undefined || ofType === undefined) return undefined;
    const edited = side.edits[state.telescopeType] as Cleaner | undefined;
    const cleaner = edited === undefined ? (ofType.cleaner as Cleaner) : toRaw(edited);
    return {
      cleaner,
      document: edited === undefined ? found.document : plain(cleaner),
      isChanged: edited !== undefined,
      base,
      differing: ofType.differing,
    };
  }
  const a = computed(() => cleanerOf('a'));
  const b = computed(() => cleanerOf('b'));
  const sides = { a, b } as const;

  /** Replaces one or both sides, which can be taken back. */
  function change(label: string, next: Partial<Record<SideName, Side>>, key?: string): void {
    const before = { a: plain(state.a), b: plain(state.b) };
    const after = { ...before, ...plain(next) };
    const set = (to: typeof before) => {
      state.a = plain(to.a);
      state.b = plain(to.b);
    };
    set(after);
    history.record({
      label,
      undo: () => {
        set(before);
      },
      redo: () => {
        set(after);
      },
      ...(key === undefined ? {} : { key }),
    });
  }

  function setCleaner(name: SideName, cleaner: Cleaner, label: string, key?: string): void {
    const type = state.telescopeType;
    const { edits, ...rest } = plain(state[name]);
    const base = bases.get(baseOf(rest as Side))?.telescopes.find((each) => each.type === type);
    const kept = Object.fromEntries(Object.entries(edits).filter(([other]) => other !== type));
    const isBase =
      base !== undefined && isSame(base.cleaner, cleaner) && base.differing.length === 0;
    const changed = isBase ? kept : { ...kept, [type]: { ...cleaner } };
    change(label, { [name]: { ...rest, edits: changed } }, key);
  }

  return {
    kinds,
    sides,
    /** Other telescope types of the population whose cleaner was changed on a side. */
    alsoChanged: (name: SideName): readonly string[] =>
      (record()?.types ?? [])
        .map(({ type }) => type)
        .filter((type) => type !== state.telescopeType && type in state[name].edits),
    /** Why the cleaner of a side is not there. */
    errorOf: (name: SideName) => errors.get(baseOf(state[name])),
    retry: (name: SideName) => void loadBase(baseOf(state[name])),
    /** Gives one parameter of a side another value. */
    setParameter(name: SideName, key: string, label: string, value: unknown): void {
      const now = sides[name].value;
      if (now === undefined || now.cleaner[key] === value) return;
      const what = `Change ${label.toLowerCase()} of ${name.toUpperCase()}`;
      setCleaner(name, { ...now.cleaner, [key]: value }, what, `cleaning.${name}.${key}`);
    },
    setKind(name: SideName, kind: CleanerKind): void {
      const now = sides[name].value;
      if (now === undefined || now.cleaner.type === kind.type) return;
      setCleaner(name, withKind(kind, now.cleaner), `Change cleaner of ${name.toUpperCase()}`);
    },
    setCleaner,
    /**
     * What makes the configuration of the images one with the cleaner of a side: its cleaner for each
     * telescope type with images; those that have it already are not changed.
     */
    changesOf(name: SideName, population: PopulationRecord) {
      const side = state[name];
      const base = bases.get(baseOf(side));
      return population.types.flatMap(({ type, telIds, nImages }) => {
        const edited = side.edits[type] as Cleaner | undefined;
        const ofType = base?.telescopes.find((each) => each.type === type);
        const isOwn = edited === undefined && (side.base === '' || side.base === state.config);
        if (isOwn || nImages === 0 || ofType === undefined) return [];
        return [
          {
            path: ['cleaning', 'image_cleaner'],
            value: plain(edited ?? ofType.cleaner),
            telescopeType: type,
            telIds: [...telIds],
          },
        ];
      });
    },
    setBase(name: SideName, base: string): void {
      const label = `Take cleaner of ${name.toUpperCase()} from ${base === '' ? 'the population' : base}`;
      change(label, { [name]: { ...plain(state[name]), base, edits: {} } });
    },
    setOn(name: SideName, isOn: boolean): void {
      const label = `Switch ${name.toUpperCase()} ${isOn ? 'on' : 'off'}`;
      change(label, { [name]: { ...plain(state[name]), isOn } });
    },
    reset(name: SideName): void {
      const { edits, ...rest } = plain(state[name]);
      const type = state.telescopeType;
      const kept = Object.fromEntries(Object.entries(edits).filter(([other]) => other !== type));
      change(`Reset ${name.toUpperCase()}`, { [name]: { ...rest, edits: kept } });
    },
    /** Gives one side what the other has. */
    copy(from: SideName, to: SideName): void {
      const label = `Copy ${from.toUpperCase()} to ${to.toUpperCase()}`;
      change(label, { [to]: { ...plain(state[from]), isOn: true } });
    },
    swap(): void {
      const [first, second] = [plain(state.a), plain(state.b)];
      change('Swap A and B', { a: { ...second, isOn: true }, b: { ...first, isOn: second.isOn } });
    },
  };
}

export type CleanerSides = ReturnType<typeof useCleanerSides>;

/** A copy without what makes it reactive, as messages to the engine need it. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function isSame(a: object, b: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).toSorted());
  return sorted(a) === sorted(b);
}

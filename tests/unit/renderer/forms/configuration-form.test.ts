import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationJsonSchema } from '../../../../core/config/configuration-json-schema.ts';
import { describeConfiguration } from '../../../../core/config/describe-configuration.ts';
import { draftConfiguration } from '../../../../core/config/draft-configuration.ts';
import { editConfiguration } from '../../../../core/config/edit-configuration.ts';
import {
  shippedConfigurationFile,
  shippedConfigurations,
} from '../../../../core/config/shipped-configurations.ts';
import { completeValue } from '../../../../renderer/forms/complete-value.ts';
import {
  changesToReset,
  changesToSet,
  changesToType,
} from '../../../../renderer/forms/form-changes.ts';
import { formFromSchema } from '../../../../renderer/forms/form-from-schema.ts';
import type { FormField, FormNode } from '../../../../renderer/forms/form-node.ts';
import type { JsonValue, ValuePath } from '../../../../renderer/forms/json-value.ts';
import { valueAt } from '../../../../renderer/forms/json-value.ts';

const form = formFromSchema(configurationJsonSchema());

/** A field with the place of its value, and what must be chosen on the way so that it is there. */
interface Place {
  readonly name: string;
  readonly path: ValuePath;
  readonly node: FormNode;
  readonly choices: readonly { readonly path: ValuePath; readonly value: JsonValue }[];
}

/** All fields of a form, those of all components too. */
function places(node: FormNode, at: Omit<Place, 'node'>): Place[] {
  const inside = (fields: readonly FormField[], name: string, choices = at.choices) =>
    fields.flatMap((field) =>
      places(field.node, {
        name: name === '' ? field.key : `${name}.${field.key}`,
        path: [...at.path, field.key],
        choices,
      }),
    );
  const own = at.path.length === 0 ? [] : [{ ...at, node }];
  if (node.kind === 'group') return [...own, ...inside(node.fields, at.name)];
  if (node.kind === 'component') {
    const parts = node.variants.flatMap(({ type, fields }) =>
      inside(fields, `${at.name}[${type}]`, [
        ...at.choices,
        { path: at.path, value: { type, ...required(fields) } },
      ]),
    );
    return [...own, ...parts];
  }
  if (node.kind === 'list') {
    const { item } = node;
    const path = [...at.path, 0];
    const value = item.kind === 'group' ? required(item.fields) : undefined;
    const choices = value === undefined ? at.choices : [...at.choices, { path, value }];
    const parts = places(item, { ...at, path, choices });
    return [...own, ...parts.filter(({ name }) => name !== at.name)];
  }
  return own;
}

const all = places(form, { name: '', path: [], choices: [] });

/** A value that is allowed at a place and is not its default. */
function otherValue(node: FormNode): JsonValue {
  switch (node.kind) {
    case 'number': {
      const usual = typeof node.default === 'number' ? node.default : 0;
      return node.max !== undefined && usual + 1 > node.max ? node.max * 0.75 : usual + 1;
    }
    case 'boolean':
      return node.default !== true;
    case 'text':
      return 'something else';
    case 'choice':
      return node.options.find((option) => option !== node.default) ?? node.options[0];
    case 'flags':
      return [node.options[2]];
    case 'texts':
      return ['neighbor-sum-cleaner.ts'];
    case 'criteria':
      return [['some', 'image.sum() > 3']];
    case 'json':
      return { a: [1] };
    case 'list':
      return [];
    case 'component': {
      const last = node.variants.at(-1);
      return { type: last?.type ?? '', ...required(last?.fields ?? []) };
    }
    case 'group':
      return {};
  }
}

/** Values of the fields that have no default. */
function required(fields: readonly FormField[]): Record<string, JsonValue> {
  const missing = fields.filter((field) => field.node.default === undefined);
  return Object.fromEntries(missing.map(({ key, node: part }) => [key, otherValue(part)]));
}

function documentOf(text: string) {
  const { content, document, findings } = draftConfiguration(text);
  const complete = completeValue(form, content ?? {}) ?? {};
  return { content: content ?? {}, complete, document, findings };
}

describe('the form of the configuration', () => {
  it('has every key that the engine knows, with its unit, description and rules', () => {
    const keys = describeConfiguration();
    const found = new Map(all.map((place) => [place.name, place.node]));
    const own = keys.filter(({ key }) => found.has(key));
    // What is left are the parameters of the custom steps' list, named without their entry.
    expect(keys.map(({ key }) => key).filter((key) => !found.has(key))).toEqual([]);
    for (const { key, unit, description, perTelescope } of own) {
      expect([key, found.get(key)]).toEqual([
        key,
        expect.objectContaining({ unit, description, perTelescope }),
      ]);
    }
  });

  it('has a kind for every value: none is left to raw JSON but the options of custom steps', () => {
    const raw = all.filter(({ node }) => node.kind === 'json').map(({ name }) => name);
    expect([...new Set(raw)].every((name) => name.endsWith('.options'))).toBe(true);
  });

  it.each(shippedConfigurations)('fills in the defaults of %s as the engine does', (name) => {
    const text = readFileSync(shippedConfigurationFile(name) ?? '', 'utf8');
    const { complete, document } = documentOf(text);
    expect(complete).toEqual(document);
  });

  it('fills in the defaults of nothing as the engine does', () => {
    const { complete, document } = documentOf('');
    expect(complete).toEqual(document);
  });

  it('takes another value for every key from nothing, and the default back', () => {
    for (const { name, path, node, choices } of all) {
      let text = '';
      const make = (changes: Parameters<typeof editConfiguration>[1]) => {
        text = editConfiguration(text, changes);
      };
      for (const choice of choices) {
        make(changesToSet(documentOf(text), choice.path, choice.value));
      }
      const value = otherValue(node);
      make(changesToSet(documentOf(text), path, value));
      const { document, findings } = documentOf(text);
      expect([name, findings]).toEqual([name, []]);
      expect([name, valueAt((document ?? {}) as JsonValue, path)]).toEqual([
        name,
        completeValue(node, value),
      ]);
      if (node.default === undefined) continue;
      make(changesToReset(documentOf(text), path));
      const back = documentOf(text);
      expect([name, back.findings]).toEqual([name, []]);
      // With the last parameter its component may go, and with it the list it was in.
      const expected = completeValue(node, undefined);
      const after = valueAt(back.document ?? {}, path);
      if (after !== undefined) expect([name, after]).toEqual([name, expected]);
    }
  });

  it('writes a list out where only a default speaks of it', () => {
    const path = ['calibration', 'image_extractor'];
    const text = 'calibration: { image_extractor: { type: TwoPassWindowSum } }';
    const changes = changesToSet(documentOf(text), [...path, 'core_threshold', 1, 'value'], 7);
    const { document } = draftConfiguration(editConfiguration(text, changes));
    expect(document).toMatchObject({
      calibration: {
        image_extractor: {
          core_threshold: [{ value: 6 }, { type: 'LST*', value: 7 }, { value: 8 }, { value: 4 }],
        },
      },
    });
  });

  it('keeps the parameters that another component has too', () => {
    const path = ['cleaning', 'image_cleaner'];
    const node = all.find(({ name }) => name === 'cleaning.image_cleaner')?.node;
    if (node?.kind !== 'component') throw new Error('The cleaner is no component.');
    const text =
      'cleaning:\n  image_cleaner:\n    type: TailcutsImageCleaner\n    keep_isolated_pixels: true\n    picture_threshold_pe: 7 # good\n';
    const changes = changesToType(documentOf(text), node, path, 'MARSImageCleaner');
    expect(editConfiguration(text, changes)).toBe(
      'cleaning:\n  image_cleaner:\n    type: MARSImageCleaner\n    picture_threshold_pe: 7 # good\n',
    );
    expect(changesToType(documentOf(''), node, path, 'MARSImageCleaner')).toEqual([
      { path: [...path], value: { type: 'MARSImageCleaner' } },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { provJson } from '../../../core/provenance/prov-json.ts';
import { chainOfTwo } from '../../provenance-chains.ts';

/** Which element each formal attribute of a relation refers to (PROV-JSON, table 3). */
const references: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  used: { 'prov:activity': 'activity', 'prov:entity': 'entity' },
  wasGeneratedBy: { 'prov:entity': 'entity', 'prov:activity': 'activity' },
  wasAssociatedWith: { 'prov:activity': 'activity', 'prov:agent': 'agent', 'prov:plan': 'entity' },
  wasAttributedTo: { 'prov:entity': 'entity', 'prov:agent': 'agent' },
  wasDerivedFrom: {
    'prov:generatedEntity': 'entity',
    'prov:usedEntity': 'entity',
    'prov:activity': 'activity',
  },
  actedOnBehalfOf: {
    'prov:delegate': 'agent',
    'prov:responsible': 'agent',
    'prov:activity': 'activity',
  },
};

describe('provJson', () => {
  const document = provJson(chainOfTwo()) as Record<string, Record<string, object>>;
  const { prefix, ...records } = document;

  it('has the relations of the chain', () => {
    const counts = Object.fromEntries(
      Object.entries(records).map(([kind, items]) => [kind, Object.keys(items).length]),
    );
    expect(counts).toEqual({
      // Three files and two configurations; two programs, and of one activity an account and a contact.
      entity: 5,
      activity: 2,
      agent: 4,
      used: 4,
      wasGeneratedBy: 2,
      wasDerivedFrom: 2,
      wasAssociatedWith: 3,
      actedOnBehalfOf: 1,
      wasAttributedTo: 2,
    });
  });

  it('refers only to elements that it declares', () => {
    for (const [kind, targets] of Object.entries(references)) {
      for (const relation of Object.values(document[kind])) {
        for (const [attribute, target] of Object.entries(targets)) {
          const id = (relation as Record<string, unknown>)[attribute];
          if (id !== undefined) expect(Object.keys(document[target])).toContain(id);
        }
      }
    }
  });

  it('declares the prefix of every name, and writes literals as texts with a type', () => {
    const names = Object.values(records).flatMap((items) =>
      Object.entries(items).flatMap(([id, attributes]) => [
        ...(id.startsWith('_:') ? [] : [id]),
        ...Object.keys(attributes),
      ]),
    );
    const prefixes = new Set(names.map((name) => name.slice(0, name.indexOf(':'))));
    expect(Object.keys(prefix)).toEqual(expect.arrayContaining([...prefixes]));
    const values = Object.values(records).flatMap((items) =>
      Object.values(items).flatMap((attributes): unknown[] => Object.values(attributes)),
    );
    for (const value of values.filter((item) => typeof item !== 'string')) {
      expect(value).toEqual({
        $: expect.any(String) as string,
        type: expect.stringMatching(/^xsd:(QName|long|double|boolean)$/) as string,
      });
    }
  });

  it('carries the documents of configurations', () => {
    expect(document['entity'][`configuration:${'c'.repeat(64)}`]).toMatchObject({
      'prov:type': { $: 'prov:Plan', type: 'xsd:QName' },
      'pe:document': '{"title":"a \\"title\\""}',
    });
  });

  it('names activities by their UUID and files by their content', () => {
    expect(Object.keys(document['activity'])).toEqual([
      'uuid:00000000-0000-4000-8000-000000000002',
      // Not everybody has UUIDs; characters with a meaning are encoded.
      'activity:of%20old%3A%28%7E%29',
    ]);
    expect(Object.keys(document['entity'])).toContain(`content:${'a'.repeat(64)}-10`);
    expect(Object.keys(document['entity'])).toContain('file:%2Fraw%20data%2Fr%C3%BCn%2E1');
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseConfiguration } from '../../core/config/parse-configuration.ts';
import { shippedConfigurationFile } from '../../core/config/shipped-configurations.ts';
import { PhotoelectronError } from '../../core/foundation/errors.ts';

const text = readFileSync(shippedConfigurationFile('default')!, 'utf8');

/** Reads a document; anything but a configuration or an error with one sentence fails the test. */
function read(document: string): void {
  try {
    parseConfiguration(document, 'fuzz.yaml');
  } catch (error) {
    if (!(error instanceof PhotoelectronError) || error.code !== 'config-invalid') throw error;
    expect(error.message).toMatch(/^fuzz\.yaml[^\n]*[.?)]$/);
  }
}

it('reads or refuses mutated configurations', () => {
  const mutation = fc.record({
    at: fc.nat(text.length),
    removed: fc.nat(40),
    inserted: fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        ...[
          '\n',
          ':',
          ' - ',
          '{',
          ']',
          '&a ',
          '*a',
          '!!binary ',
          '? ',
          '"',
          "'",
          '\t',
          '\u0000',
          '<<: ',
        ],
        ...[
          'null',
          '1e999',
          '-0x1',
          '.nan',
          '.inf',
          '9007199254740993',
          '[[[[',
          '%YAML 1.1\n---\n',
        ],
      ),
    ),
  });
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let document = text;
      for (const { at, removed, inserted } of mutations) {
        document = document.slice(0, at) + inserted + document.slice(at + removed);
      }
      read(document);
    }),
    { numRuns: 1000 },
  );
});

it('reads or refuses documents of any structure', () => {
  const keys = ['cleaning', 'image_cleaner', 'type', 'value', 'id', 'stereo', 'reconstructors'];
  const structure = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, 0, -1.5, NaN, '', '*', 'TailcutsImageCleaner', '__proto__'),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(
        fc.oneof(fc.constantFrom(...keys, '__proto__', 'toString'), fc.string()),
        tie('node'),
        {
          maxKeys: 4,
        },
      ),
    ),
  })).node;
  fc.assert(
    fc.property(structure, (node) => {
      read(JSON.stringify(node));
      read(JSON.stringify({ cleaning: node }));
      read(JSON.stringify({ cleaning: { image_cleaner: node } }));
      read(JSON.stringify({ stereo: { reconstructors: node } }));
    }),
    { numRuns: 1000 },
  );
});

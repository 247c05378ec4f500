import { describe, expect, it } from 'vitest';
import { canonicalForm, configurationHash } from '../../../core/config/canonical-form.ts';
import { parseConfiguration } from '../../../core/config/parse-configuration.ts';

const hashOf = (text: string) => configurationHash(parseConfiguration(text, 'test'));

describe('configurationHash', () => {
  it('does not depend on order, comments, written-out defaults or the spelling of values', () => {
    const hash = hashOf('output: {write_images: true, compression_level: 5}\ntitle: a\n');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf('title: a # note\noutput:\n  compression_level: 5.0\n  write_images: true')).toBe(
      hash,
    );
    expect(hashOf('{"title": "a", "output": {"write_images": true}}')).toBe(hash);
    expect(hashOf('title: a\noutput: {write_images: false}')).not.toBe(hash);
  });

  it('takes one rule for all telescopes for the plain value', () => {
    expect(hashOf("calibration: {apply_peak_time_shift: [{type: '*', value: false}]}")).toBe(
      hashOf('calibration: {apply_peak_time_shift: false}'),
    );
  });

  it('is the SHA-256 of JSON with sorted keys that parses back to the same document', () => {
    const document = parseConfiguration('', 'test');
    const form = canonicalForm(document);
    expect(form.indexOf('"calibration"')).toBeLessThan(form.indexOf('"cleaning"'));
    expect(parseConfiguration(form, 'canonical')).toEqual(document);
  });
});

import { describe, expect, it } from 'vitest';
import { OutputLines } from '../../../core/jobs/worker/output-lines.ts';

describe('OutputLines', () => {
  it('puts lines together that come in pieces, and leaves out empty ones', () => {
    const lines: string[] = [];
    const output = new OutputLines((line) => lines.push(line));
    for (const piece of ['one\ntw', 'o\r\n\n  \nthr', 'ee']) output.add(piece);
    expect(lines).toEqual(['one', 'two']);
    output.end();
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('holds no more than a line of bounded length', () => {
    const lines: string[] = [];
    const output = new OutputLines((line) => lines.push(line));
    for (let i = 0; i < 100; i++) output.add('x'.repeat(1000));
    output.end();
    expect(lines).toEqual(['x'.repeat(2000)]);
  });
});

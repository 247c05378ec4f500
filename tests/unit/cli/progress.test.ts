import { describe, expect, it } from 'vitest';
import { durationText, Progress, progressBar, progressLine } from '../../../core/cli/progress.ts';

describe('progressLine', () => {
  it('tells done, rate and time left', () => {
    expect(progressLine({ fraction: 0.25, done: 1200 }, 4, 'events')).toBe(
      '25 %, 1200 events, 300 events/s, 0:12 left',
    );
    expect(progressLine({ fraction: 0, done: 0 }, 0, 'events')).toBe('0 %, 0 events, 0.0 events/s');
    expect(progressLine({ fraction: 1.2, done: 3 }, 2, 'events')).toBe(
      '100 %, 3 events, 1.5 events/s',
    );
  });

  it('spells times', () => {
    expect([7.4, 754, 3723].map(durationText)).toEqual(['0:07', '12:34', '1:02:03']);
  });

  it('draws a bar in eighths of a character', () => {
    expect(progressBar(0, 4)).toBe('▕    ▏');
    expect(progressBar(0.5, 4)).toBe('▕██  ▏');
    expect(progressBar(0.53125, 4)).toBe('▕██▏ ▏');
    expect(progressBar(7, 4)).toBe('▕████▏');
  });
});

describe('Progress', () => {
  const follow = (interactive: boolean, times: readonly number[]) => {
    const written: string[] = [];
    let now = 0;
    const terminal = {
      out: () => Promise.resolve(),
      err: (text: string) => written.push(text),
      interactive,
      columns: 60,
    };
    const progress = new Progress(terminal, 'file', 'events', () => now);
    for (const time of times) {
      now = time;
      progress.update({ fraction: time / 100, done: time });
    }
    progress.clear();
    return written;
  };

  it('writes plain lines now and then where nothing can be redrawn', () => {
    expect(follow(false, [1, 9, 10, 12, 21])).toEqual([
      'file: 10 %, 10 events, 1.0 events/s, 1:30 left\n',
      'file: 21 %, 21 events, 1.0 events/s, 1:19 left\n',
    ]);
  });

  it('redraws one line within the terminal’s width and takes it away', () => {
    const written = follow(true, [50, 50.01, 51]);
    expect(written).toHaveLength(3);
    expect(written[0]).toBe(
      '\r\u001b[Kfile ▕█████▌     ▏ 50 %, 50 events, 1.0 events/s, 0:50 left',
    );
    expect(written[0]).toHaveLength(59 + 4);
    expect(written[2]).toBe('\r\u001b[K');
  });
});

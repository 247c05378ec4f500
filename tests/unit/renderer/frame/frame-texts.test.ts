import { describe, expect, it } from 'vitest';
import { durationText } from '../../../../renderer/jobs/duration-text.ts';
import { isFatalTo } from '../../../../renderer/frame/is-fatal-to.ts';
import { isUsableLayout } from '../../../../renderer/frame/is-usable-layout.ts';
import { progressText } from '../../../../renderer/jobs/progress-text.ts';

describe('durationText', () => {
  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [59.7, '1 min'],
    [60, '1 min'],
    [3540, '59 min'],
    [7800, '2 h 10 min'],
  ])('says %d s as %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

describe('progressText', () => {
  it('says what is known', () => {
    const known = { done: 1200, total: 4000, unit: 'events', rate: 50.06, remainingS: 56 };
    expect(progressText(known)).toBe('1,200 of 4,000 events · 50.1 events/s · 56 s left');
    const unknown = { done: 12, total: null, unit: 'files', rate: null, remainingS: null };
    expect(progressText(unknown)).toBe('12 files');
    const percent = { done: 41.7, total: 100, unit: '%', rate: 3, remainingS: null };
    expect(progressText(percent)).toBe('42 %');
  });
});

describe('isFatalTo', () => {
  it('tells what leaves a panel broken from what only failed once', () => {
    const at = (code: string) => `https://vuejs.org/error-reference/#runtime-${code}`;
    for (const info of ['render function', 'setup function', at('0'), at('1'), at('15')]) {
      expect(isFatalTo(info), info).toBe(true);
    }
    for (const info of ['native event handler', 'watcher callback', at('5'), at('3')]) {
      expect(isFatalTo(info), info).toBe(false);
    }
  });
});

describe('isUsableLayout', () => {
  const panel = (id: string) => ({ id, contentComponent: 'panel' });
  const layout = (panels: object) => ({ grid: { root: { type: 'branch', data: [] } }, panels });
  const names = ['nights', 'events'];

  it('takes arrangements of the panels that there are', () => {
    expect(isUsableLayout(layout({ nights: panel('nights') }), names)).toBe(true);
  });

  it.each([
    [null],
    [{}],
    [layout({})],
    [layout({ irfs: panel('irfs') })],
    [layout({ nights: panel('events') })],
    [layout({ nights: { id: 'nights', contentComponent: 'other' } })],
    [{ panels: { nights: panel('nights') } }],
  ])('refuses %j', (given) => {
    expect(isUsableLayout(given, names)).toBe(false);
  });
});

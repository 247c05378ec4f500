import { describe, expect, it } from 'vitest';
import { RateMeter } from '../../../core/jobs/rate-meter.ts';

/** A meter whose clock the test sets [s]. */
function meterAt(memoryS: number) {
  const clock = { time: 100 };
  return { clock, meter: new RateMeter(memoryS, () => clock.time) };
}

describe('RateMeter', () => {
  it('tells no rate before there is one', () => {
    const { meter } = meterAt(10);
    expect(meter.update(0, 50, 'events')).toEqual({
      done: 0,
      total: 50,
      unit: 'events',
      rate: null,
      remainingS: null,
    });
  });

  it('finds the rate and the time left of work that goes evenly', () => {
    const { clock, meter } = meterAt(10);
    let last = meter.update(0, 1000, 'events');
    for (let i = 1; i <= 40; i++) {
      clock.time = 100 + i * 0.25;
      last = meter.update(i * 5, 1000, 'events');
    }
    expect(last.rate).toBeCloseTo(20, 6);
    expect(last.remainingS).toBeCloseTo((1000 - 200) / 20, 4);
  });

  it('forgets what was: after a change of speed the new one counts', () => {
    const { clock, meter } = meterAt(2);
    let done = 0;
    meter.update(done, null, 'events');
    for (let i = 0; i < 200; i++) {
      clock.time += 0.1;
      done += i < 100 ? 10 : 1;
      meter.update(done, null, 'events');
    }
    clock.time += 0.1;
    const { rate, remainingS } = meter.update(done + 1, null, 'events');
    // 10 s at 10/s after 10 s at 100/s: what is left of the difference is 90 exp(-10 / 2).
    expect(rate).toBeCloseTo(10 + 90 * Math.exp(-10.1 / 2), 1);
    expect(remainingS).toBeNull();
  });

  it('never tells a negative time', () => {
    const { clock, meter } = meterAt(10);
    meter.update(0, 10, 'runs');
    clock.time += 1;
    expect(meter.update(12, 10, 'runs').remainingS).toBe(0);
  });

  it('begins anew when something else is counted from now on', () => {
    const { clock, meter } = meterAt(10);
    meter.update(1000, null, 'files');
    clock.time += 1;
    meter.update(2000, null, 'files');
    clock.time += 1;
    expect(meter.update(0, 10, 'files')).toMatchObject({ rate: null, remainingS: null });
    clock.time += 2;
    expect(meter.update(4, 10, 'files')).toMatchObject({ rate: 2, remainingS: 3 });
  });
});

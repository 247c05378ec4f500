import { describe, expect, it } from 'vitest';
import { mergeTargets } from '../../../../../renderer/panels/events/event-target.ts';

describe('mergeTargets', () => {
  it('adds the steps of a key that is held', () => {
    const once = mergeTargets(undefined, { base: 'shown', step: 1 });
    const twice = mergeTargets(once, { base: 'shown', step: 1 });
    expect(mergeTargets(twice, { base: 'shown', step: -10 })).toEqual({ base: 'shown', step: -8 });
  });

  it('steps on from where it was to go', () => {
    const last = mergeTargets({ base: 'shown', step: 3 }, { base: 'last', step: 0 });
    expect(mergeTargets(last, { base: 'shown', step: -1 })).toEqual({ base: 'last', step: -1 });
  });

  it('forgets the steps before a jump', () => {
    const jump = { base: { eventId: 12 }, step: 0 };
    expect(mergeTargets({ base: 'shown', step: 5 }, jump)).toEqual(jump);
  });
});

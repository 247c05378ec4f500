import { expect, test } from 'vitest';
import { Precedence } from '../../../../core/processing/events/precedence.ts';

test('work in the background waits until nothing goes before', async () => {
  const precedence = new Precedence();
  await precedence.whenFree();
  const done: string[] = [];
  const [one, two] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const first = precedence.first(() => one.promise);
  const second = precedence.first(() => two.promise);
  const background = precedence.whenFree().then(() => done.push('background'));
  one.resolve(undefined);
  await first;
  expect(done).toEqual([]);
  two.resolve(undefined);
  await second;
  await background;
  expect(done).toEqual(['background']);
});

test('what fails holds nothing up', async () => {
  const precedence = new Precedence();
  await expect(precedence.first(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await precedence.whenFree();
});

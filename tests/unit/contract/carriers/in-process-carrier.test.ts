import { expect, test } from 'vitest';
import { inProcessCarriers } from '../../../../core/contract/carriers/in-process-carrier.ts';
import { MessageLog } from '../../../message-log.ts';

test('what was sent before the end arrives, and nothing after it', async () => {
  const [near, far] = inProcessCarriers();
  const log = new MessageLog(far);
  near.send({ number: 1 });
  near.close('enough');
  expect(await log.ended).toBe('enough');
  expect(log.messages).toEqual([{ number: 1 }]);
  for (const carrier of [near, far]) {
    expect(() => {
      carrier.send({});
    }).toThrow('The connection to the engine has ended.');
  }
});

test('nothing that arrives belongs to the sender', async () => {
  const [near, far] = inProcessCarriers();
  const log = new MessageLog(far);
  const message = { kind: 'x', list: [{ deep: true }], array: new Uint8Array([1]) };
  near.send(message);
  message.list[0].deep = false;
  message.array[0] = 9;
  expect(await log.find({ kind: 'x' })).toStrictEqual({
    kind: 'x',
    list: [{ deep: true }],
    array: new Uint8Array([1]),
  });
});

test('whoever listens after the end hears of it', () => {
  const [near] = inProcessCarriers();
  near.close('over');
  const reasons: unknown[] = [];
  near.onClose((reason) => reasons.push(reason));
  expect(reasons).toEqual(['over']);
});

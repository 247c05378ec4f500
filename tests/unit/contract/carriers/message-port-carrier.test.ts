import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { messagePortCarrier } from '../../../../core/contract/carriers/message-port-carrier.ts';
import { MessageLog } from '../../../message-log.ts';

/** A port as Electron has it outside of pages: an event emitter that has to be started. */
class ElectronPort extends EventEmitter {
  other: ElectronPort | undefined;
  #early: unknown[] | undefined = [];

  static pair(): [ElectronPort, ElectronPort] {
    const [left, right] = [new ElectronPort(), new ElectronPort()];
    left.other = right;
    right.other = left;
    return [left, right];
  }

  postMessage(message: unknown): void {
    this.other?.arrive(structuredClone(message));
  }

  arrive(data: unknown): void {
    if (this.#early === undefined) this.emit('message', { data, ports: [] });
    else this.#early.push(data);
  }

  start(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const data of early) this.arrive(data);
  }

  close(): void {
    this.emit('close');
    this.other?.emit('close');
  }
}

describe('a carrier over a message port', () => {
  test('works with ports of Electron', async () => {
    const [near, far] = ElectronPort.pair();
    const sender = messagePortCarrier(near);
    sender.send({ early: new Float32Array([1.5]) });
    const receiver = messagePortCarrier(far);
    const log = new MessageLog(receiver);
    sender.send({ late: true });
    expect(log.messages).toStrictEqual([{ early: new Float32Array([1.5]) }, { late: true }]);
    sender.close();
    await log.ended;
    expect(() => {
      receiver.send({});
    }).toThrow('The connection to the engine has ended.');
  });

  test('leaves arrays to the sender, and sends no more of a buffer than an array has', async () => {
    const { port1, port2 } = new MessageChannel();
    const [near, far] = [messagePortCarrier(port1), messagePortCarrier(port2)];
    const log = new MessageLog(far);
    const whole = new Float64Array([1, 2, 3]);
    const shared = new Int32Array(new SharedArrayBuffer(8));
    near.send({ kind: 'x', whole, part: whole.subarray(1, 2), node: Buffer.from('ab'), shared });
    const message = (await log.find({ kind: 'x' })) as Record<string, Float64Array>;
    expect(message).toStrictEqual({
      kind: 'x',
      whole: new Float64Array([1, 2, 3]),
      part: new Float64Array([2]),
      node: new Uint8Array([97, 98]),
      shared: new Int32Array(2),
    });
    expect(message['part'].buffer.byteLength).toBe(8);
    expect(message['shared'].buffer).toBeInstanceOf(ArrayBuffer);
    expect(whole).toEqual(new Float64Array([1, 2, 3]));
    near.close();
  });

  test('refuses to send what other carriers cannot', () => {
    const { port1 } = new MessageChannel();
    const carrier = messagePortCarrier(port1);
    const invalid: unknown = expect.objectContaining({ code: 'message-invalid' });
    for (const message of [{ a: new Map() }, { a: () => 1 }, { a: NaN }, { a: 1n }]) {
      expect(() => {
        carrier.send(message);
      }).toThrow(invalid);
    }
    carrier.close();
  });

  test.each([
    ['a map', { a: new Map() }, 'A message cannot be sent: a is a Map.'],
    [
      'a number that is not finite',
      { a: [Infinity] },
      'A message cannot be sent: a.0 is Infinity.',
    ],
  ])('ends when the other side sends %s', async (_, message, reason) => {
    const { port1, port2 } = new MessageChannel();
    const log = new MessageLog(messagePortCarrier(port2));
    port1.postMessage(message);
    expect(await log.ended).toBe(reason);
    expect(log.messages).toEqual([]);
  });

  test('ends when the other side sends something without end', async () => {
    const { port1, port2 } = new MessageChannel();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const log = new MessageLog(messagePortCarrier(port2));
    port1.postMessage(circle);
    expect(await log.ended).toContain('something nested too deeply');
  });
});

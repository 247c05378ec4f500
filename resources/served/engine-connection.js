// The engine's contract over a WebSocket: requests, event streams, the end. One message is one frame:
// "PEM1", the length of the header, the header as JSON. Arrays may follow in a frame; nothing that this
// page asks for has any.

const CONTRACT_VERSION = 1;
const MAGIC = 0x314d4550;
const PREFIX_BYTES = 8;

/**
 * Connects to the engine.
 *
 * @param url address of the WebSocket
 * @throws Error one sentence, when there is no engine
 */
export async function connectEngine(url) {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const waiting = new Map();
  const listeners = new Map();
  const closeListeners = [];
  let lastId = 0;
  let reason = '';

  const send = (message) => {
    socket.send(encode(message));
  };
  const receive = ({ data }) => {
    const message = decode(data);
    const request = waiting.get(message.id);
    switch (message.kind) {
      case 'result':
        waiting.delete(message.id);
        request?.resolve(message.result);
        break;
      case 'error':
        waiting.delete(message.id);
        request?.reject(new Error(`${message.error.message} ${message.error.remedy}`));
        break;
      case 'event':
        listeners.get(message.id)?.(message.payload);
        break;
      case 'closing':
        reason = message.error.message;
        break;
    }
  };

  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('close', () => {
      reject(new Error('The engine cannot be reached.'));
    });
  });
  socket.addEventListener('message', receive);
  socket.addEventListener('close', (event) => {
    const why = reason || event.reason || 'The engine has ended.';
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
    for (const listener of closeListeners) listener(why);
  });
  send({ kind: 'hello', contractVersion: CONTRACT_VERSION });

  return {
    request: (name, params) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        send({ kind: 'request', id, name, params });
      }),
    subscribe: (name, params, listener) => {
      const id = ++lastId;
      listeners.set(id, listener);
      send({ kind: 'subscribe', id, name, params });
    },
    onClose: (listener) => {
      closeListeners.push(listener);
    },
  };
}

function encode(message) {
  const header = new TextEncoder().encode(JSON.stringify({ message, arrays: [] }));
  const frame = new Uint8Array(PREFIX_BYTES + header.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, header.length, true);
  frame.set(header, PREFIX_BYTES);
  return frame;
}

function decode(buffer) {
  const length = new DataView(buffer).getUint32(4, true);
  const header = new TextDecoder().decode(new Uint8Array(buffer, PREFIX_BYTES, length));
  return JSON.parse(header).message;
}

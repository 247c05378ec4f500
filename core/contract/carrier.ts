/**
 * Carries messages between a client and the engine, in order, each whole or not at all. Messages are
 * plain objects with typed arrays inside. In-process, a MessagePort or a WebSocket stand behind it.
 */
export interface Carrier {
  /**
   * Sends a message. Buffers are copied or cloned, never taken away from the sender.
   *
   * @throws PhotoelectronError `connection-closed`; `message-too-large`; `message-invalid` when something
   *   in it cannot travel
   */
  send(message: unknown): void;
  /** Calls back for every message that arrives; returns what ends that. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Calls back once when the carrier ends, whichever side did it, with the reason where one is known. */
  onClose(listener: (reason?: string) => void): () => void;
  /** Bytes that wait to be taken by the other side; 0 where that cannot be known. */
  bufferedBytes(): number;
  /** Ends the carrier after what was sent before; the other side is told the reason if it can be. */
  close(reason?: string): void;
}

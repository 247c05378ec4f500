import type { Message } from './message-store.ts';

/** A message as text to be copied: time, level, sentence, and what else is known. */
export function messageText({ time, level, text, details }: Message): string {
  const head = `${time.toISOString()} ${level} ${text}`;
  return details === undefined || details === ''
    ? head
    : `${head}\n${details.replaceAll(/^/gm, '  ')}`;
}

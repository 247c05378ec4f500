import { expect, it } from 'vitest';
import { KeptMessages } from '../../../../electron/window/kept-messages.ts';

it('keeps what the page is told until it listens, also after it was loaded again', () => {
  const sent: [string, unknown][] = [];
  const messages = new KeptMessages((channel, value) => sent.push([channel, value]));
  messages.tell('open', 1);
  messages.tell('open', 2);
  messages.tell('notice', 'a');
  expect(sent).toEqual([]);
  messages.listening('open');
  messages.tell('open', 3);
  expect(sent).toEqual([
    ['open', 1],
    ['open', 2],
    ['open', 3],
  ]);
  messages.gone();
  messages.tell('open', 4);
  messages.listening('notice');
  expect(sent.slice(3)).toEqual([['notice', 'a']]);
  messages.listening('open');
  expect(sent.slice(4)).toEqual([['open', 4]]);
});

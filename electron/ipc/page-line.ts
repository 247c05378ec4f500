import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { isPageUrl } from '../page/page-address.ts';

/** What is known of the sender of a message. */
type Sender = Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Takes messages of the page, and of nobody else. */
export interface PageLine {
  /** Answers a question; its argument has been checked against the schema. */
  handle<S extends z.ZodType>(
    channel: string,
    schema: S,
    answer: (argument: z.output<S>, sender: Sender['sender']) => unknown,
  ): void;
  /** Takes what the page tells. */
  on<S extends z.ZodType>(
    channel: string,
    schema: S,
    listener: (argument: z.output<S>, sender: Sender['sender']) => void,
  ): void;
}

/**
 * The main process's end of the line to the page. A message counts only when it comes from the main frame
 * of a page of ours and its argument has the right form; other messages are refused, and reported.
 *
 * @param report told of what was refused
 */
export function pageLine(
  ipcMain: Pick<IpcMain, 'handle' | 'on'>,
  report: (sentence: string) => void,
): PageLine {
  const check = <S extends z.ZodType>(
    channel: string,
    event: Sender,
    schema: S,
    argument: unknown,
  ): z.output<S> => {
    if (!isOurPage(event)) {
      throw refused(channel, `it came from ${event.senderFrame?.url ?? 'a frame that is gone'}`);
    }
    const parsed = schema.safeParse(argument);
    if (!parsed.success) throw refused(channel, z.prettifyError(parsed.error));
    return parsed.data;
  };
  return {
    handle: (channel, schema, answer) => {
      ipcMain.handle(channel, (event, argument: unknown) =>
        answer(check(channel, event, schema, argument), event.sender),
      );
    },
    on: (channel, schema, listener) => {
      ipcMain.on(channel, (event, argument: unknown) => {
        try {
          listener(check(channel, event, schema, argument), event.sender);
        } catch (error) {
          report(error instanceof Error ? error.message : String(error));
        }
      });
    },
  };
}

/** Whether a message comes from the main frame of the page. */
function isOurPage({ sender, senderFrame }: Sender): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isPageUrl(senderFrame.url);
}

function refused(channel: string, why: string): PhotoelectronError {
  return new PhotoelectronError(
    'message-invalid',
    `A message "${channel}" of the window was refused: ${why}.`,
  );
}

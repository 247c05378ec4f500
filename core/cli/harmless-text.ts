/** Control characters beside tab and newline; a carriage return only where no newline follows. */
const CONTROL = /(?![\t\n]|\r\n)\p{Cc}/gu;

const ESCAPE = String.fromCharCode(0x1b);

/** What the program itself sends to a terminal: colours, and the beginning of a line drawn anew. */
const OWN = new RegExp(`(${ESCAPE}\\[\\d{1,2}m|\\r${ESCAPE}\\[K)`, 'u');

/**
 * Text as it may go to a terminal: control characters, which the names of files and what stands in them
 * can hold, are written as `\\x1b`, so that no file can move the cursor or clear the screen.
 */
export function harmlessText(text: string): string {
  return text
    .split(OWN)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(CONTROL, escaped)))
    .join('');
}

function escaped(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** What Vue says of errors that leave a component with nothing to show: its name, its production code. */
const fatal = new Set([
  ...['setup function', '0'],
  ...['render function', '1'],
  ...['scheduler flush', '14'],
  ...['component update', '15'],
  ...['mounted hook', 'm'],
  ...['updated', 'u'],
]);

/**
 * Whether an error leaves a component broken; one in a handler of events or a watcher does not.
 *
 * @param info where it happened, as Vue tells it: a name, or in its production build an address that
 *   ends in a code
 */
export function isFatalTo(info: string): boolean {
  return fatal.has(/#runtime-(\w+)$/.exec(info)?.[1] ?? info);
}

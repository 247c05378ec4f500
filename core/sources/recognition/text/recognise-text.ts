import type { FileFacts } from '../file-facts.ts';
import type { FileHead } from '../file-head.ts';
import type { RecognitionOptions } from '../recogniser.ts';
import { configurationKind } from './configuration-kind.ts';
import { ecsvFacts } from './ecsv.ts';
import { type ParsedDocument, parseTextDocument } from './parse-document.ts';
import { readText } from './read-text.ts';
import { corsikaFacts, simTelarrayFacts } from './simulation-cards.ts';
import { textTableFacts } from './text-table.ts';

/**
 * Recognises texts: configurations of the programs of the field, tables, documents. Texts longer than
 * 512 KiB are looked at by their beginning.
 *
 * @throws PhotoelectronError `file-unreadable`, `cancelled`
 */
export async function recogniseText(
  head: FileHead,
  options: RecognitionOptions,
): Promise<FileFacts | undefined> {
  const content = await readText(head, options);
  if (content === undefined) return undefined;
  const { text, isWhole } = content;
  if (text.trim() === '') return document('plain text', 'A text without any content.');
  const parsed = isWhole ? parseTextDocument(text) : undefined;
  return (
    ecsvFacts(text, isWhole) ??
    corsikaFacts(text) ??
    simTelarrayFacts(text) ??
    (parsed === undefined ? undefined : settingsFacts(parsed)) ??
    markupFacts(text) ??
    textTableFacts(text, isWhole) ??
    (parsed === undefined ? undefined : structureFacts(parsed)) ??
    proseFacts(text)
  );
}

function document(format: string, description: string): FileFacts {
  return { kind: 'document', format, description, dataLevels: [], runs: [] };
}

function settingsFacts({ content, language }: ParsedDocument): FileFacts | undefined {
  const kind = configurationKind(content);
  if (kind === undefined) return undefined;
  return {
    kind: 'configuration',
    format: `${kind.program} configuration`,
    description: `Configuration of ${kind.program} (${language}): ${kind.about}.`,
    dataLevels: [],
    runs: [],
  };
}

/** JSON, TOML and YAML that are no configuration of a program that is known. */
function structureFacts({ content, language }: ParsedDocument): FileFacts | undefined {
  const text = (format: string, description: string) => document(format, description);
  if (Array.isArray(content)) {
    const items = content as readonly unknown[];
    const isLog = items.every((item) => has(item, 'activity_name') && has(item, 'activity_uuid'));
    if (isLog) return provenanceLog(items.length);
    if (items.every(isEntryOfManifest)) return text(language, `List of ${items.length} files.`);
    return language === 'YAML' && items.every((item) => typeof item !== 'object')
      ? undefined
      : text(language, `List of ${items.length} entries.`);
  }
  if (typeof content !== 'object' || content === null) return undefined;
  const keys = Object.keys(content);
  if (has(content, 'activity_name') && has(content, 'activity_uuid')) {
    return provenanceLog(1);
  }
  if (has(content, 'prefix') && (has(content, 'activity') || has(content, 'entity'))) {
    return text('PROV-JSON', 'Record of provenance in PROV-JSON.');
  }
  if (has(content, 'nbformat') && has(content, 'cells')) {
    return text('Jupyter notebook', 'A notebook of Jupyter.');
  }
  const lists = Object.values(content).filter((value) => Array.isArray(value)) as unknown[][];
  const files = lists.filter((list) => list.length > 0 && list.every(isEntryOfManifest)).flat();
  if (files.length > 0) return text(language, `List of ${files.length} files.`);
  // One line with a colon is as likely prose.
  if (
    language === 'YAML' &&
    keys.length < 2 &&
    Object.values(content).every((value) => typeof value !== 'object')
  ) {
    return undefined;
  }
  const shown = keys.slice(0, 6).join(', ');
  return text(language, `${language} document with ${shown}${keys.length > 6 ? ', …' : ''}.`);
}

function provenanceLog(activities: number): FileFacts {
  const of = activities === 1 ? 'one activity' : `${activities} activities`;
  return document('ctapipe provenance log', `Provenance of ${of} of ctapipe.`);
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

/** A file that is listed has a name and something by which to check it. */
function isEntryOfManifest(value: unknown): boolean {
  const isNamed = ['path', 'file', 'filename', 'name', 'dest'].some((key) => has(value, key));
  return (
    isNamed && ['sha256', 'md5', 'sha1', 'checksum', 'bytes', 'size'].some((key) => has(value, key))
  );
}

function markupFacts(text: string): FileFacts | undefined {
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (start.startsWith('<?xml')) return document('XML', 'An XML document.');
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) {
    return document('HTML', 'A page in HTML.');
  }
  if (start.startsWith('#!')) return document('script', 'A script.');
  if (isMarkdown(text))
    return document('Markdown', titled('A text in Markdown', markdownTitle(text)));
  return undefined;
}

/**
 * Headings with number signs alone may be comments; together with other marks they are Markdown. All
 * repetitions are bounded, because texts may be made to keep such patterns busy.
 */
const HEADING = /^#{1,6} \S/m;
const MARKS = [
  /\[[^\]\n]{1,100}\]\(\S{1,300}\)/,
  /^```/m,
  /\*\*\S[^*\n]{0,200}\*\*/,
  /^\|[^\n]{0,2000}\|$/m,
  /^[ \t]{0,8}[-*] \S/m,
  /`[^`\n]{1,200}`/,
  // A title and a paragraph under it.
  /^# [^\n]{1,200}\n\s?\n?[A-Za-z]/m,
];

function isMarkdown(text: string): boolean {
  return HEADING.test(text) && MARKS.some((mark) => mark.test(text));
}

function markdownTitle(text: string): string | undefined {
  const start = text.search(HEADING);
  return text
    .slice(start, start + 500)
    .split('\n', 1)
    .at(0)
    ?.replaceAll('#', '')
    .trim();
}

function proseFacts(text: string): FileFacts {
  // Tools that run one after the other append to their log, so that it is not one JSON document.
  const activities = text.match(/^[ \t]*"activity_uuid": /gm)?.length ?? 0;
  if (activities > 0 && text.trimStart().startsWith('[')) return provenanceLog(activities);
  const isLog =
    /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.test(text) ||
    /^(DEBUG|INFO|WARNING|ERROR)\b/.test(text);
  if (isLog) return document('log', 'Log of a program.');
  const title = text
    .split(/\r?\n/)
    .find((line) => line.trim() !== '')
    ?.trim();
  return document('plain text', titled('A text', title));
}

function titled(what: string, title: string | undefined): string {
  if (title === undefined) return `${what}.`;
  const short = title.length > 80 ? `${title.slice(0, 79)}…` : title;
  return `${what}: “${short}”.`;
}

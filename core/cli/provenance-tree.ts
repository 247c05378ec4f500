import type {
  ProvenanceActivity,
  ProvenanceChain,
  ProvenanceDifference,
  ProvenanceEntity,
} from '../contract/records/provenance.ts';
import { type TextBranch, textTree } from './text-tree.ts';
import { visibleText } from '../foundation/visible-text.ts';

/** Inputs of one activity that are shown; further ones are counted. */
const INPUTS_SHOWN = 20;

/** Steps back that are shown. */
const STEPS_SHOWN = 50;

/** Activities that read the file; further ones are counted. */
const READERS_SHOWN = 10;

/** Longest value of an option or a difference that is shown whole [characters]. */
const VALUE_LENGTH = 60;

/**
 * The chain of a product as a tree: the product, the activity that made it with who, when, by what and
 * with which configuration, below that its inputs, and so on to the files of which nothing tells how
 * they came to be.
 *
 * @returns text with a newline at its end
 */
export function provenanceTree(chain: ProvenanceChain): string {
  const entities = new Map(chain.entities.map((entity) => [entity.id, entity]));
  const shown = new Set<string>();
  const branchOf = (id: string, step: number): TextBranch => {
    const entity = entities.get(id);
    if (entity === undefined) return { lines: [id], branches: [] };
    const makers = chain.activities.filter(({ outputs }) => outputs.includes(id));
    const isKnown = shown.has(id);
    shown.add(id);
    const lines = entityLines(entity, { isSubject: step === 0, isOrigin: makers.length === 0 });
    if (isKnown && makers.length > 0) return { lines: [...lines, 'see above'], branches: [] };
    if (step >= STEPS_SHOWN && makers.length > 0) {
      return { lines: [...lines, '… and further steps (all with --json)'], branches: [] };
    }
    return { lines, branches: makers.map((activity) => activityBranch(activity, step + 1)) };
  };
  const activityBranch = (activity: ProvenanceActivity, step: number): TextBranch => {
    const inputs = activity.inputs.slice(0, INPUTS_SHOWN).map((input) => branchOf(input, step));
    const nMore = activity.inputs.length - inputs.length;
    const more: TextBranch[] = nMore > 0 ? [{ lines: [moreText(nMore)], branches: [] }] : [];
    const unknown: TextBranch[] =
      activity.inputs.length === 0
        ? [{ lines: ['what it read is not recorded'], branches: [] }]
        : [];
    return { lines: activityLines(activity), branches: [...inputs, ...more, ...unknown] };
  };
  const readers = chain.readBy.slice(0, READERS_SHOWN).map(readerLine);
  const nMore = chain.readBy.length - readers.length;
  const more = nMore > 0 ? [moreText(nMore)] : [];
  return [
    textTree(branchOf(chain.subject, 0)),
    section('Was read by:', [...readers, ...more]),
    section('Not found or not readable:', chain.remarks.map(visibleText)),
  ].join('');
}

function moreText(n: number): string {
  return `… and ${String(n)} more (all with --json)`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}\n${lines.map((line) => `- ${line}\n`).join('')}`;
}

function readerLine({ name, status, start, outputs }: ProvenanceChain['readBy'][number]): string {
  const when = start === null ? '' : `, ${timeText(start)}`;
  return visibleText(
    `${name}, ${status}${when}${outputs.length === 0 ? '' : `: ${outputs.join(', ')}`}`,
  );
}

/**
 * What differs between two products as a tree: step by step, area by area.
 *
 * @param names how the two are called
 * @returns text with a newline at its end
 */
export function differenceTree(
  names: readonly [left: string, right: string],
  differences: readonly ProvenanceDifference[],
): string {
  if (differences.length === 0) {
    return 'Both were made alike: same steps, configurations, software, inputs and machines.\n';
  }
  const steps = [...new Set(differences.map(({ step }) => step))].map((step): TextBranch => {
    const ofStep = differences.filter((difference) => difference.step === step);
    const areas = [...new Set(ofStep.map(({ area }) => area))].map((area): TextBranch => {
      const ofArea = ofStep.filter((difference) => difference.area === area);
      return { lines: [area], branches: ofArea.map(differenceBranch) };
    });
    return { lines: [stepName(step)], branches: areas };
  });
  return textTree({
    lines: [`left:  ${visibleText(names[0])}`, `right: ${visibleText(names[1])}`],
    branches: steps,
  });
}

function stepName(step: number): string {
  if (step === 0) return 'last step';
  return step === 1 ? 'the step before' : `${String(step)} steps before`;
}

function differenceBranch({ area, item, left, right }: ProvenanceDifference): TextBranch {
  const name = item === '' ? area : item;
  if (area !== 'inputs') {
    return {
      lines: [`${visibleText(name)}: ${valueText(left)} → ${valueText(right)}`],
      branches: [],
    };
  }
  return {
    lines: [visibleText(name)],
    branches: [
      { lines: [`left:  ${fileText(left)}`], branches: [] },
      { lines: [`right: ${fileText(right)}`], branches: [] },
    ],
  };
}

function fileText(file: ProvenanceDifference['left']): string {
  if (file === null) return 'no such input';
  const { path, sizeBytes, sha256, sha256Of64Pieces, productId } =
    file as unknown as ProvenanceEntity;
  return [
    visibleText(path),
    ...identityTexts({ sizeBytes, sha256, sha256Of64Pieces, productId }),
  ].join(', ');
}

function entityLines(
  entity: ProvenanceEntity,
  { isSubject, isOrigin }: { readonly isSubject: boolean; readonly isOrigin: boolean },
): string[] {
  const { path, presentPath, role } = entity;
  const identity = identityTexts(entity).join(', ');
  const isMissing = presentPath === null;
  const isMoved = !isMissing && presentPath !== path;
  const end = isOrigin && !isSubject ? originText(entity) : undefined;
  return [
    `${isSubject || role === '' ? '' : `${visibleText(role)}: `}${visibleText(isMissing ? path : presentPath)}`,
    ...(isMoved ? [`was at ${visibleText(path)}`] : []),
    [identity, isMissing ? 'not found' : undefined, end]
      .filter((part) => part !== undefined && part !== '')
      .join(', '),
    ...(isSubject && isOrigin
      ? ['Nothing tells how this file came to be: raw data, or its making is not recorded.']
      : []),
  ].filter((line) => line !== '');
}

/** What is said of a file of which nothing tells how it came to be. */
function originText({ presentPath, productId }: ProvenanceEntity): string {
  return presentPath === null && productId !== null
    ? 'so that its making is not known'
    : 'origin: raw data, or its making is not recorded';
}

function identityTexts({
  sizeBytes,
  sha256,
  sha256Of64Pieces,
  productId,
}: Pick<ProvenanceEntity, 'sizeBytes' | 'sha256' | 'sha256Of64Pieces' | 'productId'>): string[] {
  const hash = sha256 ?? sha256Of64Pieces;
  return [
    sizeBytes === null ? undefined : byteText(sizeBytes),
    hash === null
      ? undefined
      : `${sha256 === null ? 'sha256 of 64 pieces' : 'sha256'} ${short(hash)}`,
    productId === null ? undefined : `product ${short(visibleText(productId))}`,
  ].filter((part) => part !== undefined);
}

function activityLines(activity: ProvenanceActivity): string[] {
  const { configurationName, configurationHash, user, host } = activity;
  const who = [user === null ? null : `by ${user}`, host === null ? null : `on ${host}`];
  const program = `${activity.software}${who.some((part) => part !== null) ? ',' : ''}`;
  const when = [
    activity.start === null ? undefined : timeText(activity.start),
    activity.durationS === null ? undefined : `took ${durationText(activity.durationS)}`,
  ].filter((part) => part !== undefined);
  const options = Object.entries((activity.record['options'] ?? {}) as Record<string, unknown>);
  const isWhole = activity.isComplete === false ? ', of an incomplete input' : '';
  return [
    `${visibleText(activity.name)}${activity.status === 'unknown' ? '' : `, ${visibleText(activity.status)}`}${isWhole}`,
    ...(when.length === 0 ? [] : [when.join(', ')]),
    visibleText([program, ...who].filter((part) => part !== null).join(' ')),
    ...(configurationName === null
      ? []
      : [
          `configuration ${visibleText(configurationName)}${configurationHash === null ? '' : ` ${short(configurationHash)}`}`,
        ]),
    ...(options.length === 0
      ? []
      : [
          `options ${options.map(([key, value]) => `${visibleText(key)} ${valueText(value)}`).join(', ')}`,
        ]),
    ...resourceLines(activity),
  ];
}

function resourceLines({ cpuTimeS, peakMemoryBytes, threads }: ProvenanceActivity): string[] {
  const parts = [
    cpuTimeS === null ? undefined : `${durationText(cpuTimeS)} of processor time`,
    peakMemoryBytes === null ? undefined : `at most ${byteText(peakMemoryBytes)} of memory`,
    threads === null ? undefined : `${String(threads)} ${threads === 1 ? 'thread' : 'threads'}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [parts.join(', ')];
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  const text =
    typeof value === 'string'
      ? value
      : isTextList(value)
        ? value.join(', ')
        : JSON.stringify(value);
  return visibleText(text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text);
}

function isTextList(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string')
  );
}

function short(hash: string): string {
  return hash.slice(0, 8);
}

function timeText(time: string): string {
  return `${time.replace('T', ' ').replace(/(?:\.\d+)?Z$/, '')} UTC`;
}

function durationText(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min ${String(Math.round(seconds - 60 * minutes))} s`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

function byteText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? String(value) : value.toPrecision(3)} ${units[power]}`;
}

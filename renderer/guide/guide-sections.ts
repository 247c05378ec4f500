import { type GuidePage, plainText } from './guide-page.ts';

/** A part of a page under one heading. */
export interface GuideSection {
  readonly page: GuidePage;
  /** Identity of its heading, empty for what is above the first one. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Characters that are shown around what was found. */
const AROUND = 60;

/** Parts of pages in their order. */
export function guideSections(pages: readonly GuidePage[]): readonly GuideSection[] {
  return pages.flatMap((page) => {
    const sections: { id: string; title: string; texts: string[] }[] = [
      { id: '', title: page.title, texts: [] },
    ];
    for (const node of page.nodes) {
      if (typeof node !== 'string' && node.id !== undefined) {
        sections.push({ id: node.id, title: plainText([node]), texts: [] });
      } else sections.at(-1)?.texts.push(plainText([node]));
    }
    return sections
      .filter(({ id, texts }) => id !== '' || texts.length > 0)
      .map(({ id, title, texts }) => ({ page, id, title, text: texts.join(' ') }));
  });
}

/** Sections that have all the words, those with all of them in their title first. */
export function findSections(
  typed: string,
  sections: readonly GuideSection[],
): readonly GuideSection[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const titled = sections.filter(({ title }) => has(title));
  const others = sections.filter(({ title, text }) => !has(title) && has(`${title} ${text}`));
  return [...titled, ...others];
}

/** Some text around the first word that was found. */
export function excerpt(typed: string, { text }: GuideSection): string {
  const word = typed.toLowerCase().split(/\s+/).find(Boolean) ?? '';
  const at = Math.max(0, text.toLowerCase().indexOf(word));
  const from = Math.max(0, at - AROUND);
  const to = Math.min(text.length, at + word.length + AROUND);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

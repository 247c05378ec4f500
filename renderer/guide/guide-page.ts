/** Elements that pages of the guide are made of; there are no others, whatever the text says. */
export const guideTags = [
  'h1',
  'h2',
  'h3',
  'h4',
  'p',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'code',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'strong',
  'em',
  'a',
  'img',
  'br',
  'hr',
] as const;

export type GuideTag = (typeof guideTags)[number];

/** An element of a page, or text. */
export type GuideNode = string | GuideElement;

export interface GuideElement {
  readonly tag: GuideTag;
  readonly children: readonly GuideNode[];
  /** Of headings: where links lead to. */
  readonly id?: string;
  /** Of links: `events.md#keys` in the guide, or an address. */
  readonly href?: string;
  /** Of pictures: file beside the page. */
  readonly src?: string;
  /** Of pictures: what is on them. */
  readonly alt?: string;
}

/** A page of the guide. */
export interface GuidePage {
  /** File in `resources/guide`. */
  readonly file: string;
  readonly title: string;
  readonly nodes: readonly GuideNode[];
}

/** File beside the page of the workbench that holds all pages; made by `npm run build:renderer`. */
export const GUIDE_FILE = 'guide.json';

/** Elements that end a line or a cell, so that words of the next are not run together with theirs. */
const separate: readonly GuideTag[] = ['p', 'li', 'th', 'td', 'pre', 'br'];

/** Text of a part of a page without its marks. */
export function plainText(nodes: readonly GuideNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      return plainText(node.children) + (separate.includes(node.tag) ? ' ' : '');
    })
    .join('');
}

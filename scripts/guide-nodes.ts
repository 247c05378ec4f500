import { type MarkedToken, marked, type Token } from 'marked';
import type { GuideElement, GuideNode, GuideTag } from '../renderer/guide/guide-page.ts';

/**
 * Markdown as the few kinds of elements that the window shows. HTML in the text stays text: a page is
 * built from names of a closed list, never from a string of HTML.
 *
 * @param markdown text of a page
 */
export function guideNodes(markdown: string): GuideNode[] {
  const ids = new Map<string, number>();
  return blocks(marked.lexer(markdown), (text) => {
    const slug = text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    const count = ids.get(slug) ?? 0;
    ids.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

type NameAnchor = (text: string) => string;

function blocks(tokens: readonly Token[], anchor: NameAnchor): GuideNode[] {
  return (tokens as readonly MarkedToken[]).flatMap((token): GuideNode[] => {
    switch (token.type) {
      case 'heading':
        return [
          {
            tag: `h${Math.min(token.depth, 4)}` as GuideTag,
            id: anchor(token.text),
            children: inlines(token.tokens),
          },
        ];
      case 'paragraph':
        return [element('p', inlines(token.tokens))];
      case 'text':
        return inlines(token.tokens ?? [token]);
      case 'list':
        return [
          element(
            token.ordered ? 'ol' : 'ul',
            token.items.map((item) => element('li', blocks(item.tokens, anchor))),
          ),
        ];
      case 'blockquote':
        return [element('blockquote', blocks(token.tokens, anchor))];
      case 'code':
        return [element('pre', [element('code', [token.text])])];
      case 'hr':
        return [element('hr', [])];
      case 'table':
        return [
          element('table', [
            element('thead', [row('th', token.header.map(cell))]),
            element(
              'tbody',
              token.rows.map((cells) => row('td', cells.map(cell))),
            ),
          ]),
        ];
      case 'html':
        return [element('p', [token.text])];
      default:
        return [];
    }
  });
}

function cell({ tokens }: { readonly tokens: readonly Token[] }): GuideNode[] {
  return inlines(tokens);
}

function row(tag: 'th' | 'td', cells: readonly GuideNode[][]): GuideElement {
  return element(
    'tr',
    cells.map((children) => element(tag, children)),
  );
}

function inlines(tokens: readonly Token[]): GuideNode[] {
  return (tokens as readonly MarkedToken[]).flatMap((token): GuideNode[] => {
    switch (token.type) {
      case 'strong':
      case 'em':
        return [element(token.type, inlines(token.tokens))];
      case 'codespan':
        return [element('code', [token.text])];
      case 'link':
        return [{ tag: 'a', href: token.href, children: inlines(token.tokens) }];
      case 'image':
        return [{ tag: 'img', src: token.href, alt: token.text, children: [] }];
      case 'br':
        return [element('br', [])];
      case 'text':
        return token.tokens === undefined ? [decoded(token.text)] : inlines(token.tokens);
      case 'escape':
      case 'html':
        return [token.text];
      default:
        return [];
    }
  });
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': '\u00a0',
};

/** The few entities that Markdown needs now and then. */
function decoded(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity]);
}

function element(tag: GuideTag, children: readonly GuideNode[]): GuideElement {
  return { tag, children };
}

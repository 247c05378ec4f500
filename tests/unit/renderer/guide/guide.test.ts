import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type GuideElement,
  type GuideNode,
  guideTags,
} from '../../../../renderer/guide/guide-page.ts';
import { excerpt, findSections, guideSections } from '../../../../renderer/guide/guide-sections.ts';
import { guideNodes } from '../../../../scripts/guide-nodes.ts';
import { guidePages } from '../../../../scripts/guide-pages.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

function elements(nodes: readonly GuideNode[]): GuideElement[] {
  return nodes.flatMap((node) =>
    typeof node === 'string' ? [] : [node, ...elements(node.children)],
  );
}

describe('guideNodes', () => {
  it('makes elements of Markdown', () => {
    expect(guideNodes('# Title\n\nSome *text* with `code` & [a link](events.md#keys).')).toEqual([
      { tag: 'h1', id: 'title', children: ['Title'] },
      {
        tag: 'p',
        children: [
          'Some ',
          { tag: 'em', children: ['text'] },
          ' with ',
          { tag: 'code', children: ['code'] },
          ' & ',
          { tag: 'a', href: 'events.md#keys', children: ['a link'] },
          '.',
        ],
      },
    ]);
  });

  it('leaves HTML as the text that it is', () => {
    const nodes = guideNodes('<script>alert(1)</script>\n\nand <img src=x onerror=alert(1)> here');
    expect(elements(nodes).map(({ tag }) => tag)).toEqual(['p', 'p']);
    expect(JSON.stringify(nodes)).toContain('<script>');
  });

  it('gives headings of the same name different places', () => {
    const ids = elements(guideNodes('## Keys\n\n## Keys')).map(({ id }) => id);
    expect(ids).toEqual(['keys', 'keys-1']);
  });
});

describe('the guide', () => {
  const pages = guidePages(root);
  const everything = pages.flatMap((page) =>
    elements(page.nodes).map((element) => ({ page, element })),
  );

  it('has only elements that the window shows', () => {
    for (const { element } of everything) expect(guideTags).toContain(element.tag);
  });

  it('leads nowhere that is not there', () => {
    const ids = (file: string) =>
      pages
        .filter((page) => page.file === file)
        .flatMap((page) => elements(page.nodes).map(({ id }) => id));
    const links = everything.filter(({ element }) => element.tag === 'a');
    for (const { page, element } of links) {
      const href = element.href ?? '';
      if (/^https:/.test(href)) continue;
      const [file] = href.split('#', 1);
      const anchor = href.split('#').at(1);
      const target = file === '' ? page.file : (file.split('/').at(-1) ?? '');
      if (!target.endsWith('.md')) continue;
      expect(
        pages.map((one) => one.file),
        `${page.file}: ${href}`,
      ).toContain(target);
      if (anchor !== undefined) expect(ids(target), `${page.file}: ${href}`).toContain(anchor);
    }
  });

  it('has the pictures that it shows, with words for them', () => {
    const pictures = everything.filter(({ element }) => element.tag === 'img');
    for (const { element } of pictures) {
      expect(existsSync(path.join(root, 'resources/guide', element.src ?? ''))).toBe(true);
      expect(element.alt).not.toBe('');
    }
  });
});

describe('finding in the guide', () => {
  const pages = [
    {
      file: 'a.md',
      title: 'A',
      nodes: guideNodes('# A\n\nAbout colours.\n\n## Limits\n\nDrag the colour bar.'),
    },
  ];
  const sections = guideSections(pages);

  it('finds sections with all words, those with them in the title first', () => {
    const titles = (typed: string) => findSections(typed, sections).map(({ title }) => title);
    expect(titles('colour')).toEqual(['A', 'Limits']);
    expect(titles('limits')).toEqual(['Limits']);
    expect(titles('bar drag')).toEqual(['Limits']);
    expect(titles('bar nothing')).toEqual([]);
    expect(titles('  ')).toEqual([]);
  });

  it('shows the place', () => {
    const [section] = findSections('bar', sections);
    expect(excerpt('bar', section)).toContain('colour bar');
  });
});

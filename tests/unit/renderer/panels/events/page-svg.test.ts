import { describe, expect, it } from 'vitest';
import { pageSvg } from '../../../../../renderer/panels/events/page-svg.ts';

const picture = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80"><clipPath id="camera"/><g clip-path="url(#camera)"/></svg>',
};
const theme = { background: '#000000', text: '#ffffff' };

describe('pageSvg', () => {
  const page = pageSvg('Run 1, event <2>', [picture, picture, picture], 2, theme);

  it('gives every picture a place of its own', () => {
    const places = [...page.matchAll(/<svg x="(\d+)" y="(\d+)"/g)].map(([, x, y]) => [x, y]);
    expect(new Set(places.map(String)).size).toBe(3);
    expect(places[0]?.[1]).toBe(places[1]?.[1]);
    expect(places[2]?.[0]).toBe(places[0]?.[0]);
  });

  it('keeps the identities of the pictures apart', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(page).toContain(`url(#${id})`);
  });

  it('escapes the title', () => {
    expect(page).toContain('<title>Run 1, event &lt;2&gt;</title>');
  });
});

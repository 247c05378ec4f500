/** A picture on a page. */
export interface PagePicture {
  /** SVG document with `width` and `height`. */
  readonly svg: string;
}

const GAP = 12;
const TITLE_HEIGHT = 32;

/**
 * Puts pictures on one page in rows from left to right.
 *
 * @param columns pictures in a row
 * @returns an SVG document
 */
export function pageSvg(
  title: string,
  pictures: readonly PagePicture[],
  columns: number,
  theme: { readonly background: string; readonly text: string },
): string {
  const sized = pictures.map(({ svg }) => ({ svg, ...sizeOf(svg) }));
  const width = Math.max(0, ...sized.map((each) => each.width));
  const height = Math.max(0, ...sized.map((each) => each.height));
  const rows = Math.ceil(sized.length / columns);
  const page = {
    width: Math.min(columns, sized.length) * (width + GAP) + GAP,
    height: rows * (height + GAP) + GAP + TITLE_HEIGHT,
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${page.width} ${page.height}" width="${page.width}" height="${page.height}" font-family="Inter, Helvetica, Arial, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${theme.background}"/>`,
    `<text x="${GAP}" y="${TITLE_HEIGHT - 10}" font-size="16" font-weight="600" fill="${theme.text}">${escaped(title)}</text>`,
    ...sized.map(({ svg }, i) => {
      const x = GAP + (i % columns) * (width + GAP);
      const y = TITLE_HEIGHT + GAP + Math.floor(i / columns) * (height + GAP);
      return placed(svg, i, x, y);
    }),
    '</svg>',
    '',
  ].join('\n');
}

/** A picture at a place of the page; its identities are made different from those of the others. */
function placed(svg: string, nth: number, x: number, y: number): string {
  return svg
    .replace('<svg ', `<svg x="${x}" y="${y}" `)
    .replace(/ id="([^"]+)"/g, ` id="p${nth}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#p${nth}-$1)`)
    .replace(/href="#([^"]+)"/g, `href="#p${nth}-$1"`);
}

function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const number = (name: string) =>
    Number(new RegExp(`^<svg [^>]*\\b${name}="([\\d.]+)"`).exec(svg)?.[1] ?? 0);
  return { width: number('width'), height: number('height') };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

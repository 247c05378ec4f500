const SVG = 'http://www.w3.org/2000/svg';

/** What a picture that leaves the program is given beside what is seen. */
export interface SvgFurniture {
  readonly title: string;
  readonly background: string;
  readonly color: string;
  readonly font: string;
}

/** Height of the title over the picture [px]. */
const TITLE = 24;

/** A drawing of the page as an SVG document of its own, under a title and on a ground. */
export function standaloneSvg(drawing: SVGSVGElement, furniture: SvgFurniture): string {
  const { title, background, color, font } = furniture;
  const [width, height] = [drawing.clientWidth, drawing.clientHeight];
  const page = document.createElementNS(SVG, 'svg');
  setAll(page, { width, height: height + TITLE, viewBox: `0 0 ${width} ${height + TITLE}` });
  page.setAttribute('font-family', font);
  const ground = document.createElementNS(SVG, 'rect');
  setAll(ground, { width, height: height + TITLE, fill: background });
  const heading = document.createElementNS(SVG, 'text');
  setAll(heading, { x: 8, y: 17, fill: color, 'font-size': 13, 'font-weight': 600 });
  heading.textContent = title;
  const inner = drawing.cloneNode(true) as SVGSVGElement;
  setAll(inner, { y: TITLE, width, height });
  for (const element of [inner, ...inner.querySelectorAll('*')]) cleanse(element);
  page.append(ground, heading, inner);
  return new XMLSerializer().serializeToString(page).replace(/<!--.*?-->/g, '');
}

/** Takes away what only the page understands. */
function cleanse(element: Element): void {
  for (const { name } of [...element.attributes]) {
    if (/^(class|role|tabindex|aria-.*|data-.*)$/.test(name)) element.removeAttribute(name);
  }
}

function setAll(element: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

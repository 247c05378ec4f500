import type { Page } from 'playwright-core';

/**
 * What does not fit where it is shown, one line each: the window or a panel that is wider than its place,
 * and labels of controls that are cut. Names of files and telescope types may end in `…`.
 */
export async function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    const problems: string[] = [];
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('.visually-hidden') === null;
    const named = (element: Element) => {
      const name = element.getAttribute('aria-label') ?? element.textContent.trim();
      return `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${name.slice(0, 60)}”`;
    };
    const check = (element: Element, what: string) => {
      const { scrollWidth, clientWidth } = element;
      // Widths are rounded, each in its own way.
      if (clientWidth === 0 || scrollWidth <= clientWidth + 1) return;
      problems.push(`${what} ${named(element)}: ${scrollWidth} in ${clientWidth} pixels`);
    };
    if (document.scrollingElement !== null) check(document.scrollingElement, 'window');
    const places =
      '[role=region], [role=toolbar], [role=tabpanel], [role=dialog], section, article';
    for (const place of document.querySelectorAll(places)) {
      if (isSeen(place)) check(place, 'place');
    }
    for (const control of document.querySelectorAll('button, select, [role=tab], label')) {
      if (!isSeen(control)) continue;
      const isShortened = [control, ...control.querySelectorAll('*')].some(
        (part) => getComputedStyle(part).textOverflow === 'ellipsis',
      );
      if (!isShortened) check(control, 'label');
    }
    // A field shows its name and its arrow in one line; only the name gives way.
    for (const select of document.querySelectorAll('select')) {
      if (!isSeen(select)) continue;
      if (
        select.scrollHeight > select.clientHeight + 1 ||
        select.scrollWidth > select.clientWidth + 1
      ) {
        problems.push(`field ${named(select)}: its content is outside`);
      }
      const shown = select.querySelector(':scope > button > span');
      const isCut = shown !== null && shown.scrollWidth > shown.clientWidth + 1;
      if (isCut && getComputedStyle(shown).textOverflow !== 'ellipsis') {
        problems.push(`field ${named(select)}: its text is cut without dots`);
      }
      const end = select.getBoundingClientRect().right - 16;
      const box = shown?.getBoundingClientRect();
      if (box === undefined || box.width === 0 || box.right > end) {
        problems.push(`field ${named(select)}: no room for the arrow`);
      }
    }
    for (const { family, status } of document.fonts) {
      if (status === 'error') problems.push(`font ${family} was not loaded`);
    }
    if (![...document.fonts].some(({ status }) => status === 'loaded')) {
      problems.push('no font was loaded');
    }
    return problems;
  });
}

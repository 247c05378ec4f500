/**
 * Text on one line and without anything that a terminal or a page would act on: names and values come
 * from files, which may hold anything. Control characters and separators of lines become dots.
 */
export function visibleText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '·');
}

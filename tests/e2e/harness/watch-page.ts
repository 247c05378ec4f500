import type { Page } from 'playwright-core';

/** What a page complained about since it was opened. */
export interface PageWatch {
  /** Errors and warnings on the console, uncaught errors, violations of the content policy, failed loads. */
  readonly complaints: readonly string[];
  /** Takes away a complaint that a test provoked; fails when there is none. */
  readonly expectComplaint: (pattern: RegExp) => void;
}

/** Listens to everything that a page complains about; to be called before it loads anything. */
export async function watchPage(page: Page): Promise<PageWatch> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const type = message.type();
    if (type === 'error' || type === 'warning')
      complaints.push(`console ${type}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page error: ${error.stack ?? error.message}`));
  page.on('crash', () => complaints.push('the page has crashed'));
  page.on('requestfailed', (request) => {
    complaints.push(`not loaded: ${request.url()} ${request.failure()?.errorText ?? ''}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return {
    complaints,
    expectComplaint: (pattern) => {
      const at = complaints.findIndex((complaint) => pattern.test(complaint));
      if (at < 0)
        throw new Error(`No complaint matches ${String(pattern)}: ${complaints.join('; ')}`);
      complaints.splice(at, 1);
    },
  };
}

import { GUIDE_FILE, type GuidePage } from './guide-page.ts';

let loading: Promise<readonly GuidePage[]> | undefined;

/** Pages of the guide, which lie beside the page; read once. @throws Error when they are not there */
export function loadGuide(): Promise<readonly GuidePage[]> {
  loading ??= fetch(`./${GUIDE_FILE}`).then(async (response) => {
    if (!response.ok) throw new Error('The guide is not there; build the page again.');
    return (await response.json()) as readonly GuidePage[];
  });
  // A failure is not remembered: the next time may do.
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

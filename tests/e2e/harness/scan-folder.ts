import { openInProcess } from '../../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../../core/engine/photoelectron-home.ts';

/** Puts the files of a folder into the catalogue of a home. */
export async function scanFolder(home: string, folder: string): Promise<void> {
  const { client, close } = await openInProcess({
    home: photoelectronHome({ PHOTOELECTRON_HOME: home }),
  });
  try {
    const { id: rootId } = await client.request('roots.add', { path: folder });
    const { id } = await client.request('jobs.submit', { request: { kind: 'scan', rootId } });
    await client.request('jobs.wait', { id });
  } finally {
    await close();
  }
}

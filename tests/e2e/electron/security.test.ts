// The 20 items of Electron's security checklist, each by its number, in the running window. What needs
// no window is tried again, more closely, in tests/unit/electron.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import builderConfiguration from '../../../electron-builder.config.mjs';
import type { DesktopBridge } from '../../../renderer/desktop/desktop-bridge.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { type ElectronWindow, launchElectron } from './launch-electron.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const packageJson = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** What is looked at of the page's preferences. */
interface Preferences {
  readonly [key: string]: unknown;
}

describe('the security checklist', () => {
  const requests: string[] = [];
  let window: ElectronWindow;
  let server: Server;
  let address: string;
  let nHeard = 0;
  let preferences: Preferences;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      nHeard++;
      response.end('somebody called');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    window = await launchElectron({ home: path.join(temporaryFolder(), 'home') });
    window.page.on('request', (request) => requests.push(request.url()));
    await window.page.reload();
    await window.page.getByRole('navigation', { name: 'Panels' }).waitFor();
    preferences = await window.app.evaluate(({ webContents }) => {
      // Not in the types, but what is in force.
      const [contents] = webContents.getAllWebContents() as unknown as {
        getLastWebPreferences(): Preferences;
      }[];
      const all = contents.getLastWebPreferences();
      return JSON.parse(JSON.stringify(all)) as Preferences;
    });
  });
  afterAll(async () => {
    await window.close();
    server.close();
  });

  it('1 loads secure content only: nothing but files of its own, even when asked to', async () => {
    expect(requests.length).toBeGreaterThan(3);
    const foreign = requests.filter(
      (url) => !/^(photoelectron:\/\/workbench\/|blob:|data:)/.test(url),
    );
    expect(foreign).toEqual([]);
    const fetched = window.app.evaluate(
      ({ net }, url) => net.fetch(url).then(() => 'loaded'),
      address,
    );
    await expect(fetched).rejects.toThrow(/ERR_BLOCKED_BY_CLIENT/);
    expect(nHeard).toBe(0);
  });

  it('2 gives the page nothing of Node', async () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
    });
    expect(preferences['nodeIntegrationInWorker']).not.toBe(true);
    const names = ['require', 'process', 'module', 'Buffer', 'global', '__dirname'];
    const found = await window.page.evaluate(
      (all) => all.filter((name) => name in globalThis),
      names,
    );
    expect(found).toEqual([]);
  });

  it("3 keeps the page's world apart from that of the preload", async () => {
    expect(preferences['contextIsolation']).toBe(true);
    // What the page does to its own objects does not reach the functions of the preload.
    const state = await window.page.evaluate(async () => {
      const then = Reflect.get(Promise.prototype, 'then') as unknown;
      Promise.prototype.then = () => {
        throw new Error('reached');
      };
      const { photoelectron } = globalThis as unknown as { photoelectron: DesktopBridge };
      const told = new Promise<string>((resolve) => {
        photoelectron.onEngineState(({ kind }) => {
          resolve(kind);
        });
      });
      Reflect.set(Promise.prototype, 'then', then);
      return told;
    });
    expect(['starting', 'ready']).toContain(state);
  });

  it('4 runs the page in the sandbox; its preload loads nothing but Electron', () => {
    expect(preferences['sandbox']).toBe(true);
    const preload = readFileSync(path.join(root, 'build/electron/preload.cjs'), 'utf8');
    const loaded = [...preload.matchAll(/require\(\s*["'](.*?)["']\s*\)/g)].map(([, name]) => name);
    expect(loaded).toEqual(['electron']);
    const main = readFileSync(path.join(root, 'electron/main.ts'), 'utf8');
    expect(main).toContain('if (!isRootWithoutSandbox) app.enableSandbox();');
  });

  it('5 denies permissions, except to write text to the clipboard and to fill the screen', async () => {
    const states = await window.page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
      ];
      const told = names.map(async (name) => {
        const query = { name } as unknown as PermissionDescriptor;
        return (await navigator.permissions.query(query)).state;
      });
      return [...(await Promise.all(told)), await Notification.requestPermission()];
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
    const media = window.page.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }));
    await expect(media).rejects.toThrow(/NotAllowedError|Permission denied|NotFoundError/);
    await window.page.bringToFront();
    await window.page.evaluate(() => navigator.clipboard.writeText('12.5 p.e.'));
    const text = await window.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(text).toBe('12.5 p.e.');
  });

  it('6 leaves the same-origin policy on', async () => {
    expect(preferences['webSecurity']).not.toBe(false);
    await expect(window.page.evaluate(() => fetch('file:///etc/hostname'))).rejects.toThrow();
  });

  it('7 sends a content policy with every answer, and it holds', async () => {
    const policies = await window.page.evaluate(async () => {
      const answers = await Promise.all(
        ['/', '/nothing-there.js', '/..%2fpackage.json'].map((at) => fetch(at)),
      );
      return answers.map((answer) => [
        answer.status,
        answer.headers.get('content-security-policy'),
      ]);
    });
    expect(policies.map(([status]) => status)).toEqual([200, 404, 404]);
    for (const [, policy] of policies) {
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy).not.toMatch(/unsafe|https?:/);
    }
    const directive = await window.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => {
            resolve(event.effectiveDirective);
          });
          const script = document.createElement('script');
          script.textContent = 'globalThis.injected = true';
          document.head.append(script);
        }),
    );
    expect(directive).toBe('script-src-elem');
    expect(await window.page.evaluate(() => 'injected' in globalThis)).toBe(false);
  });

  it('8 allows no insecure content', () => {
    expect(preferences['allowRunningInsecureContent']).not.toBe(true);
  });

  it('9 has no experimental features', () => {
    expect(preferences['experimentalFeatures']).not.toBe(true);
  });

  it('10 switches on no features of the web engine', () => {
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
  });

  it('11 has no element that embeds other pages', async () => {
    const kind = await window.page.evaluate(() => {
      const element = document.createElement('webview');
      return [Object.prototype.toString.call(element), 'loadURL' in element];
    });
    expect(kind).toEqual(['[object HTMLElement]', false]);
  });

  it('12 refuses to attach such an element', async () => {
    expect(preferences['webviewTag']).toBe(false);
    const isPrevented = await window.app.evaluate(({ webContents }) => {
      let prevented = false;
      const event = {
        preventDefault: () => {
          prevented = true;
        },
      };
      webContents.getAllWebContents()[0].emit('will-attach-webview', event, {}, {});
      return prevented;
    });
    expect(isPrevented).toBe(true);
  });

  it.each(['HTTP', 'file:///etc/hostname', 'photoelectron://elsewhere/'])(
    '13 navigates nowhere: %s',
    async (target) => {
      const before = window.page.url();
      await window.page.evaluate(
        (url) => {
          const link = document.createElement('a');
          link.href = url;
          document.body.append(link);
          link.click();
          link.remove();
        },
        target === 'HTTP' ? address : target,
      );
      // Another turn of the main process, which would have begun to load by then.
      await window.app.evaluate(({ webContents }) => webContents.getAllWebContents()[0].getURL());
      expect(window.page.url()).toBe(before);
      expect(await window.page.evaluate(() => document.title)).toContain('Photoelectron');
      expect(nHeard).toBe(0);
    },
  );

  it('14 opens no window', async () => {
    const opened = await window.page.evaluate(
      (url) => [open(url), open('about:blank'), open('/')].map((each) => each === null),
      address,
    );
    expect(opened).toEqual([true, true, true]);
    const count = await window.app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
    );
    expect(count).toBe(1);
  });

  it('15 hands the system no address but documentation', async () => {
    await window.app.evaluate(({ shell }) => {
      const opened: string[] = [];
      shell.openExternal = (url) => {
        opened.push(url);
        return Promise.resolve();
      };
      Object.assign(globalThis, { opened });
    });
    for (const url of [
      'https://ctapipe.readthedocs.io/en/stable/',
      'http://ctapipe.readthedocs.io/',
      'file:///etc/hostname',
      'javascript:alert(1)',
      'smb://host/share',
      'https://ctapipe.readthedocs.io.evil.example/',
      'https://user@ctapipe.readthedocs.io/',
      'not an address',
    ]) {
      await window.page.evaluate(
        (asked) =>
          (globalThis as unknown as { photoelectron: DesktopBridge }).photoelectron.openExternal(
            asked,
          ),
        url,
      );
    }
    const opened = await window.app.evaluate(
      () => (globalThis as unknown as { opened: string[] }).opened,
    );
    expect(opened).toEqual(['https://ctapipe.readthedocs.io/en/stable/']);
  });

  it('16 names one exact version of Electron, of a line that was supported when it was chosen', () => {
    const [major, ...rest] = packageJson.devDependencies['electron'].split('.');
    expect(Number(major)).toBeGreaterThanOrEqual(45);
    expect(rest).toHaveLength(2);
  });

  it('17 refuses messages that have not the right form', async () => {
    await window.page.evaluate(() => {
      const { photoelectron } = globalThis as unknown as { photoelectron: DesktopBridge };
      photoelectron.setMenu([{ kind: 'role', role: 'reload' as 'edit' }]);
      photoelectron.connectEngine('no nonce');
    });
    const shown = window.page.evaluate(() =>
      (globalThis as unknown as { photoelectron: DesktopBridge }).photoelectron.showInFolder(
        'relative',
      ),
    );
    await expect(shown).rejects.toThrow(/was refused/);
    await expect.poll(() => window.errorOutput()).toMatch(/"set-menu" of the window was refused/);
    await expect
      .poll(() => window.errorOutput())
      .toMatch(/"connect-engine" of the window was refused/);
  });

  it('18 serves the page over its own protocol, and no file outside its folder', async () => {
    expect(window.page.url()).toBe('photoelectron://workbench/');
    const paths = [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/%5c..%5cpackage.json',
      '//etc/hostname',
    ];
    const statuses = await window.page.evaluate(
      (all) =>
        Promise.all(all.map(async (at) => (await fetch(`photoelectron://workbench${at}`)).status)),
      paths,
    );
    expect(new Set(statuses)).toEqual(new Set([404]));
    const posted = await window.page.evaluate(
      async () => (await fetch('/', { method: 'POST' })).status,
    );
    expect(posted).toBe(405);
  });

  it('19 switches off by fuses what a packaged program does not need', () => {
    expect(builderConfiguration.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(builderConfiguration.asar).toBe(true);
  });

  it('20 exposes one frozen object of functions, and no event of Electron', async () => {
    const exposed = await window.page.evaluate(() => {
      const bridge = (globalThis as unknown as { photoelectron: Record<string, unknown> })
        .photoelectron;
      const kinds = Object.entries(bridge).map(([name, value]) => `${name} ${typeof value}`);
      let isFixed = false;
      try {
        bridge['openExternal'] = () => undefined;
      } catch {
        isFixed = true;
      }
      return { kinds, isFixed: isFixed || Object.isFrozen(bridge) };
    });
    expect(exposed.isFixed).toBe(true);
    expect(exposed.kinds.sort()).toEqual([
      'addRecent function',
      'chooseFiles function',
      'chooseFolder function',
      'chooseSaveTarget function',
      'connectEngine function',
      'forgetRecent function',
      'onCommand function',
      'onEngineState function',
      'onNotice function',
      'onOpen function',
      'openExternal function',
      'pathOfDropped function',
      'platform string',
      'restartEngine function',
      'saveFile function',
      'setMenu function',
      'setTheme function',
      'showInFolder function',
    ]);
    await window.page.evaluate(() => {
      const { photoelectron } = globalThis as unknown as { photoelectron: DesktopBridge };
      photoelectron.onCommand((...heard: unknown[]) => {
        Object.assign(globalThis, { heard });
      });
    });
    await window.app.evaluate(({ webContents }) => {
      webContents.getAllWebContents()[0].send('command', 'no.such-command');
    });
    await expect
      .poll(() => window.page.evaluate(() => (globalThis as { heard?: unknown }).heard))
      .toEqual(['no.such-command']);
  });
});

import { EventEmitter } from 'node:events';
import type { HandlerDetails, WindowOpenHandlerResponse } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  guardContents,
  type GuardedContents,
} from '../../../../electron/security/guard-contents.ts';
import { guardSession, type GuardedSession } from '../../../../electron/security/guard-session.ts';
import { windowOptions } from '../../../../electron/window/window-options.ts';

/** A session that remembers its handlers. */
function fakeSession() {
  const handlers: Record<string, (...args: never[]) => unknown> = {};
  const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
    handlers[name] = handler;
  };
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('media'),
    setSpellCheckerEnabled: (isOn: boolean) => {
      handlers['spelling'] = () => isOn;
    },
    webRequest: { onBeforeRequest: keep('load') },
  };
  guardSession(session as unknown as GuardedSession);
  const call = (name: string, ...args: unknown[]) => handlers[name](...(args as never[]));
  const decide = (name: string, ...args: unknown[]) => {
    let decision: unknown;
    call(name, ...args, (given: unknown) => {
      decision = given;
    });
    return decision;
  };
  return { call, decide };
}

describe('a guarded session', () => {
  const { call, decide } = fakeSession();
  const own = 'photoelectron://workbench/';

  const request = (permission: string, url: string, isMainFrame = true) => {
    let decision: unknown;
    call(
      'request',
      null,
      permission,
      (given: unknown) => {
        decision = given;
      },
      { requestingUrl: url, isMainFrame },
    );
    return decision;
  };

  it.each(['clipboard-sanitized-write', 'fullscreen'])(
    'allows %s to the page alone',
    (permission) => {
      expect(request(permission, own)).toBe(true);
      expect(request(permission, own, false)).toBe(false);
      expect(request(permission, 'https://evil.example/')).toBe(false);
      expect(call('check', null, permission, own)).toBe(true);
      expect(call('check', null, permission, 'file:///')).toBe(false);
    },
  );

  it.each([
    'clipboard-read',
    'display-capture',
    'fileSystem',
    'geolocation',
    'hid',
    'idle-detection',
    'media',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'notifications',
    'openExternal',
    'pointerLock',
    'serial',
    'storage-access',
    'unknown',
    'usb',
    'window-management',
  ])('denies %s', (permission) => {
    expect(request(permission, own)).toBe(false);
    expect(call('check', null, permission, own)).toBe(false);
  });

  it('denies devices, the screen and dictionaries', () => {
    expect(call('device', { deviceType: 'usb', origin: own })).toBe(false);
    expect(decide('media', {})).toEqual({});
    expect(call('spelling')).toBe(false);
  });

  it.each([
    ['photoelectron://workbench/index.html', false],
    ['blob:photoelectron://workbench/1', false],
    ['data:image/png;base64,AAAA', false],
    ['https://example.org/', true],
    ['http://127.0.0.1:80/', true],
    ['ws://127.0.0.1:80/', true],
    ['file:///etc/hostname', true],
    ['ftp://example.org/', true],
    ['no address', true],
  ])('loads %s: refused is %s', (url, cancel) => {
    expect(decide('load', { url })).toEqual({ cancel });
  });
});

describe('guarded contents', () => {
  const contents = Object.assign(new EventEmitter(), {
    open: undefined as ((details: HandlerDetails) => WindowOpenHandlerResponse) | undefined,
    setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse) {
      this.open = handler;
    },
  });
  guardContents(contents as unknown as GuardedContents);

  const isStopped = (name: string, url?: string) => {
    let stopped = false;
    contents.emit(name, {
      url,
      preventDefault: () => {
        stopped = true;
      },
    });
    return stopped;
  };

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    '%s stays on the page',
    (name) => {
      expect(isStopped(name, 'photoelectron://workbench/')).toBe(false);
      for (const url of [
        'photoelectron://other/',
        'photoelectron://workbench.evil.example/',
        'photoelectron://name@workbench/',
        'photoelectron://workbench:80/',
        'https://workbench/',
        'file:///etc/hostname',
        'data:text/html,hello',
        'javascript:alert(1)',
        'about:blank',
        '',
      ]) {
        expect(isStopped(name, url), url).toBe(true);
      }
    },
  );

  it('attaches nothing and opens no window', () => {
    expect(isStopped('will-attach-webview')).toBe(true);
    expect(contents.open?.({ url: 'photoelectron://workbench/' } as HandlerDetails)).toEqual({
      action: 'deny',
    });
  });
});

describe('the options of the window', () => {
  it('give the page nothing, and touch nothing that is secure by default', () => {
    const { webPreferences, show, backgroundColor } = windowOptions({
      preload: '/program/preload.cjs',
      icon: '/program/icon.png',
      bounds: { width: 1000, height: 700 },
      isDark: true,
      devTools: false,
    });
    expect(webPreferences).toEqual({
      preload: '/program/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
      v8CacheOptions: 'bypassHeatCheck',
    });
    expect([show, backgroundColor]).toEqual([false, '#141a22']);
  });
});

import { describe, expect, it } from 'vitest';
import { desktopOpener } from './desktop-opener.ts';

const opener = (platform: NodeJS.Platform, there: readonly string[]) => {
  const opened: string[] = [];
  const shell = {
    openExternal: (url: string) => {
      opened.push(url);
      return Promise.resolve();
    },
    openPath: (file: string) => {
      opened.push(file);
      return Promise.resolve('');
    },
  };
  const find = (name: string) => Promise.resolve(there.includes(name) ? `/usr/bin/${name}` : undefined);
  return { opened, ...desktopOpener(shell, platform, find) };
};

describe('what opens pages and folders', () => {
  it('is said to be missing on a Linux without it, with the address to copy', async () => {
    const { opened, openExternal, openPath } = opener('linux', ['gh']);
    await expect(openExternal('https://example.org/a')).rejects.toMatchObject({
      category: 'not_found',
      message: expect.stringMatching(/xdg-open is missing\. The address is https:\/\/example\.org\/a$/) as string,
    });
    expect(await openPath('/data')).not.toBe('');
    expect(opened).toEqual([]);
  });

  it.each<NodeJS.Platform>(['linux', 'darwin', 'win32'])('is asked where it is there: %s', async (platform) => {
    const { opened, openExternal, openPath } = opener(platform, platform === 'linux' ? ['xdg-open'] : []);
    await openExternal('https://example.org/a');
    expect(await openPath('/data')).toBe('');
    expect(opened).toEqual(['https://example.org/a', '/data']);
  });
});

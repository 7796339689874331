import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { electronFolder, packageFolder, packedApp } from './packed-app.mjs';

const root = path.join(path.parse(process.cwd()).root, 'repository');

describe('a package', () => {
  it('made of the stand-in lies apart from one that may be handed out', () => {
    expect(packageFolder(root, 'official')).toBe(path.join(root, 'dist', 'package'));
    expect(packageFolder(root, 'stand-in')).toBe(path.join(root, 'dist', 'package-standin'));
  });

  it('has its binary where each system puts it', () => {
    expect(packedApp('linux', 'x64')).toEqual({ folder: 'linux-unpacked', executable: 'project-wiz' });
    expect(packedApp('linux', 'arm64').folder).toBe('linux-arm64-unpacked');
    expect(packedApp('win32', 'x64')).toEqual({ folder: 'win-unpacked', executable: 'Project Wiz.exe' });
    expect(packedApp('darwin', 'arm64').folder).toBe('mac-arm64');
  });

  it('is made with the folder that holds Electron, on macOS the one around its bundle', () => {
    expect(electronFolder(path.join(root, 'dist', 'electron'), 'linux')).toBe(path.join(root, 'dist'));
    expect(electronFolder(path.join(root, 'dist', 'Electron.app', 'Contents', 'MacOS', 'Electron'), 'darwin')).toBe(
      path.join(root, 'dist'),
    );
  });
});

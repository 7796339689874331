import { rm } from 'node:fs/promises';
import path from 'node:path';
import { flipPackedFuses } from './packaging/flip-fuses.mjs';

/**
 * How the application is packed. Used by tools/package.mjs; installers for the other systems are built on those systems,
 * because the folder to pack holds the database's binary for the system that built it.
 * @param {object} options
 * @param {string} options.app the built application's folder
 * @param {string} options.output where the package goes
 * @param {string} options.electron the folder of an unpacked Electron
 * @param {string} options.version that Electron's version
 * @returns {import('app-builder-lib').Configuration}
 */
export function packageConfig({ app, output, electron, version }) {
  return {
    appId: 'org.project-wiz.desktop',
    productName: 'Project Wiz',
    copyright: 'The Project Wiz authors',
    directories: { app, output, buildResources: path.join(import.meta.dirname, 'packaging') },
    electronDist: electron,
    electronVersion: version,
    files: ['**/*', '!**/*.{md,d.ts,map}', '!**/@libsql/linux-*-musl/**'],
    // The folder's modules are prebuilt: nothing is rebuilt or fetched.
    npmRebuild: false,
    nodeGypRebuild: false,
    asar: true,
    // What is native cannot be loaded from inside the archive.
    asarUnpack: ['**/*.node'],
    // macOS calls it the first way, the others the second.
    electronLanguages: ['en', 'en-US'],
    // Its own `electronFuses` knows eight of the nine, and leaves what is not named as it is: see packaging/fuses.mjs.
    electronFuses: null,
    afterPack: async (context) => {
      // The stand-in's launcher, and what Electron itself shows when it has no application.
      const resources = context.packager.getResourcesDir(context.appOutDir);
      for (const name of ['app', 'default_app.asar']) await rm(path.join(resources, name), { recursive: true, force: true });
      await flipPackedFuses(context);
    },
    linux: {
      executableName: 'project-wiz',
      category: 'Utility',
      synopsis: 'One desktop application for the external systems you work with',
    },
    deb: { packageName: 'project-wiz' },
    mac: { category: 'public.app-category.productivity', hardenedRuntime: true },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    publish: null,
  };
}

// The part of Electron's default application that the stand-in lacks: it opens the application folder named by the first
// argument that is not a switch, under that folder's own name and path.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  process.stderr.write('usage: electron <application folder>\n');
  app.exit(2);
} else {
  open(path.resolve(given));
}

/** @param {string} folder */
function open(folder) {
  /** @type {{ name?: string, productName?: string, version?: string, main?: string, desktopName?: string }} */
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const name = manifest.productName ?? manifest.name ?? 'Electron';
  app.setName(name);
  // `setVersion` and `setAppPath` belong to the default application and are missing from the public types.
  const internal = /** @type {{ setVersion(version: string): void, setAppPath(folder: string): void }} */ (/** @type {unknown} */ (app));
  if (manifest.version !== undefined) internal.setVersion(manifest.version);
  internal.setAppPath(folder);
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', path.join(app.getPath('appData'), name));
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: true });
  require(path.resolve(folder, manifest.main ?? 'index.js'));
}

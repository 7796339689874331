import type { Session } from 'electron';
import { isAppUrl } from '../protocol/origin.ts';

/** What the page may do that the browser asks about: put text on the clipboard. Nothing else, for nobody. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Whether a page at this address has a permission. */
export function isPermitted(permission: string, url: string): boolean {
  return allowed.has(permission) && isAppUrl(url);
}

/** Answers every permission question of a session. Without handlers, Electron says yes to all. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(details.isMainFrame && isPermitted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => details.isMainFrame && isPermitted(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setUSBProtectedClassesHandler(() => []);
  session.setBluetoothPairingHandler((_details, callback) => {
    callback({ confirmed: false });
  });
}

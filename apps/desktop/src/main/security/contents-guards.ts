import type { App } from 'electron';
import { isAppUrl } from '../protocol/origin.ts';

/** Whether a navigation may go on: our own page in the main frame, reloading itself. Frames go nowhere. */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && isAppUrl(url);
}

/** Guards every page that will ever be made: it stays where it is, opens no window and holds no web view. */
export function guardAllContents(app: App): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-frame-navigate', (event) => {
      if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault();
    });
    contents.on('will-navigate', (event) => {
      if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault();
    });
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
  });
}

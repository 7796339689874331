import { Menu, type MenuItemConstructorOptions } from 'electron';

/** The native menu: what every application has, with the system's own words and keys. */
export function setMenu(platform: string, devTools: boolean): void {
  const isMac = platform === 'darwin';
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const developer: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' } as const] : [{ label: '&File', submenu: [{ role: 'quit' } as const] }]),
      { role: 'editMenu' },
      { label: '&View', submenu: devTools ? [...view, ...developer] : view },
      { role: 'windowMenu' },
    ]),
  );
}

// Loads one sandboxed page and ends: exit code 0 means that Electron and its sandbox work on this machine.
const { app, BrowserWindow } = require('electron');

setTimeout(() => app.exit(3), 60_000).unref();
app.enableSandbox();
app
  .whenReady()
  .then(async () => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    window.webContents.on('render-process-gone', () => app.exit(4));
    await window.loadURL('data:text/html,<title>probe</title>');
    app.exit(0);
  })
  .catch(() => app.exit(5));

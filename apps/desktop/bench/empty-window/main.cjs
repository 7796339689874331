// The least that an Electron application can be: one sandboxed window that shows one button.
const { app, BrowserWindow } = require('electron');
const path = require('node:path');

app.enableSandbox();
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1200, height: 800 });
  return window.loadFile(path.join(__dirname, 'index.html'));
});

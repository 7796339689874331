/** Where the window was, as it is remembered. Coordinates in device-independent pixels. */
export interface WindowState {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a window opens with. Without `x` and `y` the system chooses the place. */
export interface WindowPlacement {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

/** The smallest window that shows every screen whole. */
export const minimumSize = { width: 900, height: 600 };
const firstSize = { width: 1200, height: 800 };
/** So much of the window's top edge must be on a screen that a person can take hold of it. */
const grip = { width: 120, height: 40 };

/** Reads what was remembered; undefined for anything that no version of ours wrote. */
export function parseWindowState(text: string): WindowState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { x, y, width, height, maximized } = value as Record<string, unknown>;
  if (!isCoordinate(x) || !isCoordinate(y) || !isCoordinate(width) || !isCoordinate(height)) return undefined;
  if (width < 1 || height < 1 || typeof maximized !== 'boolean') return undefined;
  return { x, y, width, height, maximized };
}

/** Where to open the window on the screens that there are now: a screen may have gone since. */
export function placeWindow(remembered: WindowState | undefined, screens: readonly Area[]): WindowPlacement {
  if (remembered === undefined) return { ...fit(firstSize, screens[0]), maximized: false };
  const screen = screens.find((area) => holdsGrip(area, remembered));
  const size = fit(remembered, screen ?? screens[0]);
  const { x, y, maximized } = remembered;
  return screen === undefined ? { ...size, maximized } : { x, y, ...size, maximized };
}

function fit(size: { readonly width: number; readonly height: number }, screen: Area | undefined): { width: number; height: number } {
  return {
    width: Math.max(minimumSize.width, Math.min(size.width, screen?.width ?? size.width)),
    height: Math.max(minimumSize.height, Math.min(size.height, screen?.height ?? size.height)),
  };
}

function holdsGrip(area: Area, window: Area): boolean {
  const visible = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visible >= grip.width && window.y >= area.y && window.y + grip.height <= area.y + area.height;
}

function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= 100_000;
}

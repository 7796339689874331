/** What the rule reads of an Electron message event. Older versions lack `type` and `detached`. */
export interface SenderEvent {
  readonly type?: unknown;
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly origin: string; readonly parent: unknown; readonly detached?: boolean } | null;
}

export interface SenderRule {
  /** The only origin that is served, for instance `app://hub`. */
  readonly origin: string;
  /** Electron's major version; `type` and `detached` may be absent only below 35. */
  readonly electronMajor: number;
  /** Whether the main process made this window for our own page. */
  knows(webContentsId: number): boolean;
}

/** First Electron whose message events name their kind and whose frames say whether they are detached. */
const tellsKind = 35;

/**
 * Whether a message comes from the top frame of a window of ours that shows our own page. Call it first thing:
 * `senderFrame` is null once anything was awaited. Compares `origin`, not `url`: a child at `about:blank` has an empty
 * url but its parent's origin, and is refused for having a parent (Electron's security list, item 17).
 */
export function isOurPage(event: SenderEvent, rule: SenderRule): boolean {
  try {
    const older = rule.electronMajor < tellsKind;
    if (event.type !== 'frame' && !(older && event.type === undefined)) return false;
    if (!rule.knows(event.sender.id)) return false;
    const frame = event.senderFrame;
    if (frame === null) return false;
    if (frame.detached !== false && !(older && frame.detached === undefined)) return false;
    return frame.parent === null && frame.origin === rule.origin;
  } catch {
    // Every property of a disposed frame throws.
    return false;
  }
}

/** Time as the window needs it, so that tests can hold it in their hands. */
export interface WindowClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once before the next painted frame. @returns takes it back */
  nextFrame(callback: () => void): () => void;
  /** Runs again and again. @returns stops it */
  every(ms: number, callback: () => void): () => void;
  /** Runs once. @returns takes it back */
  after(ms: number, callback: () => void): () => void;
}

/** The browser's own. A hidden window paints no frames, so a frame then comes by timer. */
export const browserClock: WindowClock = {
  now: () => Date.now(),
  nextFrame: (callback) => {
    let open = true;
    const once = () => {
      if (!open) return;
      open = false;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      callback();
    };
    const frame = requestAnimationFrame(once);
    const timer = setTimeout(once, 250);
    return () => {
      open = false;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  },
  every: (ms, callback) => {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

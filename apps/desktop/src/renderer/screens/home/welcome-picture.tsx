import type { ReactNode } from 'react';
const spokes = [
  [46, 34],
  [234, 30],
  [30, 104],
  [250, 100],
] as const;

function curve(x: number, y: number): string {
  const middle = (140 + x) / 2;
  return ['M140 68 C', middle, 68, middle, y, x, y].join(' ');
}

/** Systems around one hub. */
export function WelcomePicture(): ReactNode {
  return (
    <svg className="wiz-welcome-picture" width="280" height="136" viewBox="0 0 280 136" aria-hidden="true" fill="none">
      {spokes.map(([x, y]) => (
        <path key={x} d={curve(x, y)} className="wiz-welcome-line" />
      ))}
      {spokes.map(([x, y], at) => (
        <g key={x}>
          <rect x={x - 20} y={y - 16} width="40" height="32" rx="9" className="wiz-welcome-box" />
          <rect x={x - 10} y={y - 5} width="20" height="3" rx="1.5" className="wiz-welcome-ink" />
          <rect x={x - 10} y={y + 2} width={at % 2 === 0 ? 12 : 15} height="3" rx="1.5" className="wiz-welcome-ink" />
        </g>
      ))}
      <rect x="112" y="40" width="56" height="56" rx="16" className="wiz-welcome-hub" />
      <circle cx="140" cy="68" r="8" fill="#fff" />
      <circle cx="140" cy="68" r="15" stroke="#fff" strokeOpacity="0.45" strokeWidth="1.5" />
    </svg>
  );
}

import type { ReactNode } from 'react';
/** The mark of Project Wiz: four systems that meet in one place. */
export function Brand({ size = 22 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" fill="none">
      <rect width="32" height="32" rx="9" fill="var(--mantine-color-spruce-7)" />
      <path d="M16 16 9.5 9.5M16 16l6.5-6.5M16 16l-6.5 6.5M16 16l6.5 6.5" stroke="#b0decf" strokeWidth="1.8" strokeLinecap="round" />
      <circle cx="9.2" cy="9.2" r="2.6" fill="#82cab5" />
      <circle cx="22.8" cy="9.2" r="2.6" fill="#82cab5" />
      <circle cx="9.2" cy="22.8" r="2.6" fill="#82cab5" />
      <circle cx="22.8" cy="22.8" r="2.6" fill="#f2d394" />
      <circle cx="16" cy="16" r="4.4" fill="#fff" />
    </svg>
  );
}

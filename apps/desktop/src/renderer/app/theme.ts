import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from '@mantine/core';

const spruce: MantineColorsTuple = [
  '#eef8f5',
  '#d8efe8',
  '#b0decf',
  '#82cab5',
  '#54b79b',
  '#329b81',
  '#1f826b',
  '#156a57',
  '#115547',
  '#0c4138',
];
const amber: MantineColorsTuple = [
  '#fdf6e7',
  '#f9e8c4',
  '#f2d394',
  '#e9ba5e',
  '#dba035',
  '#c1831d',
  '#a56b14',
  '#8a5610',
  '#6d430e',
  '#54340d',
];
const brick: MantineColorsTuple = [
  '#fdf1ef',
  '#fadcd7',
  '#f4b8af',
  '#ec9183',
  '#e77463',
  '#d64a38',
  '#bf3526',
  '#a32a1d',
  '#832319',
  '#671d16',
];
/** Greys with a little green in them, so that they sit well beside the spruce. */
const gray: MantineColorsTuple = [
  '#f8f9f7',
  '#f1f2ef',
  '#e6e8e4',
  '#d7dad5',
  '#bcc0ba',
  '#959a93',
  '#646a63',
  '#4a4f49',
  '#323632',
  '#1d201d',
];
const dark: MantineColorsTuple = [
  '#dde0dd',
  '#bcc1bd',
  '#9ba19c',
  '#6a706b',
  '#2f3431',
  '#262b28',
  '#1c201e',
  '#151816',
  '#0f1210',
  '#0a0c0b',
];

/** The look of Project Wiz: quiet surfaces, fine borders instead of shadows, one spruce green for what can be done. */
export const theme = createTheme({
  primaryColor: 'spruce',
  primaryShade: { light: 7, dark: 4 },
  // Mantine picks the text of filled buttons without knowing whether it is dark; our style sheet does.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    if (input.variant !== 'filled') return colors;
    // Amber dark enough for white letters is brown.
    if (input.color === 'amber') return { ...colors, background: amber[4], hover: amber[3], color: '#241800' };
    return { ...colors, color: 'var(--wiz-on-filled)' };
  },
  colors: { spruce, amber, brick, gray, dark },
  black: '#1d201d',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Segoe UI Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.5rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        padding: 'lg',
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { duration: 120, transition: 'fade' },
        overlayProps: { backgroundOpacity: 0.35 },
      },
    },
    // Inside the main landmark, where screen readers look for what belongs to the screen.
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        portalProps: { target: '#main' },
        shadow: 'md',
        radius: 'md',
        transitionProps: { duration: 90 },
      },
    },
    Tooltip: { defaultProps: { openDelay: 350, withinPortal: true, radius: 'sm' } },
  },
});

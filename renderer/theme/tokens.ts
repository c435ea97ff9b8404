/** The page's colours and sizes, once for antd's components and once as CSS variables for our own layout. */
import { theme, type ThemeConfig } from 'antd';

export type Shade = 'light' | 'dark';

/** Each text colour has at least 4.5:1 on each ground it is used on. */
const palette = {
  light: {
    ground: '#f3f5f8',
    surface: '#ffffff',
    rail: '#ffffff',
    line: '#dfe3e8',
    edge: '#8c96a3',
    text: '#1b2430',
    quiet: '#55606e',
    primary: '#0064c8',
    chosen: '#e6f0fb',
    success: '#0b7a3b',
    warning: '#8f5400',
    danger: '#c9000f',
    practice: '#6a3fb5',
    practiceGround: '#f1ebfb',
  },
  dark: {
    ground: '#0f1319',
    surface: '#171c24',
    rail: '#12161d',
    line: '#2c343f',
    edge: '#5b6674',
    text: '#e4e9f0',
    quiet: '#a3aebb',
    primary: '#5aa9f5',
    chosen: '#17304a',
    success: '#4fc47d',
    warning: '#e5a847',
    danger: '#ff7b7f',
    practice: '#c4a6f5',
    practiceGround: '#2b2140',
  },
} as const satisfies Record<Shade, Record<string, string>>;

const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";
export const codeFontFamily =
  "ui-monospace, SFMono-Regular, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace";

export function antdTheme(shade: Shade): ThemeConfig {
  const colours = palette[shade];
  // A light label on the light blue of the dark theme could not be read: there the button is dark and its label light.
  const button = shade === 'light' ? colours.primary : '#1668c4';
  return {
    algorithm: shade === 'light' ? theme.defaultAlgorithm : theme.darkAlgorithm,
    token: {
      fontFamily,
      fontFamilyCode: codeFontFamily,
      fontSize: 13,
      borderRadius: 4,
      controlHeight: 30,
      wireframe: false,
      // Text that fades into another colour cannot be read meanwhile.
      motion: false,
      colorPrimary: button,
      colorInfo: button,
      colorLink: colours.primary,
      colorSuccess: colours.success,
      colorWarning: colours.warning,
      // Also the ground of buttons with a white label.
      colorError: shade === 'light' ? colours.danger : '#d13438',
      colorErrorText: colours.danger,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.surface,
      colorBorder: colours.edge,
      colorBorderSecondary: colours.line,
      colorText: colours.text,
      colorTextSecondary: colours.quiet,
      colorTextTertiary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: colours.quiet,
    },
    components: {
      // The paler blue they turn to by default is too pale to be read.
      Button: { defaultHoverColor: colours.primary, defaultHoverBorderColor: colours.primary },
      Progress: { defaultColor: shade === 'light' ? colours.primary : '#3f95ea' },
      Tag: { defaultColor: colours.text },
    },
  };
}

/** Sets the CSS variables of our style sheets. Through the object model, which the content security policy allows. */
export function applyPalette(shade: Shade, root: HTMLElement): void {
  for (const [name, colour] of Object.entries(palette[shade])) root.style.setProperty(`--${name}`, colour);
  root.style.setProperty('--font', fontFamily);
  root.style.setProperty('--code-font', codeFontFamily);
  root.style.colorScheme = shade;
}

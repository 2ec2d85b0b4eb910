/** The colour themes that screenshots are made in. */
export const themeNames = ["dark", "light", "hc"] as const;

export type Theme = (typeof themeNames)[number];

/** VS Code's name of each theme (an older VS Code takes its default), and its mark on the workbench. */
export const themes: Record<Theme, { readonly name: string; readonly className: string }> = {
  dark: { name: "Dark 2026", className: "vs-dark" },
  light: { name: "Light 2026", className: "vs" },
  hc: { name: "Default High Contrast", className: "hc-black" },
};

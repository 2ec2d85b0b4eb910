import { drawnSide, rect, svg, text } from "./svg.ts";

const rows = ["Scale", "Model", "Output name", "Image transfer", "Concurrency", "Request timeout"];
const values = ["2×", "Standard", "${name}@${scale}x.${ext}", "auto", "2", "60 s"];
const files = ["hero.png", "logo-small.webp", "team photo 2019.jpg", "sprite_03.png"];

/** A settings window: labels, fields, check boxes, buttons, a progress bar, a list with small icons. */
export function dialogSvg(): string {
  return svg(
    rect([0, 0, drawnSide, drawnSide], "#f3f3f3"),
    rect([16, 16, 448, 448], "#ffffff", 'stroke="#c8c8c8" rx="6"'),
    rect([16, 16, 448, 30], "#005fb8", 'rx="6"'),
    text([28, 36], 13, "#ffffff", "Upscale Images: Settings"),
    `<path d="M440 26l10 10m0-10l-10 10" stroke="#fff" stroke-width="1.5"/>`,
    ...rows.flatMap((label, index) => field(label, values[index] ?? "", 62 + index * 32)),
    ...files.flatMap((name, index) => listed(name, 266 + index * 26, index)),
    rect([32, 384, 416, 6], "#e5e5e5", 'rx="3"'),
    rect([32, 384, 270, 6], "#0090f1", 'rx="3"'),
    text([32, 408], 11, "#616161", "3 of 4 images, 65 %, about 12 seconds left"),
    ...button(280, "Cancel", "#e5e5e5", "#3b3b3b"),
    ...button(368, "Upscale", "#005fb8", "#ffffff"),
  );
}

function field(label: string, value: string, y: number): string[] {
  return [
    text([32, y + 15], 12, "#3b3b3b", label),
    rect([170.5, y + 0.5, 278, 22], "#ffffff", 'stroke="#cecece" rx="2"'),
    text([178, y + 15], 12, "#1f1f1f", value),
    `<path d="M434 ${y + 9}l4 4 4-4" fill="none" stroke="#3b3b3b"/>`,
  ];
}

function listed(name: string, y: number, index: number): string[] {
  const selected = index === 1 ? [rect([24, y, 432, 24], "#e8e8ff")] : [];
  return [
    ...selected,
    rect([32.5, y + 5.5, 13, 13], "#ffffff", 'stroke="#616161" rx="2"'),
    `<path d="M35 ${y + 12}l3 3 6-7" fill="none" stroke="#005fb8" stroke-width="2"/>`,
    `<circle cx="62" cy="${y + 12}" r="6" fill="hsl(${index * 80},60%,45%)"/>`,
    text([76, y + 16], 12, "#1f1f1f", name),
    text([380, y + 16], 11, "#8b8b8b", `${(index + 2) * 137} KB`),
  ];
}

function button(x: number, label: string, fill: string, ink: string): string[] {
  return [rect([x, 424, 80, 26], fill, 'rx="3"'), text([x + 16, 441], 12, ink, label)];
}

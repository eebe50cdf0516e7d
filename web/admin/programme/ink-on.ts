/** White where it can be read on the colour (4.5 : 1, as WCAG asks), black elsewhere; the block in the theme chooses likewise. */
export function inkOn(color: string): '#ffffff' | '#000000' {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((part) =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= 4.5 ? '#ffffff' : '#000000';
}

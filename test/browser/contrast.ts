import type { Locator } from 'playwright-core';

/** The least contrast (WCAG 2.2, from 1 to 21) between the text of an element, or of one within it, and what lies behind it. */
export function leastContrast(text: Locator): Promise<number> {
  return text.evaluate((root) => {
    type Colour = [red: number, green: number, blue: number, alpha: number];
    const numbersOf = (colour: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const mixed = (above: Colour, below: Colour): Colour => {
      const alpha = above[3];
      const [red, green, blue] = above.map((part, index) => part * alpha + (below[index] as number) * (1 - alpha));
      return [red as number, green as number, blue as number, 1];
    };
    const behind = (element: Element | null): Colour => {
      if (!element) return [255, 255, 255, 1];
      const own = numbersOf(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : mixed(own, behind(element.parentElement));
    };
    const luminance = ([red, green, blue]: Colour) => {
      const linear = (part: number) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const contrasts = [root, ...root.querySelectorAll('*')].map((element) => {
      const below = behind(element);
      const above = mixed(numbersOf(getComputedStyle(element).color), below);
      const [dark = 0, light = 0] = [luminance(below), luminance(above)].sort((one, other) => one - other);
      return (light + 0.05) / (dark + 0.05);
    });
    return Math.min(...contrasts);
  });
}

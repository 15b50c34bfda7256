/** A colour as linear or gamma-encoded red, green, blue, 0 to 1. */
type Rgb = readonly [number, number, number];
type Lab = readonly [number, number, number];

/** Machado, Oliveira, Fernandes (2009), severity 1.0: what a colour becomes for three kinds of colour vision. Applied to linear light. */
const simulations: Readonly<Record<'normal' | 'protan' | 'deutan' | 'tritan', readonly number[]>> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** The WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The smallest CIEDE2000 difference of two `#rrggbb` colours over normal, protan, deutan and tritan vision. */
export function leastDifference(one: string, other: string): number {
  return Math.min(
    ...Object.values(simulations).map((matrix) => ciede2000(labOf(see(matrix, linear(one))), labOf(see(matrix, linear(other))))),
  );
}

function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(hex: string): number {
  const [red, green, blue] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function see(matrix: readonly number[], colour: Rgb): Rgb {
  const row = (at: number) =>
    Math.min(
      1,
      Math.max(
        0,
        colour.reduce((sum, value, column) => sum + (matrix[at * 3 + column] ?? 0) * value, 0),
      ),
    );
  return [row(0), row(1), row(2)];
}

/** Linear sRGB to CIELAB under D65. */
function labOf([red, green, blue]: Rgb): Lab {
  const scaled = [
    (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
    0.2126729 * red + 0.7151522 * green + 0.072175 * blue,
    (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883,
  ].map((value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116));
  const [x = 0, y = 0, z = 0] = scaled;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIEDE2000 with unit weights (Sharma, Wu, Dalal 2005). */
export function ciede2000([lightness1, a1, b1]: Lab, [lightness2, a2, b2]: Lab): number {
  const chroma7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const stretch = 1 + 0.5 * (1 - Math.sqrt(chroma7 / (chroma7 + 25 ** 7)));
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)];
  const [h1, h2] = [hue(a1 * stretch, b1), hue(a2 * stretch, b2)];
  const gray = c1 * c2 === 0;
  const turn = gray ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1;
  const deltaHue = 2 * Math.sqrt(c1 * c2) * sine(turn / 2);
  const meanHue = gray ? h1 + h2 : Math.abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
  const meanLightness = (lightness1 + lightness2) / 2;
  const meanChroma = (c1 + c2) / 2;
  const away = (meanLightness - 50) ** 2;
  const weight =
    1 - 0.17 * cosine(meanHue - 30) + 0.24 * cosine(2 * meanHue) + 0.32 * cosine(3 * meanHue + 6) - 0.2 * cosine(4 * meanHue - 63);
  const rotation = -2 * Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)) * sine(60 * Math.exp(-(((meanHue - 275) / 25) ** 2)));
  const light = (lightness2 - lightness1) / (1 + (0.015 * away) / Math.sqrt(20 + away));
  const chroma = (c2 - c1) / (1 + 0.045 * meanChroma);
  const hues = deltaHue / (1 + 0.015 * meanChroma * weight);
  return Math.sqrt(light ** 2 + chroma ** 2 + hues ** 2 + rotation * chroma * hues);
}

function hue(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  return ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
}

const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180);
const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);

/** An SVG path through values over a width and height, from zero at the bottom; null lifts the pen. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const most = Math.max(...values.map((each) => each ?? 0), 0) || 1;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let down = false;
  let path = '';
  values.forEach((value, at) => {
    if (value === null) {
      down = false;
      return;
    }
    const y = height - 1 - (Math.max(0, value) / most) * (height - 2);
    path += `${down ? 'L' : 'M'}${(at * step).toFixed(1)} ${y.toFixed(1)}`;
    down = true;
  });
  return path;
}

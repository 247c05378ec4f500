/** The longest round length that is at most so many screen pixels long. */
export function scaleBarLength(scale: number, longest: number): number {
  const most = longest / scale;
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((candidate) => candidate * power <= most) ?? 1;
  return Number((factor * power).toPrecision(1));
}

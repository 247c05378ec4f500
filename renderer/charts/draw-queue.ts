/** Time that plots may take of a frame of 16 ms [ms]; at least one is drawn in each. */
const BUDGET = 8;

/** Things to be drawn, in the order in which they were first asked for. */
const waiting = new Set<() => void>();
let frame = 0;

/**
 * Draws in one of the next frames. Who asks again before that is drawn once, with what is newest then; many are spread
 * over several frames, so that the page never stands still.
 */
export function drawSoon(draw: () => void): void {
  waiting.add(draw);
  if (frame === 0) frame = requestAnimationFrame(drawSome);
}

/** Takes a wish back. */
export function drawNever(draw: () => void): void {
  waiting.delete(draw);
}

function drawSome(): void {
  frame = 0;
  const start = performance.now();
  for (const draw of waiting) {
    waiting.delete(draw);
    draw();
    if (performance.now() - start > BUDGET) break;
  }
  if (waiting.size > 0) frame = requestAnimationFrame(drawSome);
}

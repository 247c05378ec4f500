/** A place on an axis that is marked. */
export interface AxisTick {
  readonly value: number;
  /** Empty for a small tick. */
  readonly text: string;
}

/** What is read of a pixel. */
export interface PixelReading {
  /** Place in the arrays. */
  readonly pixel: number;
  /** Number as the camera counts it. */
  readonly pixelId: number;
  readonly value: number;
  /** Peak time, where times were given. */
  readonly time?: number;
}

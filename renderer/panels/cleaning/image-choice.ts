/** An image: what one telescope saw of an event. */
export interface ImageChoice {
  readonly path: string;
  readonly obsId: number;
  readonly eventId: number;
  readonly telId: number;
}

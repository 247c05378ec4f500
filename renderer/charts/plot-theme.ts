/** Colours and faces of a plot, as CSS has them. */
export interface PlotTheme {
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly axis: string;
  readonly text: string;
  readonly muted: string;
  readonly textFont: string;
  readonly numberFont: string;
  /** Turns the name of a colour of the theme (`--series-a`) into the colour. */
  readonly color: (name: string) => string;
}

/**
 * JavaScript under construction whose line N stands for Apex line N: text is always added at the end, after as
 * many newlines as it takes to reach the wanted line.
 */
export interface LineWriter {
  /** Goes on to a line; does nothing when it is reached or passed. */
  at(line: number): void;
  write(text: string): void;
  /** Remembers a place, to fill it once it is known what belongs there. */
  mark(): Mark;
  text(): string;
  /** Where the output ends now, to come back to when what follows turns out to be impossible. */
  here(): Place;
  /** Drops everything written since. */
  backTo(place: Place): void;
}

/** An end of the output. */
export interface Place {
  readonly pieces: number;
  readonly line: number;
}

/** A place in the output that is filled later. */
export interface Mark {
  fill(text: string): void;
}

export const lineWriter = (): LineWriter => {
  const pieces: { text: string }[] = [];
  let line = 1;
  const write = (text: string): void => {
    pieces.push({ text });
  };
  return {
    at: (wanted) => {
      if (wanted > line) write('\n'.repeat(wanted - line));
      line = Math.max(line, wanted);
    },
    write,
    mark: () => {
      const piece = { text: '' };
      pieces.push(piece);
      return { fill: (text) => (piece.text = text) };
    },
    here: () => ({ pieces: pieces.length, line }),
    backTo: (place) => {
      pieces.length = place.pieces;
      line = place.line;
    },
    text: () => pieces.map((piece) => piece.text).join(''),
  };
};

/**
 * Texts of random pieces, the same in every run, so that a failure can be repeated.
 *
 * @param count how many
 * @param pieces what they are made of
 */
export function* randomTexts(count: number, pieces: readonly string[]): Generator<string> {
  let state = 42;
  const next = (below: number): number => {
    // Numerical Recipes' linear congruential generator: enough for choosing pieces.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let made = 0; made < count; made += 1) {
    let text = '';
    for (let length = next(60); length > 0; length -= 1) text += pieces[next(pieces.length)] ?? '';
    yield text;
  }
}

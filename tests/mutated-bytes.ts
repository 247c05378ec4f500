/** Random numbers that are the same in every run (xorshift32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Bit flips, lengths that lie, zeroed and cut pieces. */
export function mutate(original: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(original);
  const somewhere = () => Math.floor(random() * bytes.length);
  const changes = 1 + Math.floor(random() * 20);
  for (let change = 0; change < changes; change++) {
    const at = somewhere();
    const kind = random();
    if (kind < 0.5) bytes[at] ^= 1 << Math.floor(random() * 8);
    else if (kind < 0.7) bytes[at] = 0xff;
    else if (kind < 0.8) bytes.subarray(at, at + 8).fill(0xff);
    else if (kind < 0.9) bytes.subarray(at, at + 1 + Math.floor(random() * 32)).fill(0);
    else bytes.copyWithin(at, somewhere(), somewhere());
  }
  return random() < 0.15 ? bytes.subarray(0, somewhere()) : bytes;
}

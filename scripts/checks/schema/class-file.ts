/** A field of a compiled Java class: its name and type descriptor, e.g. `Lcom/example/Id;`. */
export interface ClassField {
  readonly name: string;
  readonly descriptor: string;
}

const MAGIC = 0xcafebabe;
const UTF8 = 1;
/** Bytes after the tag of each constant, per tag (JVM specification, section 4.4). */
const CONSTANT_SIZE: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};
const TAKES_TWO_SLOTS = new Set([5, 6]);

/** Reads the fields a Java class declares; nothing else of it. */
export const readClassFields = (bytes: Buffer): readonly ClassField[] => {
  if (bytes.readUInt32BE(0) !== MAGIC) throw new Error('not a Java class file');
  const texts = new Map<number, string>();
  let at = 10;
  const constants = bytes.readUInt16BE(8);
  for (let index = 1; index < constants; index += 1) {
    const tag = bytes.readUInt8(at);
    if (tag === UTF8) {
      const length = bytes.readUInt16BE(at + 1);
      texts.set(index, bytes.toString('utf8', at + 3, at + 3 + length));
      at += 3 + length;
    } else {
      at += 1 + (CONSTANT_SIZE[tag] ?? 0);
      if (TAKES_TWO_SLOTS.has(tag)) index += 1;
    }
  }
  at += 6;
  at += 2 + bytes.readUInt16BE(at) * 2;
  const fields: ClassField[] = [];
  let count = bytes.readUInt16BE(at);
  at += 2;
  for (; count > 0; count -= 1) {
    fields.push({
      name: texts.get(bytes.readUInt16BE(at + 2)) ?? '',
      descriptor: texts.get(bytes.readUInt16BE(at + 4)) ?? '',
    });
    let attributes = bytes.readUInt16BE(at + 6);
    at += 8;
    for (; attributes > 0; attributes -= 1) at += 6 + bytes.readUInt32BE(at + 2);
  }
  return fields;
};

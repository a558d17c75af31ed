/** An Apex Blob: immutable bytes. */
export class Blob {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  static fromText(text: string): Blob {
    return new Blob(Buffer.from(text, 'utf8'));
  }
}

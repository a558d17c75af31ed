/**
 * An Apex Double. Boxed, so that every runtime value carries its own Apex type: a bare JavaScript number is
 * always an Integer.
 */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

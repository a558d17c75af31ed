/**
 * An Apex Double. Boxed, so that every runtime value carries its own Apex type: a bare JavaScript number is
 * always an Integer.
 */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  /** As java.lang.Double: always a fraction (`1.0`), scientific from 10^7 up and below 10^-3 (`1.5E10`). */
  toString(): string {
    const { value } = this;
    if (Number.isNaN(value)) return 'NaN';
    if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
    const size = Math.abs(value);
    if (size === 0 || (size >= 1e-3 && size < 1e7)) {
      const text = Object.is(value, -0) ? '-0' : String(value);
      return text.includes('.') ? text : `${text}.0`;
    }
    const [digits = '', exponent = '0'] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
}

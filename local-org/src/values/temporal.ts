/** An Apex Date: days since 1970-01-01, no time zone. */
export class ApexDate {
  readonly epochDay: number;

  constructor(epochDay: number) {
    this.epochDay = epochDay;
  }

  static of(year: number, month: number, day: number): ApexDate {
    return new ApexDate(Date.UTC(year, month - 1, day) / 86_400_000);
  }

  /** @param iso `YYYY-MM-DD` */
  static parse(iso: string): ApexDate {
    return new ApexDate(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);
  }

  /** @returns `YYYY-MM-DD` */
  toString(): string {
    return new Date(this.epochDay * 86_400_000).toISOString().slice(0, 10);
  }
}

/** An Apex Datetime: milliseconds since the epoch, UTC. */
export class Datetime {
  readonly epochMs: number;

  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }

  /** @returns `YYYY-MM-DD HH:MM:SS` in UTC, as Apex's `String.valueOf` in a UTC context */
  toString(): string {
    return new Date(this.epochMs).toISOString().slice(0, 19).replace('T', ' ');
  }
}

/** An Apex Time: milliseconds since midnight. */
export class Time {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  /** @returns `HH:MM:SS.mmmZ` */
  toString(): string {
    return new Date(this.ms).toISOString().slice(11);
  }
}

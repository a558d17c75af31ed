/** An answer that is an error, as Lightning's client side knows it: `{message, …}` with a status. */
export class LightningError extends Error {
  override readonly name = 'LightningError';

  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(typeof body.message === 'string' ? body.message : 'Server Error');
    this.status = status;
    this.body = body;
  }
}

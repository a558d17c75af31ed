import { DISPATCH, type Dispatch } from '../../runtime/invoke.ts';
import { platformType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';

/**
 * An object of the library that implements an interface by answering its methods without parameters.
 * @param type Apex name of the interface, e.g. `QueueableContext`
 * @param answers by method name
 */
export class ContextObject extends PlatformObject {
  readonly [DISPATCH]: Dispatch;

  constructor(type: string, answers: Readonly<Record<string, () => unknown>>) {
    super(platformType(type));
    this[DISPATCH] = Object.fromEntries(
      Object.entries(answers).map(([method, answer]) => [`${method.toLowerCase()}/0`, answer]),
    );
  }
}

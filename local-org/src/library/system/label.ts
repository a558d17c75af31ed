import { UnsupportedFeature } from '../../errors.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

const label = (namespace: string | null, name: string | null): string => {
  const text = transaction().org.label(required(name), namespace ?? '');
  if (text === undefined) throw exception('NoDataFoundException', `Custom label not found: ${name ?? ''}`);
  return text;
};

/** System.Label: labels by name; `System.Label.Some_Name` is the compiler's. */
export const labelClass: PlatformClass = {
  name: 'Label',
  kind: 'class',
  statics: {
    'String get(String namespace, String label)': label,
    'String get(String namespace, String label, String language)': () => {
      throw new UnsupportedFeature('Label.get(String, String, String)');
    },
  },
  unsupported: ['Boolean translationExists(String namespace, String label, String language)'],
};

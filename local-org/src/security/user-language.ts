import { runningUser } from '../runtime/running-user.ts';
import { inTransaction } from '../runtime/transaction.ts';

/** Language of the running user, e.g. `de`; `en_US` outside a transaction. */
export const userLanguage = (): string => {
  const language = inTransaction() ? runningUser()?.get('LanguageLocaleKey') : null;
  return typeof language === 'string' ? language : 'en_US';
};

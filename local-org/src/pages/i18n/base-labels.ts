/** German texts of the base components, whose package brings English ones only. */
const GERMAN: Readonly<Record<string, string>> = {};

/** @param name e.g. `LightningToast.close` @returns undefined where the English text has to do */
export const germanBaseLabel = (name: string): string | undefined => GERMAN[name];

/** Text between tags: Salesforce escapes no more than what must be. */
export const escapedText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** The value of an attribute between double quotes. */
export const escapedAttribute = (text: string): string => escapedText(text).replace(/"/g, '&quot;');

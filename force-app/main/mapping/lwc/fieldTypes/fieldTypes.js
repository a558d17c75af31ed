import choiceWord from '@salesforce/label/c.Type_Choice';
import currencyWord from '@salesforce/label/c.Type_Currency';
import dateWord from '@salesforce/label/c.Type_Date';
import emailWord from '@salesforce/label/c.Type_Email';
import flagWord from '@salesforce/label/c.Type_Flag';
import linkWord from '@salesforce/label/c.Type_Link';
import listWord from '@salesforce/label/c.Type_List';
import numberWord from '@salesforce/label/c.Type_Number';
import otherWord from '@salesforce/label/c.Type_Other';
import percentWord from '@salesforce/label/c.Type_Percent';
import phoneWord from '@salesforce/label/c.Type_Phone';
import recordWord from '@salesforce/label/c.Type_Record';
import richTextWord from '@salesforce/label/c.Type_Rich_Text';
import textWord from '@salesforce/label/c.Type_Text';
import timeWord from '@salesforce/label/c.Type_Time';

const TEXT = { icon: 'utility:text', word: textWord };
const NUMBER = { icon: 'utility:number_input', word: numberWord };
const FLAG = { icon: 'utility:check', word: flagWord };
const DATE = { icon: 'utility:event', word: dateWord };
const TIME = { icon: 'utility:date_time', word: timeWord };
const LIST = { icon: 'utility:multi_picklist', word: listWord };
const CHOICE = { icon: 'utility:picklist_type', word: choiceWord };
const EMAIL = { icon: 'utility:email', word: emailWord };
const LINK = { icon: 'utility:link', word: linkWord };
const RECORD = { icon: 'utility:record_lookup', word: recordWord };
const OTHER = { icon: 'utility:custom_apps', word: otherWord };

// Types of fields as Salesforce names them, and kinds of values as the catalogue of properties does.
const BY_NAME = {
  STRING: TEXT,
  TEXTAREA: TEXT,
  TEXT,
  HTML: { icon: 'utility:richtextindent', word: richTextWord },
  AMOUNT: NUMBER,
  DOUBLE: NUMBER,
  INTEGER: NUMBER,
  LONG: NUMBER,
  CURRENCY: { icon: 'utility:currency_input', word: currencyWord },
  PERCENT: { icon: 'utility:percent', word: percentWord },
  FLAG,
  BOOLEAN: FLAG,
  DAY: DATE,
  DATE,
  INSTANT: TIME,
  DATETIME: TIME,
  TEXT_LIST: LIST,
  MULTIPICKLIST: LIST,
  CHOICE,
  PICKLIST: CHOICE,
  COMBOBOX: CHOICE,
  EMAIL,
  LINK,
  URL: LINK,
  PHONE: { icon: 'utility:call', word: phoneWord },
  REFERENCE: RECORD,
  RECORD_ID: RECORD,
  ID: RECORD,
};

/**
 * Shows a type.
 *
 * @param {string} name type of a field, for example PICKLIST, or kind of a value, for example TEXT_LIST
 * @returns {{icon: string, word: string}} an icon, and its name in the person's language
 */
export function typeOf(name) {
  return BY_NAME[name] ?? OTHER;
}

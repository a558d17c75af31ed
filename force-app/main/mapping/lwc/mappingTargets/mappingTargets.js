import { fill } from 'c/words';
import customWord from '@salesforce/label/c.Map_Custom';
import outboundText from '@salesforce/label/c.Map_Object_Outbound';
import viaText from '@salesforce/label/c.Map_Object_Via';

const wayTo = ({ objectName, linkLabel, isOutboundOnly }) => {
  if (isOutboundOnly) return fill(outboundText, objectName);
  return linkLabel ? fill(viaText, objectName, linkLabel) : objectName;
};

/**
 * Names a way to an object.
 *
 * @param {object} target as Apex gives it; see MappableObjects.Target
 * @returns {string} the same for the same object and link
 */
export function keyOf({ objectName, linkField }) {
  return `${objectName}|${linkField ?? ''}`;
}

/**
 * Makes an entry of a list.
 *
 * @param {object} target as Apex gives it; see MappableObjects.Target
 * @returns {object} an entry of c-choice-search
 */
export function optionOf(target) {
  return {
    value: keyOf(target),
    label: target.label,
    detail: wayTo(target),
    marks: target.isCustom ? [customWord] : [],
  };
}

import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import blanksNone from '@salesforce/label/c.Conflict_Blanks_None';
import blanksText from '@salesforce/label/c.Conflict_Blanks';
import blanksWord from '@salesforce/label/c.Conflict_Blanks_Title';
import bothWord from '@salesforce/label/c.Conflict_Both_Ways';
import demodeskExample from '@salesforce/label/c.Policy_Demodesk_Example';
import demodeskHint from '@salesforce/label/c.Policy_Demodesk_Hint';
import demodeskWord from '@salesforce/label/c.Policy_Demodesk';
import fieldsText from '@salesforce/label/c.Conflict_Mapped_Fields';
import lockedText from '@salesforce/label/c.Conflict_Locked';
import noneChosen from '@salesforce/label/c.Conflict_No_Policy';
import otherValue from '@salesforce/label/c.Conflict_Other_Value';
import ownText from '@salesforce/label/c.Conflict_Own_Policy';
import policyWord from '@salesforce/label/c.Conflict_Policy';
import recentExample from '@salesforce/label/c.Policy_Recent_Example';
import recentHint from '@salesforce/label/c.Policy_Recent_Hint';
import recentWord from '@salesforce/label/c.Policy_Recent';
import salesforceExample from '@salesforce/label/c.Policy_Salesforce_Example';
import salesforceHint from '@salesforce/label/c.Policy_Salesforce_Hint';
import salesforceWord from '@salesforce/label/c.Policy_Salesforce';
import sourceDemodesk from '@salesforce/label/c.Conflict_Source_Demodesk';
import sourceRecent from '@salesforce/label/c.Conflict_Source_Recent';
import sourceSalesforce from '@salesforce/label/c.Conflict_Source_Salesforce';
import switchOff from '@salesforce/label/c.Switch_Off';
import switchOn from '@salesforce/label/c.Switch_On';

const POLICIES = {
  Salesforce: { label: salesforceWord, hint: salesforceHint, example: salesforceExample, source: sourceSalesforce },
  Demodesk: { label: demodeskWord, hint: demodeskHint, example: demodeskExample, source: sourceDemodesk },
  MostRecent: { label: recentWord, hint: recentHint, example: recentExample, source: sourceRecent },
};

/**
 * The conflict rule of one entity, explained by a field of a record of the org.
 *
 * @fires rulechange with {entity, policy, isBothWays}
 */
export default class ConflictRule extends LightningElement {
  /** What Apex says about the entity; see ConflictRulesController.Rule. */
  @api rule;
  /** True while something is being saved. */
  @api isBusy = false;

  label = { blanks: blanksWord, both: bothWord, locked: lockedText, off: switchOff, on: switchOn, policy: policyWord };

  get options() {
    return Object.entries(POLICIES).map(([value, { label }]) => ({ value, label }));
  }

  get isLocked() {
    return !this.rule.policy;
  }

  get isSwitchDisabled() {
    return this.isLocked || this.isBusy;
  }

  get sourceText() {
    return this.rule.policy ? POLICIES[this.rule.policy].source : noneChosen;
  }

  get fieldsText() {
    return fill(fieldsText, this.rule.bothWaysMappings);
  }

  get policies() {
    const { example } = this.rule;
    return Object.entries(POLICIES).map(([value, { label, hint, example: words }]) => ({
      value,
      label,
      hint,
      example: example && fill(words, example.recordName, example.fieldLabel, example.value, otherValue),
    }));
  }

  get blanksText() {
    const fields = this.rule.blankedFields;
    return fields.length === 0 ? blanksNone : fill(blanksText, fields.join(', '));
  }

  get ownPolicyText() {
    const fields = this.rule.fieldsWithOwnPolicy;
    return fields.length === 0 ? undefined : fill(ownText, fields.join(', '));
  }

  handlePolicy(event) {
    this.tell(event.detail.value, this.rule.isBothWays);
  }

  handleSwitch(event) {
    this.tell(this.rule.policy, event.target.checked);
  }

  tell(policy, isBothWays) {
    const { entity } = this.rule;
    this.dispatchEvent(new CustomEvent('rulechange', { detail: { entity, policy, isBothWays } }));
  }
}

import { LightningElement } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { fill } from 'c/words';
import read from '@salesforce/apex/SetupHomeController.read';
import startSweeper from '@salesforce/apex/SetupHomeController.startSweeper';
import apiText from '@salesforce/label/c.Home_Api';
import apiWord from '@salesforce/label/c.Home_Api_Title';
import checkedWord from '@salesforce/label/c.Home_Checks';
import doneWord from '@salesforce/label/c.Home_Done';
import failuresWord from '@salesforce/label/c.Home_Failures';
import fixWord from '@salesforce/label/c.Home_Fix';
import lastEventWord from '@salesforce/label/c.Home_Last_Event';
import live from '@salesforce/label/c.Home_State_Live';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import never from '@salesforce/label/c.Home_State_Never';
import neverYet from '@salesforce/label/c.Home_Never';
import off from '@salesforce/label/c.Home_State_Off';
import okWord from '@salesforce/label/c.Home_Ok';
import openWord from '@salesforce/label/c.Home_Open';
import problemWord from '@salesforce/label/c.Home_Problem';
import progressText from '@salesforce/label/c.Home_Progress';
import quiet from '@salesforce/label/c.Home_State_Quiet';
import refreshWord from '@salesforce/label/c.Screen_Refresh';
import startWord from '@salesforce/label/c.Home_Start';
import startedWord from '@salesforce/label/c.Home_Getting_Started';
import title from '@salesforce/label/c.Home_Title';
import toDoWord from '@salesforce/label/c.Home_To_Do';
import waitingWord from '@salesforce/label/c.Home_Waiting';
import warningWord from '@salesforce/label/c.Home_Warning';

const STATES = {
  live: { text: live, icon: 'utility:success', theme: 'slds-theme_success' },
  quiet: { text: quiet, icon: 'utility:warning', theme: 'slds-theme_warning' },
  never: { text: never, icon: 'utility:info', theme: 'slds-theme_info' },
  off: { text: off, icon: 'utility:pause', theme: 'slds-theme_shade' },
};

const FINDINGS = {
  ok: { icon: 'utility:success', variant: 'success', word: okWord },
  warn: { icon: 'utility:warning', variant: 'warning', word: warningWord },
  fail: { icon: 'utility:error', variant: 'error', word: problemWord },
};

const SWEEPER = 'sweeper';

// A tab of a package has the package's namespace in its name; the component cannot know it before it runs.
const namespaceOf = (element) => {
  const [, prefix] = element.tagName.toLowerCase().match(/^([a-z0-9]+)-/) ?? [];
  return prefix === undefined || prefix === 'c' ? '' : `${prefix}__`;
};

/** Whether the sync lives, what is left to set up, and what the preflight found. */
export default class SetupHome extends NavigationMixin(LightningElement) {
  label = {
    api: apiWord,
    checks: checkedWord,
    failures: failuresWord,
    fix: fixWord,
    lastEvent: lastEventWord,
    loading: loadingWord,
    neverYet,
    open: openWord,
    refresh: refreshWord,
    start: startWord,
    started: startedWord,
    title,
    waiting: waitingWord,
  };

  home;
  error;
  isLoading = true;

  connectedCallback() {
    this.load();
  }

  get state() {
    const { text, icon, theme } = STATES[this.home.state];
    const variant = this.home.state === 'off' ? undefined : 'inverse';
    return { text, icon, variant, boxClass: `slds-box slds-box_x-small slds-media slds-media_center ${theme}` };
  }

  get doneSteps() {
    return this.home.steps.filter(({ isDone }) => isDone).length;
  }

  get stepsText() {
    return fill(progressText, this.doneSteps, this.home.steps.length);
  }

  get percent() {
    return Math.round((100 * this.doneSteps) / this.home.steps.length);
  }

  get steps() {
    return this.home.steps.map((step) => ({
      ...step,
      iconName: step.isDone ? 'utility:success' : 'utility:routing_offline',
      variant: step.isDone ? 'success' : undefined,
      stateWord: step.isDone ? doneWord : toDoWord,
      isOpenable: !step.isDone && Boolean(step.tab ?? step.link),
      openLabel: `${openWord}: ${step.label}`,
    }));
  }

  get findings() {
    return this.home.findings.map((finding) => ({
      ...finding,
      ...FINDINGS[finding.state],
      fixLabel: `${fixWord}: ${finding.sentence}`,
      isStartable: finding.key === SWEEPER && finding.state !== 'ok',
      startLabel: `${startWord}: ${finding.sentence}`,
    }));
  }

  get hasApi() {
    return this.home.apiAvailable > 0;
  }

  get apiPercent() {
    return Math.round((100 * this.home.apiUsed) / this.home.apiAvailable);
  }

  get apiText() {
    return fill(apiText, this.home.apiUsed, this.home.apiAvailable, this.apiPercent);
  }

  load() {
    return this.show(read());
  }

  handleStart() {
    return this.show(startSweeper());
  }

  async show(answer) {
    this.isLoading = true;
    this.error = undefined;
    try {
      this.home = await answer;
    } catch (error) {
      this.error = error;
    } finally {
      this.isLoading = false;
    }
  }

  handleStep(event) {
    const step = this.home.steps.find(({ key }) => key === event.target.dataset.key);
    if (step.tab) {
      const apiName = `${namespaceOf(this.template.host)}${step.tab}`;
      this[NavigationMixin.Navigate]({ type: 'standard__navItemPage', attributes: { apiName } });
    } else {
      this.open(step.link);
    }
  }

  handleFix(event) {
    this.open(event.target.dataset.link);
  }

  open(url) {
    this[NavigationMixin.Navigate]({ type: 'standard__webPage', attributes: { url } });
  }
}

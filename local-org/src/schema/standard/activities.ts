import type { ObjectDefinition } from '../model.ts';
import { standardObjects } from './table.ts';

const WHAT = 'Account|Asset|Campaign|Case|Contract|Opportunity|Order|Product2';

/** Tasks and events. Source: Object Reference for the Salesforce Platform, API 65.0. */
export const activityObjects = standardObjects(`
object Task 00T "Task" "Tasks" recordTypes
WhoId reference(Contact|Lead) children(Tasks) "Name ID"
WhatId reference(${WHAT}) children(Tasks) "Related To ID"
Subject combobox(Call|Send Letter|Send Quote|Other)
ActivityDate date "Due Date Only"
Status picklist(Not Started*|In Progress|Completed|Waiting on someone else|Deferred) defaulted
Priority picklist(High|Normal*|Low) defaulted
IsHighPriority boolean readonly "High Priority"
OwnerId reference(Group|User) defaulted "Assigned To ID"
Description longtext(32000)
Type picklist(Call|Email|Meeting|Other)
AccountId reference(Account) readonly
IsClosed boolean readonly "Closed"
IsArchived boolean readonly "Archived"
CallDurationInSeconds int(8) "Call Duration"
CallType !picklist(Internal|Inbound|Outbound)
CallDisposition string(255) "Call Result"
CallObject string(255) "Call Object Identifier"
ReminderDateTime datetime "Reminder Date/Time"
IsReminderSet boolean "Reminder Set"
RecurrenceActivityId reference(Task) readonly children(RecurringTasks)
IsRecurrence boolean "Create Recurring Series of Tasks"
RecurrenceStartDateOnly date "Recurrence Start"
RecurrenceEndDateOnly date "Recurrence End"
RecurrenceTimeZoneSidKey string(40) "Recurrence Time Zone"
RecurrenceType !picklist(RecursDaily|RecursEveryWeekday|RecursMonthly|RecursMonthlyNth|RecursWeekly|RecursYearly|RecursYearlyNth)
RecurrenceInterval int
RecurrenceDayOfWeekMask int "Recurrence Day of Week Mask"
RecurrenceDayOfMonth int "Recurrence Day of Month"
RecurrenceInstance !picklist(First|Second|Third|Fourth|Last)
RecurrenceMonthOfYear !picklist(January|February|March|April|May|June|July|August|September|October|November|December) "Recurrence Month of Year"
RecurrenceRegeneratedType !picklist(RecurrenceRegenerateAfterDueDate|RecurrenceRegenerateAfterToday|RecurrenceRegenerated) "Repeat This Task"
TaskSubtype !picklist(Task*|Email|ListEmail|Cadence|Call|LinkedIn) createonly
CompletedDateTime datetime readonly "Completed Date"

object Event 00U "Event" "Events" recordTypes
WhoId reference(Contact|Lead) children(Events) "Name ID"
WhatId reference(${WHAT}) children(Events) "Related To ID"
Subject combobox(Call|Email|Meeting|Send Letter/Quote|Other)
Location string(255)
IsAllDayEvent boolean "All-Day Event"
ActivityDateTime datetime "Due Date Time"
ActivityDate date "Due Date Only"
DurationInMinutes int(8) "Duration"
StartDateTime datetime "Start Date Time"
EndDateTime datetime "End Date Time"
EndDate date readonly
Description longtext(32000)
AccountId reference(Account) readonly
OwnerId reference(User) defaulted "Assigned To ID"
Type picklist(Email|Meeting|Other|Call)
IsPrivate boolean "Private"
ShowAs !picklist(Busy*|OutOfOffice|Free) "Show Time As"
IsChild boolean readonly
IsGroupEvent boolean readonly
GroupEventType !picklist(0|1|2|3) readonly
IsArchived boolean readonly "Archived"
RecurrenceActivityId reference(Event) readonly children(RecurringEvents)
IsRecurrence boolean "Create Recurring Series of Events"
RecurrenceStartDateTime datetime "Recurrence Start"
RecurrenceEndDateOnly date "Recurrence End"
RecurrenceTimeZoneSidKey string(40) "Recurrence Time Zone"
RecurrenceType !picklist(RecursDaily|RecursEveryWeekday|RecursMonthly|RecursMonthlyNth|RecursWeekly|RecursYearly|RecursYearlyNth)
RecurrenceInterval int
RecurrenceDayOfWeekMask int "Recurrence Day of Week Mask"
RecurrenceDayOfMonth int "Recurrence Day of Month"
RecurrenceInstance !picklist(First|Second|Third|Fourth|Last)
RecurrenceMonthOfYear !picklist(January|February|March|April|May|June|July|August|September|October|November|December) "Recurrence Month of Year"
ReminderDateTime datetime "Reminder Date/Time"
IsReminderSet boolean "Reminder Set"
EventSubtype !picklist(Event*) createonly
IsRecurrence2Exclusion boolean readonly "Historical Event, Not Following Recurrence"
Recurrence2PatternText longtext(32000) "Recurrence Pattern"
Recurrence2PatternVersion !picklist(1) readonly "Pattern Version"
IsRecurrence2 boolean readonly "Repeat"
IsRecurrence2Exception boolean readonly "Is Exception"
Recurrence2PatternStartDate datetime readonly "Recurrence Pattern Start Date"
Recurrence2PatternTimeZone string(255) readonly "Recurrence Pattern Time Zone Reference"

object TaskStatus 01J "Task Status Value" "Task Status Value" bare audit fixed
MasterLabel string(255) nameField
ApiName string(255)
SortOrder int
IsDefault boolean
IsClosed boolean "Closed"
`);

/**
 * Present only in orgs with Shared Activities ("Allow Users to Relate Multiple Contacts to Tasks and Events").
 */
export const sharedActivityObjects = standardObjects(`
object TaskRelation 0RT "Task Relation" "Task Relations"
TaskId reference(Task) required createonly children(TaskRelations) cascade
RelationId reference(Contact|Lead|${WHAT}) createonly children(TaskRelations) cascade
IsWhat boolean createonly
AccountId reference(Account) readonly

object EventRelation 0RE "Event Relation" "Event Relations"
RelationId reference(Contact|Lead|User|${WHAT}) required createonly children(EventRelations) cascade
EventId reference(Event) required createonly children(EventRelations) cascade
IsWhat boolean createonly
IsParent boolean createonly
IsInvitee boolean createonly
Status !picklist(New*|Declined|Accepted|Uninvited|Maybe)
RespondedDate datetime
Response string(255) "Comment"
AccountId reference(Account) readonly

object TaskWhoRelation 0RT "Task Who Relation" "Task Who Relations" fixed
TaskId reference(Task) children(TaskWhoRelations) cascade
RelationId reference(Contact|Lead) children(TaskWhoRelations) cascade
AccountId reference(Account)
Type string(50)

object EventWhoRelation 0RE "Event Who Relation" "Event Who Relations" fixed
EventId reference(Event) children(EventWhoRelations) cascade
RelationId reference(Contact|Lead) children(EventWhoRelations) cascade
AccountId reference(Account)
Type string(50)
`);

/** What tasks and events have besides in such orgs. */
const sharedFields = standardObjects(`
object Task 00T "Task" "Tasks" bare
TaskWhoIds junction(Contact|Lead) "Task Who IDs"
WhoCount int readonly "Relation Count"
WhatCount int readonly "Related To Count"

object Event 00U "Event" "Events" bare
EventWhoIds junction(Contact|Lead) "Event Who IDs"
WhoCount int readonly "Relation Count"
WhatCount int readonly "Related To Count"
`);

/** Tasks and events of an org with Shared Activities. */
export const sharedActivities = (): readonly ObjectDefinition[] =>
  activityObjects.map((object) => {
    const more = sharedFields.find((candidate) => candidate.name === object.name);
    return more ? { ...object, fields: new Map([...object.fields, ...[...more.fields].slice(1)]) } : object;
  });

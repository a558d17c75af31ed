/**
 * Tells the package about new and changed leads, so that attendees of earlier meetings are linked to them.
 */
trigger LeadTrigger on Lead(after insert, after update, after undelete) {
    TriggerDispatcher.run(Lead.SObjectType, new RecordChange(Trigger.operationType, Trigger.new, Trigger.oldMap));
}

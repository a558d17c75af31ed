/**
 * Tells the package about leads: Demodesk hears of what it knows, attendees of earlier meetings are linked.
 */
trigger LeadTrigger on Lead(after insert, after update, before delete, after delete, after undelete) {
    TriggerDispatcher.run(
        Lead.SObjectType,
        new RecordChange(Trigger.operationType, Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.oldMap)
    );
}

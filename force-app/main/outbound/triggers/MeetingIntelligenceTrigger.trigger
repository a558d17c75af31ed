/**
 * Tells the package about meetings: Demodesk hears of what people change in them.
 */
trigger MeetingIntelligenceTrigger on Meeting_Intelligence__c(
    after insert,
    after update,
    before delete,
    after delete,
    after undelete
) {
    TriggerDispatcher.run(
        Meeting_Intelligence__c.SObjectType,
        new RecordChange(Trigger.operationType, Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.oldMap)
    );
}

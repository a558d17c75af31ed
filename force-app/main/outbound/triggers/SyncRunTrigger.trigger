/**
 * Tells the package about requests to fetch meetings again, wherever they come from.
 */
trigger SyncRunTrigger on Sync_Run__c(before insert, before update, after insert, after update) {
    TriggerDispatcher.run(
        Sync_Run__c.SObjectType,
        new RecordChange(Trigger.operationType, Trigger.new, Trigger.oldMap)
    );
}

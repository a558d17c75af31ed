trigger VisitEventTrigger on Visit_Event__e(after insert) {
    VisitInbox.receive(Trigger.new);
}

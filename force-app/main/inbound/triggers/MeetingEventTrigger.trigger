/**
 * Runs in system context by design: no person publishes these events. It writes the package's own records only.
 */
trigger MeetingEventTrigger on Meeting_Event__e(after insert) {
    MeetingEventHandler.run(Trigger.new);
}

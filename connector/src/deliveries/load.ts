/** A batch larger than this says that there is load: then more is gathered before the next one. */
export const LONE_BATCH = 2;

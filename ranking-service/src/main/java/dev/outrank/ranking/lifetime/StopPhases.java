package dev.outrank.ranking.lifetime;

import org.springframework.context.SmartLifecycle;

/** When parts of the service stop, as phases of Spring's lifecycle: higher ones stop first, and each when the one before has ended. */
public final class StopPhases {

    /** When Spring Boot ends the requests of its server: it says so in its documentation, and in a constant that is to go. */
    private static final int LAST_REQUESTS = SmartLifecycle.DEFAULT_PHASE - 1024;

    /** When the last request was answered, and the server and its event loops are still there. */
    public static final int AFTER_THE_LAST_REQUEST = LAST_REQUESTS - 1;

    private StopPhases() {}
}

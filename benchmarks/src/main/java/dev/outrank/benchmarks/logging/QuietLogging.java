package dev.outrank.benchmarks.logging;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Logging of warnings alone: without a configuration everything would be logged, which costs more than what is measured. */
public final class QuietLogging {

    private QuietLogging() {}

    /** Logs only warnings from now on, in the whole process. */
    public static void apply() {
        LoggingSystem logging = LoggingSystem.get(QuietLogging.class.getClassLoader());
        logging.beforeInitialize();
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }
}

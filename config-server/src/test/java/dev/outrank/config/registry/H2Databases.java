package dev.outrank.config.registry;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** New databases of H2, each in a file of its own. */
public final class H2Databases {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private H2Databases() {}

    /** Returns where the next is. */
    public static String next(Path directory) {
        return url(directory.resolve("registry-" + DATABASES.incrementAndGet()));
    }

    /** Two registries of this process share a file as two of a server share PostgreSQL. */
    static String url(Path file) {
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000";
    }
}

package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the JVM of a service can be told to do, by {@code jcmd}. */
public enum JvmCommand {
    /** Collects the whole heap. */
    COLLECT("GC.run"),
    /** Gives native memory that is free back to the system. */
    TRIM_NATIVE_HEAP("System.trim_native_heap");

    private static final long PATIENCE_SECONDS = 30;

    private final String command;

    JvmCommand(String command) {
        this.command = command;
    }

    /**
     * Returns when a process has done it.
     *
     * @throws DependencyException if it does not
     */
    public void run(ProcessHandle process) throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || asked.exitValue() != 0) {
                asked.destroyForcibly();
                throw new DependencyException(jcmd + " " + command + ": failed (expected: exit code 0)");
            }
        } catch (IOException e) {
            throw new DependencyException(jcmd + ": " + e + " (expected: a command of the JDK)", e);
        }
    }
}

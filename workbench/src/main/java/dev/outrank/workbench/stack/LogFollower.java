package dev.outrank.workbench.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints whole lines as they are appended to a log. */
final class LogFollower {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);

    private final Path log;
    private final String prefix;
    private long position;

    private LogFollower(Path log, String prefix, long position) {
        this.log = log;
        this.prefix = prefix;
        this.position = position;
    }

    static LogFollower atEnd(Path log, String prefix) {
        try {
            return new LogFollower(log, prefix, Files.size(log));
        } catch (IOException e) {
            return new LogFollower(log, prefix, 0);
        }
    }

    /** Follows all until the thread is interrupted, which is how a command ends. */
    static void run(List<LogFollower> followers, PrintWriter out) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            followers.forEach(follower -> follower.print(out));
            out.flush();
        }
    }

    /** Prints the complete lines that were appended since the last call; begins anew in a file that became shorter. */
    void print(PrintWriter out) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            position = file.length() < position ? 0 : position;
            byte[] appended = new byte[(int) Math.min(Integer.MAX_VALUE / 2, file.length() - position)];
            file.seek(position);
            file.readFully(appended);
            int complete = appended.length;
            while (complete > 0 && appended[complete - 1] != '\n') {
                complete--;
            }
            position += complete;
            new String(appended, 0, complete, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> out.println(prefix + line));
        } catch (IOException e) {
            out.println(prefix + "(" + log + " cannot be read: " + e.getMessage() + ")");
        }
    }
}

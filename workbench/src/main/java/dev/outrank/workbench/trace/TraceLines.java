package dev.outrank.workbench.trace;

import dev.outrank.bundle.failure.CallerException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream, one at a time in a buffer that is used again. Not thread-safe. */
final class TraceLines {

    /** A service takes bodies of 16 MB; this is a limit against files without lines. */
    static final int MAX_LINE_BYTES = 1 << 28;

    private static final int FIRST_BYTES = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int lineStart;
    private int lineEnd;
    private int next;
    private int filled;
    private long number;

    TraceLines(InputStream in) {
        this.in = in;
    }

    /**
     * Moves to the next line; returns whether there is one. The end of the last line may be missing.
     *
     * @throws IOException if the stream is not readable, or breaks off
     */
    boolean advance() throws IOException {
        lineStart = next;
        int scanned = lineStart;
        while (true) {
            for (; scanned < filled; scanned++) {
                if (buffer[scanned] == '\n') {
                    return take(scanned, scanned + 1);
                }
            }
            int moved = lineStart;
            boolean more = fill();
            scanned -= moved - lineStart;
            if (!more) {
                return lineStart < filled && take(filled, filled);
            }
        }
    }

    private boolean take(int end, int following) {
        lineEnd = end;
        next = following;
        number++;
        return true;
    }

    /** Reads more behind what is there, which moves to the buffer's begin; returns whether there was more. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
        filled -= lineStart;
        lineStart = 0;
        if (filled == buffer.length) {
            if (filled >= MAX_LINE_BYTES) {
                throw new CallerException("longer than " + MAX_LINE_BYTES + " bytes (expected: one request a line)");
            }
            buffer = Arrays.copyOf(buffer, filled * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read > 0;
    }

    /** Returns the buffer itself, in which the line lies from {@link #start()}. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return lineStart;
    }

    int length() {
        return lineEnd - lineStart;
    }

    /** Returns the number of the line, from 1; 0 before the first. */
    long number() {
        return number;
    }
}

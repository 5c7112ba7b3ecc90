package dev.outrank.workbench.trace;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** How the bytes of a trace lie on the disk: in zstd where its name ends in {@code .zst}, as they are otherwise. */
final class TraceCompression {

    private static final String SUFFIX = ".zst";

    /** Zstandard's default: higher levels gain some percent on decimal digits and cost a multiple of the time. */
    private static final int LEVEL = 3;

    private static final int BUFFER_BYTES = 1 << 16;

    private TraceCompression() {}

    /** Returns a stream of the content behind a file's bytes. */
    static InputStream reading(Path file, InputStream bytes) throws IOException {
        return isCompressed(file) ? new ZstdInputStream(bytes) : bytes;
    }

    /** Returns a stream that puts what is written to it into a file's bytes; each frame ends with a checksum. */
    static OutputStream writing(Path file, OutputStream bytes) throws IOException {
        OutputStream buffered = new BufferedOutputStream(bytes, BUFFER_BYTES);
        return isCompressed(file) ? new ZstdOutputStream(buffered, LEVEL).setChecksum(true) : buffered;
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(SUFFIX);
    }
}

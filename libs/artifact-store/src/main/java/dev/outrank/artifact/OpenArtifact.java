package dev.outrank.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being read. Owns its connection.
 *
 * @param content its bytes, from {@code from} on
 * @param from the index of the first of them
 * @param length of the whole file, in bytes; -1 where that is not known
 * @param tag changes when the file does; null where the source has none that can be relied on
 */
public record OpenArtifact(
        InputStream content,
        long from,
        long length,
        @Nullable String tag) implements Closeable {

    @Override
    public void close() throws IOException {
        content.close();
    }
}

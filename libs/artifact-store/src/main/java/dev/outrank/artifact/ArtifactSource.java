package dev.outrank.artifact;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where files are read from. Thread-safe. */
public interface ArtifactSource {

    /**
     * Opens a file; the caller closes it. Blocks, and never longer than the source's timeouts.
     *
     * @param from the first byte that is wanted
     * @param tag what {@link OpenArtifact#tag} was when the bytes before it were read; null where none were
     * @return the file from there on; from its beginning where it is another file by now, or cannot be resumed
     * @throws ArtifactException where there is no such file, or it may not be read: nothing that goes away by itself
     * @throws IOException where trying again may help
     */
    OpenArtifact open(URI file, long from, @Nullable String tag) throws IOException;
}

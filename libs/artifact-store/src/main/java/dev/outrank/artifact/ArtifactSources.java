package dev.outrank.artifact;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads files from wherever their addresses point: {@code http}, {@code https}, {@code s3}. Thread-safe; owns the sources. */
public final class ArtifactSources implements ArtifactSource, AutoCloseable {

    private static final Set<String> REMOTE = Set.of("http", "https", "s3");

    private final HttpArtifacts http;
    private final S3Settings s3Settings;
    private final Duration timeout;
    private @Nullable S3Artifacts s3;

    /**
     * Makes sources; connects to nothing, and looks for no credentials, before a file is asked for.
     *
     * @param timeout for a connection, and for each wait for bytes
     */
    public ArtifactSources(S3Settings s3, Duration timeout) {
        this.http = new HttpArtifacts(timeout);
        this.s3Settings = s3;
        this.timeout = timeout;
    }

    /** Returns whether a place is one of these; {@code file:} is none, since what is here already need not be brought. */
    public static boolean isRemote(URI place) {
        return REMOTE.contains(scheme(place));
    }

    private static String scheme(URI place) {
        return String.valueOf(place.getScheme()).toLowerCase(Locale.ROOT);
    }

    /** Returns the address of a file of a directory. What is there of the directory's stays as it is: {@code a//b} is another key than {@code a/b}. */
    public static URI child(URI directory, String path) {
        String base = directory.toString();
        return URI.create(base.endsWith("/") ? base + path : base + "/" + path);
    }

    /** Refuses what a remote directory's address cannot have, without showing a password that is in it. */
    static void requireDirectory(URI place) {
        if (place.getRawQuery() != null || place.getRawFragment() != null) {
            throw new ArtifactException(
                    withoutUser(place) + ": has a query or a fragment (expected: a directory's address, without them)");
        }
        String authority = place.getRawAuthority();
        if (authority == null || authority.contains("@")) {
            throw new ArtifactException(withoutUser(place)
                    + ": no host, or a user's name (expected: scheme://host/path; credentials come from elsewhere)");
        }
        if (scheme(place).equals("s3") && authority.contains(":")) {
            throw new ArtifactException(place + ": has a port (expected: s3://bucket/prefix/)");
        }
    }

    private static String withoutUser(URI place) {
        return place.toString().replaceFirst("//[^/]*@", "//");
    }

    @Override
    public OpenArtifact open(URI file, long from, @Nullable String tag) throws IOException {
        return switch (scheme(file)) {
            case "http", "https" -> http.open(file, from, tag);
            case "s3" -> s3().open(file, from, tag);
            default -> throw new ArtifactException(file + ": not read from here (expected: one of " + REMOTE + ")");
        };
    }

    private synchronized S3Artifacts s3() {
        if (s3 == null) {
            s3 = new S3Artifacts(s3Settings, timeout);
        }
        return s3;
    }

    @Override
    public synchronized void close() {
        if (s3 != null) {
            s3.close();
        }
    }
}

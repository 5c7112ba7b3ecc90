package dev.outrank.artifact;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files of HTTP servers. Resumes by ranges (RFC 9110 section 14), where the server takes them and says what the file is by a strong ETag. Follows redirects within one scheme. */
final class HttpArtifacts implements ArtifactSource {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    private static final int PARTIAL = HttpURLConnection.HTTP_PARTIAL;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final int timeoutMillis;

    /**
     * Makes a source.
     *
     * @param timeout for a connection, and for each wait for bytes
     */
    HttpArtifacts(Duration timeout) {
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public OpenArtifact open(URI file, long from, @Nullable String tag) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) file.toURL().openConnection();
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setUseCaches(false);
        boolean resumes = from > 0 && tag != null;
        if (resumes) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
            connection.setRequestProperty("If-Range", tag);
        }
        int status = connection.getResponseCode();
        if (status == RANGE_NOT_SATISFIABLE && resumes) {
            connection.disconnect();
            return open(file, 0, null);
        }
        if (status != HttpURLConnection.HTTP_OK && status != PARTIAL) {
            connection.disconnect();
            throw refused(file, status);
        }
        if (status == PARTIAL) {
            return partial(file, from, resumes ? tag : null, connection);
        }
        return new OpenArtifact(connection.getInputStream(), 0, connection.getContentLengthLong(), tagOf(connection));
    }

    /** Takes a part for what was asked for only where the answer says so: there are servers that heed no If-Range, and others that heed no Range. */
    private OpenArtifact partial(URI file, long from, @Nullable String tag, HttpURLConnection connection)
            throws IOException {
        String range = String.valueOf(connection.getHeaderField("Content-Range"));
        Matcher matcher = CONTENT_RANGE.matcher(range);
        boolean asAsked = tag != null
                && matcher.matches()
                && Long.parseLong(matcher.group(1)) == from
                && tag.equals(tagOf(connection));
        if (asAsked) {
            long length = matcher.group(2).equals("*") ? -1 : Long.parseLong(matcher.group(2));
            return new OpenArtifact(connection.getInputStream(), from, length, tag);
        }
        connection.disconnect();
        if (tag != null) {
            return open(file, 0, null);
        }
        throw new ArtifactException(
                file + ": status 206, Content-Range '" + range + "' (expected: 200, as no range was asked for)");
    }

    private static @Nullable String tagOf(HttpURLConnection connection) {
        String etag = connection.getHeaderField("ETag");
        return etag == null || etag.isBlank() || etag.startsWith("W/") ? null : etag;
    }

    private static IOException refused(URI file, int status) {
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
            return new IOException("status " + status);
        }
        throw new ArtifactException(file + ": status " + status + " (expected: 200)");
    }
}

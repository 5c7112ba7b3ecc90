package dev.outrank.artifact;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files of HTTP servers. Resumes by ranges (RFC 9110 section 14), where the server takes them and says what the file is by a strong ETag or its time. */
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
        return status == PARTIAL
                ? partial(file, connection)
                : new OpenArtifact(
                        connection.getInputStream(), 0, connection.getContentLengthLong(), tagOf(connection));
    }

    private static OpenArtifact partial(URI file, HttpURLConnection connection) throws IOException {
        String range = String.valueOf(connection.getHeaderField("Content-Range"));
        Matcher matcher = CONTENT_RANGE.matcher(range);
        if (!matcher.matches()) {
            connection.disconnect();
            throw new ArtifactException(
                    file + ": Content-Range '" + range + "' (expected: bytes first-last/length, as status 206 has)");
        }
        long length = matcher.group(2).equals("*") ? -1 : Long.parseLong(matcher.group(2));
        return new OpenArtifact(
                connection.getInputStream(), Long.parseLong(matcher.group(1)), length, tagOf(connection));
    }

    private static @Nullable String tagOf(HttpURLConnection connection) {
        String etag = connection.getHeaderField("ETag");
        return etag == null || etag.startsWith("W/") ? connection.getHeaderField("Last-Modified") : etag;
    }

    private static IOException refused(URI file, int status) {
        String message = file + ": status " + status + " (expected: 200 or 206)";
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
            return new IOException(message);
        }
        throw new ArtifactException(message);
    }
}

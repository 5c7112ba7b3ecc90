package dev.outrank.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of S3, as {@code s3://bucket/key}. Owns its client. */
final class S3Artifacts implements ArtifactSource, AutoCloseable {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})");
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int SERVER_ERRORS = 500;

    private final S3Client client;

    /**
     * Makes a source; connects to nothing yet.
     *
     * @param timeout for a connection, and for each wait for bytes
     */
    S3Artifacts(S3Settings settings, Duration timeout) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeout)
                        .socketTimeout(timeout))
                .forcePathStyle(settings.pathStyle());
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.anonymous()) {
            builder.credentialsProvider(AnonymousCredentialsProvider.create());
        }
        this.client = builder.build();
    }

    @Override
    public OpenArtifact open(URI file, long from, @Nullable String tag) throws IOException {
        boolean resumes = from > 0 && tag != null;
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(file.getRawAuthority()).key(key(file));
        if (resumes) {
            request.range("bytes=" + from + "-").ifMatch(tag);
        }
        try {
            ResponseInputStream<GetObjectResponse> content = client.getObject(request.build());
            if (!resumes) {
                return opened(content);
            }
            OpenArtifact part = part(content);
            if (part.from() == from && Objects.equals(part.tag(), tag)) {
                return part;
            }
            content.abort();
            return open(file, 0, null);
        } catch (S3Exception e) {
            if (resumes && (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == RANGE_NOT_SATISFIABLE)) {
                return open(file, 0, null);
            }
            throw refused(file, e);
        } catch (SdkException e) {
            // A network that is down, which the SDK has tried again already, or credentials that are not there.
            throw new IOException(e.getMessage(), e);
        }
    }

    private static IOException refused(URI file, S3Exception failure) {
        if (failure.statusCode() >= SERVER_ERRORS || failure.isThrottlingException()) {
            return new IOException(failure.getMessage(), failure);
        }
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null ? "" : " " + details.errorCode();
        throw new ArtifactException(
                file + ": status " + failure.statusCode() + code + " (expected: an object that may be read)", failure);
    }

    private static OpenArtifact opened(ResponseInputStream<GetObjectResponse> content) {
        GetObjectResponse response = content.response();
        Long length = response.contentLength();
        return new OpenArtifact(new Reading(content), 0, length == null ? -1 : length, tag(response));
    }

    /** Returns what is said to be a part, from -1 on where it is none. */
    private static OpenArtifact part(ResponseInputStream<GetObjectResponse> content) {
        GetObjectResponse response = content.response();
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(response.contentRange()));
        return range.matches()
                ? new OpenArtifact(
                        new Reading(content),
                        Long.parseLong(range.group(1)),
                        Long.parseLong(range.group(2)),
                        tag(response))
                : new OpenArtifact(content, -1, -1, null);
    }

    private static @Nullable String tag(GetObjectResponse response) {
        String tag = response.eTag();
        return tag == null || tag.isBlank() ? null : tag;
    }

    /** What breaks while an object is read is a failure of reading, in whatever clothes the SDK puts it. */
    private static final class Reading extends FilterInputStream {

        Reading(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (SdkException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (SdkException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private static String key(URI file) {
        String path = file.getPath();
        if (file.getRawAuthority() == null || path == null || path.length() < 2) {
            throw new ArtifactException(file + ": no object's address (expected: s3://bucket/key)");
        }
        return path.substring(1);
    }

    @Override
    public void close() {
        client.close();
    }
}

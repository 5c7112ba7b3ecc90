package dev.outrank.artifact;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
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
                GetObjectRequest.builder().bucket(file.getHost()).key(key(file));
        if (resumes) {
            request.range("bytes=" + from + "-").ifMatch(tag);
        }
        try {
            ResponseInputStream<GetObjectResponse> content = client.getObject(request.build());
            return opened(content, content.response());
        } catch (S3Exception e) {
            if (resumes && (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == RANGE_NOT_SATISFIABLE)) {
                return open(file, 0, null);
            }
            if (e.statusCode() >= SERVER_ERRORS || e.isThrottlingException()) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
            throw new ArtifactException(
                    file + ": status " + e.statusCode() + " "
                            + e.awsErrorDetails().errorCode() + " (expected: an object that may be read)",
                    e);
        } catch (SdkClientException e) {
            throw unreachable(file, e);
        }
    }

    /** The SDK has one failure for a network that is down, which it has tried again already, and for credentials that are not there. */
    private static IOException unreachable(URI file, SdkException failure) {
        return new IOException(file + ": " + failure.getMessage(), failure);
    }

    private static OpenArtifact opened(ResponseInputStream<GetObjectResponse> content, GetObjectResponse response) {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(response.contentRange()));
        return range.matches()
                ? new OpenArtifact(
                        content, Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), response.eTag())
                : new OpenArtifact(content, 0, response.contentLength(), response.eTag());
    }

    private static String key(URI file) {
        String path = file.getPath();
        if (file.getHost() == null || path == null || path.length() < 2) {
            throw new ArtifactException(file + ": no object's address (expected: s3://bucket/key)");
        }
        return path.substring(1);
    }

    @Override
    public void close() {
        client.close();
    }
}

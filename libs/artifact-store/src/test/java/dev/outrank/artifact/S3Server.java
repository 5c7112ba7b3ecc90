package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Adobe's S3Mock as a process of this machine, with one bucket. */
final class S3Server implements AutoCloseable {

    private static final Path JAR = Path.of("target", "s3mock", "s3mock.jar");
    private static final String BUCKET = "models";
    private static final String REGION = "us-east-1";

    private final Process process;
    private final S3Client client;
    private final URI endpoint;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .forcePathStyle(true)
                .build();
    }

    static S3Server start() throws IOException {
        assertThat(JAR).exists();
        int port = freePort();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        JAR.toString(),
                        "--server.port=0",
                        "--http.port=" + port))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "s3mock", "s3mock.log").toFile())
                .start();
        S3Server server = new S3Server(process, URI.create("http://127.0.0.1:" + port));
        boolean started = false;
        try {
            await().atMost(Duration.ofMinutes(1)).until(server::makesTheBucket);
            started = true;
            return server;
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean makesTheBucket() {
        assertThat(process.isAlive()).as("S3Mock; see target/s3mock/s3mock.log").isTrue();
        try {
            client.createBucket(request -> request.bucket(BUCKET));
            return true;
        } catch (SdkException e) {
            return false;
        }
    }

    S3Settings settings() {
        return new S3Settings(endpoint, REGION, true, true);
    }

    URI put(String key, byte[] content) {
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
        return URI.create("s3://" + BUCKET + "/" + key);
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}

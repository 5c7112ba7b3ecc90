package dev.outrank.workbench.release;

import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.registry.Signature;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which registry, and who asks. */
final class RegistryOptions {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    @Option(
            names = "--registry",
            defaultValue = "http://127.0.0.1:8888",
            paramLabel = "<url>",
            description = "The config-server (default: ${DEFAULT-VALUE}).")
    private URI registry;

    @Option(
            names = "--author",
            defaultValue = "${sys:user.name}",
            paramLabel = "<name>",
            description = "Who the registry writes down (default: ${DEFAULT-VALUE}).")
    private String author;

    /** Returns a client for the registry; the caller closes it. */
    static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    RegistryApi api(HttpClient http) {
        return new RegistryApi(registry, http);
    }

    Signature signature(String reason) {
        return new Signature(author, reason);
    }

    URI registry() {
        return registry;
    }
}

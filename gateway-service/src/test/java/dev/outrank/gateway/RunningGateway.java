package dev.outrank.gateway;

import dev.outrank.testkit.trace.EndedSpans;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The real gateway application on random ports, in front of the given ranking replicas. */
final class RunningGateway implements AutoCloseable {

    /** How long a test waits for what will surely happen, on a machine that is busy. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a gateway whose ranking replicas listen on these local ports. */
    static RunningGateway start(List<Integer> rankingPorts, String... properties) {
        return start(rankingPorts, context -> {}, properties);
    }

    /** Starts a gateway that finds its ranking replicas by this discovery. */
    static RunningGateway startWith(ReactiveDiscoveryClient discovery, String... properties) {
        return start(
                List.of(),
                context -> context.getBeanFactory().registerSingleton("testDiscovery", discovery),
                properties);
    }

    /** Starts a gateway that traces, and keeps the spans of sampled requests here. */
    static RunningGateway startTraced(List<Integer> rankingPorts, EndedSpans spans, String... properties) {
        return start(
                rankingPorts, context -> context.getBeanFactory().registerSingleton("endedSpans", spans), properties);
    }

    private static RunningGateway start(
            List<Integer> rankingPorts,
            ApplicationContextInitializer<ConfigurableApplicationContext> initializer,
            String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.cloud.config.enabled=false",
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--spring.cloud.gateway.server.webflux.httpclient.connect-timeout=" + PATIENCE.toMillis()));
        for (int i = 0; i < rankingPorts.size(); i++) {
            arguments.add("--spring.cloud.discovery.client.simple.instances.ranking[" + i + "].uri=http://127.0.0.1:"
                    + rankingPorts.get(i));
        }
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new RunningGateway(new SpringApplicationBuilder(GatewayApplication.class)
                // A busy machine is no failure of the gateway.
                .properties("outrank.gateway.deadline.default-timeout=30s")
                .initializers(initializer)
                .run(arguments.toArray(String[]::new)));
    }

    int port() {
        return port("local.server.port");
    }

    int managementPort() {
        return port("local.management.port");
    }

    private int port(String property) {
        Environment environment = context.getEnvironment();
        return environment.getRequiredProperty(property, Integer.class);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(path, HttpRequest.Builder::GET);
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(path, request -> request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Returns the status of the answer when it has come. */
    CompletableFuture<Integer> postLater(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    HttpResponse<String> send(String path, Consumer<HttpRequest.Builder> request) throws Exception {
        return send(port(), path, request);
    }

    HttpResponse<String> manage(String path) throws Exception {
        return send(managementPort(), path, HttpRequest.Builder::GET);
    }

    private HttpResponse<String> send(int port, String path, Consumer<HttpRequest.Builder> request) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
        request.accept(builder);
        return client.send(builder.build(), BodyHandlers.ofString());
    }

    /** Stops the application as a signal would; returns when it has stopped. */
    void stop() {
        context.close();
    }

    @Override
    public void close() {
        client.close();
        stop();
    }
}
